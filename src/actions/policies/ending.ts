import type { StepError } from '../../errors.ts';
import { countNouns } from '../../text/format.ts';
import type { Applied } from './apply/apply.ts';
import { describeEnd } from './apply/ends.ts';
import { isSentOnce } from './apply/next.ts';
import { writeVerb } from './apply/write-object.ts';
import type { Overlay } from './export/overlay.ts';
import type { WrittenExport } from './export/write.ts';
import { type Facts, NOTHING } from './facts.ts';
import { countObjects, describeUnmanagedCount } from './form.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan/plan.ts';
import type { Files } from './plan/sides.ts';
import type { Mode, PoliciesResult } from './result.ts';

export type Ending = Pick<PoliciesResult, 'outcome' | 'green' | 'sentence' | 'problems' | 'remedy'>;

/** @param missing what was not done */
export function describeValid({ policies, groups }: Files, missing: string): Ending {
  const counts = `${countNouns(policies.length, 'policy', 'policies')} and ${countNouns(groups.length, 'policy group')}`;
  const sentence = `${counts} can be read; ${missing}.`;
  return { outcome: 'valid', green: true, sentence, problems: [], remedy: null };
}

/**
 * What is wrong with the files. Before the Platform is asked, all that can be told without it is told at once; the engine
 * names one fault of a query at a time.
 */
export function describeInvalid({ fileProblems, checks }: Pick<Facts, 'fileProblems' | 'checks'>): Ending {
  const [first, ...others] = fileProblems;
  const place = first === undefined ? '' : `${first.path}${first.line === null ? '' : `:${first.line}`}`;
  const more = others.length === 0 ? '' : ` And ${countNouns(others.length, 'more problem')}.`;
  const sentence = `${place}: ${first?.sentence ?? ''}${more}`;
  return {
    outcome: 'invalid',
    green: false,
    sentence,
    problems: [],
    remedy:
      checks === null
        ? 'Correct the files; all of their problems that show without the Platform are reported at once.'
        : 'Correct the files.',
  };
}

/** @param written what the export wrote */
export function describeExported({ policies, groups, left, over, reason, remedy }: WrittenExport): Ending {
  const count = `${countNouns(policies, 'policy', 'policies')} and ${countNouns(groups, 'policy group')}`;
  const notes = [...left, ...(over?.notes ?? [])];
  // Several are listed below the sentence.
  const told = notes.length === 1 ? notes.join('') : `${countNouns(notes.length, 'note')} on that.`;
  const rest = notes.length === 0 ? '' : ` The files don't say everything: ${told}`;
  const sentence = `${count} of the Platform were written as files. ${describeOverlay(over, reason)}${rest}`;
  const next = over === null ? remedy : isEmpty(over) ? null : ACCEPT;
  return { outcome: 'exported', green: true, sentence, problems: notes, remedy: next };
}

const ACCEPT =
  'To accept what the Platform has, put the exported files over those of the checkout, delete the files that have no policy or group on the Platform (unless they wait for `apply`), and read `git diff`.';

/** What is different from the files of the checkout, as a sentence. */
function describeOverlay(over: Overlay | null, reason: string | null): string {
  if (over === null) return `All files are new, since ${reason ?? 'there are no others'}.`;
  if (isEmpty(over)) return 'The files of the checkout say the same already.';
  const { changed, added, gone } = over;
  const parts = [
    countNouns(changed.length, 'file of the checkout changes', 'files of the checkout change'),
    countNouns(gone.length, 'file has', 'files have'),
    countNouns(added.length, 'file is', 'files are'),
  ];
  return `${parts[0]}, ${parts[1]} no policy or group on the Platform, and ${parts[2]} new.`;
}

function isEmpty({ changed, added, gone }: Overlay): boolean {
  return changed.length + added.length + gone.length === 0;
}

export function describeUnchanged({ kept, unmanaged }: Plan, mode: Mode): Ending {
  const verb = kept.length === 1 ? 'stays as it is' : 'stay as they are';
  const rest = kept.length === 0 ? '' : ` ${countObjects(kept.length)} without a file ${verb}.`;
  // Somebody may have made them by hand, and nothing of them is drift.
  const others = mode !== 'drift' || unmanaged.length === 0 ? '' : ` ${describeUnmanagedCount(unmanaged.length)}.`;
  const sentence = `Files and Platform say the same.${rest}${others}`;
  return { outcome: 'unchanged', green: true, sentence, problems: [], remedy: null };
}

