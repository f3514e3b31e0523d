import { describe, expect, test } from 'vitest';
import { DEFAULTS, type Inputs, readInputs } from '../../../../src/actions/gate/inputs.ts';
import { InputError } from '../../../../src/errors.ts';
import { describeMissingKey, type EventFacts, isForkEvent } from '../../../../src/inputs/missing-key.ts';
import { parsePlatformUrl } from '../../../../src/inputs/platform-url.ts';

const PUSH: EventFacts = { eventName: 'push', actor: 'octocat', isFork: false };
const KEY = 'cqpk_0123456789abcdef';
const LEAST = { 'platform-url': 'https://acme.us.platform.cloudquery.io', 'api-key': KEY, 'sync-name': 'aws-prod' };

const readAll = (values: Readonly<Record<string, string>>, event = PUSH) =>
  readInputs((name) => values[name] ?? '', event);
const read = (values: Readonly<Record<string, string>> = {}, event = PUSH) => readAll({ ...LEAST, ...values }, event);

function problemsOf(values: Readonly<Record<string, string>>, event = PUSH): readonly string[] {
  try {
    read(values, event);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

test('with the least that is needed, everything else is its default', () => {
  const none = { include: [], exclude: [] };
  expect(read()).toEqual({
    baseUrl: 'https://acme.us.platform.cloudquery.io/api',
    apiKey: KEY,
    mode: 'gate',
    syncNames: ['aws-prod'],
    ifRunning: 'wait',
    reuseWithinMs: 0,
    requireIngestion: true,
    onPartialSync: 'warn',
    keepRunning: false,
    timeoutMs: 3_600_000,
    evaluationTimeoutMs: 600_000,
    longestPauseMs: 15_000,
    filters: { policies: none, groups: none, domains: [] },
    accounts: none,
    rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
    onInconclusive: 'fail',
    annotations: true,
    summary: true,
    redact: 'auto',
    comment: 'never',
    reports: [],
    sarifAnchor: null,
    activeFilters: [],
    warnings: [],
  } satisfies Inputs);
});

test('an empty or blank input is its default, and so is the default itself', () => {
  const blank = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, ' \n ']));
  expect(read(blank)).toEqual(read());
  expect(read(DEFAULTS)).toEqual(read());
});

describe('good values', () => {
  test.each<[string, string, Partial<Inputs>]>([
    ['mode', 'sync', { mode: 'sync' }],
    ['if-running', 'attach', { ifRunning: 'attach' }],
    ['if-running', 'fail', { ifRunning: 'fail' }],
    ['reuse-within-minutes', '30', { reuseWithinMs: 1_800_000 }],
    ['reuse-within-minutes', '0.5', { reuseWithinMs: 30_000 }],
    ['require-ingestion', 'false', { requireIngestion: false }],
    ['require-ingestion', 'False', { requireIngestion: false }],
    ['require-ingestion', 'FALSE', { requireIngestion: false }],
    ['require-ingestion', 'True', { requireIngestion: true }],
    ['on-partial-sync', 'fail', { onPartialSync: 'fail' }],
    ['on-partial-sync', 'ignore', { onPartialSync: 'ignore' }],
    ['keep-running', 'TRUE', { keepRunning: true }],
    ['timeout-minutes', '7200', { timeoutMs: 432_000_000 }],
    ['timeout-minutes', '0.5', { timeoutMs: 30_000 }],
    ['timeout-minutes', '007', { timeoutMs: 420_000 }],
    ['evaluation-timeout-minutes', '0', { evaluationTimeoutMs: 0 }],
    ['max-poll-interval-seconds', '0.01', { longestPauseMs: 10 }],
    ['max-poll-interval-seconds', '3600', { longestPauseMs: 3_600_000 }],
    ['fail-on', 'none', { rule: { failOn: 'none', maxViolations: { kind: 'total', limit: 0 } } }],
    ['fail-on', 'critical', { rule: { failOn: 'critical', maxViolations: { kind: 'total', limit: 0 } } }],
    ['max-violations', '25', { rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 25 } } }],
    ['max-violations', '1000000000', { rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 1e9 } } }],
    [
      'max-violations',
      'medium=25\n\n Low = 3 ',
      {
        rule: {
          failOn: 'low',
          maxViolations: { kind: 'by-severity', limits: { low: 3, medium: 25, high: 0, critical: 0 } },
        },
      },
    ],
    ['on-inconclusive', 'warn', { onInconclusive: 'warn' }],
    ['annotations', 'false', { annotations: false }],
    ['comment', 'on-change', { comment: 'on-change' }],
    ['reports', 'json\nSARIF\njson', { reports: ['json', 'sarif'] }],
    ['sarif-anchor', './infra/main.tf', { sarifAnchor: 'infra/main.tf' }],
    ['summary', 'false', { summary: false }],
    ['redact', 'always', { redact: 'always' }],
    ['redact', 'never', { redact: 'never' }],
    ['sync-name', 'aws\r\n\r\n  gcp_2 \n', { syncNames: ['aws', 'gcp_2'] }],
    [
      'accounts',
      'prod-*\n!prod-test',
      {
        accounts: { include: ['prod-*'], exclude: ['prod-test'] },
        activeFilters: [{ input: 'accounts', value: 'prod-*, !prod-test', leftOut: null }],
      },
    ],
    ['api-key', ` ${KEY}\n`, { apiKey: KEY }],
  ])('%s: %j', (name, value, expected) => {
    expect(read({ [name]: value })).toMatchObject(expected);
  });

  test('filters', () => {
    const inputs = read({ policies: '*S3*\n!Public*', 'policy-groups': 'SOC 2', domains: 'Security\nFINOPS' });
    expect(inputs.filters).toEqual({
      policies: { include: ['*S3*'], exclude: ['Public*'] },
      groups: { include: ['SOC 2'], exclude: [] },
      domains: ['security', 'finops'],
    });
    expect(inputs.activeFilters).toEqual([
      { input: 'policies', value: '*S3*, !Public*', leftOut: null },
      { input: 'policy-groups', value: 'SOC 2', leftOut: null },
      { input: 'domains', value: 'Security, FINOPS', leftOut: null },
    ]);
  });

  test('mode check needs no sync', () => {
    expect(read({ mode: 'check', 'sync-name': '' })).toMatchObject({ mode: 'check', syncNames: [] });
  });

  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'filters in mode sync',
      { mode: 'sync', accounts: 'prod', policies: 'x' },
      ['`policies`, `accounts` had no effect: mode `sync` judges no policies.'],
    ],
    [
      'files in mode sync',
      { mode: 'sync', waivers: 'w.yml', baseline: 'b.json', 'fail-on': 'none' },
      ['`baseline`, `waivers` had no effect: mode `sync` judges no policies.'],
    ],
    [
      'files where no violation gates',
      { 'fail-on': 'none', waivers: 'w.yml', baseline: 'b.json', accounts: 'prod' },
      ['`baseline`, `waivers` had no effect: with `fail-on: none` no violation gates.'],
    ],
    ['a file where some gate', { 'fail-on': 'critical', waivers: 'w.yml', baseline: 'b.json' }, []],
    ['nothing in mode sync', { mode: 'sync' }, []],
    ['nothing where no violation gates', { 'fail-on': 'none' }, []],
  ])('%s: what has no effect is said', (_, values, warnings) => {
    expect(read(values).warnings).toEqual(warnings);
  });
});

