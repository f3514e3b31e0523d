import { expect, test } from 'vitest';
import { writeBaseline } from '../../../../../src/actions/gate/baseline/file.ts';
import type { Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import { baselineOf, judgeScene, rowsOf } from '../../../fake/decision.ts';

test('a hundred thousand violations are known, and leave the same baseline', async () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => rowsOf(`r${index}`)).flat();
  const pages = Array.from({ length: 100 }, (_, index) => rows.slice(index * 1_000, (index + 1) * 1_000));
  const policy = {
    id: 'p0',
    name: 'Policy 0',
    severity: 'high',
    count: rows.length,
    standing: 'judged' as const,
    pages,
  };
  const rule: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };
  const scene = { policies: [policy], rule, scope: {}, waivers: [], baseline: baselineOf({}) };
  const first = await judgeScene(scene);
  expect(first.judgement.totals).toMatchObject({ found: 100_000, gating: 100_000 });
  const second = await judgeScene({ ...scene, baseline: first.nextBaseline });
  expect(second.outcome).toBe('passed');
  expect(second.judgement.totals).toMatchObject({ found: 100_000, known: 100_000, gating: 0 });
  const [before, after] = [first, second].map(({ nextBaseline }) =>
    nextBaseline === null ? [] : [...writeBaseline(nextBaseline, String)],
  );
  expect(after).toEqual(before);
});
