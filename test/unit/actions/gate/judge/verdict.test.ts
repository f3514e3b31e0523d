import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Standing } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import type { Finding } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { MaxViolations, Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import { describeRule, gates } from '../../../../../src/actions/gate/judge/rule.ts';
import type { Tally } from '../../../../../src/actions/gate/judge/tally.ts';
import { decideOutcome, judgePolicies } from '../../../../../src/actions/gate/judge/verdict.ts';
import type { PolicyList } from '../../../../../src/actions/gate/judge/violations.ts';
import { gateSeverity, rankOf, SEVERITIES, type Severity } from '../../../../../src/platform/severity.ts';
import { aPolicy, aViolation } from '../../../fake/client.ts';
import { CLASSES, describeCounts, STANDINGS } from '../../../fake/counts.ts';

const total = (limit: number): MaxViolations => ({ kind: 'total', limit });
const each = (limits: Partial<Record<Severity, number>>): MaxViolations => ({
  kind: 'by-severity',
  limits: { low: 0, medium: 0, high: 0, critical: 0, ...limits },
});

const aTally = (changes: Partial<Tally>): Tally => ({
  listed: 0,
  read: 0,
  outOfScope: 0,
  outOfScopeBy: {},
  hasTags: false,
  waived: 0,
  waivedAndKnown: 0,
  known: 0,
  shown: [],
  formerlyWaived: 0,
  covered: new Map(),
  formerlyCovered: new Map(),
  seen: undefined,
  groups: [],
  pages: [],
  ...changes,
});

const whole = (changes: Partial<Tally>, isWaived = false): PolicyList => ({
  kind: 'whole',
  tally: aTally(changes),
  isWaived,
});
const sample = (listed: number): PolicyList => ({ kind: 'sample', listed, shown: [], isWaived: false });
const unread = (isWaived = false, listed = 0): PolicyList => ({ kind: 'unread', problem: 'refused', listed, isWaived });
const none = (problem: string | null, isWaived = false): PolicyList => ({ kind: 'none', problem, isWaived });

/** `high:3` has three violations; `high:stale` is not judged. */
function finding(words: string, list?: PolicyList, index = 0): Finding {
  const [severity = '', count = ''] = words.split(':');
  const standing = STANDINGS[count] ?? 'judged';
  return {
    policy: aPolicy({
      id: `p${index}`,
      name: `Policy ${index}`,
      severity,
      violationCount: standing === 'judged' ? Number(count) : null,
    }),
    standing: { standing, reason: standing === 'judged' ? null : 'for a reason' },
    list,
    change: null,
  };
}

describe('the verdict', () => {
  type Case = [string[], Rule['failOn'], MaxViolations, string];
  test.each<Case>([
    // Nothing proves nothing.
    [[], 'low', total(0), 'inconclusive'],
    [[], 'none', total(0), 'inconclusive'],
    [[], 'low', total(1_000), 'inconclusive'],
    // Clean.
    [['low:0'], 'low', total(0), 'passed'],
    [['critical:0'], 'critical', total(0), 'passed'],
    [['low:0', 'medium:0', 'high:0', 'critical:0'], 'low', total(0), 'passed'],
    [['odd:0'], 'low', total(0), 'passed'],
    // Every severity against every threshold.
    [['low:1'], 'low', total(0), 'violations'],
    [['medium:1'], 'low', total(0), 'violations'],
    [['high:1'], 'low', total(0), 'violations'],
    [['critical:1'], 'low', total(0), 'violations'],
    [['low:1'], 'medium', total(0), 'passed'],
    [['medium:1'], 'medium', total(0), 'violations'],
    [['high:1'], 'medium', total(0), 'violations'],
    [['critical:1'], 'medium', total(0), 'violations'],
    [['low:1'], 'high', total(0), 'passed'],
    [['medium:1'], 'high', total(0), 'passed'],
    [['high:1'], 'high', total(0), 'violations'],
    [['critical:1'], 'high', total(0), 'violations'],
    [['low:1'], 'critical', total(0), 'passed'],
    [['medium:1'], 'critical', total(0), 'passed'],
    [['high:1'], 'critical', total(0), 'passed'],
    [['critical:1'], 'critical', total(0), 'violations'],
    [['low:1', 'medium:1', 'high:1', 'critical:1'], 'none', total(0), 'passed'],
    // An unknown severity gates as critical.
    [['catastrophic:1'], 'critical', total(0), 'violations'],
    [['catastrophic:1'], 'low', total(0), 'violations'],
    [[':1'], 'critical', total(0), 'violations'],
    [['catastrophic:1'], 'none', total(0), 'passed'],
    [['CRITICAL:1'], 'critical', total(0), 'violations'],
    [['High:1'], 'critical', total(0), 'passed'],
    [[' low :1'], 'medium', total(0), 'passed'],
    [['informational:1'], 'high', total(0), 'violations'],
    // Tolerated in all.
    [['low:1'], 'low', total(1), 'passed'],
    [['low:2'], 'low', total(1), 'violations'],
    [['low:1', 'high:1'], 'low', total(1), 'violations'],
    [['low:1', 'high:1'], 'low', total(2), 'passed'],
    [['low:5', 'high:1'], 'high', total(1), 'passed'],
    [['critical:100000'], 'low', total(100_000), 'passed'],
    [['critical:100001'], 'low', total(100_000), 'violations'],
    [['critical:9007199254740993'], 'low', total(1_000_000_000), 'violations'],
    // Tolerated by severity.
    [['medium:25'], 'low', each({ medium: 25 }), 'passed'],
    [['medium:26'], 'low', each({ medium: 25 }), 'violations'],
    [['medium:25', 'low:1'], 'low', each({ medium: 25 }), 'violations'],
    [['medium:25', 'low:1'], 'medium', each({ medium: 25 }), 'passed'],
    [['medium:13', 'medium:12'], 'low', each({ medium: 25 }), 'passed'],
    [['medium:13', 'medium:13'], 'low', each({ medium: 25 }), 'violations'],
    [['high:1'], 'low', each({ medium: 25, low: 25 }), 'violations'],
    [['low:1', 'medium:1', 'high:1', 'critical:1'], 'low', each({ low: 1, medium: 1, high: 1, critical: 1 }), 'passed'],
    [['odd:1'], 'low', each({ low: 9, medium: 9, high: 9 }), 'violations'],
    [['odd:1'], 'low', each({ critical: 1 }), 'passed'],
    // What is not judged is never green.
    [['low:stale'], 'low', total(0), 'inconclusive'],
    [['low:never'], 'low', total(0), 'inconclusive'],
    [['low:bad'], 'low', total(0), 'inconclusive'],
    [['low:stale'], 'none', total(0), 'inconclusive'],
    [['low:never'], 'critical', total(1_000), 'inconclusive'],
    [['high:0', 'low:stale'], 'low', total(0), 'inconclusive'],
    [['high:0', 'low:stale'], 'critical', total(0), 'inconclusive'],
    [['high:0', 'high:0', 'high:bad', 'high:0'], 'low', total(0), 'inconclusive'],
    [['high:1', 'low:stale'], 'low', total(1), 'inconclusive'],
    [['low:1', 'high:never'], 'high', total(0), 'inconclusive'],
    // What is proved is proved, whatever else is not.
    [['high:1', 'low:stale'], 'low', total(0), 'violations'],
    [['high:1', 'low:never', 'low:bad'], 'high', total(0), 'violations'],
    [['medium:26', 'low:never'], 'low', each({ medium: 25 }), 'violations'],
  ])('%j, fail-on %s, max-violations %j: %s', (words, failOn, maxViolations, expected) => {
    const findings = words.map((word, index) => finding(word, undefined, index));
    expect(decideOutcome(judgePolicies(findings, { failOn, maxViolations }))).toBe(expected);
  });

  test.each<[string, string, PolicyList | undefined, string, string]>([
    ['no list', 'high:3', undefined, '3 found, 3 gating', 'violations'],
    ['a list as long as the count', 'high:3', sample(3), '3 found, 3 gating', 'violations'],
    ['a longer list', 'high:3', sample(5), '5 found, 5 gating', 'violations'],
    ['a shorter list: hidden rows gate', 'high:3', sample(1), '3 found, 3 gating', 'violations'],
    ['all of them out of scope', 'high:3', whole({ listed: 3, outOfScope: 3 }), '3 found, 3 outOfScope', 'passed'],
    [
      'some of them out of scope',
      'high:3',
      whole({ listed: 3, outOfScope: 2 }),
      '3 found, 2 outOfScope, 1 gating',
      'violations',
    ],
    [
      'hidden rows, the visible ones out of scope',
      'high:5',
      whole({ listed: 3, outOfScope: 3 }),
      '5 found, 3 outOfScope, 2 gating',
      'violations',
    ],
    ['hidden rows, nothing visible', 'high:5', whole({}), '5 found, 5 gating', 'violations'],
    [
      'a longer list, all of it out of scope',
      'high:3',
      whole({ listed: 5, outOfScope: 5 }),
      '5 found, 5 outOfScope',
      'passed',
    ],
    ['all of them waived', 'high:3', whole({ listed: 3, waived: 3 }), '3 found, 3 waived', 'passed'],
    ['all of them known', 'high:3', whole({ listed: 3, known: 3 }), '3 found, 3 known', 'passed'],
    [
      'some of each',
      'high:9',
      whole({ listed: 8, outOfScope: 1, waived: 2, known: 3 }),
      '9 found, 1 outOfScope, 2 waived, 3 known, 3 gating',
      'violations',
    ],
    [
      'each one is accounted for',
      'high:6',
      whole({ listed: 6, outOfScope: 1, waived: 2, known: 3 }),
      '6 found, 1 outOfScope, 2 waived, 3 known',
      'passed',
    ],
    [
      'waived as a whole: what is hidden is waived too',
      'high:9',
      whole({ listed: 3, outOfScope: 1, waived: 2 }, true),
      '9 found, 1 outOfScope, 8 waived',
      'passed',
    ],
    ['waived as a whole, and nobody looks', 'high:9', none(null, true), '9 found, 9 waived', 'passed'],
    ['waived as a whole, and the list cannot be read', 'high:9', unread(true), '9 found, 9 waived', 'passed'],
    ['an unread list that is only shown', 'high:3', none('refused'), '3 found, 3 gating', 'violations'],
    ['an unread list that is needed', 'high:3', unread(), '0 found', 'inconclusive'],
    ['an unread list that is longer, and waived as a whole', 'high:2', unread(true, 9), '9 found, 9 waived', 'passed'],
    [
      'an unread list that is longer, below the threshold',
      'low:2',
      unread(false, 9),
      '9 found, 9 belowThreshold',
      'passed',
    ],
    ['an unread list that is needed, below the threshold', 'low:3', unread(), '3 found, 3 belowThreshold', 'passed'],
    ['below the threshold', 'low:3', sample(3), '3 found, 3 belowThreshold', 'passed'],
    ['below the threshold, with a longer list', 'low:3', sample(9), '9 found, 9 belowThreshold', 'passed'],
    [
      'below the threshold, whatever else holds',
      'low:9',
      whole({ listed: 9, outOfScope: 1, waived: 2, known: 3 }, true),
      '9 found, 9 belowThreshold',
      'passed',
    ],
    ['of a stale policy', 'high:stale', sample(9), '0 found', 'inconclusive'],
    ['of a stale policy that is waived as a whole', 'high:stale', none(null, true), '0 found', 'inconclusive'],
  ])('%s', (_, words, list, counts, expected) => {
    const verdict = judgePolicies([finding(words, list)], { failOn: 'medium', maxViolations: total(0) });
    expect(describeCounts(verdict.totals)).toBe(counts);
    expect(decideOutcome(verdict)).toBe(expected);
  });

  test.each<[string, [string, PolicyList?][], MaxViolations, string, string]>([
    ['it alone', [['high:3', unread()]], total(3), '3 found, 3 gating', 'passed'],
    ['it alone, one more than that', [['high:4', unread()]], total(3), '0 found', 'inconclusive'],
    ['it alone, as long as the policy says', [['high:3', unread(false, 3)]], total(3), '3 found, 3 gating', 'passed'],
    ['it alone, shorter than the policy says', [['high:3', unread(false, 1)]], total(3), '3 found, 3 gating', 'passed'],
    ['it alone, longer than the policy says', [['high:3', unread(false, 4)]], total(4), '4 found, 4 gating', 'passed'],
    ['it alone, longer than tolerated', [['high:5', unread(false, 2_000)]], total(5), '0 found', 'inconclusive'],
    [
      'longer than its severity tolerates',
      [['medium:3', unread(false, 4)], ['high:0']],
      each({ medium: 3 }),
      '0 found',
      'inconclusive',
    ],
    [
      'two of them',
      [
        ['high:1', unread()],
        ['high:2', unread()],
      ],
      total(3),
      '3 found, 3 gating',
      'passed',
    ],
    [
      'two of them, one more',
      [
        ['high:2', unread()],
        ['high:2', unread()],
      ],
      total(3),
      '0 found',
      'inconclusive',
    ],
    ['next to what gates for certain', [['high:1', unread()], ['high:2']], total(3), '3 found, 3 gating', 'passed'],
    [
      'next to what gates for certain, one more',
      [['high:2', unread()], ['high:2']],
      total(3),
      '2 found, 2 gating',
      'inconclusive',
    ],
    [
      'next to what is too much by itself',
      [['high:1', unread()], ['high:4']],
      total(3),
      '4 found, 4 gating',
      'violations',
    ],
    ['of its severity', [['medium:3', unread()], ['high:0']], each({ medium: 3 }), '3 found, 3 gating', 'passed'],
    [
      'of another severity only',
      [['high:3', unread()], ['medium:3']],
      each({ medium: 3 }),
      '3 found, 3 gating',
      'inconclusive',
    ],
    [
      'while another policy is stale',
      [['high:3', unread()], ['high:stale']],
      total(3),
      '3 found, 3 gating',
      'inconclusive',
    ],
  ])(
    'an unread list that is needed, where the rule tolerates so many: %s',
    (_, policies, maxViolations, counts, expected) => {
      const findings = policies.map(([words, list], index) => finding(words, list, index));
      const verdict = judgePolicies(findings, { failOn: 'low', maxViolations });
      expect(describeCounts(verdict.totals)).toBe(counts);
      expect(decideOutcome(verdict)).toBe(expected);
    },
  );

  test('counts everything once, worst first', () => {
    const words = ['low:2', 'odd:1', 'medium:3', 'high:0', 'high:stale', 'medium:7', 'critical:never'];
    const verdict = judgePolicies(
      words.map((word, index) => finding(word, undefined, index)),
      { failOn: 'medium', maxViolations: total(0) },
    );
    expect(verdict).toMatchObject({
      selected: 7,
      judged: 5,
      failing: 3,
      inconclusive: 2,
      totals: { found: 13, gating: 11, known: 0, waived: 0, belowThreshold: 2, outOfScope: 0 },
    });
    expect(verdict.policies.map(({ severityLabel }) => severityLabel)).toEqual([
      'odd',
      'critical',
      'high',
      'medium',
      'medium',
      'low',
      'high',
    ]);
    expect(verdict.bySeverity.critical).toEqual({
      found: 1,
      gating: 1,
      known: 0,
      waived: 0,
      belowThreshold: 0,
      outOfScope: 0,
      outOfScopeBy: {},
    });
    expect(verdict.policies[3]).toMatchObject({ severity: 'medium', gating: 7 });
    expect(verdict.policies[6]).toMatchObject({ severity: 'high', found: 0 });
  });

  test('an unread list says why', () => {
    const needed = judgePolicies([finding('high:3', unread())], RULE).policies[0];
    expect(needed).toMatchObject({
      standing: 'unreadable',
      reason: 'its violations could not be read: refused',
      resources: [],
      resourcesProblem: null,
    });
    const shown = judgePolicies([finding('high:3', none('refused'))], RULE).policies[0];
    expect(shown).toMatchObject({ standing: 'judged', reason: null, resources: [], resourcesProblem: 'refused' });
    const tolerated = judgePolicies([finding('high:3', unread())], { ...RULE, maxViolations: total(3) }).policies[0];
    expect(tolerated).toMatchObject({ standing: 'judged', reason: null, resources: [], resourcesProblem: 'refused' });
  });

  test('the violations that are shown are those that gate, and without a list there are none', () => {
    const shown = [aViolation()];
    const resourcesOf = (list?: PolicyList) => judgePolicies([finding('high:3', list)], RULE).policies[0]?.resources;
    expect(resourcesOf(whole({ listed: 3, shown }))).toBe(shown);
    expect(resourcesOf({ kind: 'sample', listed: 3, shown, isWaived: false })).toBe(shown);
    expect(resourcesOf()).toEqual([]);
    expect(resourcesOf(none(null, true))).toEqual([]);
  });
});

const RULE: Rule = { failOn: 'low', maxViolations: total(0) };

test.each<[Rule, string]>([
  [RULE, 'every severity gates, none tolerated'],
  [{ failOn: 'medium', maxViolations: total(3) }, 'medium or worse gates, up to 3 tolerated'],
  [{ failOn: 'critical', maxViolations: each({}) }, 'critical gates, none tolerated'],
  [
    { failOn: 'high', maxViolations: each({ high: 2, critical: 1 }) },
    'high or worse gates, up to 1 critical, 2 high tolerated',
  ],
  [{ failOn: 'none', maxViolations: total(3) }, 'no severity gates (`fail-on: none`)'],
])('describeRule %j', (rule, expected) => {
  expect(describeRule(rule)).toBe(expected);
});

test.each([
  ['low', 'low'],
  [' Medium\n', 'medium'],
  ['HIGH', 'high'],
  ['critical', 'critical'],
  ['', 'critical'],
  ['lowest', 'critical'],
  ['none', 'critical'],
  ['constructor', 'critical'],
])('the severity %j gates as %s', (label, expected) => {
  expect(gateSeverity(label)).toBe(expected);
});

describe('whatever is found', () => {
  const severity = fc.constantFrom('low', 'medium', 'high', 'critical', 'Critical', 'odd', '');
  const count = fc.oneof(fc.nat(30), fc.constantFrom(0, 1e6, 1e12));
  const standing = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Standing>('judged') },
    { weight: 1, arbitrary: fc.constantFrom<Standing>('stale', 'never-evaluated', 'unreadable') },
  );
  const list = fc.option(
    fc
      .record({
        kind: fc.constantFrom('whole', 'unread', 'sample', 'none'),
        listed: fc.nat(40),
        cuts: fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40)),
        isWaived: fc.boolean(),
      })
      .map(({ kind, listed, cuts, isWaived }): PolicyList => {
        const [a = 0, b = 0, c = 0, d = 0] = cuts.map((cut) => Math.min(cut, listed)).sort((one, other) => one - other);
        const tally = { listed, read: d, outOfScope: a, waived: b - a, known: c - b, shown: [aViolation()] };
        switch (kind) {
          case 'whole':
            return whole(tally, isWaived);
          case 'unread':
            return unread(isWaived, listed);
          case 'sample':
            return sample(listed);
          default:
            return none('refused', isWaived);
        }
      }),
    { nil: undefined },
  );
  const findings = fc.array(fc.record({ severity, count, standing, list }), { maxLength: 12 }).map((all) =>
    all.map(
      (one, index): Finding => ({
        policy: aPolicy({
          id: `p${index}`,
          name: `Policy ${index % 3}`,
          severity: one.severity,
          violationCount: one.count,
        }),
        standing: { standing: one.standing, reason: one.standing === 'judged' ? null : 'for a reason' },
        list: one.list,
        change: null,
      }),
    ),
  );
  const max: fc.Arbitrary<MaxViolations> = fc.oneof(
    fc.nat(60).map(total),
    fc.record({ low: fc.nat(30), medium: fc.nat(30), high: fc.nat(30), critical: fc.nat(30) }).map(each),
  );
  const failOn = fc.constantFrom<Rule['failOn']>(...SEVERITIES, 'none');
  const rule = fc.record<Rule>({ failOn, maxViolations: max });

  /** 0 is best. */
  const badness = (all: readonly Finding[], its: Rule) =>
    ['passed', 'inconclusive', 'violations'].indexOf(decideOutcome(judgePolicies(all, its)));

  test('its order never matters', () => {
    const shuffled = findings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, rule, ([all, other], its) => {
        expect(judgePolicies(other, its)).toEqual(judgePolicies(all, its));
      }),
    );
  });

  test('nothing is lost: found is what gates and what does not, in each policy, each severity and in all', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const { policies, totals, bySeverity, selected, judged, inconclusive } = judgePolicies(all, its);
        for (const counts of [...policies, totals, ...Object.values(bySeverity)]) {
          expect(CLASSES.reduce((sum, word) => sum + counts[word], 0)).toBe(counts.found);
          expect(Math.min(...CLASSES.map((word) => counts[word]))).toBeGreaterThanOrEqual(0);
        }
        for (const word of ['found', ...CLASSES] as const) {
          expect(SEVERITIES.reduce((sum, one) => sum + bySeverity[one][word], 0)).toBe(totals[word]);
          expect(policies.reduce((sum, one) => sum + one[word], 0)).toBe(totals[word]);
        }
        expect([selected, judged + inconclusive]).toEqual([all.length, all.length]);
      }),
    );
  });

  test('raising fail-on never makes it worse', () => {
    fc.assert(
      fc.property(findings, failOn, failOn, max, (all, one, other, maxViolations) => {
        const rank = (word: Rule['failOn']) => (word === 'none' ? 4 : rankOf(word));
        const [lower, higher] = rank(one) <= rank(other) ? [one, other] : [other, one];
        expect(badness(all, { failOn: higher, maxViolations })).toBeLessThanOrEqual(
          badness(all, { failOn: lower, maxViolations }),
        );
      }),
    );
  });

  test('raising max-violations never makes it worse', () => {
    const raise = fc.record({ low: fc.nat(9), medium: fc.nat(9), high: fc.nat(9), critical: fc.nat(9) });
    fc.assert(
      fc.property(findings, rule, raise, (all, its, more) => {
        const most = its.maxViolations;
        const raised: MaxViolations =
          most.kind === 'total'
            ? total(most.limit + more.low)
            : each(Object.fromEntries(SEVERITIES.map((one) => [one, most.limits[one] + more[one]])));
        expect(badness(all, { ...its, maxViolations: raised })).toBeLessThanOrEqual(badness(all, its));
      }),
    );
  });

  test('one policy more, judged or not, never makes it better, but where there was none', () => {
    fc.assert(
      fc.property(findings, findings, rule, (all, more, its) => {
        fc.pre(all.length > 0 && more.length > 0);
        expect(badness([...all, ...more], its)).toBeGreaterThanOrEqual(badness(all, its));
      }),
    );
  });

  /** How many of a policy's violations nobody can say of that they do not gate. */
  function countAtWorst({ policy, list: its }: Finding, failOn: Rule['failOn']): number {
    if (!gates(gateSeverity(policy.severity), failOn) || its?.isWaived === true) return 0;
    const tally = its?.kind === 'whole' ? its.tally : aTally({});
    const listed = its?.kind === 'sample' || its?.kind === 'unread' ? its.listed : tally.listed;
    return Math.max(policy.violationCount ?? 0, listed) - tally.outOfScope - tally.waived - tally.known;
  }

  function isTooMuch(all: readonly Finding[], { failOn, maxViolations: most }: Rule): boolean {
    const of = (some: readonly Finding[]) => some.reduce((sum, one) => sum + countAtWorst(one, failOn), 0);
    if (most.kind === 'total') return of(all) > most.limit;
    return SEVERITIES.some(
      (word) => of(all.filter(({ policy }) => gateSeverity(policy.severity) === word)) > most.limits[word],
    );
  }

  test('it passes only where every policy was judged, there is one, and the rule tolerates whatever may gate', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const outcome = decideOutcome(judgePolicies(all, its));
        const isJudged = all.length > 0 && all.every(({ standing: { standing: word } }) => word === 'judged');
        expect(outcome === 'passed').toBe(isJudged && !isTooMuch(all, its));
      }),
    );
  });

  test('it fails for what is proved alone', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const judged = all.filter(({ standing: { standing: word } }) => word === 'judged');
        const proved = judged.filter(({ list: one }) => one?.kind !== 'unread');
        const outcome = decideOutcome(judgePolicies(all, its));
        expect(outcome === 'violations').toBe(isTooMuch(proved, its));
      }),
    );
  });

  test('an unread list makes its policy unreadable only where it has to be looked at and decides', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const judged = all.filter(({ standing: { standing: word } }) => word === 'judged');
        const { policies } = judgePolicies(all, its);
        for (const one of all) {
          const result = policies.find(({ id }) => id === one.policy.id);
          const isWithheld =
            one.list?.kind === 'unread' &&
            !one.list.isWaived &&
            gates(gateSeverity(one.policy.severity), its.failOn) &&
            isTooMuch(judged, its);
          expect(result?.standing).toBe(
            isWithheld && one.standing.standing === 'judged' ? 'unreadable' : one.standing.standing,
          );
        }
      }),
    );
  });

  test('an unknown severity gates like critical', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const known = all.map((one) => ({
          ...one,
          policy: { ...one.policy, severity: gateSeverity(one.policy.severity) },
        }));
        expect(badness(known, its)).toBe(badness(all, its));
        expect(judgePolicies(all, its).totals).toEqual(judgePolicies(known, its).totals);
      }),
    );
  });

  test('rows that a role hides gate, unless their whole policy is waived', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const { policies } = judgePolicies(all, its);
        for (const { policy, list: one } of all) {
          const result = policies.find(({ id }) => id === policy.id);
          if (result?.standing !== 'judged' || !gates(result.severity, its.failOn) || one?.isWaived) continue;
          const shown = one?.kind === 'whole' ? one.tally.listed : one?.kind === 'sample' ? one.listed : 0;
          expect(result.gating).toBeGreaterThanOrEqual(Math.max(0, (policy.violationCount ?? 0) - shown));
        }
      }),
    );
  });
});
