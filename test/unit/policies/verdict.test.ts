import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Resources } from '../../../src/policies/resources.ts';
import { describeRule, gates } from '../../../src/policies/rule.ts';
import { decideOutcome, type Finding, judgePolicies } from '../../../src/policies/verdict.ts';
import type { MaxViolations, Rule, Standing } from '../../../src/result.ts';
import { gateSeverity, rankOf, SEVERITIES, type Severity } from '../../../src/severity.ts';
import { aPolicy, atSecond, aViolation } from '../fake/client.ts';

const FACTS = { paused: 0, freshSince: atSecond(60), filters: [] };

const total = (limit: number): MaxViolations => ({ kind: 'total', limit });
const each = (limits: Partial<Record<Severity, number>>): MaxViolations => ({
  kind: 'by-severity',
  limits: { low: 0, medium: 0, high: 0, critical: 0, ...limits },
});

/** `high:3` has three violations; `high:3/5` of which the list says that there are 5; `high:?` is not judged. */
interface Lists {
  listed?: number;
  outOfScope?: number;
  problem?: string;
  isNeeded?: boolean;
}

function finding(words: string, lists?: Lists, index = 0): Finding {
  const [severity = '', count = ''] = words.split(':');
  const standing = STANDINGS[count] ?? 'judged';
  const resources: Resources | undefined =
    lists === undefined
      ? undefined
      : { listed: 0, outOfScope: 0, shown: [], problem: null, isNeeded: lists.outOfScope !== undefined, ...lists };
  return {
    policy: aPolicy({
      id: `p${index}`,
      name: `Policy ${index}`,
      severity,
      violationCount: standing === 'judged' ? Number(count) : null,
    }),
    standing: { standing, reason: standing === 'judged' ? null : 'for a reason' },
    resources,
  };
}

const STANDINGS: Readonly<Record<string, Standing>> = { stale: 'stale', never: 'never-evaluated', bad: 'unreadable' };

