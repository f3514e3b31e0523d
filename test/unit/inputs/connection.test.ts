import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { type Connection, readConnection } from '../../../src/inputs/connection.ts';
import { describeMissingKey } from '../../../src/inputs/missing-key.ts';
import { parsePlatformUrl } from '../../../src/inputs/platform-url.ts';
import { createInputReader } from '../../../src/inputs/reader.ts';
import type { EventFacts } from '../../../src/runner/event.ts';
import { PUSH } from '../fake/inputs.ts';

const KEY = 'cqpk_0123456789abcdef';
const LEAST = { 'platform-url': 'https://acme.us.platform.cloudquery.io', 'api-key': KEY };

/** What is read, and what is wrong with it. */
function read(
  values: Readonly<Record<string, string>> = {},
  event = PUSH,
): { connection: Connection | undefined; problems: readonly string[] } {
  const given: Readonly<Record<string, string>> = { ...LEAST, ...values };
  const reader = createInputReader((name) => given[name] ?? '', { 'timeout-minutes': '60' });
  const connection = readConnection(reader, event);
  try {
    reader.finish({});
  } catch (error) {
    if (error instanceof InputError) return { connection, problems: error.problems };
    throw error;
  }
  return { connection, problems: [] };
}

const problemsOf = (values: Readonly<Record<string, string>>, event = PUSH) => read(values, event).problems;

describe('readConnection', () => {
  test.each<[string, Readonly<Record<string, string>>, Partial<Connection>]>([
    ['the least', {}, {}],
    [
      'an address with its path',
      { 'platform-url': ' https://acme.example/api/ ' },
      { baseUrl: 'https://acme.example/api' },
    ],
    ['a key with blanks around', { 'api-key': ` ${KEY}\n` }, {}],
    ['another deadline', { 'timeout-minutes': '0.5' }, { timeoutMs: 30_000 }],
    ['the shortest one', { 'timeout-minutes': '0.001' }, { timeoutMs: 60 }],
    ['the longest one', { 'timeout-minutes': '7200' }, { timeoutMs: 432_000_000 }],
  ])('%s', (_, values, expected) => {
    const least = { baseUrl: 'https://acme.us.platform.cloudquery.io/api', apiKey: KEY, timeoutMs: 3_600_000 };
    expect(read(values)).toEqual({ connection: { ...least, ...expected }, problems: [] });
  });

  const BAD = { 'platform-url': 'ftp://x', 'api-key': 'two words', 'timeout-minutes': '0' };

  test.each(Object.entries(BAD))('without a good `%s` there is none', (name, value) => {
    const { connection, problems } = read({ [name]: value });
    expect(connection).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^\`${name}\` `))]);
  });

  test('all that is wrong is noted at once', () => {
    expect(problemsOf(BAD)).toHaveLength(3);
  });
});

describe('the key', () => {
  test.each(['two words', 'line\nbreak', 'key\r\nX-Evil: 1', 'kéy', 'key\u0000', 'tab\tbed', '🔑🔑🔑', 'a\u00a0b'])(
    '%j is none',
    (key) => {
      const problems = problemsOf({ 'api-key': key });
      expect(problems).toEqual([expect.stringContaining('`api-key` holds blanks')]);
      expect(problems.join()).not.toContain(key);
    },
  );

  test.each(['cqsr_0123456789', 'cqstc_0123456789', 'cqpd_0123456789'])('%s is a token of a run', (key) => {
    const problems = problemsOf({ 'api-key': key });
    expect(problems).toEqual([
      expect.stringContaining('`api-key` is a token that the Platform makes for its own runs'),
    ]);
    expect(problems.join()).not.toContain('0123456789');
  });

  test.each<[string, EventFacts, string]>([
    ['on a push', PUSH, 'give it the secret that holds'],
    ['on a pull request of the repository', { ...PUSH, eventName: 'pull_request' }, 'give it the secret that holds'],
    [
      'on a pull request from a fork',
      { ...PUSH, eventName: 'pull_request', isFork: true },
      'GitHub gives no secrets to a pull request from a fork',
    ],
    [
      'for Dependabot',
      { ...PUSH, eventName: 'pull_request', actor: 'dependabot[bot]' },
      'GitHub gives Dependabot its own secrets only',
    ],
    // It runs with the secrets of the repository: the fork is not why there is none.
    [
      'on pull_request_target of a fork',
      { ...PUSH, eventName: 'pull_request_target', isFork: true },
      'give it the secret that holds',
    ],
  ])('missing %s', (_, event, expected) => {
    expect(describeMissingKey(event)).toContain(expected);
    expect(problemsOf({ 'api-key': ' ' }, event)).toEqual([`${describeMissingKey(event)}`]);
    expect(describeMissingKey(event)).toMatch(/^`api-key` is missing: /);
  });
});

