import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { redactLine } from '../../../src/actions/gate/redact.ts';
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
afterEach(() => void vi.restoreAllMocks());

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
