import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { redactLine } from '../../../src/actions/gate/redact-line.ts';
import { createRunner } from '../../../src/runner/runner.ts';

const KEY = 'cqpk_0123456789abcdef';

/** Splits a text by a character that nobody sees. */
const split = (text: string, invisible: string) => `${text.slice(0, 5)}${invisible}${text.slice(5)}`;

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A runner that hides a key and all names; what it printed until now does not count. */
function open() {
  const runner = createRunner();
  runner.protect(KEY);
  runner.hideNames(redactLine);
  printed = '';
  return runner;
}

test.each<[string, string, string]>([
  ['a line break', 'a\nb', 'a b\n'],
  ['a command', '::error::x', '\\::error::x\n'],
  ['an older command', 'a ##[error]x', 'a ##\\[error]x\n'],
  ['the key', `key ${KEY}.`, 'key ***.\n'],
  ['a name', 'in 123456789012.', 'in account-2a33349e.\n'],
])('what is told is one harmless line: %s', (_, text, expected) => {
  open().tell(text);
  expect(printed).toBe(expected);
});

test('a warning is a line that says so', () => {
  open().warn(`the key ${KEY}\n::error::x`);
  expect(printed).toBe('Warning: the key *** ::error::x\n');
});

test('a line of the log has its length', () => {
  open().tell('x'.repeat(5_000));
  expect(printed).toHaveLength(1_001);
});

// What is invisible is taken out of a line, which would join the parts.
describe.each(['\u200b', '\u00ad', '\u0007', '\u001b[0m', '\u2066'])(
  '%j in the middle of what is hidden',
  (invisible) => {
    test.each<[string, (runner: ReturnType<typeof open>, text: string) => void]>([
      ['tell', (runner, text) => runner.tell(text)],
      ['warn', (runner, text) => runner.warn(text)],
    ])('brings none of it to light: %s', (_, say) => {
      say(open(), `key ${split(KEY, invisible)} of ${split('123456789012', invisible)}`);
      expect(printed).not.toContain(KEY);
      expect(printed).not.toContain('123456789012');
    });
  },
);

describe('the pages of the version that runs', () => {
  const find = (server: string | undefined, repository: string | undefined, ref: string | undefined) => {
    vi.stubEnv('GITHUB_SERVER_URL', server);
    vi.stubEnv('GITHUB_ACTION_REPOSITORY', repository);
    vi.stubEnv('GITHUB_ACTION_REF', ref);
    return createRunner().context(0).docsUrl;
  };
  const GITHUB = 'https://github.com';

  test.each(['v1', 'v1.2.3', 'main', 'feature/x', '8d0f3c1e5b7a49d2a6c4e0f1b2d3c4e5f6a7b8c9'])(
    'are there: %s',
    (ref) => {
      const expected = `https://github.com/acme/cloudquery-gate/blob/${ref}/docs`;
      expect(find(GITHUB, 'acme/cloudquery-gate', ref)).toBe(expected);
      expect(find(`${GITHUB}/`, 'acme/cloudquery-gate', ref)).toBe(expected);
    },
  );

  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['no server', undefined, 'acme/gate', 'v1'],
    ['another server, whose action may be of github.com', 'https://github.acme.example', 'acme/gate', 'v1'],
    ['a server that only looks like it', 'https://github.com.evil.example', 'acme/gate', 'v1'],
    ['a local action', GITHUB, '', ''],
    ['no repository', GITHUB, undefined, 'v1'],
    ['no ref', GITHUB, 'acme/gate', undefined],
    ['an owner alone', GITHUB, 'acme', 'v1'],
    ['a repository that leads elsewhere', GITHUB, 'acme/..', 'v1'],
    ['a path', GITHUB, 'acme/gate/access', 'v1'],
    ['a ref that leads elsewhere', GITHUB, 'acme/gate', 'v1/../../x'],
    ['a ref that begins with a slash', GITHUB, 'acme/gate', '/v1'],
    ['Markdown', GITHUB, 'acme/gate', 'v1)[x](y'],
    ['a line break', GITHUB, 'acme/gate', 'v1\n'],
    ['a question', GITHUB, 'acme/gate', 'v1?x'],
  ])('are unknown: %s', (_, server, repository, ref) => {
    expect(find(server, repository, ref)).toBeNull();
  });
});
