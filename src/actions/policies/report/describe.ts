import { toPlainText } from '../../../text/escape.ts';
import type { FileProblem } from '../../../text/file-problem.ts';
import { countNouns, formatCount, UNKNOWN } from '../../../text/format.ts';
import type { Applied } from '../apply/apply.ts';
import { describeEnd } from '../apply/ends.ts';
import { countObjects, describeUnmanagedCount, type FieldChange, type FieldValue } from '../form.ts';
import type { LastChange, PlannedChange, Verb } from '../plan/change.ts';
import type { Conflict } from '../plan/match.ts';
import type { Plan, Unmanaged } from '../plan/plan.ts';
import type { RefName } from '../plan/references.ts';
import type { Kept } from '../plan/removals.ts';
import type { PoliciesResult } from '../result.ts';
import { countTests } from '../test/describe.ts';
import type { TestResult } from '../test/test-result.ts';

const NAME_LENGTH = 60;

/** Fields that hold one short word. */
const WORDS: readonly string[] = ['domain', 'severity', 'status'];

/** Whether something is no longer there, or no longer at work, once it is done. */
export function removes({ verb }: { readonly verb: Verb }): boolean {
  return verb === 'delete' || verb === 'pause';
}

/** Whether something is taken away: an object, its alert, or a group or destination of it. */
export function takesAway(change: PlannedChange): boolean {
  return removes(change) || change.fields.some(({ before, after }) => compareLists(before, after).removed.length > 0);
}

/** Such as `2 to delete, 1 to pause, 3 to create`, in the order of the changes. */
export function countVerbs(changes: readonly { readonly verb: Verb }[]): string {
  const counts = new Map<Verb, number>();
  for (const { verb } of changes) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  return [...counts].map(([verb, count]) => `${count} to ${verb}`).join(', ');
}

/** What a change is about, in some words: `severity high → low, query, groups (+1 −2)`. */
export function describeFields({ verb, slug, fields, before, after, markBefore }: PlannedChange): string {
  if (verb === 'create') return 'new';
  if (after === null) return before === null ? '' : 'all of it';
  const moved = verb === 'adopt' && markBefore !== null ? [`slug ${markBefore.slug} → ${slug}`] : [];
  if (fields.length === 0 && moved.length === 0) return 'the mark';
  return [...moved, ...fields.map(describeField)].join(', ');
}

function describeField({ field, before, after }: FieldChange): string {
  if (field === 'name' && typeof before === 'string') {
    const names = [before, String(after)];
    const [old, young] = names.map((name) => toPlainText(name, name.length));
    const hint = old === young ? " (they differ in blanks or in characters that can't be seen)" : '';
    return `name ${names.map(quoteShort).join(' → ')}${hint}`;
  }
  if (typeof before === 'string') return WORDS.includes(field) ? `${field} ${before} → ${after}` : field;
  const { added, removed } = compareLists(before, after);
  const counts = [
    ...(added.length > 0 ? [`+${added.length}`] : []),
    ...(removed.length > 0 ? [`−${removed.length}`] : []),
  ];
  return counts.length === 0 ? field : `${field} (${counts.join(' ')})`;
}

/** A name among other facts. */
function quoteShort(name: string): string {
  return `“${name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name}”`;
}

/** What a list of references gains and loses. */
export function compareLists(
  before: FieldValue | null,
  after: FieldValue | null,
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const [old, young] = [toList(before), toList(after)];
  return {
    added: young.filter((ref) => !old.includes(ref)),
    removed: old.filter((ref) => !young.includes(ref)),
  };
}

function toList(value: FieldValue | null): readonly string[] {
  return typeof value === 'string' || value === null ? [] : value;
}

/** Names of groups and destinations; a reference without one is shown as it is. */
export type NameOf = (ref: string) => string;

export function createNameOf(names: readonly RefName[]): NameOf {
  const known = new Map(names.map(({ ref, name }) => [ref, name]));
  return (ref) => known.get(ref) ?? ref;
}

/** What somebody did, seen from the files, if a plan is taken as drift. */
export function describeDrift({ verb, file }: PlannedChange): string {
  switch (verb) {
    case 'create':
      return 'is not on the Platform';
    case 'delete':
      return 'is on the Platform, and its file is gone';
    case 'pause':
      return file === null
        ? 'is active on the Platform, and its file is gone'
        : 'is active on the Platform, and paused in its file';
    case 'resume':
      return 'is paused on the Platform, and active in its file';
    case 'adopt':
      return 'has lost its mark, or never had one';
    case 'update':
      return 'differs from its file';
  }
}

/** Who changed an object last, and when, as the rest of a sentence. */
export function describeLastChange({ by, at }: LastChange): string {
  // The Platform tells the user's id and no name.
  return `by ${by === null ? UNKNOWN : `the user ${by}`}, at ${at === null ? UNKNOWN : `${at.slice(0, 19).replace('T', ' ')} UTC`}`;
}

