import { describe, expect, test, vi } from 'vitest';
import { listFilters, matchScope, type ScopeInput } from '../../../../../src/actions/gate/select/aspect.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';
import { aViolation } from '../../../fake/client.ts';
import { type ScopeLines, scopeOf } from '../../../fake/scope.ts';

const leftOutBy = (lines: ScopeLines, violation: Partial<Violation>) =>
  matchScope(scopeOf(lines))(aViolation(violation));

describe('tags', () => {
  test.each<[string, string[], string[] | null, boolean]>([
    // lines, the tags of a row, in scope
    ['the tag', ['env=prod'], ['env=prod'], true],
    ['another value', ['env=prod'], ['env=dev'], false],
    ['another key', ['env=prod'], ['stage=prod'], false],
    ['no tag at all', ['env=prod'], [], false],
    ['no word on tags', ['env=prod'], null, true],
    ['one that nobody can read', ['env=prod'], ['?'], true],
    ['the same beside others', ['env=prod'], ['env=dev', '?'], true],
    ['any value', ['env=*'], ['env='], true],
    ['any key', ['*=prod'], ['stage=prod'], true],
    ['in capitals', ['ENV=Prod'], ['Env=pROD'], true],
    ['composed in another way', ['\u00e9quipe=a'], ['e\u0301quipe=a'], true],
    ['a no-break space', ['cost center=1'], ['cost\u00a0center=1'], true],
    ['a value with `=`', ['a=b=c'], ['a=b=c'], true],
    ['the same in the other reading', ['a\\=b=c'], ['a=b=c'], true],
    ['what may be the tag', ['aws=*'], ['aws:createdBy:root'], true],
    ['excluded', ['!env=prod'], ['env=prod'], false],
    ['not excluded', ['!env=prod'], ['env=dev'], true],
    ['no word on tags, and something is excluded', ['!env=prod'], null, true],
    ['excluded beside one that nobody can read', ['!env=prod'], ['?', 'env=prod'], false],
    ['what may be the excluded tag', ['!aws=*'], ['aws:createdBy:root'], true],
    ['included and excluded', ['team=*', '!env=prod'], ['team=a', 'env=prod'], false],
    ['no word on tags, and a line of each kind', ['team=*', '!env=prod'], null, true],
  ])('%s', (_, tags, own, isIn) => {
    expect(leftOutBy({ tags }, { tags: own })).toBe(isIn ? null : 'tags');
  });
});

describe.each<[ScopeInput, 'region' | 'resourceType' | 'cloud']>([
  ['regions', 'region'],
  ['resource-types', 'resourceType'],
  ['clouds', 'cloud'],
])('%s', (input, field) => {
  test.each<[string[], string, boolean]>([
    [['eu-west-1'], 'eu-west-1', true],
    [['EU-*'], 'eu-west-1', true],
    [['eu-*'], 'us-east-1', false],
    [['!eu-*'], 'eu-west-1', false],
    [['!eu-*'], 'us-east-1', true],
    [['*', '!eu-*'], 'eu-west-1', false],
    [['eu-*'], '', true],
    [['eu-*'], ' \u200b', true],
    [['!*'], '', true],
  ])('%j: a violation with %j is in scope: %s', (lines, name, isIn) => {
    expect(leftOutBy({ [input]: lines }, { [field]: name })).toBe(isIn ? null : input);
  });
});

describe('several inputs', () => {
  const LINES = { accounts: ['prod'], tags: ['env=a'], regions: ['eu'], clouds: ['aws'] };
  const ALL = { accountName: 'prod', accountId: '1', tags: ['env=a'], region: 'eu', cloud: 'aws' };

  test.each<[string, Partial<Violation>, ScopeInput | null]>([
    ['all let it through', {}, null],
    ['the first leaves it out', { accountName: 'dev' }, 'accounts'],
    ['the last leaves it out', { cloud: 'gcp' }, 'clouds'],
    ['of two the first is told', { tags: [], cloud: 'gcp' }, 'tags'],
    ['what is unknown to one is left out by another', { tags: null, region: 'us' }, 'regions'],
    [
      'what is unknown to all is in scope',
      { accountName: '', accountId: null, tags: null, region: '', cloud: '' },
      null,
    ],
  ])('%s', (_, changes, expected) => {
    expect(leftOutBy(LINES, { ...ALL, ...changes })).toBe(expected);
  });

  test('are asked in one order, however they are given', () => {
    const order = listFilters(scopeOf({ clouds: ['a'], regions: ['b'], accounts: ['c'] }));
    expect(order.map(({ aspect }) => aspect.input)).toEqual(['accounts', 'regions', 'clouds']);
  });
});

test('a name that comes again is not compared again', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `\u00e9quipe=${index}`);
  const test = matchScope(scopeOf({ tags: lines }));
  // Letters beyond ASCII are composed each time that a name is taken apart.
  const composed = vi.spyOn(String.prototype, 'normalize');
  try {
    for (let row = 0; row < 10_000; row++) test(aViolation({ tags: [`\u00e9quipe=x${row % 7}`] }));
    expect(composed.mock.calls.length).toBeGreaterThan(0);
    expect(composed.mock.calls.length).toBeLessThanOrEqual(7 * 2 * lines.length);
  } finally {
    composed.mockRestore();
  }
});
