import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTally } from '../../../../../src/actions/gate/judge/tally.ts';
import { matchWaiver, type Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import { indexWaivers } from '../../../../../src/actions/gate/waivers/waiver-index.ts';
import { aRow, aViolation } from '../../../fake/client.ts';
import { aWaiver } from '../../../fake/waiver.ts';

const prepare = (changes: Partial<Waiver>) => {
  const waiver = aWaiver(changes);
  return { waiver, matches: matchWaiver(waiver) };
};

describe('indexWaivers', () => {
  const MANY = 1_000;

  test.each<[string, (index: number) => Partial<Waiver>, number]>([
    ['a resource', (index) => ({ resource: `bucket-${index}` }), 1],
    ['an id, in capitals', (index) => ({ resource: `ARN:${index}` }), 1],
    ['an account', (index) => ({ account: `${index}` }), 1],
    ['a tag', (index) => ({ tag: `env=${index}` }), 1],
    ['a tag with a wildcard in its value', (index) => ({ tag: `team-${index}=*` }), 1],
    ['a wildcard that is a letter', (index) => ({ resource: `\\*-${index}` }), 1],
    ['a resource and a region', (index) => ({ region: 'us-east-1', resource: `bucket-${index}` }), 1],
    ['a region only', () => ({ region: 'us-east-1' }), MANY],
    ['a wildcard', (index) => ({ resource: `*-${index}` }), MANY],
  ])('of %s each, only those are tried that may match', (_, changes, most) => {
    const violation = aViolation({
      name: 'bucket-7',
      platformId: 'arn:7',
      accountId: '7',
      tags: ['env=7', 'team-7=a', 'b=c'],
    });
    let tried = 0;
    const waivers = Array.from({ length: MANY }, (__, index) => {
      const { waiver, matches } = prepare(changes(index));
      return {
        waiver,
        matches: (row: typeof violation) => {
          tried += 1;
          return matches(row);
        },
      };
    });
    const acceptance = { needsList: true, isWaived: false, leftOutBy: () => null, waivers, expired: [], known: null };
    const options = { mostShown: 1, gates: true, isListed: false, groupBy: { kind: 'policy' }, indexWaivers } as const;
    createTally({ id: 'p', name: 'p' }, acceptance, options).add([aRow(violation)], 1);
    expect(tried).toBeLessThanOrEqual(most);
  });

  test('leaves out none that matches, and gives none twice', () => {
    const word = fc.constantFrom('prod', 'PROD', 'a', '*', 'pro?', '\\*', 'a=b', '', ' ');
    const pattern = fc.option(word, { nil: null });
    const waiver = fc.record({
      resource: pattern,
      account: pattern,
      region: pattern,
      resourceType: pattern,
      cloud: pattern,
      tag: fc.option(
        fc.tuple(word, word).map(([key, value]) => `${key}=${value}`),
        { nil: null },
      ),
    });
    const violation = fc.record({
      name: word,
      platformId: word,
      accountName: word,
      accountId: fc.option(word, { nil: null }),
      region: word,
      resourceType: word,
      cloud: word,
      tags: fc.option(
        fc.array(
          fc.tuple(word, word).map((parts) => parts.join('=')),
          { maxLength: 3 },
        ),
        { nil: null },
      ),
    });
    fc.assert(
      fc.property(fc.array(waiver, { maxLength: 40 }), violation, (its, row) => {
        const items = its.map(prepare);
        const found = indexWaivers(items)(aViolation(row));
        const matching = items.filter(({ matches }) => matches(aViolation(row)));
        expect(new Set(found.filter(({ matches }) => matches(aViolation(row))))).toEqual(new Set(matching));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});
