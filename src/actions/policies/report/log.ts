import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import type { PoliciesResult } from '../result.ts';
import {
  countVerbs,
  describeChecks,
  describeConflict,
  describeDrift,
  describeFields,
  describeFileProblem,
  describeKept,
  describeLastChange,
  describeRest,
  describeTestCounts,
  describeUndone,
  describeUnmanaged,
  listOverlay,
  listUndone,
  listUnmanaged,
  takesAway,
  tellsProblems,
} from './describe.ts';
import { describePolicyPreview, describePreview, sortPreviews } from './preview-section.ts';

const NAME_LENGTH = 100;
const LINE_LENGTH = 1_000;
const SENTENCE_LENGTH = 2_000;

/** Of each list; the log is no place for more. What takes something away is named all the same. */
const LINES_SHOWN = 200;

/** The lines that tell the result in the log. If there were writes, it has the plan already, and what became of each. */
export function describeLog(result: PoliciesResult): string[] {
  const { applied, outcome, sentence, problems, remedy, left, exportDir, over, backupDir } = result;
  const told =
    problems.length > 1 && !tellsProblems(result)
      ? [
          `Result: ${outcome}. ${problems.length} problems:`,
          ...problems.map((one) => `- ${toLogText(one, LINE_LENGTH)}`),
        ]
      : [`Result: ${outcome}. ${toLogText(sentence, SENTENCE_LENGTH)}`];
  return [
    ...(applied === null
      ? describeFindings(result)
      : listSome('Not done, or unknown:', listUndone(result), describeUndone)),
    ...(left === null ? [] : describeLeft(left)),
    ...listOverlay(over).flatMap(({ title, paths }) => listSome(`${title} (${paths.length}):`, paths, (path) => path)),
    ...(exportDir === null ? [] : [`Exported to ${toLogText(exportDir, LINE_LENGTH)}`]),
    ...(backupDir === null ? [] : [`Backup of what is paused or deleted: ${toLogText(backupDir, LINE_LENGTH)}`]),
    ...told,
    ...(remedy === null ? [] : [`What to do: ${toLogText(remedy, LINE_LENGTH)}`]),
  ];
}

/** The lines that tell what was found out, and what is to be written. */
export function describeFindings(result: PoliciesResult): string[] {
  const { remedy, plan, mode } = result;
  const checks = describeChecks(result);
  return [
    ...listSome('Problems of the files:', result.fileProblems, describeFileProblem),
    ...listSome('Warnings about the files:', result.fileWarnings, describeFileProblem),
    ...(checks === null ? [] : [checks]),
    ...describeTests(result.tests),
    ...describePreviews(result.preview),
    ...listSome('Not found out:', result.notes, (note) => note),
    ...listSome('Warnings:', result.warnings, (text) => text),
    ...listSome('Not managed from here:', listUnmanaged(result), describeUnmanaged),
    ...(plan === null ? [] : describePlan(plan, mode === 'drift', remedy)),
  ];
}

/** @param remedy is told below */
function describePlan(plan: Plan, isDrift: boolean, remedy: string | null): string[] {
  const { changes, conflicts, kept, hash } = plan;
  const title = isDrift ? 'Platform and files differ; to undo that' : 'Plan';
  return [
    ...listSome('Conflicts:', conflicts, (one) => describeConflict(one, remedy)),
    ...listChanges(changes.length === 0 ? null : `${title}: ${countVerbs(changes)}.`, changes, (change) =>
      describeChange(change, isDrift),
    ),
    ...listSome('Kept:', kept, describeKept),
    `${describeRest(plan).join('. ')}.`,
    ...(hash === null ? [] : [`Hash of the plan: ${hash}`]),
  ];
}

function describeTests(tests: PoliciesResult['tests']): string[] {
  if (tests === null) return [];
  const failed = tests.filter(({ status }) => status !== 'passed');
  const lines = failed.flatMap(({ slug, name, sentence, rows }) => [`${slug}, “${name}”: ${sentence}`, ...rows]);
  const title = `${describeTestCounts(tests)}.`;
  return lines.length === 0 ? [title] : listSome(title, lines, (line) => line);
}

function describePreviews(preview: PoliciesResult['preview']): string[] {
  if (preview === null || preview.policies.length === 0) return [];
  return listSome(`${describePreview(preview)}.`, sortPreviews(preview.policies), describePolicyPreview);
}

function describeLeft({ changes, conflicts }: Plan): string[] {
  return [
    ...listChanges('What differs after all was written:', changes, (change) => describeChange(change, false)),
    ...listSome('Conflicts after all was written:', conflicts, (one) => describeConflict(one)),
  ];
}

/** What takes something away is named in any case. */
function listChanges(
  title: string | null,
  changes: readonly PlannedChange[],
  describe: (change: PlannedChange) => string,
): string[] {
  if (changes.length === 0) return [];
  const isShown = (change: PlannedChange, index: number) => index < LINES_SHOWN || takesAway(change);
  const shown = changes.filter(isShown);
  const rest = changes.filter((change, index) => !isShown(change, index));
  const more = rest.length === 0 ? [] : [`- … and ${countNouns(rest.length, 'more change')}: ${countVerbs(rest)}`];
  return [...(title === null ? [] : [title]), ...shown.map((change) => `- ${describe(change)}`), ...more];
}

function listSome<T>(title: string, items: readonly T[], describe: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const lines = items.slice(0, LINES_SHOWN).map((item) => `- ${toLogText(describe(item), LINE_LENGTH)}`);
  const rest = items.length - lines.length;
  return [title, ...lines, ...(rest > 0 ? [`- … and ${rest} more`] : [])];
}

function describeChange(change: PlannedChange, isDrift: boolean): string {
  const { kind, verb, slug, name, changed } = change;
  const fields = describeFields(change);
  const parts = [
    `${verb} ${kind} ${toLogText(slug, NAME_LENGTH)} “${toLogText(name, NAME_LENGTH)}”`,
    ...(isDrift ? [`it ${describeDrift(change)}`] : []),
    ...(isDrift && changed !== null ? [`changed last ${describeLastChange(changed)}`] : []),
    ...(fields === '' ? [] : [fields]),
  ];
  return toLogText(parts.join('; '), LINE_LENGTH);
}
