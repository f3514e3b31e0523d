import { describe, expect, test } from 'vitest';
import type { MaxViolations, Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import type { Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import type { ViolationRow } from '../../../../../src/platform/violations.ts';
import { describeCounts, STANDINGS } from '../../../fake/counts.ts';
import { baselineOf, decide, rowsOf, type Scene, type ScenePolicy } from '../../../fake/decision.ts';
import { aWaiver } from '../../../fake/waiver.ts';

const total = (limit: number): MaxViolations => ({ kind: 'total', limit });

/** What a case says beyond its policies; `known` holds the baseline's rows of each policy. */
interface Given {
  failOn?: Rule['failOn'];
  max?: MaxViolations;
  accounts?: string[];
  waivers?: Partial<Waiver>[];
  known?: string[];
}

/**
 * `high` and its rows: as many violations as rows. `high:5` says that there are 5, `high:stale` is not judged. A `|`
 * ends a page; without one the pages are cut everywhere. Without rows the list cannot be read.
 */
type Words = readonly [severity: string, rows?: string];

type Cut = (rows: readonly ViolationRow[]) => (readonly ViolationRow[])[];

const CUTS: Readonly<Record<string, Cut>> = {
  'on one page': (rows) => [rows],
  'a page each': (rows) => rows.map((row) => [row]),
  'two a page': (rows) => rows.flatMap((_, index) => (index % 2 === 0 ? [rows.slice(index, index + 2)] : [])),
  'the first page shorter': (rows) => [rows.slice(0, 1), rows.slice(1)],
  'with an empty page': (rows) => [rows.slice(0, 2), [], rows.slice(2)],
};

function scenePolicy([words, rows]: Words, index: number, cut: Cut): ScenePolicy {
  const [severity = '', count] = words.split(':');
  const pages = rows?.split('|').map(rowsOf) ?? null;
  return {
    id: `p${index}`,
    name: `Policy ${index}`,
    severity,
    count: Number(count ?? pages?.flat().length ?? 0) || 0,
    standing: STANDINGS[count ?? ''] ?? 'judged',
    pages: pages?.length === 1 ? cut(pages.flat()) : pages,
  };
}

function scene(policies: readonly Words[], given: Given, cut: Cut): Scene {
  const { failOn = 'low', max = total(0), accounts = [], waivers = [], known } = given;
  return {
    policies: policies.map((words, index) => scenePolicy(words, index, cut)),
    rule: { failOn, maxViolations: max },
    scope: { accounts },
    waivers: waivers.map((changes) => aWaiver({ policy: 'p0', ...changes })),
    baseline:
      known === undefined
        ? null
        : baselineOf(Object.fromEntries(known.map((rows, index) => [`p${index}`, rowsOf(rows)]))),
  };
}

type Case = [name: string, policies: Words[], given: Given, counts: string, outcome: string];

const CASES: Readonly<Record<string, Case[]>> = {
  'nothing keeps a violation from gating': [
    ['no policy', [], {}, '0 found', 'inconclusive'],
    ['a clean one', [['high', '']], {}, '0 found', 'passed'],
    ['violations', [['high', 'a b']], {}, '2 found, 2 gating', 'violations'],
    ['as many as are tolerated', [['high', 'a b']], { max: total(2) }, '2 found, 2 gating', 'passed'],
    ['a clean one and a stale one', [['high', ''], ['low:stale']], {}, '0 found', 'inconclusive'],
    ['a violation and a stale one', [['high', 'a'], ['low:stale']], {}, '1 found, 1 gating', 'violations'],
    ['only policies that were never evaluated', [['low:never'], ['high:bad']], {}, '0 found', 'inconclusive'],
  ],

  'below the threshold': [
    ['all of them', [['low', 'a b']], { failOn: 'high' }, '2 found, 2 belowThreshold', 'passed'],
    [
      'some of them',
      [
        ['low', 'a b'],
        ['high', 'a'],
      ],
      { failOn: 'high' },
      '3 found, 2 belowThreshold, 1 gating',
      'violations',
    ],
    ['no severity gates', [['critical', 'a b']], { failOn: 'none' }, '2 found, 2 belowThreshold', 'passed'],
    ['no severity gates, and one is stale', [['critical:stale']], { failOn: 'none' }, '0 found', 'inconclusive'],
    ['of an unknown severity: never', [['odd', 'a b']], { failOn: 'critical' }, '2 found, 2 gating', 'violations'],
    ['in capitals', [['LOW', 'a']], { failOn: 'medium' }, '1 found, 1 belowThreshold', 'passed'],
    [
      'before out of scope, waived and known',
      [['low', 'a/dev b c']],
      { failOn: 'high', accounts: ['prod'], waivers: [{ resource: 'b' }], known: ['c'] },
      '3 found, 3 belowThreshold',
      'passed',
    ],
    [
      'nobody reads the list, so that it need not be readable',
      [['low:4']],
      { failOn: 'high', accounts: ['prod'], known: [''] },
      '4 found, 4 belowThreshold',
      'passed',
    ],
  ],

  'out of scope': [
    ['all of them', [['high', 'a/dev b/dev']], { accounts: ['prod'] }, '2 found, 2 outOfScope', 'passed'],
    ['some of them', [['high', 'a/dev b']], { accounts: ['prod'] }, '2 found, 1 outOfScope, 1 gating', 'violations'],
    ['by an exclusion', [['high', 'a/dev b/dev']], { accounts: ['!d*'] }, '2 found, 2 outOfScope', 'passed'],
    ['by the id', [['high', 'a/dev b']], { accounts: ['1111*'] }, '2 found, 1 outOfScope, 1 gating', 'violations'],
    [
      'an account that is not known is in scope',
      [['high', 'a/ b/dev']],
      { accounts: ['prod'] },
      '2 found, 1 outOfScope, 1 gating',
      'violations',
    ],
    [
      'and is not excluded either',
      [['high', 'a/ b/dev']],
      { accounts: ['!dev'] },
      '2 found, 1 outOfScope, 1 gating',
      'violations',
    ],
    [
      'nor by a pattern for anything',
      [['high', 'a/ ?']],
      { accounts: ['nobody', '!*'] },
      '2 found, 2 gating',
      'violations',
    ],
    [
      'a row of which nothing is known is in scope',
      [['high', '? a/dev']],
      { accounts: ['prod'] },
      '2 found, 1 outOfScope, 1 gating',
      'violations',
    ],
    [
      'before waived',
      [['high', 'a/dev']],
      { accounts: ['prod'], waivers: [{ resource: 'a' }] },
      '1 found, 1 outOfScope',
      'passed',
    ],
    ['before known', [['high', 'a/dev']], { accounts: ['prod'], known: ['a/dev'] }, '1 found, 1 outOfScope', 'passed'],
    [
      'it takes no place in the baseline',
      [['high', 'a/dev a#2']],
      { accounts: ['prod'], known: ['a'] },
      '2 found, 1 outOfScope, 1 known',
      'passed',
    ],
  ],

  waived: [
    [
      'by the platform id',
      [['high', 'a b']],
      { waivers: [{ resource: 'a' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'by the name',
      [['high', 'a b']],
      { waivers: [{ resource: 'res-a' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    ['by a pattern', [['high', 'a b']], { waivers: [{ resource: 'RES-*' }] }, '2 found, 2 waived', 'passed'],
    [
      'by the account',
      [['high', 'a/dev b']],
      { waivers: [{ account: 'dev' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'by the id of the account',
      [['high', 'a/dev b']],
      { waivers: [{ account: '22*' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'by the region',
      [['high', 'a@eu b']],
      { waivers: [{ region: 'e?' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'by all of them together',
      [['high', 'a/dev@eu a/dev@us a@eu b/dev@eu']],
      { waivers: [{ resource: 'a', account: 'dev', region: 'eu' }] },
      '4 found, 1 waived, 3 gating',
      'violations',
    ],
    [
      'by the name of the policy',
      [['high', 'a']],
      { waivers: [{ policy: ' policy 0 ', resource: 'a' }] },
      '1 found, 1 waived',
      'passed',
    ],
    [
      'of another policy',
      [
        ['high', 'a'],
        ['high', ''],
      ],
      { waivers: [{ policy: 'p1', resource: 'a' }] },
      '1 found, 1 gating',
      'violations',
    ],
    [
      'the name of the policy is no pattern',
      [['high', 'a']],
      { waivers: [{ policy: 'p*' }] },
      '1 found, 1 gating',
      'violations',
    ],
    [
      'what a row does not say is matched by no name',
      [['high', 'a/@ ~b']],
      { waivers: [{ account: 'prod', resource: 'a' }, { region: 'us', resource: 'a' }, { resource: 'b' }] },
      '2 found, 2 gating',
      'violations',
    ],
    [
      'by several at once, and counted once',
      [['high', 'a b']],
      { waivers: [{ resource: 'a' }, { region: 'us', resource: 'a' }, { resource: 'a' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'a row of which nothing is known',
      [['high', '?']],
      { waivers: [{ resource: '*' }] },
      '1 found, 1 waived',
      'passed',
    ],
    [
      'before known',
      [['high', 'a b']],
      { waivers: [{ resource: 'a' }], known: ['a b'] },
      '2 found, 1 waived, 1 known',
      'passed',
    ],
    [
      'it takes no place in the baseline',
      [['high', 'a@eu a']],
      { waivers: [{ region: 'eu' }], known: ['a'] },
      '2 found, 1 waived, 1 known',
      'passed',
    ],
    [
      'by one that ends today',
      [['high', 'a']],
      { waivers: [{ resource: 'a', expires: '2026-08-01' }] },
      '1 found, 1 waived',
      'passed',
    ],
    [
      'by one that ended yesterday: it gates again',
      [['high', 'a']],
      { waivers: [{ resource: 'a', expires: '2026-07-31' }] },
      '1 found, 1 gating',
      'violations',
    ],
    [
      'by one that ended, and by one that did not',
      [['high', 'a b']],
      { waivers: [{ resource: '*', expires: '2026-07-31' }, { resource: 'b' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'by one that ended, and known all the same',
      [['high', 'a']],
      { waivers: [{ resource: 'a', expires: '2025-07-31' }], known: ['a'] },
      '1 found, 1 known',
      'passed',
    ],
  ],

  'waived as a whole': [
    ['nobody reads the list', [['high:7']], { waivers: [{}] }, '7 found, 7 waived', 'passed'],
    ['hidden rows too', [['high:7', 'a b']], { waivers: [{}], known: [''] }, '7 found, 7 waived', 'passed'],
    [
      'a list that is longer than the count',
      [['high:1', 'a b']],
      { waivers: [{}], known: [''] },
      '2 found, 2 waived',
      'passed',
    ],
    [
      'out of scope comes first',
      [['high:7', 'a/dev b']],
      { waivers: [{}], accounts: ['prod'] },
      '7 found, 1 outOfScope, 6 waived',
      'passed',
    ],
    ['a list that cannot be read', [['high:7']], { waivers: [{}], accounts: ['prod'] }, '7 found, 7 waived', 'passed'],
    ['repeated rows too', [['high', 'a b | b c']], { waivers: [{}], known: [''] }, '4 found, 4 waived', 'passed'],
    ['one that ended', [['high', 'a']], { waivers: [{ expires: '2026-07-31' }] }, '1 found, 1 gating', 'violations'],
    ['a stale policy stays stale', [['high:stale']], { waivers: [{}] }, '0 found', 'inconclusive'],
    [
      'two policies of the same name, by an id',
      [
        ['high', 'a'],
        ['high', 'a'],
      ],
      { waivers: [{}] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    [
      'an account as a whole leaves hidden rows',
      [['high:3', 'a b']],
      { waivers: [{ account: '*' }] },
      '3 found, 2 waived, 1 gating',
      'violations',
    ],
  ],

  known: [
    ['all of them', [['high', 'a b']], { known: ['a b'] }, '2 found, 2 known', 'passed'],
    ['some of them', [['high', 'a b c']], { known: ['b'] }, '3 found, 1 known, 2 gating', 'violations'],
    ['an empty baseline', [['high', 'a b']], { known: [] }, '2 found, 2 gating', 'violations'],
    [
      'of another policy',
      [
        ['high', 'a'],
        ['high', ''],
      ],
      { known: ['', 'a'] },
      '1 found, 1 gating',
      'violations',
    ],
    ['more than there are now', [['high', 'a']], { known: ['a b c'] }, '1 found, 1 known', 'passed'],
    [
      'a resource of another name and account is the same',
      [['high', 'a/dev@eu']],
      { known: ['a'] },
      '1 found, 1 known',
      'passed',
    ],
    ['a stale policy stays stale', [['high:stale']], { known: ['a'] }, '0 found', 'inconclusive'],
    [
      'what is new is within what is tolerated',
      [['high', 'a b c']],
      { known: ['b'], max: total(2) },
      '3 found, 1 known, 2 gating',
      'passed',
    ],
  ],

  'the same identity several times': [
    ['as often as the baseline has it', [['high', 'a#1 a#2']], { known: ['a a'] }, '2 found, 2 known', 'passed'],
    ['more often', [['high', 'a#1 a#2 a#3']], { known: ['a a'] }, '3 found, 2 known, 1 gating', 'violations'],
    ['less often', [['high', 'a#1']], { known: ['a a a'] }, '1 found, 1 known', 'passed'],
    [
      'with others between them',
      [['high', 'a#1 b a#2 c a#3']],
      { known: ['a a b'] },
      '5 found, 3 known, 2 gating',
      'violations',
    ],
    [
      'rows that are alike, on one page',
      [['high', 'a a a']],
      { known: ['a a'] },
      '3 found, 2 known, 1 gating',
      'violations',
    ],
  ],

  'without a platform id': [
    [
      'cloud, account, type, region and name are the same',
      [['high', '~a ~b']],
      { known: ['~a ~b'] },
      '2 found, 2 known',
      'passed',
    ],
    ['another account', [['high', '~a/dev']], { known: ['~a'] }, '1 found, 1 gating', 'violations'],
    ['another region', [['high', '~a@eu']], { known: ['~a'] }, '1 found, 1 gating', 'violations'],
    ['another name', [['high', '~b']], { known: ['~a'] }, '1 found, 1 gating', 'violations'],
    ['the account is not known any more', [['high', '~a/']], { known: ['~a'] }, '1 found, 1 gating', 'violations'],
    ['it has one now', [['high', 'a']], { known: ['~a'] }, '1 found, 1 gating', 'violations'],
    ['it had one', [['high', '~a']], { known: ['a'] }, '1 found, 1 gating', 'violations'],
    ['more often than before', [['high', '~a#1 ~a#2']], { known: ['~a'] }, '2 found, 1 known, 1 gating', 'violations'],
    [
      'nothing is known of it at all: in no baseline',
      [['high', '?#1 ?#2']],
      { known: ['? ?'] },
      '2 found, 2 gating',
      'violations',
    ],
  ],

  'hidden rows': [
    ['gate', [['high:5', 'a b']], { known: ['a b'] }, '5 found, 2 known, 3 gating', 'violations'],
    [
      'gate, whatever is left out',
      [['high:5', 'a/dev b/dev']],
      { accounts: ['prod'] },
      '5 found, 2 outOfScope, 3 gating',
      'violations',
    ],
    [
      'gate, whatever is waived',
      [['high:5', 'a b']],
      { waivers: [{ resource: '*' }] },
      '5 found, 2 waived, 3 gating',
      'violations',
    ],
    ['gate where none is shown', [['high:5', '']], { known: ['a b c d e'] }, '5 found, 5 gating', 'violations'],
    [
      'are tolerated like others',
      [['high:5', 'a b']],
      { known: ['a b'], max: total(3) },
      '5 found, 2 known, 3 gating',
      'passed',
    ],
    [
      'a list that is longer than the count',
      [['high:1', 'a b c']],
      { known: ['a'] },
      '3 found, 1 known, 2 gating',
      'violations',
    ],
    [
      'a list that is longer, all of it known',
      [['high:1', 'a b c']],
      { known: ['a b c'] },
      '3 found, 3 known',
      'passed',
    ],
    ['a count of nothing counts', [['high:0', 'a b c']], { known: [''] }, '0 found', 'passed'],
  ],

  'rows that come again on a later page': [
    ['the second one gates', [['high', 'a b | b c']], { known: ['a b c'] }, '4 found, 3 known, 1 gating', 'violations'],
    [
      'also where the baseline has it twice',
      [['high', 'a b | b c']],
      { known: ['a b b c'] },
      '4 found, 3 known, 1 gating',
      'violations',
    ],
    [
      'also where it is out of scope',
      [['high', 'a/dev | a/dev']],
      { accounts: ['prod'] },
      '2 found, 1 outOfScope, 1 gating',
      'violations',
    ],
    [
      'also where it is waived',
      [['high', 'a | a']],
      { waivers: [{ resource: 'a' }] },
      '2 found, 1 waived, 1 gating',
      'violations',
    ],
    ['two pages later', [['high', 'a | b | a']], { known: ['a b'] }, '3 found, 2 known, 1 gating', 'violations'],
    [
      'rows that differ in anything are others',
      [['high', 'a#1 | a#2']],
      { known: ['a a'] },
      '2 found, 2 known',
      'passed',
    ],
    ['a whole page', [['high', 'a b | a b']], { known: ['a b'] }, '4 found, 2 known, 2 gating', 'violations'],
  ],

  'a list that cannot be read': [
    ['and need not be', [['high:3']], {}, '3 found, 3 gating', 'violations'],
    ['with a baseline', [['high:3']], { known: ['a b c'] }, '0 found', 'inconclusive'],
    ['with accounts', [['high:3']], { accounts: ['prod'] }, '0 found', 'inconclusive'],
    ['with a waiver of a part', [['high:3']], { waivers: [{ resource: 'a' }] }, '0 found', 'inconclusive'],
    [
      'with a waiver of another policy',
      [['high:3']],
      { waivers: [{ policy: 'p9', resource: 'a' }] },
      '3 found, 3 gating',
      'violations',
    ],
    [
      'with one that ended',
      [['high:3']],
      { waivers: [{ resource: 'a', expires: '2026-07-31' }] },
      '3 found, 3 gating',
      'violations',
    ],
    ['of a clean policy', [['high:0']], { known: [] }, '0 found', 'passed'],
    ['where so many are tolerated', [['high:3']], { known: [], max: total(3) }, '3 found, 3 gating', 'passed'],
    ['while another one fails', [['high:3'], ['high', 'a']], { known: [] }, '1 found, 1 gating', 'violations'],
    [
      'while another one is known',
      [['high:3'], ['high', 'a']],
      { known: ['', 'a'] },
      '1 found, 1 known',
      'inconclusive',
    ],
  ],

  'all at once': [
    [
      'one of each',
      [
        ['high', 'a/dev b c d'],
        ['low', 'a b'],
      ],
      { failOn: 'medium', accounts: ['prod'], waivers: [{ resource: 'b' }], known: ['c'] },
      '6 found, 2 belowThreshold, 1 outOfScope, 1 waived, 1 known, 1 gating',
      'violations',
    ],
    [
      'each violation for each reason: the first one counts',
      [['high', 'a/dev b c']],
      { accounts: ['prod'], waivers: [{ resource: 'a' }, { resource: 'b' }], known: ['a b c'] },
      '3 found, 1 outOfScope, 1 waived, 1 known',
      'passed',
    ],
    [
      'limits of a severity hold for what gates of it',
      [
        ['medium', 'a b c'],
        ['high', 'd'],
      ],
      {
        max: { kind: 'by-severity', limits: { low: 0, medium: 2, high: 0, critical: 0 } },
        waivers: [{ policy: 'p1' }],
        known: ['a'],
      },
      '4 found, 1 waived, 1 known, 2 gating',
      'passed',
    ],
    [
      'an unknown severity is forgiven like any other',
      [['odd', 'a b']],
      { known: ['a'], waivers: [{ resource: 'b' }], failOn: 'critical' },
      '2 found, 1 waived, 1 known',
      'passed',
    ],
    [
      'what is forgiven makes no stale policy green',
      [['high', 'a b'], ['high:stale']],
      { known: ['a b'], waivers: [{ policy: 'p1' }] },
      '2 found, 2 known',
      'inconclusive',
    ],
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('%s: %j with %j comes to %s: %s', (_name, policies, given, counts, outcome) => {
    const isCutEverywhere = policies.every(([, rows]) => rows === undefined || isEachDistinct(rows));
    const cuts = isCutEverywhere ? Object.entries(CUTS) : Object.entries(CUTS).slice(0, 1);
    for (const [how, cut] of cuts) {
      const decision = decide(scene(policies, given, cut));
      expect([how, describeCounts(decision.verdict.totals), decision.outcome]).toEqual([how, counts, outcome]);
    }
  });
});

function isEachDistinct(rows: string): boolean {
  const words = rows.split(/\s+/);
  return new Set(words).size === words.length;
}
