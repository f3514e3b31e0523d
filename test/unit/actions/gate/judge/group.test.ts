import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createGroupCounter,
  describeGroup,
  type Group,
  type GroupBy,
  sumGroups,
} from '../../../../../src/actions/gate/judge/group.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';
import { aViolation } from '../../../fake/client.ts';

const ACCOUNT: GroupBy = { kind: 'account' };
const TEAM: GroupBy = { kind: 'tag', key: 'team' };

function countBy(groupBy: GroupBy, violations: readonly Partial<Violation>[]): readonly Group[] {
  const counter = createGroupCounter(groupBy);
  for (const one of violations) counter?.add(aViolation(one));
  return counter?.finish() ?? [];
}

const show = (groups: readonly Group[]) => groups.map((group) => `${group.gating} ${describeGroup(group)}`).join(', ');

const groupsOf = (groupBy: GroupBy, violations: readonly Partial<Violation>[], hidden = 0) =>
  show(sumGroups([{ gating: violations.length + hidden, groups: countBy(groupBy, violations) }]));

test('of policies nothing is counted: they are listed anyway', () => {
  expect(createGroupCounter({ kind: 'policy' })).toBeNull();
});

describe('by account', () => {
  const at = (accountName: string, accountId: string | null) => ({ accountName, accountId });

  test.each<[string, Partial<Violation>[], string]>([
    ['a name and an id', [at('prod', '1'), at('prod', '1')], '2 prod 1'],
    ['two of one name', [at('prod', '1'), at('prod', '2')], '1 prod 1, 1 prod 2'],
    ['one id with two names', [at('b', '1'), at('a', '1')], '2 a 1'],
    ['one id, once without a name', [at('', '1'), at('a', '1')], '2 a 1'],
    ['a name alone, in two spellings', [at('prod', null), at('PROD', null)], '2 PROD'],
    ['an id alone', [at(' ', '1')], '1 1'],
    ['neither', [at('', null), at('\u200b', ' ')], '2 unknown'],
    ['the largest first, and the unknown last', [at('', null), at('', null), at('a', '1')], '1 a 1, 2 unknown'],
  ])('%s', (_, violations, expected) => {
    expect(groupsOf(ACCOUNT, violations)).toBe(expected);
  });

  test('what a list does not show is unknown', () => {
    expect(groupsOf(ACCOUNT, [at('a', '1')], 3)).toBe('1 a 1, 3 unknown');
  });
});

describe('by a tag', () => {
  test.each<[string, (string[] | null)[], string]>([
    ['its value', [['team=a'], ['team: a'], ['team=b']], '2 a, 1 b'],
    ['in any case', [['Team=A'], ['TEAM=a']], '2 A'],
    ['an empty value', [['team=']], '1 empty'],
    ['no such tag', [[], ['env=a']], '2 no tag'],
    ['no word on tags', [null], '1 unknown'],
    ['one that nobody can read', [['?']], '1 unknown'],
    ['the tag beside one that nobody can read', [['?', 'team=a']], '1 a'],
    ['two values', [['team=b', 'team=a']], '1 a, b'],
    ['what may be it', [['team:a:b']], '1 a:b'],
    ['known before none before unknown', [null, [], ['team=a']], '1 a, 1 no tag, 1 unknown'],
  ])('%s', (_, tags, expected) => {
    expect(
      groupsOf(
        TEAM,
        tags.map((own) => ({ tags: own })),
      ),
    ).toBe(expected);
  });

  test('of very many the last ones are others', () => {
    const tags = Array.from({ length: 6_000 }, (_, index) => ({ tags: [`team=${index}`] }));
    const groups = countBy(TEAM, tags);
    expect(groups).toHaveLength(5_001);
    expect(show(sumGroups([{ gating: 6_000, groups }]).slice(-1))).toBe('1000 others');
  });
});

test('whatever the rows and their order, the groups add up to what gates', () => {
  const row = fc.record({
    accountName: fc.constantFrom('', 'a', 'A', 'b'),
    accountId: fc.constantFrom(null, '', '1', '2'),
    tags: fc.constantFrom(null, [], ['team=a'], ['team=A', 'team=b'], ['?'], ['team:a:b'], ['env=a']),
  });
  const rows = fc.array(row, { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 4 }), fc.nat(3), fc.constantFrom(ACCOUNT, TEAM), (all, hidden, groupBy) => {
      const policies = all.map((its) => ({ gating: its.length + hidden, groups: countBy(groupBy, its) }));
      const groups = sumGroups(policies);
      const sum = (numbers: readonly { gating: number }[]) => numbers.reduce((total, { gating }) => total + gating, 0);
      expect(sum(groups)).toBe(sum(policies));
      const turned = all.toReversed().map((its) => its.toReversed());
      const again = turned.map((its) => ({ gating: its.length + hidden, groups: countBy(groupBy, its) }));
      expect(sumGroups(again)).toEqual(groups);
    }),
  );
});
