import { countNouns } from '../../../text/format.ts';
import type { Mark } from '../../../text/mark.ts';
import type { GroupForm, KindName, PolicyForm } from '../form.ts';
import type { Conflict, Existing, Wanted } from './match.ts';
import type { PlanRule } from './rule.ts';
import type { Files } from './sides.ts';
import { type BareChange, describeStrangeStatus, isKnownStatus } from './updates.ts';

/** An object of ours without a file, that stays as it is. */
export interface Kept {
  readonly kind: KindName;
  readonly slug: string;
  readonly name: string;
  readonly id: string;
  readonly reason: string;
}

export interface Removals {
  readonly changes: readonly BareChange[];
  readonly kept: readonly Kept[];
  readonly conflicts: readonly Conflict[];
}

/** An object of ours whose file is gone. */
type Orphan<Form> = Existing<Form> & { readonly mark: Mark };

/** All of them, by kind. */
export interface Orphans {
  readonly policies: readonly Orphan<PolicyForm>[];
  readonly groups: readonly Orphan<GroupForm>[];
  /** How many others another file takes over, under its own slug. */
  readonly moved: number;
}

/** What becomes of objects of ours whose files are gone. @param wanted what the other files ask for */
export function planRemovals(
  { policies, groups, moved }: Orphans,
  wanted: readonly Wanted<PolicyForm>[],
  files: Files,
  { onRemoved, maxRemovals }: PlanRule,
): Removals {
  const changes: BareChange[] = [];
  const kept: Kept[] = [];
  const conflicts: Conflict[] = [];
  for (const policy of policies) {
    const { form } = policy;
    const facts = removalOf('policy', policy);
    if (onRemoved === 'delete') changes.push({ ...facts, verb: 'delete', fields: [], after: null });
    else if (onRemoved === 'keep') kept.push(keep(facts, 'its file is gone, and `on-removed` is `keep`'));
    else if (form.status === 'paused') kept.push(keep(facts, 'its file is gone, and it is paused already'));
    else if (!isKnownStatus(form.status)) conflicts.push(describeStrangeStatus(facts, form));
    else {
      const fields = [{ field: 'status', before: form.status, after: 'paused' }];
      changes.push({ ...facts, verb: 'pause', fields, after: { ...form, status: 'paused' } });
    }
  }
  for (const group of groups) {
    const facts = removalOf('group', group);
    if (onRemoved !== 'delete') {
      kept.push(keep(facts, 'it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`'));
      continue;
    }
    changes.push({ ...facts, verb: 'delete', fields: [], after: null });
    const users = wanted.filter(({ form }) => form.groups.includes(`slug:${group.mark.slug}`));
    conflicts.push(...users.map((user) => describeUsed(group, user)));
  }
  const orphans = policies.length + groups.length;
  if (files.isEmpty && orphans > 0) conflicts.push(describeEmpty(orphans));
  // How many may be removed is no question then.
  else {
    if (files.mayLack !== null && orphans + moved > 0) conflicts.push(describeGap(orphans + moved, files.mayLack));
    if (changes.length > maxRemovals) conflicts.push(describeExcess(changes.length, maxRemovals));
  }
  return { changes, kept, conflicts };
}

type Facts = Pick<BareChange, 'kind' | 'slug' | 'name' | 'file' | 'before' | 'markBefore'> & { readonly id: string };

function removalOf(kind: KindName, { id, mark, form }: Orphan<PolicyForm | GroupForm>): Facts {
  return { kind, slug: mark.slug, name: form.name, id, file: null, before: form, markBefore: mark };
}

function keep({ kind, slug, name, id }: Facts, reason: string): Kept {
  return { kind, slug, name, id, reason };
}

function describeUsed({ mark, form }: Orphan<GroupForm>, { slug, file }: Wanted<PolicyForm>): Conflict {
  return {
    ...{ kind: 'group', slug: mark.slug, file },
    // @failure managing | `refused` | =
    sentence: `The policy group “${form.name}” is no longer in \`groups.yml\` and would be deleted, and the policy ${slug} still names it.`,
    remedy: 'Put the group back into `groups.yml`, or take it out of the policy.',
  };
}

/** A limit is about no object of its own. */
function conflict(sentence: string, remedy: string): Conflict {
  return { kind: 'policy', slug: '', file: null, sentence, remedy };
}

/** Whatever becomes of removed files: a wrong folder would compare nothing, and say that all is well. */
function describeEmpty(orphans: number): Conflict {
  // @failure managing | `refused` | =
  return conflict(
    `There is no file at all, and the Platform has ${countNouns(orphans, 'object')} of this repository.`,
    'Look at `path`, and at the checkout. To stop managing the objects, delete the last line of their descriptions.',
  );
}

/** Also what stays is not compared with a file that may be there: nobody could say that all is well. */
function describeGap(orphans: number, mayLack: string): Conflict {
  // @failure managing | `refused` | Check out the whole folder in this job. The names of files and folders must not
  // begin with a dot. If a step of the job deletes files on purpose, let it use `git rm`.
  return conflict(
    `No file was found for ${countNouns(orphans, 'object')} of this repository, and ${mayLack}: the files may be there all the same.`,
    'Check out the whole folder in this job, and keep no policy in a hidden file. If a file is to go, delete it with `git rm`.',
  );
}

function describeExcess(removals: number, maxRemovals: number): Conflict {
  // @failure managing | `refused` | Look at the removals in the plan. If they are right, start
  // [policies.yml](../examples/policies.yml) by hand with that number as `max-removals`. Or remove fewer files at a
  // time.
  return conflict(
    `${removals} would be removed; \`max-removals\` allows ${maxRemovals}.`,
    `Remove fewer at a time, or set \`max-removals: ${removals}\` for this run.`,
  );
}
