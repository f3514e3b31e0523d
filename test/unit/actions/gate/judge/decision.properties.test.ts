import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Baseline, countEntries, hideNames } from '../../../../../src/actions/gate/baseline/baseline.ts';
import { writeBaseline } from '../../../../../src/actions/gate/baseline/file.ts';
import { identifyViolation } from '../../../../../src/actions/gate/baseline/fingerprint.ts';
import type { Standing } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import type { ViolationCounts } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { MaxViolations, Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import { gates } from '../../../../../src/actions/gate/judge/rule.ts';
import type { PolicyOutcome } from '../../../../../src/actions/gate/judge/verdict.ts';
import { isInForce, waivesAll } from '../../../../../src/actions/gate/waivers/waiver.ts';
import { gateSeverity, rankOf, SEVERITIES } from '../../../../../src/platform/severity.ts';
import { runs } from '../../../../runs.ts';
import { CLASSES } from '../../../fake/counts.ts';
import { baselineOf, decide, judgeScene, rowsOf, type Scene } from '../../../fake/decision.ts';
import { aWaiver, TODAY } from '../../../fake/waiver.ts';

/** A scene in words (`rowsOf`), so that a counterexample can be read. All rows of a list are distinct. */
interface Plain {
  readonly policies: readonly PlainPolicy[];
  readonly rule: Rule;
  readonly scope: PlainScope;
  readonly waivers: readonly PlainWaiver[];
  /** By policy id. */
  readonly known: Readonly<Record<string, readonly string[]>> | null;
}

interface PlainPolicy {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly rows: readonly string[];
  /** By how much the policy's own count differs from its list. */
  readonly hidden: number;
  readonly standing: Standing;
  readonly isReadable: boolean;
  /** After which rows a page ends, again from the start where the rows are more. */
  readonly cuts: readonly boolean[];
}

/** Lines of inputs that limit the scope, `!` in front excludes. */
type PlainScope = Readonly<Record<'accounts' | 'tags' | 'regions', readonly string[]>>;

interface PlainWaiver {
  readonly policy: string;
  readonly resource: keyof typeof RESOURCES | null;
  readonly account: keyof typeof ACCOUNTS | null;
  readonly region: keyof typeof REGIONS | null;
  readonly expires: string;
}

/** What a word says of its row; of `?` nothing is known. */
interface Parts {
  readonly id: string;
  readonly hasPlatformId: boolean;
  readonly account: string;
  readonly region: string;
  /** Of the tag `env`; `-` and `?`: unknown. */
  readonly env: string;
}

function partsOf(word: string): Parts {
  const [, tilde, id = '', account = '', region = '', env = ''] = /^(~?)(.+)\/(.*)@(.*);(.*)#/.exec(word) ?? [];
  if (id === '?') return { id, hasPlatformId: false, account: '', region: '', env: '-' };
  return { id, hasPlatformId: tilde === '', account, region, env };
}

/** Which rows a pattern of a waiver means. */
const RESOURCES = {
  a: ({ id, hasPlatformId }: Parts) => hasPlatformId && id === 'a',
  'res-b': ({ id }: Parts) => id === 'b',
  'RES-*': ({ id }: Parts) => id !== '?',
  '*': () => true,
} as const;
const ACCOUNTS = {
  dev: ({ account }: Parts) => account === 'dev',
  '1111*': ({ account }: Parts) => account === 'prod',
} as const;
const REGIONS = {
  eu: ({ region }: Parts) => region === 'eu',
  '*': () => true,
} as const;

const severity = fc.constantFrom('low', 'medium', 'high', 'critical', 'Critical', 'odd', '');
const standing = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Standing>('judged') },
  { weight: 1, arbitrary: fc.constantFrom<Standing>('stale', 'never-evaluated', 'unreadable') },
);
const word = fc
  .tuple(
    fc.constantFrom('a', 'a', 'b', 'c', '~a', '~b', '?'),
    fc.constantFrom('prod', 'prod', 'dev', ''),
    fc.constantFrom('us', 'eu', ''),
    fc.constantFrom('', 'a', 'a', 'b', '-', '?'),
  )
  .map(([id, account, region, env]) => `${id}/${account}@${region};${env}`);
/** Each with a number of its own. */
const words = fc.array(word, { maxLength: 6 }).map((all) => all.map((one, index) => `${one}#${index}`));
const policy = fc.record({
  severity,
  rows: words,
  hidden: fc.constantFrom(0, 0, 0, 0, -2, -1, 1, 3),
  standing,
  isReadable: fc.constantFrom(true, true, true, true, true, false),
  cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
});
const policies = fc
  .array(policy, { maxLength: 5 })
  .map((all) => all.map((one, index): PlainPolicy => ({ ...one, id: `p${index}`, name: `Policy ${index % 3}` })));
