import { hasStatus } from '../../platform/http/errors.ts';
import type { ApiKey } from '../../platform/keys.ts';
import type { Role } from '../../platform/roles.ts';
import type { User } from '../../platform/users.ts';
import { describePlace, findUnmatched, type Patterns } from '../../text/pattern.ts';
import type { Subject } from './expectation.ts';
import { type AccessLists, isWhole, namesOfUser, type ReviewRule } from './question.ts';

export type ListName = 'keys' | 'users' | 'roles';

/** Why it is not known that everything was reviewed. */
export type Gap =
  | { readonly kind: 'unread'; readonly list: ListName; readonly sentence: string; readonly remedy: string | null }
  | { readonly kind: 'empty'; readonly list: 'keys' | 'users' }
  | { readonly kind: 'defect'; readonly subject: Subject; readonly name: string; readonly defect: string }
  /** What was meant to be reviewed is not there. */
  | {
      readonly kind: 'unmatched';
      readonly input: 'keys' | 'users' | 'powerful-roles';
      readonly pattern: string;
      /** Such as `, line 2`; empty if that says nothing. */
      readonly place: string;
    };

/** @param keys those that are reviewed @param users those that are reviewed */
export function findGaps(
  lists: AccessLists,
  rule: ReviewRule,
  keys: readonly ApiKey[],
  users: readonly User[],
): readonly Gap[] {
  const named = [
    ['keys', lists.keys],
    ['users', lists.users],
    ['roles', lists.roles],
  ] as const;
  const unread = named.flatMap(([list, listing]): Gap[] => {
    if (listing === null) return [];
    const { problem, items } = listing;
    if (problem !== null) {
      // A refusal's own advice is about the gate's key.
      const remedy = hasStatus(problem, 403, 404) ? null : problem.remedy;
      return [{ kind: 'unread', list, sentence: problem.message, remedy }];
    }
    return items.length === 0 && list !== 'roles' ? [{ kind: 'empty', list }] : [];
  });
  const defects = [
    ...keys.map(({ name, defect }) => ({ kind: 'defect', subject: 'key', name, defect }) as const),
    ...users.map(({ email: name, defect }) => ({ kind: 'defect', subject: 'user', name, defect }) as const),
  ].flatMap((gap) => (gap.defect === null ? [] : [{ ...gap, defect: gap.defect }]));
  const roles: Patterns = { include: rule.powerfulRoles, exclude: [] };
  const meant = [
    ['keys', rule.keys, lists.keys, lists.keys.items.map(({ id, name }) => [name, id])],
    ['users', rule.users, lists.users, lists.users.items.map(namesOfUser)],
    ['powerful-roles', roles, lists.roles, rolesOf(lists).map(({ id, name, type }) => [name, type, id])],
  ] as const;
  const unmatched = meant.flatMap(([input, { include, lines }, listing, names]): Gap[] => {
    if (listing === null || !(input === 'powerful-roles' ? listing.problem === null : isWhole(listing))) return [];
    return findUnmatched(include, names).map((pattern) => ({
      kind: 'unmatched',
      input,
      pattern,
      place: describePlace(pattern, lines),
    }));
  });
  return [...unread, ...defects, ...unmatched];
}

/** All roles that are known, also those that only a key or a user tells of. */
function rolesOf({ keys, users, roles }: AccessLists): readonly Role[] {
  return [...(roles?.items ?? []), ...[...keys.items, ...users.items].flatMap((one) => one.roles)];
}
