import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Acceptance } from '../../../../../src/actions/gate/judge/acceptance.ts';
import type { GroupBy } from '../../../../../src/actions/gate/judge/group.ts';
import type { Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import { decideOutcome, judgePolicies } from '../../../../../src/actions/gate/judge/verdict.ts';
import { readViolations, type ViolationSink } from '../../../../../src/actions/gate/judge/violations.ts';
import { EVERYTHING } from '../../../../../src/actions/gate/select/aspect.ts';
import { SEVERITIES } from '../../../../../src/platform/severity.ts';
import { runs } from '../../../../runs.ts';
import { aPage, aPolicy, aRow, failure, fakeClient } from '../../../fake/client.ts';
import { baselineOf } from '../../../fake/decision.ts';
import { scopeOf } from '../../../fake/scope.ts';
import { aWaiver } from '../../../fake/waiver.ts';

interface Plain {
  readonly severity: (typeof SEVERITIES)[number];
  readonly count: number;
  /** How long its list is, whatever its count says. */
  readonly rows: number;
  /** What the list says that its length is. */
  readonly total: number | null;
  /** After so many pages of two it can't be read any further; null: it can. */
  readonly breaksAfter: number | null;
}

const policy: fc.Arbitrary<Plain> = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  count: fc.integer({ min: 0, max: 12 }),
  rows: fc.integer({ min: 0, max: 15 }),
  total: fc.option(fc.nat(15)),
  breaksAfter: fc.option(fc.nat(4), { freq: 4 }),
});

const rule: fc.Arbitrary<Rule> = fc.record({
  failOn: fc.constantFrom(...SEVERITIES, 'none' as const),
  maxViolations: fc.oneof(
    fc.record({ kind: fc.constant('total' as const), limit: fc.nat(200) }),
    fc.record({
      kind: fc.constant('by-severity' as const),
      limits: fc.record({ low: fc.nat(60), medium: fc.nat(60), high: fc.nat(60), critical: fc.nat(60) }),
    }),
  ),
});

const NOTHING: Acceptance = { scope: EVERYTHING, waivers: [], baseline: null };
const acceptance: fc.Arbitrary<Acceptance> = fc.constantFrom(
  NOTHING,
  NOTHING,
  { ...NOTHING, scope: scopeOf({ accounts: ['dev'] }) },
  { ...NOTHING, baseline: baselineOf({ p0: [0, 1, 2].map((id) => aRow({ platformId: `${id}` })) }) },
  { ...NOTHING, waivers: [aWaiver({ policy: 'p0', resource: '*1' }), aWaiver({ policy: 'p1' })] },
);

test('a report that lists all violations, or groups them, changes no outcome, whatever counts and lists say', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(policy, { maxLength: 30 }), rule, acceptance, async (plains, itsRule, itsAcceptance) => {
      const outcomeWith = async (sink: ViolationSink | null, groupBy: GroupBy = { kind: 'policy' }) => {
        const policies = plains.map(({ severity, count }, index) =>
          aPolicy({ id: `p${index}`, name: `p${index}`, severity, violationCount: count }),
        );
        const found = await readViolations(policies, itsAcceptance, itsRule, serve(plains), {
          sink,
          groupBy,
        });
        const standing = { standing: 'judged', reason: null } as const;
        const findings = policies.map((one) => ({
          policy: one,
          standing,
          list: found.byPolicy.get(one.id),
          change: null,
        }));
        return decideOutcome(judgePolicies(findings, itsRule));
      };
      const outcome = await outcomeWith(null);
      seen.add(outcome);
      expect(await outcomeWith({ add: () => {}, drop: () => {} })).toBe(outcome);
      expect(await outcomeWith(null, { kind: 'account' })).toBe(outcome);
    }),
    { numRuns: runs(3_000) },
  );
  expect([...seen].sort()).toEqual(['inconclusive', 'passed', 'violations']);
});

function serve(plains: readonly Plain[]) {
  const of = (id: string) => {
    const plain = plains[Number(id.slice(1))];
    if (plain === undefined) throw new Error(`no policy ${id}`);
    return { ...plain, all: Array.from({ length: plain.rows }, (_, index) => aRow({ platformId: `${index}` })) };
  };
  return fakeClient({
    async listSomeViolations(id, count) {
      const { all, total, breaksAfter } = of(id);
      if (breaksAfter === 0) throw failure(403);
      return aPage(
        all.slice(0, count).map(({ violation }) => violation),
        { totalCount: total },
      );
    },
    async *walkViolations(id) {
      const { all, total, breaksAfter } = of(id);
      for (let page = 0; page * 2 < all.length; page++) {
        if (page === breaksAfter) throw failure(403);
        yield aPage(all.slice(page * 2, page * 2 + 2), { totalCount: total });
      }
    },
  });
}
