import { expect, test, vi } from 'vitest';
import { matchScope } from '../../../../../src/actions/gate/select/aspect.ts';
import { aViolation } from '../../../fake/client.ts';
import { judgeScene, type Scene } from '../../../fake/decision.ts';
import { type ScopeLines, scopeOf } from '../../../fake/scope.ts';

const ROWS = 100_000;
const PAGE = 1_000;

const rowAt = (index: number) =>
  aViolation({
    accountName: `account-${index % 40}`,
    accountId: `1111222233${String(index % 40).padStart(2, '0')}`,
    platformId: `arn:${index}`,
    tags: [`Name=instance-${index}`, `team=t${index % 50}`, `env=${index % 2 === 0 ? 'prod' : 'preview-42'}`],
  });

/** How often a name is taken apart to compare it. */
function countFolds(lines: ScopeLines): number {
  const leftOutBy = matchScope(scopeOf(lines));
  const folded = vi.spyOn(String.prototype, 'toLowerCase');
  try {
    for (let index = 0; index < ROWS; index++) leftOutBy(rowAt(index));
    return folded.mock.calls.length;
  } finally {
    folded.mockRestore();
  }
}

test('of a hundred thousand rows with tags each tag is compared once for a line, and accounts once at all', () => {
  expect(countFolds({ accounts: ['account-1*', '!account-19'] })).toBeLessThanOrEqual(1_000);
  // Key by key; the value only if the key is the one that is asked for.
  expect(countFolds({ tags: ['env=preview-42', '!ephemeral=true'] })).toBeLessThanOrEqual(ROWS * 2 + 1_000);
});

test('a hundred thousand violations are judged by their tags, and grouped, as they are by their accounts', async () => {
  const rows = Array.from({ length: ROWS }, (_, index) => ({ violation: rowAt(index), json: { index } }));
  const scene: Scene = {
    policies: [
      {
        id: 'p0',
        name: 'Policy 0',
        severity: 'high',
        count: ROWS,
        standing: 'judged',
        pages: Array.from({ length: ROWS / PAGE }, (_, index) => rows.slice(index * PAGE, (index + 1) * PAGE)),
      },
    ],
    rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
    scope: { tags: ['env=preview-42', '!team=t1'] },
    waivers: [],
    baseline: null,
    groupBy: { kind: 'tag', key: 'team' },
  };
  const { judgement } = await judgeScene(scene);
  // Every second one is of the preview; of these every twenty-fifth is of the team.
  expect(judgement.totals).toMatchObject({ found: ROWS, gating: 48_000, outOfScopeBy: { tags: 52_000 } });
  expect(judgement.groups).toHaveLength(24);
  expect(judgement.groups[0]).toEqual({ kind: 'named', name: 't11', id: null, gating: 2_000 });
  const byAccount = await judgeScene({ ...scene, scope: { accounts: ['account-1'] }, groupBy: { kind: 'account' } });
  expect(byAccount.judgement.totals).toMatchObject({ found: ROWS, gating: 2_500 });
});
