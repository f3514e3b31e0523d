import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareWith, type Finding } from '../../../../../src/actions/policies/preview/compare.ts';
import {
  type Difference,
  findExcess,
  type PolicyPreview,
  sumUp,
} from '../../../../../src/actions/policies/preview/preview.ts';
import { runs } from '../../../../runs.ts';
import { aViolation } from '../../../fake/client.ts';

/** Rows as a finding, each an id and maybe its account. */
function found(...rows: readonly (string | readonly [id: string, account: string])[]): Finding {
  const finding = new Map<string, { violation: ReturnType<typeof aViolation>; rows: number }>();
  for (const row of rows) {
    const [id, account] = typeof row === 'string' ? [row, 'prod'] : row;
    const known = finding.get(id);
    if (known === undefined)
      finding.set(id, { violation: aViolation({ platformId: id, accountName: account }), rows: 1 });
    else known.rows += 1;
  }
  return finding;
}

/** Each row of a finding, one after another. */
function compareFindings(before: Finding, after: Finding, forgive: Parameters<typeof compareWith>[1]) {
  const comparison = compareWith(before, forgive);
  for (const { violation, rows } of after.values()) for (let row = 0; row < rows; row++) comparison.add(violation);
  return comparison.end();
}

describe('what two queries find', () => {
  it.for<[what: string, before: Finding, after: Finding, counts: [number, number, number]]>([
    ['nothing', found(), found(), [0, 0, 0]],
    ['the same', found('a', 'b'), found('b', 'a'), [0, 0, 2]],
    ['something new', found('a'), found('a', 'b', 'c'), [2, 0, 1]],
    ['something less', found('a', 'b'), found('b'), [0, 1, 1]],
    ['others', found('a', 'b'), found('c'), [1, 2, 0]],
    ['a resource in more rows', found('a'), found('a', 'a', 'a'), [2, 0, 1]],
    ['a resource in fewer rows', found('a', 'a'), found('a'), [0, 1, 1]],
  ])('is compared: %s', ([, before, after, [added, gone, same]]) => {
    expect(compareFindings(before, after, null)).toMatchObject({ added, gone, same, forgiven: null });
  });

  it('is counted by account, most first', () => {
    const after = found(['a', 'x'], ['b', 'y'], ['c', 'y'], ['d', ''], ['e', 'z'], ['f', 'u'], ['g', 'v']);
    expect(compareFindings(found(), after, null).accounts).toEqual([
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
    const { added, forgiven } = compareFindings(found('same'), found('same', 'a', 'b', 'b'), forgive);
    expect([added, forgiven, seen]).toEqual([3, { waived: 1, known: 1 }, ['a', 'b', 'b']]);
  });

  test('adds up, whatever the rows', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const { added, gone, same } = compareFindings(found(...before), found(...after), null);
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
