import { describe, expect, it } from 'vitest';
import { createOmittedLists } from '../../../src/platform/omitted-lists.ts';

describe('a list that is missing', () => {
  it.for<[told: (readonly string[] | null)[], isEmpty: boolean]>([
    [[], false],
    [[null, null], false],
    [[null, []], false],
    [[null, ['a'], []], false],
    [[['a'], []], false],
    [[null, ['a']], true],
    [[['a'], null, ['b', 'c'], null], true],
  ])('beside %j is an empty one: %s', ([told, isEmpty]) => {
    const lists = createOmittedLists();
    for (const list of told) lists.note(list);
    expect(lists.areEmpty()).toBe(isEmpty);
    // What was seen once is not forgotten.
    lists.note([]);
    expect(lists.areEmpty()).toBe(false);
  });
});