/** What became of a change; null: nothing was to be written. */
export type EndOf = (change: Pick<PlannedChange, 'kind' | 'verb' | 'slug' | 'id'>) => Applied | null;

/** A result that was scrubbed or redacted holds copies, so that changes are found by what they are about. */
export function createEndOf({ applied }: Pick<PoliciesResult, 'applied'>): EndOf {
  // Hidden slugs can be alike.
  const keyOf = ({ kind, verb, slug, id }: Parameters<EndOf>[0]) => `${kind} ${verb} ${id ?? slug}`;
  const ends = new Map(applied?.map((one) => [keyOf(one.change), one]));
  return (change) => ends.get(keyOf(change)) ?? null;
}

/** Changes that are not done, or of which nobody knows. */
export function listUndone({ applied }: Pick<PoliciesResult, 'applied'>): Applied[] {
  return (applied ?? []).filter(({ end }) => end !== 'done');
}

/** Whether the parts of the result's sentence are told one by one in any case: as conflicts, or as ends of changes. */
export function tellsProblems({ plan, applied }: Pick<PoliciesResult, 'plan' | 'applied'>): boolean {
  return applied !== null || (plan !== null && plan.conflicts.length > 0);
}

/** `path:line:column` as far as it is known. */
export function describePlace({ path, line, column }: Pick<FileProblem, 'path' | 'line' | 'column'>): string {
  return [path, line, line === null ? null : column].filter((part) => part !== null).join(':');
}

/** Such as `Tests: 3 passed, 1 failed`. */
export function describeTestCounts(tests: readonly TestResult[]): string {
  const { passed, failed, untestable } = countTests(tests);
  const rest = untestable === 0 ? '' : `, ${formatCount(untestable)} could not be run`;
  return `Tests: ${formatCount(passed)} passed, ${formatCount(failed)} failed${rest}`;
}

/** What the Platform says of the queries, as sentences; null: it was asked about none. */
export function describeChecks({ checks, mode }: Pick<PoliciesResult, 'checks' | 'mode'>): string | null {
  if (checks === null || checks.passed + checks.unchecked === 0) return null;
  const { passed, unchecked } = checks;
  const which = mode === 'validate' ? '' : 'new or changed ';
  const count = (queries: number) => countNouns(queries, `${which}query`, `${which}queries`);
  if (passed === 0) return `The Platform did not check ${count(unchecked)}.`;
  const rest = unchecked === 0 ? '' : ` ${formatCount(unchecked)} could not be checked.`;
  return `The Platform understands ${count(passed)}.${rest}`;
}

export function describeFileProblem(problem: FileProblem): string {
  return `\`${describePlace(problem)}\`: ${problem.sentence}`;
}

/** @param told what to do that is told above already: a list says it once */
export function describeConflict({ file, sentence, remedy }: Conflict, told: string | null = null): string {
  const place = file === null ? '' : `\`${describePlace({ ...file, column: null })}\`: `;
  return `${place}${sentence}${told?.startsWith(remedy) ? '' : ` ${remedy}`}`;
}

export function describeUndone(one: Applied): string {
  const { verb, kind, slug } = one.change;
  return `${verb} ${kind} \`${slug}\`: ${describeEnd(one)}`;
}

export function describeKept({ kind, slug, name, reason }: Kept): string {
  return `${kind} \`${slug}\` “${name}”: ${reason}`;
}

/** What an export changes in the files of the checkout, list by list. */
export function listOverlay(
  over: PoliciesResult['over'],
): { readonly title: string; readonly paths: readonly string[] }[] {
  if (over === null) return [];
  const lists = [
    { title: 'Files to delete, which have no policy or group on the Platform', paths: over.gone },
    { title: 'Changed files', paths: over.changed },
    { title: 'New files', paths: over.added },
  ];
  return lists.filter(({ paths }) => paths.length > 0);
}

/** What stays although no file asks for it, and what nobody manages from here. */
export function describeRest({ kept, unmanaged }: Plan): string[] {
  return [
    ...(kept.length === 0 ? [] : [`${countObjects(kept.length)} without a file stay${kept.length === 1 ? 's' : ''}`]),
    describeUnmanagedCount(unmanaged.length),
  ];
}

/** So many are told by their names. */
const UNMANAGED_SHOWN = 20;

/** What nobody manages from here, if it may be somebody's work on the Platform, and there is little of it. */
export function listUnmanaged({ mode, plan }: Pick<PoliciesResult, 'mode' | 'plan'>): readonly Unmanaged[] {
  return mode !== 'drift' || plan === null || plan.unmanaged.length > UNMANAGED_SHOWN ? [] : plan.unmanaged;
}

export function describeUnmanaged({ kind, id, name }: Unmanaged): string {
  return `${kind} “${name}” (${id})`;
}
