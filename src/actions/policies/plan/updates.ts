import type { Mark } from '../../../text/mark.ts';
import { compareForms, type GroupForm, type GroupRef, type PolicyForm } from '../form.ts';
import type { Change, PlannedChange, Verb } from './change.ts';
import type { Conflict, Existing, Wanted } from './match.ts';
import { sortUnique } from './references.ts';

/** A change before it is known who changed the object last, and which policies are in it. */
export type BareChange = Omit<PlannedChange, 'changed' | 'members'>;

/**
 * What a file says nothing of stays as it is: the groups that no file declares, and the destinations if it names none.
 * @param declared the groups of the files
 */
export function keepUnsaid(wanted: PolicyForm, existing: PolicyForm, declared: ReadonlySet<GroupRef>): PolicyForm {
  const kept = existing.groups.filter((ref) => !declared.has(ref));
  return { ...wanted, groups: sortUnique([...wanted.groups, ...kept]), notify: wanted.notify ?? existing.notify };
}

/** A file without an object. */
export function create<F extends PolicyForm | GroupForm>(
  kind: Change['kind'],
  { slug, form, file }: Wanted<F>,
): BareChange {
  const fields = compareForms(null, form);
  return {
    ...{ kind, verb: 'create', slug, name: form.name, id: null, file, fields },
    ...{ before: null, after: form, markBefore: null },
  };
}

/** What a file says otherwise than its object, which gets the mark if it is adopted. Empty: nothing. */
export function update<F extends PolicyForm | GroupForm>(
  kind: Change['kind'],
  { slug, form, file }: Wanted<F>,
  { id, mark: markBefore, form: before }: Existing<F>,
  isAdopted: boolean,
): BareChange[] {
  const fields = compareForms(before, form);
  if (fields.length === 0 && !isAdopted) return [];
  const verb: Verb = isAdopted ? 'adopt' : 'update';
  return [{ kind, verb, slug, name: form.name, id, file, fields, before, after: form, markBefore }];
}

/** A status is toggled, and everything else is written together. What is adopted gets its mark with that. */
export function updatePolicy(
  wanted: Wanted<PolicyForm>,
  existing: Existing<PolicyForm>,
  isAdopted: boolean,
  owner: string,
): BareChange[] {
  const { slug, form, file } = wanted;
  const { id, form: before } = existing;
  const { status } = form;
  const withStatus = (one: PolicyForm, to: string): PolicyForm => ({ ...one, status: to });
  const toggle = (verb: 'pause' | 'resume', old: PolicyForm, markBefore: Mark | null): BareChange => ({
    ...{ kind: 'policy', verb, slug, name: form.name, id, file, markBefore },
    fields: [{ field: 'status', before: before.status, after: status }],
    ...{ before: old, after: withStatus(old, status) },
  });
  if (status === 'paused' && before.status !== 'paused') {
    const paused = { ...existing, form: withStatus(before, status) };
    return [toggle('pause', before, existing.mark), ...update('policy', wanted, paused, isAdopted)];
  }
  const written = update('policy', { ...wanted, form: withStatus(form, before.status) }, existing, isAdopted);
  if (status === before.status) return written;
  // By then everything else is written, the mark too.
  return [...written, toggle('resume', withStatus(form, before.status), { owner, slug })];
}

/** Whether it is known what a policy of this status does, and what a toggle of it would do. */
export function isKnownStatus(status: string): boolean {
  return status === 'active' || status === 'paused';
}

/** @param file null: it is gone */
export function describeStrangeStatus(
  { slug, file }: Pick<Conflict, 'slug' | 'file'>,
  { status }: Pick<PolicyForm, 'status'>,
): Conflict {
  return {
    kind: 'policy',
    slug,
    file,
    // @failure managing | `refused` | =
    sentence: `The Platform says that the policy ${slug} is ${status}, which this version does not know.`,
    remedy: 'Update the action.',
  };
}