const waiver: fc.Arbitrary<PlainWaiver> = fc.record({
  policy: fc.constantFrom('p0', 'p0', 'P1', ' p2', 'policy 0', 'Policy 1', 'Policy 9'),
  resource: fc.constantFrom(null, null, ...(Object.keys(RESOURCES) as (keyof typeof RESOURCES)[])),
  account: fc.constantFrom(null, null, ...(Object.keys(ACCOUNTS) as (keyof typeof ACCOUNTS)[])),
  region: fc.constantFrom(null, null, ...(Object.keys(REGIONS) as (keyof typeof REGIONS)[])),
  expires: fc.constantFrom('2026-12-31', '2026-08-01', '2026-07-31'),
});
const waivers = fc.array(waiver, { maxLength: 3 });
const known = fc.dictionary(fc.constantFrom('p0', 'p1', 'p2', 'p9'), words, { maxKeys: 3, noNullPrototype: true });
const max: fc.Arbitrary<MaxViolations> = fc.oneof(
  fc.constantFrom(0, 0, 1, 2, 5).map((limit): MaxViolations => ({ kind: 'total', limit })),
  fc
    .record({ low: fc.nat(3), medium: fc.nat(3), high: fc.nat(3), critical: fc.nat(3) })
    .map((limits): MaxViolations => ({ kind: 'by-severity', limits })),
);
const failOn = fc.constantFrom<Rule['failOn']>('low', 'low', ...SEVERITIES, 'none');
const scope: fc.Arbitrary<PlainScope> = fc.record({
  accounts: fc.constantFrom<string[]>([], [], [], ['prod'], ['dev'], ['!dev'], ['prod', '!dev'], ['nobody']),
  tags: fc.constantFrom<string[]>([], [], [], ['env=a'], ['!env=a'], ['env=b', 'env=a'], ['*=*', '!env=b'], ['x=y']),
  regions: fc.constantFrom<string[]>([], [], [], ['eu'], ['!eu'], ['eu', 'us'], ['mars']),
});
const EVERYWHERE: PlainScope = { accounts: [], tags: [], regions: [] };
const plain: fc.Arbitrary<Plain> = fc.record({
  policies,
  rule: fc.record({ failOn, maxViolations: max }),
  scope,
  waivers,
  known: fc.option(known, { nil: null }),
});
const withBaseline = fc.tuple(plain, known).map(([one, its]) => ({ ...one, known: its }));

function build({ policies: all, rule, scope: lines, waivers: some, known: its }: Plain): Scene {
  return {
    policies: all.map(({ rows, hidden, isReadable, cuts, ...one }) => ({
      ...one,
      count: Math.max(0, rows.length + hidden),
      pages: isReadable ? cutPages(rowsOf(rows.join(' ')), cuts) : null,
    })),
    rule,
    scope: lines,
    waivers: some.map((one) => aWaiver(one)),
    baseline:
      its === null
        ? null
        : baselineOf(Object.fromEntries(Object.entries(its).map(([id, rows]) => [id, rowsOf(rows.join(' '))]))),
  };
}

function cutPages<T>(rows: readonly T[], cuts: readonly boolean[]): T[][] {
  const pages: T[][] = [[]];
  for (const [index, row] of rows.entries()) {
    pages.at(-1)?.push(row);
    if (cuts[index % cuts.length]) pages.push([]);
  }
  return pages;
}

const OUTCOMES: readonly PolicyOutcome[] = ['passed', 'inconclusive', 'violations'];

/** 0 is best. */
const badness = (scene: Scene) => OUTCOMES.indexOf(decide(scene).outcome);

const countsOf = (counts: ViolationCounts) =>
  Object.fromEntries(['found', ...CLASSES].map((one) => [one, counts[one as keyof ViolationCounts]]));

/** All that the verdict counts, without what reports show. */
function summaryOf(scene: Scene) {
  const { verdict, outcome } = decide(scene);
  const byId = verdict.policies.map((one) => [one.id, { standing: one.standing, ...countsOf(one) }]);
  const { totals, bySeverity, selected, judged, failing, inconclusive } = verdict;
  return { outcome, byId: Object.fromEntries(byId), totals, bySeverity, selected, judged, failing, inconclusive };
}

const textOf = (baseline: Baseline | null) =>
  baseline === null ? '' : [...writeBaseline(baseline, (text) => text)].join('');

const replaceAt = <T>(all: readonly T[], index: number, change: (one: T) => T) =>
  all.map((one, at) => (at === index % all.length ? change(one) : one));

const insertAt = <T>(all: readonly T[], index: number, one: T) => all.toSpliced(index % (all.length + 1), 0, one);

