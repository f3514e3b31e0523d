import { expect, test } from 'vitest';
import type { SourceLocation } from '../../../../../src/actions/gate/source/locate.ts';
import { locatePolicies } from '../../../../../src/actions/gate/source/locate-policies.ts';
import { buildJudgement, buildPolicy, buildResult, buildViolation } from '../report/example-results.ts';

/** A tag is the place itself, such as `main.tf:7`. */
const locate = (tags: readonly string[]): SourceLocation | null => {
  const [file = '', line] = tags[0]?.split(':') ?? [];
  return file === '' ? null : { file, line: line === undefined ? null : Number(line) };
};

const policyOf = (gating: number, ...places: readonly string[]) =>
  buildPolicy({ found: 3, gating, resources: places.map((place) => buildViolation({ tags: [place] })) });

test.each([
  [
    'the first that can be located',
    policyOf(2, '', 'main.tf:7', 'other.tf:1'),
    { file: 'main.tf', line: 7, resource: 1 },
  ],
  ['a file without a line', policyOf(1, 'main.tf'), { file: 'main.tf', line: null, resource: 0 }],
  ['none that can be', policyOf(1, '', ''), null],
  ['a policy that does not fail', policyOf(0, 'main.tf:7'), null],
])('%s', (_, policy, source) => {
  const { judgement } = locatePolicies(buildResult({ judgement: buildJudgement([policy]) }), locate);
  expect(judgement?.policies).toEqual([{ ...policy, source }]);
});

test('a result without a judgement stays as it is', () => {
  const result = buildResult({ judgement: null });
  expect(locatePolicies(result, locate)).toBe(result);
});
