import { expect, test } from 'vitest';
import { outputsOf } from '../../../../../src/actions/gate/report/outputs.ts';
import { buildJudgement, buildPolicy, buildResult } from './example-results.ts';

const high = buildPolicy({ severity: 'high', found: 3, gating: 2, known: 1 });
const unjudged = buildPolicy({ severity: 'critical', standing: 'stale' });

/** The outputs that count policies and violations. */
function countsOf(policies: readonly ReturnType<typeof buildPolicy>[]) {
  const judgement = buildJudgement(policies, { news: { kind: 'unknown' } });
  const outputs = outputsOf(buildResult({ judgement }));
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => /policies|violations/.test(name)));
}

test('of policies that were judged every number is known', () => {
  expect(countsOf([high])).toEqual({
    'policies-evaluated': '1',
    'policies-failing': '1',
    'policies-inconclusive': '0',
    violations: '3',
    'violations-critical': '0',
    'violations-high': '3',
    'violations-medium': '0',
    'violations-low': '0',
    'gating-violations': '2',
    'waived-violations': '0',
  });
});

test('a severity of which no policy was judged has no number', () => {
  const outputs = countsOf([high, unjudged]);
  expect(outputs).toMatchObject({ violations: '3', 'violations-high': '3', 'violations-low': '0' });
  expect(outputs).not.toHaveProperty('violations-critical');
});

test.each([
  ['two that could not be judged', [unjudged, unjudged], '2'],
  ['none at all', [], '0'],
])('if no policy was judged, nothing is known of violations: %s', (_, policies, inconclusive) => {
  expect(countsOf(policies)).toEqual({ 'policies-evaluated': '0', 'policies-inconclusive': inconclusive });
});