const judge = (findings: readonly Finding[], rule: Rule) => judgePolicies(findings, rule, FACTS);

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
    expect(decideOutcome(judge(findings, { failOn, maxViolations }))).toBe(expected);
  });

  test.each<[string, string, Lists | undefined, number, number, number, string]>([
    // words, lists → found, gating, out of scope
    ['no list', 'high:3', undefined, 3, 3, 0, 'violations'],
    ['a list as long as the count', 'high:3', { listed: 3 }, 3, 3, 0, 'violations'],
    ['a longer list', 'high:3', { listed: 5 }, 5, 5, 0, 'violations'],
    ['a shorter list: hidden rows gate', 'high:3', { listed: 1 }, 3, 3, 0, 'violations'],
    ['all of them out of scope', 'high:3', { listed: 3, outOfScope: 3 }, 3, 0, 3, 'passed'],
    ['some of them out of scope', 'high:3', { listed: 3, outOfScope: 2 }, 3, 1, 2, 'violations'],
    ['hidden rows, the visible ones out of scope', 'high:5', { listed: 3, outOfScope: 3 }, 5, 2, 3, 'violations'],
    ['hidden rows, nothing visible', 'high:5', { listed: 0, outOfScope: 0 }, 5, 5, 0, 'violations'],
    ['a longer list, all of it out of scope', 'high:3', { listed: 5, outOfScope: 5 }, 5, 0, 5, 'passed'],
    ['an unread list that is only shown', 'high:3', { problem: 'no', isNeeded: false }, 3, 3, 0, 'violations'],
    ['an unread list that is needed', 'high:3', { problem: 'no', isNeeded: true }, 0, 0, 0, 'inconclusive'],
    ['below the threshold', 'low:3', { listed: 3 }, 3, 0, 0, 'passed'],
    ['below the threshold, with a longer list', 'low:3', { listed: 9 }, 9, 0, 0, 'passed'],
    ['of a stale policy', 'high:stale', { listed: 9 }, 0, 0, 0, 'inconclusive'],
  ])('%s', (_, words, lists, found, gating, outOfScope, expected) => {
    const judgement = judge([finding(words, lists)], { failOn: 'medium', maxViolations: total(0) });
    expect(judgement.totals).toMatchObject({ found, gating, outOfScope });
    expect(decideOutcome(judgement)).toBe(expected);
  });

  test('counts everything once, worst first', () => {
    const words = ['low:2', 'odd:1', 'medium:3', 'high:0', 'high:stale', 'medium:7', 'critical:never'];
    const judgement = judge(
      words.map((word, index) => finding(word, undefined, index)),
      { failOn: 'medium', maxViolations: total(0) },
    );
    expect(judgement).toMatchObject({
      selected: 7,
      judged: 5,
      failing: 3,
      inconclusive: 2,
      totals: { found: 13, gating: 11, belowThreshold: 2, outOfScope: 0 },
    });
    expect(judgement.policies.map(({ severityLabel }) => severityLabel)).toEqual([
      'odd',
      'critical',
      'high',
      'medium',
      'medium',
      'low',
      'high',
    ]);
    expect(judgement.bySeverity.critical).toEqual({ found: 1, gating: 1, belowThreshold: 0, outOfScope: 0 });
    expect(judgement.policies[3]).toMatchObject({ severity: 'medium', gating: 7 });
    expect(judgement.policies[6]).toMatchObject({ severity: 'high', found: 0 });
  });

  test('an unread list says why', () => {
    const needed = judge([finding('high:3', { problem: 'refused', isNeeded: true })], RULE).policies[0];
    expect(needed).toMatchObject({
      standing: 'unreadable',
      reason: 'its violations could not be read: refused',
      resourcesProblem: null,
    });
    const shown = judge([finding('high:3', { problem: 'refused', isNeeded: false })], RULE).policies[0];
    expect(shown).toMatchObject({ standing: 'judged', reason: null, resourcesProblem: 'refused' });
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
  const resources = fc.option(
    fc
      .record({
        listed: fc.nat(40),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        isNeeded: fc.boolean(),
        isUnread: fc.boolean(),
      })
      .map(
        ({ listed, share, isNeeded, isUnread }): Resources => ({
          listed: isUnread ? 0 : listed,
          outOfScope: isUnread || !isNeeded ? 0 : Math.floor(listed * share),
          shown: isUnread ? [] : [aViolation()],
          problem: isUnread ? 'unread' : null,
          isNeeded,
        }),
      ),
    { nil: undefined },
  );
  const findings = fc.array(fc.record({ severity, count, standing, resources }), { maxLength: 12 }).map((all) =>
    all.map(
      (one, index): Finding => ({
        policy: aPolicy({
          id: `p${index}`,
          name: `Policy ${index % 3}`,
          severity: one.severity,
          violationCount: one.count,
        }),
        standing: { standing: one.standing, reason: one.standing === 'judged' ? null : 'for a reason' },
        resources: one.resources,
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
    ['passed', 'inconclusive', 'violations'].indexOf(decideOutcome(judge(all, its)));

  test('its order never matters', () => {
    const shuffled = findings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, rule, ([all, other], its) => {
        expect(judge(other, its)).toEqual(judge(all, its));
      }),
    );
  });

  test('found is gating, below the threshold and out of scope together', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const { policies, totals, bySeverity, selected, judged, inconclusive } = judge(all, its);
        for (const counts of [...policies, totals, ...Object.values(bySeverity)]) {
          expect(counts.found).toBe(counts.gating + counts.belowThreshold + counts.outOfScope);
          expect(Math.min(counts.gating, counts.belowThreshold, counts.outOfScope)).toBeGreaterThanOrEqual(0);
        }
        expect(SEVERITIES.reduce((sum, one) => sum + bySeverity[one].found, 0)).toBe(totals.found);
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

  test('it passes only where every policy was judged and there is one', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const outcome = decideOutcome(judge(all, its));
        const isProved =
          all.length > 0 &&
          all.every(
            ({ standing: { standing: word }, resources: list }) =>
              word === 'judged' && !(list?.isNeeded && list.problem !== null),
          );
        if (outcome === 'passed') expect(isProved).toBe(true);
        // And it fails for what is proved alone.
        const proved = judge(all, its).policies.filter((policy) => policy.standing === 'judged');
        const gating = proved.reduce((sum, policy) => sum + policy.gating, 0);
        if (its.maxViolations.kind === 'total') expect(outcome === 'violations').toBe(gating > its.maxViolations.limit);
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
        expect(judge(all, its).totals).toEqual(judge(known, its).totals);
      }),
    );
  });

  test('rows that a role hides gate, whatever accounts are left out', () => {
    fc.assert(
      fc.property(findings, rule, (all, its) => {
        const { policies } = judge(all, its);
        for (const { policy, resources: list } of all) {
          const result = policies.find(({ id }) => id === policy.id);
          if (result?.standing !== 'judged' || !gates(result.severity, its.failOn)) continue;
          const hidden = Math.max(0, (policy.violationCount ?? 0) - (list?.listed ?? 0));
          expect(result.gating).toBeGreaterThanOrEqual(hidden);
        }
      }),
    );
  });
});
