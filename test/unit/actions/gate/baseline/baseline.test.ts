import { describe, expect, test } from 'vitest';
import {
  type Baseline,
  type BaselineEntry,
  countEntries,
  type EntryNames,
  hideNames,
  type PolicyBaseline,
  type SeenViolations,
  updateBaseline,
} from '../../../../../src/actions/gate/baseline/baseline.ts';
import { writeBaseline } from '../../../../../src/actions/gate/baseline/file.ts';
import { aPolicy } from '../../../fake/client.ts';
import { judgeScene, rowsOf, type Scene } from '../../../fake/decision.ts';

const names = (changes: Partial<EntryNames> = {}): EntryNames => ({
  policy: 'Policy',
  account: 'prod',
  region: 'us',
  resource: 'res',
  ...changes,
});

/** `a`, or `a*3` for an entry that counts three. */
function entriesOf(words: string): PolicyBaseline {
  const entry = (word: string): [string, BaselineEntry] => {
    const [id = '', count = '1'] = word.split('*');
    return [id, { count: Number(count), names: names({ resource: `old ${id}` }) }];
  };
  return new Map(
    words
      .split(' ')
      .filter((word) => word !== '')
      .map(entry),
  );
}

const baseline = (byPolicy: Readonly<Record<string, string>>): Baseline => ({
  path: 'baseline.json',
  byPolicy: new Map(Object.entries(byPolicy).map(([id, words]) => [id, entriesOf(words)])),
});

const wordsOf = (entries: PolicyBaseline | undefined) =>
  [...(entries ?? [])].map(([id, { count }]) => (count === 1 ? id : `${id}*${count}`)).join(' ');

/** `a` for a row that gates or is known; `a=2+1w+3o` for two of those, one that is waived and three out of scope. */
function seenOf(words: string): SeenViolations {
  return new Map(
    words
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => {
        const [id = '', rows = '1'] = word.split('=');
        const count = (mark: string) =>
          rows
            .split('+')
            .reduce((sum, part) => sum + (part.replace(/\d+/, '') === mark ? Number.parseInt(part, 10) : 0), 0);
        const its = { open: count(''), waived: count('w'), outOfScope: count('o') };
        return [id, { ...its, names: names({ resource: `new ${id}` }) }];
      }),
  );
}

