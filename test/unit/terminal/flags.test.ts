import { describe, expect, it } from 'vitest';
import { type Flag, readFlags, renderFlags } from '../../../scripts/terminal/flags.ts';

const FLAGS: Readonly<Record<string, Flag>> = {
  port: { value: 'N', help: 'where', check: (value) => (/^\d+$/.test(value) ? null : 'a number is allowed.') },
  fail: { value: 'WHAT', help: 'what fails' },
  quiet: { help: 'say less' },
};

describe('flags', () => {
  it('are read, several of one among them', () => {
    const { given, problems } = readFlags(FLAGS, ['--port=80', '--fail', 'sync', '--quiet', '--fail', 'key']);
    expect(problems).toEqual([]);
    expect(given).toEqual({ port: ['80'], fail: ['sync', 'key'], quiet: [''] });
  });

  it.for<[string, string[], string[]]>([
    ['no number', ['--port', 'x'], ['--port x: a number is allowed.']],
    ['no value', ['--port'], ['--port needs a value: --port N.']],
    ['an empty value', ['--fail='], ['--fail needs a value: --fail WHAT.']],
    ['a value too many', ['--quiet=yes'], ['--quiet=yes: --quiet takes no value.']],
    ['a slip', ['--prt', '80'], ['--prt: there is no such flag. Allowed: --port, --fail, --quiet.', belongs('80')]],
    ['another name', ['--constructor'], ['--constructor: there is no such flag. Allowed: --port, --fail, --quiet.']],
    ['a short one', ['-z'], ['-z: there is no such flag. Allowed: --port, --fail, --quiet.']],
    ['no flag', ['now'], [belongs('now')]],
    [
      'all at once',
      ['--port', 'x', '--quiet=1'],
      ['--port x: a number is allowed.', '--quiet=1: --quiet takes no value.'],
    ],
  ])('with %s are a problem', ([, args, expected]) => {
    expect(readFlags(FLAGS, args).problems).toEqual(expected);
  });

  it('stand below each other in the help', () => {
    expect(renderFlags(FLAGS)).toEqual([
      '  --port N     where',
      '  --fail WHAT  what fails',
      '  --quiet      say less',
    ]);
  });
});

function belongs(text: string): string {
  return `${text}: it belongs to no flag. Allowed: --port, --fail, --quiet.`;
}
