import { expect, it } from 'vitest';
import { MODES } from '../../../../src/actions/policies/result.ts';
import { InputError } from '../../../../src/errors.ts';
import { readPoliciesInputs } from '../../fake/inputs.ts';

const LEAST = { 'platform-url': 'https://acme.us.platform.cloudquery.io', 'api-key': 'cqpk_0123456789abcdef' };

function problemsOf(values: Readonly<Record<string, string>>): readonly string[] {
  const given: Readonly<Record<string, string>> = { ...LEAST, ...values };
  try {
    readPoliciesInputs((name) => given[name] ?? '');
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

it.each<[name: string, value: string, modes: readonly string[]]>([
  ['max-new-violations', '0', ['plan', 'apply']],
  ['expected-plan', 'a'.repeat(64), ['plan', 'apply', 'drift']],
])('a limit is refused in a mode that would not keep to it: %s', (name, value, modes) => {
  const refused = MODES.filter((mode) => problemsOf({ mode, [name]: value }).length > 0);
  expect(refused).toEqual(MODES.filter((mode) => !modes.includes(mode)));
  expect(problemsOf({ mode: 'export', [name]: value })).toEqual([
    `\`${name}\` has no effect in mode \`export\`; allowed in: ${modes.map((mode) => `\`${mode}\``).join(', ')}.`,
  ]);
});