describe('updateBaseline', () => {
  test.each<[string, string, string | undefined, boolean, string, number, number]>([
    // before, seen, whole → after, fixed, added
    ['nothing before, nothing now', '', '', true, '', 0, 0],
    ['all is as it was', 'a b*2', 'a b=2', true, 'a b*2', 0, 0],
    ['one is new', 'a', 'a b', true, 'a b', 0, 1],
    ['one is gone', 'a b', 'b', true, 'b', 1, 0],
    ['all are gone', 'a b*2', '', true, '', 3, 0],
    ['all are gone, and nobody had to look', 'a b*2', undefined, true, '', 3, 0],
    ['one for another', 'a', 'b', true, 'b', 1, 1],
    ['one more of the same', 'a', 'a=2', true, 'a*2', 0, 1],
    ['one less of the same', 'a*3', 'a=2', true, 'a*2', 1, 0],
    ['new, and waived', '', 'a=2w', true, '', 0, 0],
    ['new, and out of scope', '', 'a=2o', true, '', 0, 0],
    ['new, and one of two is waived', '', 'a=1+1w', true, 'a', 0, 1],
    ['known, and waived since: it is taken out, and not fixed', 'a', 'a=1w', true, '', 0, 0],
    ['known, and out of scope of this gate', 'a', 'a=1o', true, 'a', 0, 0],
    ['known three times, two out of scope, one is gone', 'a*3', 'a=2o', true, 'a*2', 1, 0],
    ['known once, two are out of scope', 'a', 'a=2o', true, 'a', 0, 0],
    ['known twice, one waived, one open', 'a*2', 'a=1+1w', true, 'a', 0, 0],
    ['known once, one waived, one open', 'a', 'a=1+1w', true, 'a', 0, 0],
    ['known once, two are open', 'a', 'a=2+1w', true, 'a*2', 0, 1],
    ['known three times, one of each', 'a*3', 'a=1+1w+1o', true, 'a*2', 0, 0],
    ['the list is not whole: what is not seen stays', 'a b*2', '', false, 'a b*2', 0, 0],
    ['the list is not whole: fewer of the same stay', 'a*3', 'a', false, 'a*3', 0, 0],
    ['the list is not whole: what is new is added', 'a', 'a=2 b', false, 'a*2 b', 0, 2],
    ['the list is not whole: what is new and waived is not', 'a', 'b=1w', false, 'a', 0, 0],
    ['the list is not whole: what is waived is taken out', 'a b', 'a=1w', false, 'b', 0, 0],
    ['the list is not whole: fewer of the same are waived, and nobody knows which', 'a*3', 'a=2w', false, 'a*3', 0, 0],
    ['the list is not whole: all of the same are waived', 'a*3', 'a=3w', false, '', 0, 0],
    ['the list is not whole: all are waived, and one more is open', 'a', 'a=1+1w', false, 'a', 0, 0],
    ['the list is not whole: what is out of scope stays', 'a*2', 'a=1o', false, 'a*2', 0, 0],
    ['the list was not read', 'a b*2', undefined, false, 'a b*2', 0, 0],
  ])('%s', (_, before, seen, isWhole, after, fixed, added) => {
    const look = { policy: aPolicy({ id: 'p' }), seen: seen === undefined ? undefined : seenOf(seen), isWhole };
    const change = updateBaseline(baseline({ p: before, other: 'x' }), [look]);
    expect(wordsOf(change.next.byPolicy.get('p'))).toBe(after);
    expect([change.fixed, change.added]).toEqual([fixed, added]);
    expect(change.next.byPolicy.has('p')).toBe(after !== '');
    expect(wordsOf(change.next.byPolicy.get('other'))).toBe('x');
  });

  test('what nobody looked at stays, and what is looked at is counted over all policies', () => {
    const looks = [
      { policy: aPolicy({ id: 'p' }), seen: seenOf('a c d'), isWhole: true },
      { policy: aPolicy({ id: 'q' }), seen: undefined, isWhole: true },
      { policy: aPolicy({ id: 'r' }), seen: seenOf('z'), isWhole: false },
    ];
    const { next, fixed, added } = updateBaseline(baseline({ p: 'a b', q: 'a*4', r: 'a', s: 'a' }), looks);
    expect([...next.byPolicy].map(([id, entries]) => `${id}: ${wordsOf(entries)}`).sort()).toEqual([
      'p: a c d',
      'r: a z',
      's: a',
    ]);
    expect([fixed, added]).toEqual([5, 3]);
    expect(next.path).toBe('baseline.json');
  });

  test('the baseline that was read stays as it is', () => {
    const before = baseline({ p: 'a b*2' });
    const text = [...writeBaseline(before, String)].join('');
    updateBaseline(before, [{ policy: aPolicy({ id: 'p' }), seen: seenOf('c'), isWhole: true }]);
    expect([...writeBaseline(before, String)].join('')).toBe(text);
  });

  test('names are those of now, or where it is not seen those of before', () => {
    const look = { policy: aPolicy({ id: 'p' }), seen: seenOf('a c'), isWhole: false };
    const { next } = updateBaseline(baseline({ p: 'a b' }), [look]);
    const resources = [...(next.byPolicy.get('p') ?? [])].map(([id, entry]) => [id, entry.names.resource]);
    expect(Object.fromEntries(resources)).toEqual({ a: 'new a', b: 'old b', c: 'new c' });
  });

  test('a policy that is renamed keeps its entries, under the new name', () => {
    const seen = new Map([['a', { open: 1, waived: 0, outOfScope: 0, names: names({ policy: 'New name' }) }]]);
    const look = { policy: aPolicy({ id: 'p', name: 'New name' }), seen, isWhole: true };
    const { next, fixed, added } = updateBaseline(baseline({ p: 'a' }), [look]);
    expect(next.byPolicy.get('p')?.get('a')).toEqual({ count: 1, names: names({ policy: 'New name' }) });
    expect([fixed, added]).toEqual([0, 0]);
  });
});

test.each<[Readonly<Record<string, string>>, number]>([
  [{}, 0],
  [{ p: '' }, 0],
  [{ p: 'a' }, 1],
  [{ p: 'a*3 b', q: 'a c*2' }, 7],
])('the baseline %j holds %d violations', (byPolicy, expected) => {
  expect(countEntries(baseline(byPolicy))).toBe(expected);
});

test('without names of accounts and resources everything else is the same', () => {
  const before = baseline({ p: 'a*3 b', q: 'c' });
  const hidden = hideNames(before);
  expect([hidden.path, countEntries(hidden)]).toEqual([before.path, countEntries(before)]);
  expect(hidden.byPolicy.get('p')?.get('a')).toEqual({
    count: 3,
    names: { policy: 'Policy', account: '', region: '', resource: '' },
  });
  const text = [...writeBaseline(hidden, String)].join('');
  expect(text).not.toMatch(/prod|old|"us"/);
  expect(before.byPolicy.get('p')?.get('a')?.names.account).toBe('prod');
});

describe('what a run leaves', () => {
  const scene = (rows: string, before: Baseline): Scene => ({
    policies: [
      {
        id: 'p',
        name: 'Policy',
        severity: 'high',
        count: rows.split(' ').length,
        standing: 'judged',
        pages: [rowsOf(rows)],
      },
    ],
    rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
    scope: {},
    waivers: [],
    baseline: before,
  });
  const textAfter = async (rows: string) => {
    const { nextBaseline } = await judgeScene(scene(rows, baseline({})));
    return nextBaseline === null ? '' : [...writeBaseline(nextBaseline, String)].join('');
  };

  test('is the same text, whatever the order of the rows', async () => {
    expect(await textAfter('a b/dev c@eu')).toBe(await textAfter('c@eu a b/dev'));
  });

  test('also where two rows share their identity and differ in their names', async () => {
    expect(await textAfter('a/prod@us#1 a/dev@eu#2')).toBe(await textAfter('a/dev@eu#2 a/prod@us#1'));
  });
});