describe('bad values', () => {
  const NUMBERS = [
    '-1',
    '+5',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '1,5',
    '1.',
    '.5',
    '1 000',
    'ten',
    '１',
    '1m',
    '--',
    '99999999999999999999',
  ];
  const WORDS = ['Gate', 'yes', 'null', '0', 'gate sync', 'constructor', 'wait\nfail'];
  const BOOLEANS = ['yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'y', 'null', '"true"'];
  const many = (names: readonly string[], values: readonly string[]) =>
    names.flatMap((name) => values.map((value): [string, string] => [name, value]));

  test.each([
    ...many(
      ['reuse-within-minutes', 'timeout-minutes', 'evaluation-timeout-minutes', 'max-poll-interval-seconds'],
      NUMBERS,
    ),
    ...many(['reuse-within-minutes', 'timeout-minutes', 'evaluation-timeout-minutes'], ['7200.1', '7201']),
    ...many(['timeout-minutes', 'max-poll-interval-seconds'], ['0', '0.0', '0.0001']),
    ['max-poll-interval-seconds', '3600.01'],
    ...many(['require-ingestion', 'keep-running', 'annotations', 'summary'], BOOLEANS),
    ...many(['mode', 'if-running', 'on-partial-sync', 'on-inconclusive', 'fail-on', 'redact'], WORDS),
    ...many(['redact'], ['true', 'false', 'Always']),
    ...many(['fail-on'], ['info', 'High', 'all', 'low,high']),
    ...many(['domains'], ['secops', 'security, finops', 'security\nx', '*']),
    ...many(
      ['max-violations'],
      [
        '-1',
        '1.5',
        'ten',
        '10000000000',
        '1000000001',
        'medium',
        'medium=',
        'medium=-1',
        'medium=1=2',
        'odd=1',
        'low=1\nlow=2',
        '5\nlow=1',
        '1\n2',
        '=5',
        'medium=1e3',
        'low=1,high=2',
      ],
    ),
    ...many(
      ['sync-name'],
      [
        'aws prod',
        'aws/prod',
        '../x',
        'aws,gcp',
        'äws',
        'a\na',
        'x'.repeat(256),
        Array.from({ length: 51 }, (_, index) => `s${index}`).join('\n'),
      ],
    ),
    ...many(['policies', 'policy-groups', 'accounts'], ['!', '! ', '!!a', 'a\n!', 'x'.repeat(501)]),
  ])('%s: %j', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^\`${name}\` `));
    expect(problems[0]).toContain('allowed: ');
    expect(problems[0]?.length).toBeLessThan(450);
  });

  test('the message names the input, the value and what is allowed', () => {
    expect(problemsOf({ 'timeout-minutes': '-5' })).toEqual([
      '`timeout-minutes` is "-5"; allowed: a number of minutes from 0.001 to 7200.',
    ]);
    expect(problemsOf({ mode: 'run' })).toEqual(['`mode` is "run"; allowed: `gate`, `sync`, `check`.']);
    expect(problemsOf({ summary: 'yes' })).toEqual(['`summary` is "yes"; allowed: `true` or `false`.']);
  });

  test('a value cannot forge a line of the log', () => {
    expect(problemsOf({ mode: 'x\n::error::y' }).join()).not.toContain('\n');
  });

  test.each(['gate', 'sync'])('mode %s needs a sync', (mode) => {
    expect(problemsOf({ mode, 'sync-name': '' })).toEqual([
      expect.stringContaining(`\`sync-name\` is missing: in mode \`${mode}\``),
    ]);
  });

  test('mode check refuses one', () => {
    expect(problemsOf({ mode: 'check' })).toEqual([
      expect.stringContaining('`sync-name` is set, but mode `check` starts no sync'),
    ]);
  });

  test('all of them are told at once', () => {
    const bad = {
      'platform-url': 'ftp://x',
      'api-key': '',
      mode: 'x',
      'sync-name': 'a b',
      'if-running': 'x',
      'reuse-within-minutes': 'x',
      'require-ingestion': 'x',
      'on-partial-sync': 'x',
      'keep-running': 'x',
      'timeout-minutes': 'x',
      'evaluation-timeout-minutes': 'x',
      'max-poll-interval-seconds': 'x',
      policies: '!',
      'policy-groups': '!',
      domains: 'x',
      accounts: '!',
      'fail-on': 'x',
      'max-violations': 'x',
      'on-inconclusive': 'x',
      annotations: 'x',
      summary: 'x',
      redact: 'x',
    };
    const problems = problemsOf(bad);
    for (const name of Object.keys(bad))
      expect(problems.filter((problem) => problem.startsWith(`\`${name}\``))).toHaveLength(1);
    expect(problems).toHaveLength(Object.keys(bad).length);
    expect(() => read(bad)).toThrow(/^22 bad inputs: /);
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

  test('is not quoted by any other problem', () => {
    const message = problemsOf({ mode: 'x', 'timeout-minutes': 'x' }).join();
    expect(message).not.toContain(KEY);
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
    expect(problemsOf({ 'api-key': ' ' }, event)).toEqual([expect.stringMatching(/^`api-key` is missing: /)]);
  });

  test.each<[unknown, boolean]>([
    [{ pull_request: { head: { repo: { full_name: 'me/x' } }, base: { repo: { full_name: 'acme/x' } } } }, true],
    [{ pull_request: { head: { repo: { full_name: 'acme/x' } }, base: { repo: { full_name: 'acme/x' } } } }, false],
    [{ pull_request: { head: { repo: null }, base: { repo: { full_name: 'acme/x' } } } }, true],
    [{ ref: 'refs/heads/main' }, false],
    [null, false],
    ['x', false],
    [[], false],
  ])('the event %j comes from a fork: %s', (payload, expected) => {
    expect(isForkEvent(payload)).toBe(expected);
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
    ['acme.us.platform.cloudquery.io', 'is no address'],
    ['//acme.example', 'is no address'],
    ['https:acme.example', 'is no address'],
    ['https://', 'is no address'],
    ['https://acme example', 'is no address'],
    ['https://acme.example:99999', 'is no address'],
    ['ftp://acme.example', 'is no address'],
    ['file:///etc/passwd', 'is no address'],
    ['javascript:alert(1)', 'is no address'],
    ['https://api.cloudquery.io', 'another API'],
    ['https://api.cloudquery.io./', 'another API'],
    ['https://API.CloudQuery.io/api', 'another API'],
    ['http://api.cloudquery.io', 'another API'],
    ['https://user:s3cret@acme.example', 'holds credentials'],
    ['https://s3cret@acme.example', 'holds credentials'],
    ['https://acme.example?key=s3cret', 'has a query or a fragment'],
    ['https://acme.example/#s3cret', 'has a query or a fragment'],
    ['https://acme.example/?', 'has a query or a fragment'],
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

test.each([
  [
    'high',
    'critical=1\nmedium=10\nlow=3',
    ['`max-violations` for low and medium had no effect: with `fail-on: high` no such violation gates.'],
  ],
  ['low', 'medium=10', []],
  ['none', '7', []],
])('fail-on: %s with max-violations %j: a limit without effect is said', (failOn, most, warnings) => {
  expect(read({ 'fail-on': failOn, 'max-violations': most }).warnings).toEqual(warnings);
});
