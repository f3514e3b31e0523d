import { toLogText } from '../text/escape.ts';
import { countNouns } from '../text/format.ts';
import { PlatformError } from './http/errors.ts';
import type { GroupObject, ListName, PolicyObject, ToldPolicy } from './policy-object.ts';

/** Why a list of groups is not whole: policies name a group that it lacks. Null: nothing says so. */
export function findUnlisted(
  policies: readonly Pick<PolicyObject, 'name' | 'groupIds'>[],
  groups: readonly Pick<GroupObject, 'id'>[],
): PlatformError | null {
  const listed = new Set(groups.map(({ id }) => id));
  const users = policies.filter(({ groupIds }) => groupIds.some((id) => !listed.has(id)));
  const [first] = users;
  if (first === undefined) return null;
  const count = countNouns(users.length, 'policy names', 'policies name');
  // @failure managing | `error` | The list of groups is incomplete, so the action could create a group twice. Run the
  // job again. If that does not help, look at the role of the key, and at proxies in front of the Platform.
  return new PlatformError(
    `The list of policy groups lacks a group that ${count}, such as “${toLogText(first.name, 100)}”`,
    { method: 'GET', url: '/policy-groups' },
    { kind: 'unreadable' },
    {
      remedy:
        'Run the job again. If that does not help, look at the role of the key, and at proxies before the Platform.',
    },
  );
}

const LIST_FIELDS = { groupIds: 'policy_groups', destinationIds: 'notification_destinations' } as const;

/** Why nothing may rest on policies that come without a list: what that means is unknown. */
export function explainOmitted(name: ListName, silent: readonly ToldPolicy[], url: string): PlatformError {
  const field = LIST_FIELDS[name];
  const [first] = silent;
  const count = countNouns(silent.length, 'policy has', 'policies have');
  // @failure managing | `error` | The message names a list of a policy: `policy_groups` or
  // `notification_destinations`. The Platform gives this list for no policy. So the action can't know whether a policy
  // has no groups, or no destinations. Put one policy into a group, and give it a destination. Then the Platform gives
  // the lists of this policy, and the action knows that the lists of all other policies are empty.
  return new PlatformError(
    `The Platform does not say which \`${field}\` ${count}, such as “${toLogText(first?.name ?? '', 100)}”`,
    { method: 'GET', url },
    { kind: 'unreadable' },
    {
      remedy:
        name === 'groupIds'
          ? 'Put one policy into a policy group on the Platform: if the Platform then shows its list, the lists that are left out are empty.'
          : 'Give one policy a notification destination on the Platform: if the Platform then shows its list, the lists that are left out are empty.',
    },
  );
}
