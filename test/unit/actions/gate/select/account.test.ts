import { describe, expect, test } from 'vitest';
import { accountNamesOf } from '../../../../../src/actions/gate/select/account.ts';
import { matchScope } from '../../../../../src/actions/gate/select/aspect.ts';
import { aViolation } from '../../../fake/client.ts';
import { scopeOf } from '../../../fake/scope.ts';

type Account = readonly [name: string, id: string | null];

const [NAMELESS, IDLESS, UNKNOWN, PROD, OTHER]: readonly [Account, Account, Account, Account, Account] = [
  ['', '111122223333'],
  ['acme-prod', null],
  ['', null],
  ['acme-prod', '111122223333'],
  ['other', '444455556666'],
];

const isInScope = (patterns: readonly string[], [accountName, accountId]: Account, cloud = 'aws') =>
  matchScope(scopeOf({ accounts: patterns }))(aViolation({ accountName, accountId, cloud })) === null;

describe('accounts in scope', () => {
  test.each<[string, string[], Account, boolean]>([
    ['no pattern', [], OTHER, true],
    ['a name that matches', ['acme-*'], PROD, true],
    ['a name that does not', ['acme-*'], OTHER, false],
    ['an id that matches', ['1111*'], PROD, true],
    ['an id that does not', ['1111*'], OTHER, false],
    ['a name that is not known, and the patterns are names', ['acme-*'], NAMELESS, true],
    ['a name of blanks, and the patterns are names', ['acme-*'], [' \u200b', '111122223333'], true],
    ['a name that is not known, and the only pattern is an id that matches', ['111122223333'], NAMELESS, true],
    ['a name that is not known, and the only pattern is another id', ['4444*'], NAMELESS, false],
    ['a name that is not known, and the patterns are other ids', ['4444*', '5555????6666'], NAMELESS, false],
    ['a name that is not known, and one of the patterns is a name', ['4444*', 'acme-*'], NAMELESS, true],
    ['an id that is not known, and the only pattern is a name that matches', ['acme-*'], IDLESS, true],
    ['an id that is not known, and the only pattern is another name', ['other'], IDLESS, false],
    ['an id that is not known, and one of the patterns is an id', ['other', '4444*'], IDLESS, true],
    ['an id of blanks, and the pattern is an id', ['4444*'], ['acme-prod', ' \u2060'], true],
    ['nothing is known, and the patterns are names', ['acme-*'], UNKNOWN, true],
    ['nothing is known, and the patterns are ids', ['4444*'], UNKNOWN, true],
    ['an exclusion by name', ['!acme-*'], PROD, false],
    ['an exclusion by id', ['!1111*'], PROD, false],
    ['an exclusion of another one', ['!acme-*'], OTHER, true],
    ['an exclusion by id, of a name that is not known', ['!1111*'], NAMELESS, false],
    ['the same beside a name', ['acme-*', '!1111*'], NAMELESS, false],
    ['an exclusion by name, of a name that is not known', ['!other'], NAMELESS, true],
    ['the same beside a name', ['acme-*', '!other'], NAMELESS, true],
    ['an exclusion by name, of an id that is not known', ['4444*', '!acme-*'], IDLESS, false],
    ['an exclusion by id, of an id that is not known', ['4444*', '!1111*'], IDLESS, true],
    ['an exclusion of all, and nothing is known', ['!*'], UNKNOWN, true],
  ])('%s', (_, patterns, account, expected) => {
    expect(isInScope(patterns, account)).toBe(expected);
  });
});

describe('a row that lacks what a pattern may mean', () => {
  const NAME: Account = ['Shop Production', null];
  const GUID = '0b1f6471-1bf0-4dda-aec3-cb9272f09590';

  test.each<[string, string, string[], Account, boolean]>([
    // cloud, patterns, what the row says of its account, in scope
    ['an id of Google Cloud', 'gcp', ['shop-prod-4711'], NAME, true],
    ['the same in a pattern', 'gcp', ['shop-*'], NAME, true],
    ['the same in capitals', 'GCP', ['shop-prod-4711'], NAME, true],
    ['the row has another id', 'gcp', ['shop-prod-4711'], ['Shop Production', 'shop-dev-1'], false],
    ['a name with a blank is no id', 'gcp', ['Shop Staging'], NAME, false],
    ['one of several is', 'gcp', ['Shop Staging', 'shop-prod-4711'], NAME, true],
    ['an excluded name', 'gcp', ['shop-prod-4711', '!Shop*'], NAME, false],
    ['no id of AWS', 'aws', ['shop-prod-4711'], NAME, false],
    ['nor one of hexadecimal digits', 'aws', ['dead-beef-1'], NAME, false],
    ['nor of Azure', 'azure', ['shop-prod-4711'], NAME, false],
    ['a GUID', 'azure', [GUID], NAME, true],
    ['the beginning of one', 'azure', ['0b1f*'], NAME, true],
    ['of a cloud that nobody knows', 'hetzner', ['shop-prod-4711'], NAME, true],
    ['of a cloud that the row does not name', '', ['shop-prod-4711'], NAME, true],
    ['a name of hexadecimal digits', 'aws', ['dead-beef-1'], ['', '444455556666'], true],
    ['a GUID is no name', 'azure', [GUID], ['', '00000000-0000-0000-0000-000000000000'], false],
  ])('%s', (_, cloud, patterns, account, expected) => {
    expect(isInScope(patterns, account, cloud)).toBe(expected);
  });
});

test.each<[string, Account, string[]]>([
  ['both', PROD, ['acme-prod', '111122223333']],
  ['a name', IDLESS, ['acme-prod']],
  ['an id', NAMELESS, ['111122223333']],
  ['neither', UNKNOWN, []],
  ['blanks, and what nobody sees', [' \u200b', '\u2060\t'], []],
  ['blanks around', [' acme-prod\u200b', '\ufeff111122223333 '], ['acme-prod', '111122223333']],
])('what is known of an account: %s', (_, [accountName, accountId], names) => {
  expect(accountNamesOf(aViolation({ accountName, accountId }))).toEqual(names);
});
