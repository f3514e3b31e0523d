import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Baseline } from '../../../../../src/actions/gate/baseline/baseline.ts';
import { identifyViolation } from '../../../../../src/actions/gate/baseline/fingerprint.ts';
import { prepareAcceptance } from '../../../../../src/actions/gate/judge/acceptance.ts';
import { isSameReading } from '../../../../../src/actions/gate/judge/page-digest.ts';
import { createTally, isWholeList, type Tally } from '../../../../../src/actions/gate/judge/tally.ts';
import type { Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import type { ViolationRow } from '../../../../../src/platform/violations.ts';
import { aPolicy, aRow } from '../../../fake/client.ts';
import { baselineOf, rowsOf } from '../../../fake/decision.ts';
import { scopeOf } from '../../../fake/scope.ts';
import { aWaiver } from '../../../fake/waiver.ts';

const POLICY = aPolicy({ id: 'p0', name: 'Policy 0' });

interface Given {
  accounts?: string[];
  waivers?: readonly Waiver[];
  /** Rows in the baseline; undefined: there is none. */
  known?: string;
  stated?: number;
  mostShown?: number;
}

function tallyPages(pages: readonly (readonly ViolationRow[])[], given: Given = {}): Tally {
  const { accounts = [], waivers = [], known, stated = null, mostShown = 10 } = given;
  const baseline: Baseline | null = known === undefined ? null : baselineOf({ p0: rowsOf(known) });
  const own = prepareAcceptance({ scope: scopeOf({ accounts }), waivers, baseline })(POLICY);
  const tally = createTally(POLICY, own, { mostShown, gates: true, isListed: false, groupBy: { kind: 'policy' } });
  for (const page of pages) tally.add(page, stated);
  return tally.finish();
}

/** Rows in words (`rowsOf`); a `|` ends a page. */
const tallyOf = (words: string, given: Given = {}) => tallyPages(words.split('|').map(rowsOf), given);

const shownOf = ({ shown }: Tally) => shown.map(({ name, region }) => `${name}@${region}`).join(' ');

describe('createTally', () => {
  test.each<[string, string, Given, Partial<Tally>]>([
    ['nothing', '', {}, { listed: 0, read: 0 }],
    ['no acceptance', 'a b', {}, { listed: 2, read: 2, outOfScope: 0, waived: 0, known: 0 }],
    ['a server that says how many', 'a b', { stated: 7 }, { listed: 7, read: 2 }],
    ['a server that says fewer', 'a b', { stated: 1 }, { listed: 2, read: 2 }],
    ['rows alike on one page', 'a a a', { known: 'a a' }, { listed: 3, read: 3, known: 2 }],
    ['a row that comes again', 'a b | b c', { known: 'a b c' }, { listed: 4, read: 3, known: 3 }],
    ['a row that comes again twice', 'a | a a', { known: 'a a a' }, { listed: 3, read: 1, known: 1 }],
    ['a row that comes again much later', 'a | b | c | a', { known: 'a b c' }, { listed: 4, read: 3, known: 3 }],
    ['a row that comes again after an empty page', 'a | | a', { known: 'a a' }, { listed: 2, read: 1, known: 1 }],
    ['a row that differs in what is not used', 'a#1 | a#2', { known: 'a a' }, { listed: 2, read: 2, known: 2 }],
    [
      'a row that comes again, waived',
      'a | a',
      { waivers: [aWaiver({ policy: 'p0' })] },
      { listed: 2, read: 1, waived: 1 },
    ],
    ['a row that comes again, out of scope', 'a | a', { accounts: ['x'] }, { listed: 2, read: 1, outOfScope: 1 }],
  ])('%s', (_, words, given, expected) => {
    expect(tallyOf(words, given)).toMatchObject(expected);
  });

  test('the first ones that gate are kept, as many as are shown', () => {
    expect(shownOf(tallyOf('a b c d', { mostShown: 2 }))).toBe('res-a@us res-b@us');
    expect(shownOf(tallyOf('a b | c d', { known: 'a c', mostShown: 2 }))).toBe('res-b@us res-d@us');
    expect(shownOf(tallyOf('a/dev b c', { accounts: ['prod'], known: 'b' }))).toBe('res-c@us');
    expect(shownOf(tallyOf('a b', { waivers: [aWaiver({ policy: 'p0' })] }))).toBe('');
    expect(shownOf(tallyOf('a@us#1 a@eu#2 a@ap#3', { known: 'a a' }))).toBe('res-a@ap');
    expect(shownOf(tallyOf('a b', { mostShown: 0 }))).toBe('');
  });

  describe('what each waiver covers', () => {
    const [a, eu, other] = [
      aWaiver({ policy: 'p0', resource: 'a' }),
      aWaiver({ policy: 'p0', region: 'eu' }),
      aWaiver({ policy: 'p1' }),
    ];
    const coveredBy = (tally: Tally) => [a, eu, other].map((waiver) => tally.covered.get(waiver));

    test.each<[string, string, Given, (number | undefined)[]]>([
      ['each by itself', 'a b@eu', {}, [1, 1, undefined]],
      ['both the same', 'a@eu', {}, [1, 1, undefined]],
      ['none', 'b', {}, [0, 0, undefined]],
      ['what is out of scope too', 'a/dev@eu b@eu', { accounts: ['prod'] }, [1, 2, undefined]],
      ['what is known too', 'a', { known: 'a' }, [1, 0, undefined]],
      ['a row that comes again once', 'a | a', {}, [1, 0, undefined]],
    ])('%s', (_, words, given, expected) => {
      expect(coveredBy(tallyOf(words, { ...given, waivers: [a, eu, other] }))).toEqual(expected);
    });
  });

  describe('what is waived and known', () => {
    const EU = [aWaiver({ policy: 'p0', region: 'eu' })];

    test.each<[string, string, Given, number]>([
      ['neither', 'a b@eu', { waivers: EU, known: 'a' }, 0],
      ['both', 'a@eu b', { waivers: EU, known: 'a b' }, 1],
      ['without a baseline', 'a@eu', { waivers: EU }, 0],
      ['without an identity', '?', { waivers: [aWaiver({ policy: 'p0' })], known: '?' }, 0],
      ['out of scope, waived and known', 'a/dev@eu', { waivers: EU, known: 'a', accounts: ['prod'] }, 0],
      ['a row that comes again', 'a@eu | a@eu', { waivers: EU, known: 'a' }, 1],
    ])('%s', (_, words, given, expected) => {
      expect(tallyOf(words, given).waivedAndKnown).toBe(expected);
    });

    test.each<[string, string, Given, number]>([
      ['more rows than the baseline has', 'a@eu#1 a@eu#2 a@eu#3', { waivers: EU, known: 'a' }, 1],
      ['the baseline has no more than those that are open', 'a@eu#1 a#2', { waivers: EU, known: 'a' }, 0],
    ])('is what would not gate without the waiver: %s', (_, words, given, expected) => {
      expect(tallyOf(words, given).waivedAndKnown).toBe(expected);
    });
  });

  describe('what a baseline learns', () => {
    const seenOf = ({ seen }: Tally, words: string) => {
      const [row] = rowsOf(words);
      const entry = row === undefined ? undefined : seen?.get(identifyViolation('p0', row.violation) ?? '');
      return entry === undefined ? undefined : `${entry.open} open, ${entry.waived} waived, ${entry.outOfScope} out`;
    };

    test.each<[string, string, Given, string, string | undefined]>([
      ['a row that gates', 'a b', { known: '' }, 'a', '1 open, 0 waived, 0 out'],
      ['a row that is known', 'a b', { known: 'a' }, 'a', '1 open, 0 waived, 0 out'],
      [
        'a row that is waived',
        'a',
        { known: '', waivers: [aWaiver({ policy: 'p0' })] },
        'a',
        '0 open, 1 waived, 0 out',
      ],
      ['a row that is out of scope', 'a', { known: '', accounts: ['x'] }, 'a', '0 open, 0 waived, 1 out'],
      [
        'several of the same, one of them waived',
        'a a@eu#2 a#3',
        { known: '', waivers: [aWaiver({ policy: 'p0', region: 'eu' })] },
        'a',
        '2 open, 1 waived, 0 out',
      ],
      ['a row that comes again', 'a b | a', { known: '' }, 'a', '1 open, 0 waived, 0 out'],
      ['a row that is not there', 'a', { known: 'b' }, 'b', undefined],
    ])('%s', (_, words, given, row, expected) => {
      expect(seenOf(tallyOf(words, given), row)).toBe(expected);
    });

    test('a row without an identity teaches nothing, and without a baseline nothing is kept', () => {
      expect(tallyOf('? ?#2', { known: '' }).seen?.size).toBe(0);
      expect(tallyOf('a b').seen).toBeUndefined();
    });

    test.each<[string, Parameters<typeof aRow>[0], object]>([
      [
        'an ARN says it all',
        { platformId: 'arn:aws:s3:::prod-logs', name: 'prod-logs' },
        { account: 'prod', region: 'us-east-1', resource: 'arn:aws:s3:::prod-logs' },
      ],
      ['an id and a name', { platformId: '7d1f', name: 'prod-logs' }, { resource: 'prod-logs (7d1f)' }],
      ['an id without a name', { platformId: '7d1f', name: '' }, { resource: '7d1f' }],
      ['an account without a name', { accountName: '' }, { account: '123456789012' }],
      ['an account that is not known', { accountName: '', accountId: null }, { account: '' }],
    ])('names for people: %s', (_, changes, expected) => {
      const [entry] = tallyPages([[aRow(changes)]], { known: '' }).seen?.values() ?? [];
      expect(entry?.names).toMatchObject({ policy: 'Policy 0', ...expected });
    });

    test('names for people: a name without an id stands alone', () => {
      const [entry] = tallyPages([[aRow({ platformId: '' })]], { known: '' }).seen?.values() ?? [];
      expect(entry?.names.resource).toBe('prod-logs');
    });
  });

  test('every row is read once or has come before, wherever the pages are cut', () => {
    const words = fc.array(fc.constantFrom('a#1', 'a#2', 'b', 'c', '?'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), (pages) => {
        const tally = tallyPages(
          pages.map((page) => rowsOf(page.join(' '))),
          { known: '' },
        );
        const repeated = pages.map((page, index) => {
          const earlier = new Set(pages.slice(0, index).flat());
          return page.filter((word) => earlier.has(word)).length;
        });
        expect(tally.listed).toBe(pages.flat().length);
        expect(tally.read).toBe(pages.flat().length - repeated.reduce((sum, count) => sum + count, 0));
      }),
      { numRuns: 500 },
    );
  });

  test('a row that comes again is found, whatever the order of its keys', () => {
    const tags = { owner: 'a', team: { name: 'b', lead: ['c', { x: 1, y: 2 }] } };
    const row = aRow({ platformId: 'a' }, { tags });
    const turned = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(turned);
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, one]) => [key, turned(one)] as const)
          .toReversed(),
      );
    };
    const again = { ...row, json: turned(row.json) };
    expect(JSON.stringify(again.json)).not.toBe(JSON.stringify(row.json));
    expect(tallyPages([[row], [again]], { known: 'a a' })).toMatchObject({ listed: 2, read: 1, known: 1 });
    // The order of a list is a part of it.
    const other = aRow({ platformId: 'a' }, { tags: { ...tags, team: { name: 'b', lead: [{ x: 1, y: 2 }, 'c'] } } });
    expect(tallyPages([[row], [other]], { known: 'a a' })).toMatchObject({ listed: 2, read: 2, known: 2 });
  });

  test('texts of hundred thousands of characters keep nobody busy, and are kept short', () => {
    const half = 'a'.repeat(200_000);
    const endless = { accountName: half, accountId: half, region: half };
    const row = aRow({ ...endless, name: `${half}b${half}`, platformId: 'a'.repeat(1_600_000) });
    const inside = aRow({ ...endless, name: half, platformId: `${half}b${half}` });
    const { seen } = tallyPages([[row, inside]], { known: '' });
    const names = [...(seen?.values() ?? [])].flatMap((entry) => Object.values(entry.names));
    expect(names).toHaveLength(8);
    for (const name of names) expect(name.length).toBeLessThan(1_000);
    // They are cut first and compared then: the whole names are not in the whole ids.
    expect([...(seen?.values() ?? [])].map((entry) => entry.names.resource)).toEqual(Array(2).fill('a'.repeat(300)));
  });

  test('ten thousand rows on a hundred pages are each counted once', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => aRow({ platformId: `id-${index}` }));
    const pages = Array.from({ length: 100 }, (_, index) => rows.slice(index * 100, (index + 1) * 100));
    const tally = tallyPages(pages, { known: 'a' });
    expect(tally).toMatchObject({ listed: 10_000, read: 10_000, known: 0 });
    expect([tally.seen?.size, tally.shown.length]).toEqual([10_000, 10]);
  });
});

