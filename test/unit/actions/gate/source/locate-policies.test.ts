import { expect, test } from 'vitest';
import type { PolicyResult } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { SourceLocation } from '../../../../../src/actions/gate/source/locate.ts';
import { locatePolicies, type PolicySource } from '../../../../../src/actions/gate/source/locate-policies.ts';
import { buildJudgement, buildPolicy, buildResult, buildViolation } from '../report/example-results.ts';

/** A tag is the place itself, such as `main.tf:7`. */
const locate = (tags: readonly string[]): SourceLocation | null => {
  const [file = '', line] = tags[0]?.split(':') ?? [];
  return file === '' ? null : { file, line: line === undefined ? null : Number(line) };
};

const policyOf = (gating: number, ...places: readonly string[]) =>
  buildPolicy({ found: 3, gating, resources: places.map((place) => buildViolation({ tags: [place] })) });

test.each<[string, PolicyResult, PolicySource | null]>([
  [
    'the first that can be located',
    policyOf(2, '', 'main.tf:7', 'other.tf:1'),
    { file: 'main.tf', line: 7, resource: 1 },
  ],
  ['a file without a line', policyOf(1, 'main.tf'), { file: 'main.tf', line: null, resource: 0 }],
  ['none that can be', policyOf(1, '', ''), null],
  ['a policy that does not fail', policyOf(0, 'main.tf:7'), null],
])('%s', (_, policy, source) => {
  const sources = locatePolicies(buildResult({ judgement: buildJudgement([policy]) }), locate);
  expect(sources).toEqual(new Map(source === null ? [] : [[policy.id, source]]));
});

test('each policy has its own place, or none', () => {
  const policies = ['a.tf:1', '', 'b.tf:2'].map((place, index) => ({ ...policyOf(1, place), id: `p${index}` }));
  const sources = locatePolicies(buildResult({ judgement: buildJudgement(policies) }), locate);
  expect([...sources]).toEqual([
    ['p0', { file: 'a.tf', line: 1, resource: 0 }],
    ['p2', { file: 'b.tf', line: 2, resource: 0 }],
  ]);
});

test('a result without a judgement has no places, and stays as it is', () => {
  const result = buildResult({ judgement: null });
  const before = structuredClone(result);
  expect(locatePolicies(result, locate)).toEqual(new Map());
  expect(result).toEqual(before);
});
