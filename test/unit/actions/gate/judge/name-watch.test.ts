import { describe, expect, test } from 'vitest';
import { watchNames } from '../../../../../src/actions/gate/judge/name-watch.ts';
import { aViolation } from '../../../fake/client.ts';
import { scopeOf } from '../../../fake/scope.ts';

describe('patterns that others cancel', () => {
  test.each([
    ['the same name', ['prod', '!prod'], ['prod/1'], ['prod']],
    ['by the id', ['prod', '!1'], ['prod/1'], ['prod']],
    ['by the name, included by the id', ['1', '!p*'], ['prod/1'], ['1']],
    ['of two accounts of one name only one', ['prod', '!1'], ['prod/1', 'prod/2'], []],
    ['and in the other order', ['prod', '!1'], ['prod/2', 'prod/1'], []],
    ['another account', ['prod', '!dev'], ['prod/1', 'dev/2'], []],
    ['none, if the account has no violation', ['prod', '!1'], ['dev/2'], []],
    ['none, of a pattern that may mean others', ['p*', '!prod'], ['prod/1'], []],
    ['a name that holds a wildcard', ['prod?', '!1'], ['prod?/1'], ['prod?']],
    ['the same with a backslash', ['prod\\?', '!1'], ['prod?/1'], ['prod\\?']],
    ['none, if another account counts', ['prod?', '!1'], ['prod?/1', 'prod2/2'], []],
    ['none, without an exclusion', ['prod'], ['prod/1'], []],
    ['one of two', ['prod', 'dev', '!1'], ['prod/1', 'dev/2'], ['prod']],
  ])('%s', (_, lines, violations, cancelled) => {
    const watch = watchNames(scopeOf({ accounts: lines }));
    for (const one of violations) {
      const [accountName = '', accountId = ''] = one.split('/');
      watch.note(aViolation({ accountName, accountId }));
    }
    expect(watch.finish().cancelledAccounts).toEqual(cancelled);
  });
});