describe('platform-url', () => {
  test.each([
    ['https://acme.us.platform.cloudquery.io', 'https://acme.us.platform.cloudquery.io/api'],
    ['https://acme.us.platform.cloudquery.io/', 'https://acme.us.platform.cloudquery.io/api'],
    ['https://acme.us.platform.cloudquery.io/api', 'https://acme.us.platform.cloudquery.io/api'],
    ['https://acme.us.platform.cloudquery.io/api///', 'https://acme.us.platform.cloudquery.io/api'],
    ['HTTPS://ACME.example/API', 'https://acme.example/api'],
    ['https://acme.example:8443', 'https://acme.example:8443/api'],
    ['https://acme.example:443/api', 'https://acme.example/api'],
    ['https://proxy.example/cloudquery', 'https://proxy.example/cloudquery/api'],
    ['https://proxy.example/cloudquery/api/', 'https://proxy.example/cloudquery/api'],
    ['https://proxy.example/myapi', 'https://proxy.example/myapi/api'],
    ['https://proxy.example/policies-of-acme', 'https://proxy.example/policies-of-acme/api'],
    ['https://bücher.example', 'https://xn--bcher-kva.example/api'],
    ['https://api.cloudquery.io.evil.example', 'https://api.cloudquery.io.evil.example/api'],
    ['http://localhost:3000/api', 'http://localhost:3000/api'],
    ['http://app.localhost', 'http://app.localhost/api'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/api'],
    ['http://127.1.2.3', 'http://127.1.2.3/api'],
    ['http://127.1', 'http://127.0.0.1/api'],
    ['http://[::1]:3000', 'http://[::1]:3000/api'],
    ['https://10.0.0.1', 'https://10.0.0.1/api'],
  ])('%s', (value, baseUrl) => {
    expect(parsePlatformUrl(value)).toEqual({ kind: 'url', baseUrl });
  });

  test.each([
    ['', 'is missing'],
    ['acme.us.platform.cloudquery.io', 'is not an address'],
    ['//acme.example', 'is not an address'],
    ['https:acme.example', 'is not an address'],
    ['https://', 'is not an address'],
    ['https://acme example', 'is not an address'],
    ['https://acme.example:99999', 'is not an address'],
    ['ftp://acme.example', 'is not an address'],
    ['file:///etc/passwd', 'is not an address'],
    ['javascript:alert(1)', 'is not an address'],
    ['https://api.cloudquery.io', 'another API'],
    ['https://api.cloudquery.io./', 'another API'],
    ['https://API.CloudQuery.io/api', 'another API'],
    ['http://api.cloudquery.io', 'another API'],
    ['https://user:s3cret@acme.example', 'holds credentials'],
    ['https://s3cret@acme.example', 'holds credentials'],
    ['https://acme.example?key=s3cret', 'has a query or a fragment'],
    ['https://acme.example/#s3cret', 'has a query or a fragment'],
    ['https://acme.example/?', 'has a query or a fragment'],
    ['https://acme.example/policies/overview', 'leave the path out, and give https://acme.example.'],
    ['https://acme.example/syncs/', 'leave the path out'],
    ['https://acme.example/Policies/s3cret', 'leave the path out'],
    ['https://proxy.example/cloudquery/syncs/aws-prod/runs', 'leave the path out'],
    ['http://acme.example', 'must start with https://'],
    ['http://127.0.0.1.evil.example', 'must start with https://'],
    ['http://localhost.evil.example', 'must start with https://'],
    ['http://10.0.0.1', 'must start with https://'],
    ['http://0.0.0.0', 'must start with https://'],
    ['http://[::ffff:127.0.0.1]', 'must start with https://'],
    ['http://notlocalhost', 'must start with https://'],
  ])('%j: %s', (value, expected) => {
    const parsed = parsePlatformUrl(value);
    expect(parsed).toEqual({ kind: 'problem', problem: expect.stringContaining(expected) });
    expect(JSON.stringify(parsed)).not.toContain('s3cret');
    expect(JSON.stringify(parsed)).toContain('`platform-url` ');
  });
});
