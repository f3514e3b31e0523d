import type { GroupRef, KindName } from '../form.ts';
import { type PlannedChange, sortForWriting } from '../plan/change.ts';
import { describeEnd } from './ends.ts';
import type { ApplyDeps, Forms, SettleChange } from './kind.ts';
import { OVER } from './next.ts';
import { isOver, type WriteEnd } from './write.ts';
import { settleGroup } from './write-group.ts';
import { writeVerb } from './write-object.ts';
import { settlePolicy } from './write-policy.ts';

/** What became of a change. */
export interface Applied extends WriteEnd {
  readonly change: PlannedChange;
  /** The key's role does not permit this write, or did not permit the first one of its kind. */
  readonly isForbidden?: boolean | undefined;
}

/** How a change of each kind is written. */
const SETTLERS: { readonly [Kind in KindName]: SettleChange<Forms[Kind]> } = {
  group: settleGroup,
  policy: settlePolicy,
};

/**
 * Writes a plan: groups, then policies, then what is removed. One failure does not hide the others, and nothing is
 * written that is not in the plan. Never throws: a refusal of the key ends it, and what follows is not done. If the key's
 * role does not permit the first update of a policy, say, no other one is tried.
 */
export async function applyPlan(
  changes: readonly PlannedChange[],
  given: Omit<ApplyDeps, 'deleted'>,
): Promise<Applied[]> {
  const deleted = new Set<string>();
  const deps: ApplyDeps = { ...given, deleted };
  const applied: Applied[] = [];
  let refusal: string | null = null;
  /** By the kinds of writes that were tried, why the role did not permit the first one; null: it did. */
  const tried = new Map<string, string | null>();
  for (const change of sortForWriting(changes)) {
    const kindOfWrite = `${change.kind} ${writeVerb(change)}`;
    const forbidden = isOver(deps) ? null : (tried.get(kindOfWrite) ?? null);
    if (refusal === null && forbidden !== null) {
      const why = `not tried, since the role of the key did not permit the ${forbidden}`;
      applied.push({ change, end: 'not-done', why, isForbidden: true });
      continue;
    }
    const obstacle = refusal ?? (isOver(deps) ? OVER : findObstacle(change, applied));
    if (obstacle !== null) {
      applied.push({ change, end: 'not-done', why: obstacle });
      continue;
    }
    // A change has the form of its kind.
    const settle = SETTLERS[change.kind] as SettleChange<PlannedChange['after']>;
    const { end, why, keyRefusal, isForbidden } = await settle(change, deps);
    if (keyRefusal !== null) refusal = `the Platform refused the key: ${keyRefusal}`;
    // Later on it may be one object that the key may not write.
    const isFirst = !tried.has(kindOfWrite);
    const isRefused = isForbidden === true && end === 'not-done';
    const first = `${change.verb} of the ${change.kind} ${change.slug}: ${why ?? ''}`;
    if (isFirst) tried.set(kindOfWrite, isRefused ? first : null);
    if (end === 'done' && change.verb === 'delete' && change.id !== null) deleted.add(change.id);
    applied.push({ change, end, why: end === 'done' ? why : (refusal ?? why), isForbidden });
    deps.info(`${change.verb} ${change.kind} ${change.slug}: ${describeEnd({ end, why })}`);
  }
  return applied;
}

/**
 * A write rests on those to the same object before it, and on those to the groups that it changes. The deletion of a group
 * rests on those of its policies: nobody agreed that one which stays loses it.
 * @returns null if nothing is in its way
 */
function findObstacle(change: PlannedChange, applied: readonly Applied[]): string | null {
  const moved = listMoved(change);
  for (const { change: earlier, end } of applied) {
    if (end === 'done') continue;
    const rest = 'comes first, and that is not done, or nobody knows';
    if (earlier.kind === change.kind && earlier.slug === change.slug) return `its ${earlier.verb} ${rest}`;
    // A group's update that is carried out late has the group's policies as they were before.
    const isOfGroup = earlier.kind === 'group' && earlier.verb !== 'create' && moved.has(`slug:${earlier.slug}`);
    if (isOfGroup) return `the ${earlier.verb} of its group ${earlier.slug} ${rest}`;
    const isDeletion = change.kind === 'group' && change.verb === 'delete' && earlier.verb === 'delete';
    if (isDeletion && groupsOf(earlier.before).has(`slug:${change.slug}`)) {
      return `the delete of its policy ${earlier.slug} ${rest}`;
    }
  }
  return null;
}

/** The groups that a policy joins or leaves. */
function listMoved({ before, after }: PlannedChange): ReadonlySet<GroupRef> {
  if (after === null) return new Set();
  const [old, wanted] = [groupsOf(before), groupsOf(after)];
  return new Set([...old, ...wanted].filter((ref) => !(old.has(ref) && wanted.has(ref))));
}

function groupsOf(form: PlannedChange['after']): ReadonlySet<GroupRef> {
  return new Set(form !== null && 'groups' in form ? form.groups : []);
}