describe('nothing that forgives makes a verdict worse', () => {
  test('a waiver more', () => {
    fc.assert(
      fc.property(plain, waiver, fc.nat(9), (one, more, at) => {
        const other = { ...one, waivers: insertAt(one.waivers, at, more) };
        expect(badness(build(other))).toBeLessThanOrEqual(badness(build(one)));
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('a waiver for longer', () => {
    fc.assert(
      fc.property(plain, (one) => {
        const other = { ...one, waivers: one.waivers.map((its) => ({ ...its, expires: '2027-01-01' })) };
        expect(badness(build(other))).toBeLessThanOrEqual(badness(build(one)));
      }),
      { numRuns: runs(500) },
    );
  });

  test('a baseline where there was none', () => {
    fc.assert(
      fc.property(withBaseline, (one) => {
        expect(badness(build(one))).toBeLessThanOrEqual(badness(build({ ...one, known: null })));
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('an entry of the baseline more', () => {
    fc.assert(
      fc.property(withBaseline, fc.constantFrom('p0', 'p1', 'p2', 'p9'), word, (one, id, more) => {
        const entries = [...(one.known[id] ?? []), `${more}#more`];
        const other = { ...one, known: { ...one.known, [id]: entries } };
        expect(badness(build(other))).toBeLessThanOrEqual(badness(build(one)));
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('a higher fail-on', () => {
    fc.assert(
      fc.property(plain, failOn, failOn, (one, a, b) => {
        const rank = (word: Rule['failOn']) => (word === 'none' ? SEVERITIES.length : rankOf(word));
        const [lower, higher] = rank(a) <= rank(b) ? [a, b] : [b, a];
        const withFailOn = (its: Rule['failOn']) => badness(build({ ...one, rule: { ...one.rule, failOn: its } }));
        expect(withFailOn(higher)).toBeLessThanOrEqual(withFailOn(lower));
      }),
      { numRuns: runs(500) },
    );
  });

  test('a higher max-violations', () => {
    const raise = fc.record({ low: fc.nat(3), medium: fc.nat(3), high: fc.nat(3), critical: fc.nat(3) });
    fc.assert(
      fc.property(plain, raise, (one, more) => {
        const most = one.rule.maxViolations;
        const raised: MaxViolations =
          most.kind === 'total'
            ? { kind: 'total', limit: most.limit + more.low }
            : {
                kind: 'by-severity',
                limits: {
                  low: most.limits.low + more.low,
                  medium: most.limits.medium + more.medium,
                  high: most.limits.high + more.high,
                  critical: most.limits.critical + more.critical,
                },
              };
        const other = { ...one, rule: { ...one.rule, maxViolations: raised } };
        expect(badness(build(other))).toBeLessThanOrEqual(badness(build(one)));
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('order never matters', () => {
  const shuffle = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
  const shuffled = plain.chain((one) =>
    fc.tuple(
      fc.constant(one),
      fc.record({
        policies: fc
          .tuple(
            shuffle(one.policies),
            fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), { minLength: 5, maxLength: 5 }),
            fc.infiniteStream(fc.nat(1_000)),
          )
          .map(([all, cuts, ranks]) =>
            all.map((its, index) => ({
              ...its,
              cuts: cuts[index] ?? its.cuts,
              rows: its.rows
                .map((row) => ({ row, rank: ranks.next().value }))
                .sort((a, b) => a.rank - b.rank)
                .map(({ row }) => row),
            })),
          ),
        waivers: shuffle(one.waivers),
        known: one.known === null ? fc.constant(null) : shuffle(Object.entries(one.known)).map(Object.fromEntries),
      }),
    ),
  );

  test('of policies, rows, waivers and entries, and where pages are cut', () => {
    fc.assert(
      fc.property(shuffled, ([one, changes]) => {
        expect(summaryOf(build({ ...one, ...changes }))).toEqual(summaryOf(build(one)));
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('nor for the baseline that a run leaves', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ([one, changes]) => {
        const [left, right] = [await judgeScene(build(one)), await judgeScene(build({ ...one, ...changes }))];
        const hidden = [left, right].map(({ nextBaseline: next }) => textOf(next === null ? null : hideNames(next)));
        expect(hidden[1]).toBe(hidden[0]);
        expect(right.judgement.baseline).toEqual(left.judgement.baseline);
      }),
      { numRuns: runs(300) },
    );
  });
});

/** The input that leaves a row out by the rules as they are told to people, the first of several. */
function findReason({ account, env, region }: Parts, lines: PlainScope): keyof PlainScope | null {
  const isLeftOut = (own: string, its: readonly string[], wanted: (line: string) => string) => {
    if (own === '' || its.length === 0) return false;
    const include = its.filter((line) => !line.startsWith('!')).map(wanted);
    const exclude = its.filter((line) => line.startsWith('!')).map((line) => wanted(line.slice(1)));
    return exclude.includes(own) || (include.length > 0 && !include.includes(own) && !include.includes('*'));
  };
  if (isLeftOut(account, lines.accounts, String)) return 'accounts';
  // Of one without the tag it is known that it lacks it.
  const ownEnv = env === '-' || env === '?' ? '' : env === '' ? 'none' : env;
  const wantedEnv = (line: string) => (line === '*=*' ? (env === '' ? '' : '*') : line.replace(/^env=/, ''));
  if (isLeftOut(ownEnv, lines.tags, wantedEnv)) return 'tags';
  return isLeftOut(region, lines.regions, String) ? 'regions' : null;
}

function countReasons(reasons: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of reasons) if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

describe('the scope', () => {
  const LINES = {
    accounts: ['prod', 'dev', '!dev', '!prod', 'nobody', '*'],
    tags: ['env=a', 'env=b', '!env=a', '!*=b', '*=*', 'x=y'],
    regions: ['eu', 'us', '!eu', '!us', 'mars', '?s'],
  } as const;
  const line = fc
    .constantFrom('accounts', 'tags', 'regions')
    .chain((input) => fc.tuple(fc.constant(input), fc.constantFrom<string>(...LINES[input])));

  /** A scene in which nothing but the scope keeps violations from gating, and all lists can be read. */
  const onlyScope = plain.map((one): Plain => {
    const all = one.policies.map((its) => ({ ...its, isReadable: true }));
    return { ...one, policies: all, waivers: [], known: null };
  });
  const withLine = (one: Plain, [input, more]: [keyof PlainScope, string]): Plain => ({
    ...one,
    scope: { ...one.scope, [input]: [...one.scope[input], more] },
  });

  test('a line more only moves violations between gating and out of scope, each with its reason', () => {
    let moved = 0;
    fc.assert(
      fc.property(onlyScope, line, (one, more) => {
        const [before, after] = [one, withLine(one, more)].map((its) => decide(build(its)).verdict);
        for (const left of before?.policies ?? []) {
          const right = after?.policies.find(({ id }) => id === left.id);
          const { gating, outOfScope, ...rest } = countsOf(left);
          const { gating: itsGating, outOfScope: itsOutOfScope, ...itsRest } = countsOf(right ?? left);
          expect(right?.standing).toBe(left.standing);
          expect(itsRest).toEqual(rest);
          expect(Number(itsGating) + Number(itsOutOfScope)).toBe(Number(gating) + Number(outOfScope));
          if (itsGating !== gating) moved += 1;
        }
        const set = { ...one.scope, [more[0]]: ['*'] };
        for (const its of [...(after?.policies ?? []), ...(after === undefined ? [] : [after.totals])]) {
          const reasons = Object.entries<number>(its.outOfScopeBy);
          expect(reasons.reduce((sum, [, count]) => sum + count, 0)).toBe(its.outOfScope);
          for (const [input] of reasons) expect(set[input as keyof PlainScope].length).toBeGreaterThan(0);
        }
      }),
      { numRuns: runs(1_000) },
    );
    expect(moved).toBeGreaterThan(0);
  });

  test('a line that excludes never brings a violation in, and none that includes beside others leaves one out', () => {
    fc.assert(
      fc.property(onlyScope, line, (one, more) => {
        const isExclusion = more[1].startsWith('!');
        const isWider = one.scope[more[0]].some((its) => !its.startsWith('!'));
        const [before, after] = [one, withLine(one, more)].map((its) => decide(build(its)).verdict.totals.outOfScope);
        if (isExclusion || !isWider) expect(after).toBeGreaterThanOrEqual(before ?? 0);
        else expect(after).toBeLessThanOrEqual(before ?? 0);
      }),
      { numRuns: runs(500) },
    );
  });

  test('the order of lines never matters', () => {
    const shuffled = onlyScope.chain((one) => {
      const turn = (its: readonly string[]) => fc.shuffledSubarray([...its], { minLength: its.length });
      const { accounts, tags, regions } = one.scope;
      const turned = fc.record({ accounts: turn(accounts), tags: turn(tags), regions: turn(regions) });
      return turned.map((its) => [one, { ...one, scope: its }] as const);
    });
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(summaryOf(build(other))).toEqual(summaryOf(build(one)));
      }),
      { numRuns: runs(300) },
    );
  });

  test('a violation that says nothing gates, whatever the lines', () => {
    fc.assert(
      fc.property(onlyScope, fc.array(line, { maxLength: 4 }), fc.nat(9), (one, more, at) => {
        fc.pre(one.policies.length > 0);
        const target = (its: PlainPolicy): PlainPolicy => ({
          ...its,
          hidden: Math.max(0, its.hidden),
          standing: 'judged',
        });
        const add = (its: PlainPolicy): PlainPolicy => ({ ...its, rows: [...its.rows, '?/@;#more'] });
        const before = more.reduce(withLine, { ...one, policies: replaceAt(one.policies, at, target) });
        const after = { ...before, policies: replaceAt(before.policies, at, add) };
        const [left, right] = [before, after].map((its) => decide(build(its)).verdict.policies);
        const id = one.policies[at % one.policies.length]?.id;
        const gatingOf = (all: typeof left) => all?.find((its) => its.id === id);
        fc.pre(gates(gateSeverity(gatingOf(right)?.severityLabel ?? ''), one.rule.failOn));
        expect(gatingOf(right)?.gating).toBe((gatingOf(left)?.gating ?? 0) + 1);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('what each violation counts as', () => {
  /** Every row by itself, by the rules as they are told to people; null where the policy's rows are not looked at. */
  function countByHand(one: PlainPolicy, { scope: lines, waivers: some, known: baseline, rule }: Plain) {
    if (one.standing !== 'judged' || !gates(gateSeverity(one.severity), rule.failOn)) return null;
    const own = some.filter(
      ({ policy: name, expires }) =>
        expires >= TODAY && [one.id, one.name.toLowerCase()].includes(name.trim().toLowerCase()),
    );
    const isOut = (parts: Parts) => findReason(parts, lines) !== null;
    const isWaived = (parts: Parts) =>
      own.some(
        ({ resource, account, region }) =>
          (resource === null || RESOURCES[resource](parts)) &&
          (account === null || ACCOUNTS[account](parts)) &&
          (region === null || REGIONS[region](parts)),
      );
    const isWaivedWhole = own.some((its) => waivesAll(aWaiver(its)));
    const isNeeded =
      baseline !== null ||
      Object.values(lines).some((its) => its.length > 0) ||
      own.some((its) => !waivesAll(aWaiver(its)));
    const rows = isWaivedWhole && !isNeeded ? [] : one.rows.map(partsOf);
    const classes = rows.map((row) => (isOut(row) ? 'outOfScope' : isWaived(row) ? 'waived' : 'open'));
    const open = rows.filter((_, index) => classes[index] === 'open');
    const entries = (baseline?.[one.id] ?? []).map(partsOf).map(identityOf);
    const ids = [...new Set(open.map(identityOf))].filter((id) => id !== null);
    const count = (all: readonly (string | null)[], id: string) => all.filter((other) => other === id).length;
    const knownRows = ids.map((id) => Math.min(count(entries, id), count(open.map(identityOf), id)));
    return {
      classes,
      outOfScope: classes.filter((one) => one === 'outOfScope').length,
      reasons: countReasons(rows.map((row) => findReason(row, lines))),
      waived: classes.filter((one) => one === 'waived').length,
      known: knownRows.reduce((sum, number) => sum + number, 0),
      anonymous: open.filter((row) => identityOf(row) === null).length,
      isNeeded,
      isWaivedWhole,
    };
  }

  function identityOf({ id, hasPlatformId, account, region }: Parts): string | null {
    if (id === '?' || (!hasPlatformId && account === '')) return null;
    return hasPlatformId ? id : `${id} in ${account}, ${region}`;
  }

  test('is as it would be counted by hand', () => {
    fc.assert(
      fc.property(plain, (one) => {
        const { verdict } = decide(build(one));
        for (const its of one.policies) {
          const result = verdict.policies.find(({ id }) => id === its.id);
          const byHand = countByHand(its, one);
          const count = Math.max(0, its.rows.length + its.hidden);
          if (byHand === null || !its.isReadable || count === 0 || result === undefined) continue;
          const { outOfScope, reasons, waived, known: knownRows, isWaivedWhole } = byHand;
          expect(result.outOfScopeBy).toEqual(reasons);
          // Of what is waived as a whole nobody looks at the list, unless something else asks for it.
          const found = Math.max(count, isWaivedWhole && !byHand.isNeeded ? 0 : its.rows.length);
          const rest = found - outOfScope - waived - knownRows;
          expect(countsOf(result)).toEqual({
            found,
            outOfScope,
            known: knownRows,
            belowThreshold: 0,
            waived: isWaivedWhole ? waived + rest : waived,
            gating: isWaivedWhole ? 0 : rest,
          });
        }
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('nothing is lost: it all adds up for each policy, each severity and in total', () => {
    fc.assert(
      fc.property(plain, (one) => {
        const { verdict } = decide(build(one));
        const { totals, bySeverity } = verdict;
        for (const counts of [...verdict.policies, ...Object.values(bySeverity), totals]) {
          expect(CLASSES.reduce((sum, its) => sum + counts[its], 0)).toBe(counts.found);
          expect(Math.min(...CLASSES.map((its) => counts[its]))).toBeGreaterThanOrEqual(0);
        }
        for (const its of ['found', ...CLASSES] as const) {
          expect(verdict.policies.reduce((sum, counts) => sum + counts[its], 0)).toBe(totals[its]);
          expect(SEVERITIES.reduce((sum, each) => sum + bySeverity[each][its], 0)).toBe(totals[its]);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test('a row that the baseline does not have gates', () => {
    fc.assert(
      fc.property(withBaseline, fc.nat(9), fc.nat(9), fc.constantFrom('new', '~new'), (one, at, place, id) => {
        fc.pre(one.policies.length > 0);
        const target = one.policies[at % one.policies.length]?.id;
        const others = one.waivers.filter(
          ({ policy: name }) => /^p\d$/i.test(name.trim()) && name.trim().toLowerCase() !== target,
        );
        const before = { ...one, scope: EVERYWHERE, waivers: others };
        const change = (its: PlainPolicy): PlainPolicy => ({
          ...its,
          rows: insertAt(its.rows, place, `${id}/prod@us#new`),
          hidden: Math.max(its.hidden, 0),
          standing: 'judged',
          isReadable: true,
        });
        const after = { ...before, policies: replaceAt(one.policies, at, change) };
        const result = decide(build(after)).verdict.policies.find((its) => its.id === target);
        const isAbove = gates(gateSeverity(result?.severityLabel ?? ''), one.rule.failOn);
        fc.pre(isAbove);
        expect(result?.gating).toBeGreaterThanOrEqual(1);
        const strict = { ...after, rule: { ...one.rule, maxViolations: { kind: 'total', limit: 0 } as const } };
        expect(decide(build(strict)).outcome).toBe('violations');
        // It takes the place of nothing that is known.
        const without = {
          ...after,
          policies: replaceAt(after.policies, at, (its) => ({
            ...its,
            rows: its.rows.filter((row) => !row.endsWith('#new')),
            hidden: its.hidden + 1,
          })),
        };
        const known = decide(build(without)).verdict.policies.find((its) => its.id === target)?.known;
        expect(result?.known).toBe(known);
      }),
      { numRuns: runs(500) },
    );
  });

  test('a policy that is renamed keeps its verdict, but for waivers by name', () => {
    fc.assert(
      fc.property(plain, fc.array(fc.string({ minLength: 1 }), { minLength: 5, maxLength: 5 }), (one, names) => {
        const byId = { ...one, waivers: one.waivers.filter(({ policy: name }) => /^\s*p\d/i.test(name)) };
        const renamed = {
          ...byId,
          policies: byId.policies.map((its, index) => ({ ...its, name: `New ${names[index]}` })),
        };
        expect(summaryOf(build(renamed))).toEqual(summaryOf(build(byId)));
      }),
      { numRuns: runs(500) },
    );
  });

  test('and where the waivers are renamed with it, all of it', () => {
    fc.assert(
      fc.property(plain, (one) => {
        const rename = (name: string) => name.replace(/policy/i, 'Rule');
        const renamed = {
          ...one,
          policies: one.policies.map((its) => ({ ...its, name: rename(its.name) })),
          waivers: one.waivers.map((its) => ({ ...its, policy: rename(its.policy) })),
        };
        expect(summaryOf(build(renamed))).toEqual(summaryOf(build(one)));
      }),
      { numRuns: runs(500) },
    );
  });

  test('a run comes to the same as the decision', async () => {
    await fc.assert(
      fc.asyncProperty(plain, async (one) => {
        const scene = build(one);
        const { verdict, outcome } = decide(scene);
        const { judgement, outcome: itsOutcome } = await judgeScene(scene);
        const {
          policies: all,
          selected,
          judged,
          failing,
          inconclusive,
          totals,
          bySeverity,
          unjudgedSeverities,
          rule,
          scopeProblem,
        } = judgement;
        // The decision knows nothing of what was found before.
        const policies = all.map((policy) => ({ ...policy, change: null }));
        expect({
          policies,
          selected,
          judged,
          failing,
          inconclusive,
          totals,
          bySeverity,
          unjudgedSeverities,
          rule,
          scopeProblem,
        }).toEqual(verdict);
        expect(itsOutcome).toBe(outcome);
      }),
      { numRuns: runs(300) },
    );
  });

  describe('the baseline that a run leaves', () => {
    test('accepts that run: what still gates is hidden, has no identity, or could not be read', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const scene = build(one);
          const { nextBaseline } = await judgeScene(scene);
          const { verdict } = decide({ ...scene, baseline: nextBaseline });
          for (const its of one.policies) {
            const result = verdict.policies.find(({ id }) => id === its.id);
            const byHand = countByHand(its, one);
            const count = Math.max(0, its.rows.length + its.hidden);
            if (byHand === null || !its.isReadable || count === 0) continue;
            const hidden = Math.max(0, count - its.rows.length);
            expect(result?.gating).toBe(byHand.isWaivedWhole ? 0 : hidden + byHand.anonymous);
          }
        }),
        { numRuns: runs(500) },
      );
    });

    test('and where there is nothing of the kind, it passes', async () => {
      const readable = withBaseline.map((one) => ({
        ...one,
        policies: one.policies.map((its) => ({
          ...its,
          rows: its.rows.filter((row) => identityOf(partsOf(row)) !== null),
          hidden: 0,
          standing: 'judged' as const,
          isReadable: true,
        })),
      }));
      await fc.assert(
        fc.asyncProperty(readable, async (one) => {
          fc.pre(one.policies.length > 0);
          const scene = build(one);
          const { nextBaseline } = await judgeScene(scene);
          const again = await judgeScene({ ...scene, baseline: nextBaseline });
          expect(again.outcome).toBe('passed');
          expect(again.judgement.totals.gating).toBe(0);
          expect(again.judgement.baseline).toMatchObject({ fixed: 0, added: 0 });
        }),
        { numRuns: runs(300) },
      );
    });

    test('is the same after a second run on the same data', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const scene = build(one);
          const first = await judgeScene(scene);
          fc.pre(first.judgement.judged > 0);
          const second = await judgeScene({ ...scene, baseline: first.nextBaseline });
          expect(textOf(second.nextBaseline)).toBe(textOf(first.nextBaseline));
          expect(second.judgement.baseline).toMatchObject({ fixed: 0, added: 0 });
        }),
        { numRuns: runs(500) },
      );
    });

    test('is the same after a third run, where one row of an identity is waived and another one hidden', async () => {
      const scene = build({
        policies: [
          {
            id: 'p0',
            name: 'Policy 0',
            severity: 'high',
            rows: ['a/prod@eu#0'],
            hidden: 2,
            standing: 'judged',
            isReadable: true,
            cuts: [false],
          },
        ],
        rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
        scope: EVERYWHERE,
        waivers: [{ policy: 'p0', resource: null, account: null, region: 'eu', expires: '2026-12-31' }],
        known: { p0: ['a/prod@eu#0', 'a/prod@us#1', 'a/prod@us#2'] },
      });
      let baseline = scene.baseline;
      const held: number[] = [];
      for (let run = 0; run < 3; run++) {
        baseline = (await judgeScene({ ...scene, baseline })).nextBaseline;
        held.push(baseline === null ? 0 : countEntries(baseline));
      }
      expect(held).toEqual([3, 3, 3]);
    });

    /** How many rows of a policy's list have this identity, in each class; null where the list says nothing of it. */
    function countRows(one: Plain, id: string, fingerprint: string) {
      const its = one.policies.find((other) => other.id === id);
      const byHand = its === undefined ? null : countByHand(its, one);
      if (its === undefined || its.standing !== 'judged') return null;
      const count = Math.max(0, its.rows.length + its.hidden);
      if (count === 0) return { open: 0, waived: 0, outOfScope: 0, isWhole: true };
      if (byHand === null || !its.isReadable) return null;
      const rows = rowsOf(its.rows.join(' ')).map(({ violation }) => identifyViolation(id, violation));
      const of = (its: string) =>
        rows.filter((row, index) => row === fingerprint && byHand.classes[index] === its).length;
      return { open: of('open'), waived: of('waived'), outOfScope: of('outOfScope'), isWhole: its.hidden <= 0 };
    }

    test('lacks an entry only where the row is waived, or the list was whole and it is not in it', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, fc.boolean(), async (one, isDataWhole) => {
          const scene = build(one);
          const { nextBaseline, judgement } = await judgeScene(scene, isDataWhole);
          fc.pre(judgement.judged > 0);
          for (const [id, entries] of scene.baseline?.byPolicy ?? []) {
            for (const [fingerprint, { count }] of entries) {
              const next = nextBaseline?.byPolicy.get(id)?.get(fingerprint)?.count ?? 0;
              const rows = countRows(one, id, fingerprint);
              if (rows === null) {
                expect(next).toBe(count);
              } else if (isDataWhole && rows.isWhole) {
                expect(next).toBe(Math.max(rows.open, Math.min(count, rows.open + rows.outOfScope)));
              } else {
                const isAllWaived = rows.waived >= count;
                const kept = isAllWaived ? Math.min(count, rows.open + rows.outOfScope) : count;
                expect(next).toBe(Math.max(rows.open, kept));
              }
            }
          }
        }),
        { numRuns: runs(1_000) },
      );
    });

    test('gains what gates and has an identity, and nothing that is waived, out of scope or below the threshold', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const scene = build({ ...one, known: {} });
          const { nextBaseline, judgement } = await judgeScene(scene);
          fc.pre(judgement.judged > 0);
          for (const its of one.policies) {
            const byHand = countByHand(its, { ...one, known: {} });
            const entries = nextBaseline?.byPolicy.get(its.id);
            const count = Math.max(0, its.rows.length + its.hidden);
            const held = [...(entries?.values() ?? [])].reduce((sum, entry) => sum + entry.count, 0);
            const expected =
              byHand === null || !its.isReadable || count === 0
                ? 0
                : its.rows.length - byHand.outOfScope - byHand.waived - byHand.anonymous;
            expect(held).toBe(expected);
          }
          expect(judgement.baseline).toMatchObject({
            entries: 0,
            fixed: 0,
            added: countEntries(nextBaseline as Baseline),
          });
        }),
        { numRuns: runs(500) },
      );
    });

    test('what is fixed, what is added and what is waived make up the difference', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const scene = build(one);
          const { nextBaseline, judgement } = await judgeScene(scene);
          fc.pre(judgement.judged > 0);
          const { entries, fixed, added } = judgement.baseline as Record<'entries' | 'fixed' | 'added', number>;
          expect(entries).toBe(countEntries(scene.baseline as Baseline));
          expect(Math.min(fixed, added, entries - fixed)).toBeGreaterThanOrEqual(0);
          const next = countEntries(nextBaseline as Baseline);
          if (one.waivers.length === 0) expect(next).toBe(entries - fixed + added);
          expect(next).toBeLessThanOrEqual(entries - fixed + added);
        }),
        { numRuns: runs(500) },
      );
    });

    test('what is fixed is what a whole list does not have any more, whatever is waived', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const scene = build(one);
          let gone = 0;
          for (const [id, entries] of scene.baseline?.byPolicy ?? []) {
            for (const [fingerprint, { count }] of entries) {
              const rows = countRows(one, id, fingerprint);
              if (rows?.isWhole) gone += Math.max(0, count - rows.open - rows.waived - rows.outOfScope);
            }
          }
          const { judgement } = await judgeScene(scene);
          expect(judgement.baseline?.fixed).toBe(judgement.judged > 0 ? gone : null);
        }),
        { numRuns: runs(500) },
      );
    });

    test('nothing is fixed by a sync that did not fetch all', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const { judgement } = await judgeScene(build(one), false);
          expect(judgement.baseline?.fixed).toBe(judgement.judged > 0 ? 0 : null);
        }),
        { numRuns: runs(200) },
      );
    });

    test('a waiver that expires lets nothing through that this baseline took over', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const scene = build({ ...one, scope: EVERYWHERE });
          const { nextBaseline } = await judgeScene(scene);
          const { verdict } = decide({ ...scene, waivers: [], baseline: nextBaseline });
          for (const its of one.policies) {
            const byHand = countByHand(its, { ...one, scope: EVERYWHERE });
            const count = Math.max(0, its.rows.length + its.hidden);
            if (byHand === null || !its.isReadable || count === 0 || its.hidden > 0) continue;
            expect(verdict.policies.find(({ id }) => id === its.id)?.gating).toBe(byHand.waived + byHand.anonymous);
          }
        }),
        { numRuns: runs(500) },
      );
    });

    test('there is one if something was judged, and none if nothing was', async () => {
      await fc.assert(
        fc.asyncProperty(withBaseline, async (one) => {
          const { nextBaseline, judgement } = await judgeScene(build(one));
          expect(nextBaseline !== null).toBe(judgement.judged > 0);
          if (nextBaseline === null) expect(judgement.baseline).toMatchObject({ fixed: null, added: null });
        }),
        { numRuns: runs(300) },
      );
    });

    test('there is none where there was none', async () => {
      await fc.assert(
        fc.asyncProperty(plain, async (one) => {
          const { nextBaseline, judgement } = await judgeScene(build({ ...one, known: null }));
          expect([nextBaseline, judgement.baseline]).toEqual([null, null]);
        }),
        { numRuns: runs(100) },
      );
    });
  });

  test('a waiver that is in force covers what it would cover alone', async () => {
    await fc.assert(
      fc.asyncProperty(plain, waiver, async (one, its) => {
        const alone = await judgeScene(build({ ...one, waivers: [its] }));
        const among = await judgeScene(build({ ...one, waivers: [...one.waivers, its] }));
        const [first, last] = [alone.judgement.waivers[0], among.judgement.waivers.at(-1)];
        fc.pre(isInForce(aWaiver(its), TODAY) && !waivesAll(aWaiver(its)));
        expect(last).toEqual(first);
      }),
      { numRuns: runs(300) },
    );
  });
});