/** Such as `2 to delete, 1 to pause and 3 to create`. */
function describeCounts({ changes }: Plan): string {
  const verbs = new Map<string, number>();
  for (const { verb } of changes) verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  const parts = [...verbs].map(([verb, count]) => `${count} to ${verb}`);
  const last = parts.pop() ?? 'nothing to do';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

export function describeChanges(plan: Plan): Ending {
  return { outcome: 'changes', green: true, sentence: `${describeCounts(plan)}.`, problems: [], remedy: null };
}

export function describeDifference(plan: Plan): string {
  return `The Platform differs from the files. To make it as the files say: ${describeCounts(plan)}.`;
}

export function describeDrift(plan: Plan, fails: boolean): Ending {
  const sentence = describeDifference(plan);
  return { outcome: 'drift', green: !fails, sentence, problems: [], remedy: DRIFT_REMEDY };
}

/** What to do about drift that no conflict is in the way of. */
export const DRIFT_REMEDY =
  'To undo the drift, run `mode: apply`. To accept it, run `mode: export`, and replace your files by those that it writes.';

export const AGAIN =
  'Run the workflow again ("Re-run all jobs", since what is left is another plan): what is done is not done twice.';

/** Another run that begins too soon could toggle back, create a second one, or write what an old list undoes. */
const LATER = `Wait some minutes, and look at the Platform first: what is unknown may still be done, and another run must not begin before it is. ${AGAIN}`;

export function describeApplied(plan: Plan): Ending {
  const sentence = `${countNouns(plan.changes.length, 'change was', 'changes were')} written and read back.`;
  return { outcome: 'applied', green: true, sentence, problems: [], remedy: null };
}

/** The key's role did not permit the first write, and nothing else was written either. */
export function describeForbidden({ why }: Applied, applied: readonly Applied[]): Ending {
  const others = applied.filter(({ isForbidden }) => isForbidden !== true);
  // @failure managing | `error` | =
  return {
    outcome: 'error',
    green: false,
    sentence: `Nothing was written: ${why ?? ''}.`,
    problems: others.map(describeUndone),
    remedy: 'Give `apply` a key with the role `general:write`.',
  };
}

/** The step ended before the first write. */
export function describeNothing({ aborted }: AbortSignal): Ending {
  const what = aborted ? 'The step was cancelled' : 'The deadline passed';
  return {
    outcome: aborted ? 'cancelled' : 'timed-out',
    green: false,
    sentence: `${what} before anything was written.`,
    problems: [],
    remedy: aborted ? AGAIN : 'Raise `timeout-minutes`.',
  };
}

function describeUndone(one: Applied): string {
  const { verb, kind, slug } = one.change;
  return `${verb} ${kind} ${slug}: ${describeEnd(one)}.`;
}

export function describePartly(undone: readonly Applied[], all: number): Ending {
  const problems = undone.map(describeUndone);
  const sentence = `${undone.length} of ${countNouns(all, 'change is', 'changes are')} not done, or the result is unknown.`;
  const mayBeDoneLate = undone.some(({ change, end }) => end === 'unknown' && isSentOnce(writeVerb(change)));
  return { outcome: 'partly-applied', green: false, sentence, problems, remedy: mayBeDoneLate ? LATER : AGAIN };
}

export function describeLeft(left: Plan): Ending {
  const problems = [
    ...left.changes.map(
      ({ verb, kind, slug, fields }) => `${verb} ${kind} ${slug}: ${fields.map(({ field }) => field).join(', ')}.`,
    ),
    ...left.conflicts.map(({ sentence }) => sentence),
  ];
  const sentence = 'All of it was written, and the Platform still says something else than the files.';
  const remedy =
    'Somebody changed it meanwhile, or the Platform rewrites what it is sent: compare both, then run the job again.';
  return { outcome: 'partly-applied', green: false, sentence, problems, remedy };
}

/** How a step ends that knows nothing. */
export function describeError(error: StepError): PoliciesResult {
  return { ...NOTHING, ...describeStop(error, null) };
}

/** What a step that could not go on wrote of its plan. */
export type Written = 'Nothing was written.' | 'It is unknown what was written.';

/**
 * How a step ends that could not go on. What it found out until then stays in the result.
 * @param written null: nothing was to be written
 */
export function describeStop({ outcome, message, problems, remedy }: StepError, written: Written | null): Ending {
  const end = /[.!?]$/.test(message) ? '' : '.';
  const sentence = written === null ? message : `${message}${end} ${written}`;
  const what = written === 'It is unknown what was written.' ? LATER : remedy;
  return { outcome: outcome satisfies Outcome, green: false, sentence, problems, remedy: what };
}
