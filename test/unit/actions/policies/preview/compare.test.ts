import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareWith, keyOf } from '../../../../../src/actions/policies/preview/compare.ts';
import {
  type Difference,
  findExcess,
  type PolicyPreview,
  sumUp,
} from '../../../../../src/actions/policies/preview/preview.ts';
import { runs } from '../../../../runs.ts';
import { aViolation } from '../../../fake/client.ts';

/** A row, by its id and maybe its account. */
type FoundRow = string | readonly [id: string, account: string];

const idOf = (row: FoundRow) => (typeof row === 'string' ? row : row[0]);

/** Counts the rows before, then adds those after one after another. */
function compareRows(
  before: readonly FoundRow[],
  after: readonly FoundRow[],
  forgive: Parameters<typeof compareWith>[1] = null,
) {
  const finding = new Map<string, number>();
  for (const row of before) finding.set(keyOf(idOf(row)), (finding.get(keyOf(idOf(row))) ?? 0) + 1);
  const comparison = compareWith(finding, forgive);
  for (const row of after) {
    comparison.add(aViolation({ platformId: idOf(row), accountName: typeof row === 'string' ? 'prod' : row[1] }));
  }
  return comparison.end();
}

describe('what two queries find', () => {
  it.for<[what: string, before: FoundRow[], after: FoundRow[], counts: [number, number, number], gone: string[]]>([
    ['nothing', [], [], [0, 0, 0], []],
    ['the same', ['a', 'b'], ['b', 'a'], [0, 0, 2], []],
    ['something new', ['a'], ['a', 'b', 'c'], [2, 0, 1], []],
    ['something less', ['a', 'b'], ['b'], [0, 1, 1], ['a']],
    ['others', ['a', 'b'], ['c'], [1, 2, 0], ['a', 'b']],
    ['a resource in more rows', ['a'], ['a', 'a', 'a'], [2, 0, 1], []],
    ['a resource in fewer rows', ['a', 'a'], ['a'], [0, 1, 1], ['a']],
  ])('is compared: %s', ([, before, after, [added, gone, same], goneIds]) => {
    expect(compareRows(before, after)).toMatchObject({ added, gone, same, goneIds, forgiven: null });
  });

  it('is compared by long ids that differ at their ends, of which no more than a part is kept', () => {
    const [one, two, three] = ['1', '2', '3'].map((end) => `${'x'.repeat(5_000)}${end}`) as [string, string, string];
    const result = compareRows([one, two], [two, three]);
    expect(result).toMatchObject({ added: 1, gone: 1, same: 1, addedShown: [{ platformId: three }] });
    expect(result.goneIds).toEqual([expect.stringMatching(/^x{100}… \(5001 characters, SHA-256 [0-9a-f]{64}\)$/)]);
    expect(compareRows([], [['a', one]]).accounts[0]?.account.length).toBeLessThan(300);
    expect(keyOf('x'.repeat(300))).toBe('x'.repeat(300));
  });

  it('is counted by account, most first', () => {
    const after: FoundRow[] = [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'y'],
      ['d', ''],
      ['e', 'z'],
      ['f', 'u'],
      ['g', 'v'],
    ];
    expect(compareRows([], after).accounts).toEqual([
      { account: 'y', count: 2 },
      { account: '123456789012', count: 1 },
      ...['u', 'v', 'x'].map((account) => ({ account, count: 1 })),
    ]);
  });

  it('is sorted by what a gate would do, row by row', () => {
    const seen: string[] = [];
    const forgive = ({ platformId }: { platformId: string }) => {
      seen.push(platformId);
      return platformId === 'a' ? 'waived' : seen.filter((id) => id === 'b').length === 1 ? 'known' : 'open';
    };
    const { added, forgiven } = compareRows(['same'], ['same', 'a', 'b', 'b'], forgive);
    expect([added, forgiven, seen]).toEqual([3, { waived: 1, known: 1 }, ['a', 'b', 'b']]);
  });

  test('adds up, whatever the rows', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const { added, gone, same } = compareRows(before, after);
        expect([added + same, gone + same]).toEqual([after.length, before.length]);
        // Taken off one by one.
        const left = [...before];
        const news = after.filter((id) => {
          const at = left.indexOf(id);
          if (at >= 0) left.splice(at, 1);
          return at < 0;
        });
        expect([added, gone]).toEqual([news.length, left.length]);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

const difference = (added: number): Difference => ({
  ...{ added, gone: 1, same: 0, forgiven: null, accounts: [], addedShown: [], goneShown: [] },
});
const preview = (slug: string, added: number | null): PolicyPreview => ({
  ...{ slug, name: slug, before: 1, after: 1, isThere: true },
  ...(added === null ? { difference: null, why: 'too slow' } : { difference: difference(added), why: null }),
});

describe('what is allowed', () => {
  it('is unknown in sum if it is for one policy', () => {
    expect(sumUp([preview('b', 2), preview('a', 3)])).toMatchObject({
      added: 5,
      gone: 2,
      policies: [{ slug: 'a' }, {}],
    });
    expect(sumUp([preview('a', 2), preview('b', null)])).toMatchObject({ added: null, gone: null });
    expect(sumUp([])).toMatchObject({ added: 0, gone: 0 });
  });

  it.for<[counts: readonly (number | null)[], most: number, sentence: RegExp | null]>([
    [[], 0, null],
    [[0], 0, null],
    [[2, 3], 5, null],
    [[2, 4], 5, /^The queries find 6 new violations; `max-new-violations` allows 5\.$/],
    [[6, null], 5, /^The queries find at least 6 new violations/],
    [[0, null], 5, /unknown for 1 of 2 policies, such as p1 \(too slow\)/],
  ])('%j of %j', ([counts, most, sentence]) => {
    const excess = findExcess(sumUp(counts.map((count, index) => preview(`p${index}`, count))), most);
    if (sentence === null) expect(excess).toBeNull();
    else expect(excess?.sentence).toMatch(sentence);
  });
});