test.each<[string, string, string, boolean]>([
  ['the same rows', 'a b | c', 'b a | c', true],
  ['rows that differ in what is not used', 'a#1 b#2 | c#3', 'a#4 b#5 | c#6', true],
  ['another violation', 'a#1 | b#2', 'a#1 | c#2', false],
  ['another region', 'a#1 | b#2', 'a#1 | b@eu#2', false],
  ['another account', 'a#1 | b#2', 'a#1 | b/dev#2', false],
  ['a violation on another page', 'a#1 b#2 | c#3', 'a#1 c#3 | b#2', false],
  ['one page more', 'a | b', 'a | b | c', false],
  ['the same rows, one violation on two pages', 'a#1 | a#2', 'a#1 | a#2', true],
  // The second one may be the first again, and another one lost.
  ['rows that differ, one violation on two pages', 'a#1 | a#2', 'a#3 | a#4', false],
])('isSameReading: %s', (_, one, other, expected) => {
  expect(isSameReading(tallyOf(one).pages, tallyOf(other).pages)).toBe(expected);
  expect(isSameReading(tallyOf(other).pages, tallyOf(one).pages)).toBe(expected);
});

test.each<[string, number | null, number, number, boolean]>([
  // count, listed, read
  ['as many as the policy says', 3, 3, 3, true],
  ['more than the policy says', 2, 3, 3, true],
  ['none, and the policy says so', 0, 0, 0, true],
  ['fewer than the policy says', 4, 3, 3, false],
  ['fewer than the server says', 3, 5, 3, false],
  ['a row that came again', 3, 4, 3, false],
  ['a policy that gives no number', null, 3, 3, false],
])('isWholeList: %s', (_, violationCount, listed, read, expected) => {
  expect(isWholeList({ violationCount }, { ...tallyOf(''), listed, read })).toBe(expected);
});
