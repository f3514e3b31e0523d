import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import type { PoliciesResult } from '../result.ts';
import {
  countVerbs,
  createEndOf,
  describeChecks,
  describeConflict,
  describeDrift,
  describeEnd,
  describeFields,
  describeFileProblem,
  describeKept,
  describeLastChange,
  describeRest,
  describeTestCounts,
  type EndOf,
  listOverlay,
  takesAway,
  tellsProblems,
} from './describe.ts';
import { describePolicyPreview, describePreview, sortPreviews } from './preview-section.ts';

const NAME_LENGTH = 100;
const END_LENGTH = 300;
const LINE_LENGTH = 1_000;
const SENTENCE_LENGTH = 2_000;

/** Of each list; the log is no place for more. What takes something away is named all the same. */
const LINES_SHOWN = 200;

/** The lines that tell the result in the log. */
export function describeLog(result: PoliciesResult): string[] {
  const { outcome, sentence, problems, remedy, plan, left, mode, exportDir, over, backupDir } = result;
  const isDrift = mode === 'drift';
  const told =
    problems.length > 1 && !tellsProblems(result)
      ? [
          `Result: ${outcome}. ${problems.length} problems:`,
          ...problems.map((one) => `- ${toLogText(one, LINE_LENGTH)}`),
        ]
      : [`Result: ${outcome}. ${toLogText(sentence, SENTENCE_LENGTH)}`];
  return [
    ...listSome('Problems of the files:', result.fileProblems, describeFileProblem),
    ...listSome('Warnings about the files:', result.fileWarnings, describeFileProblem),
    ...(result.checks === null ? [] : [describeChecks(result.checks, mode)]),
    ...describeTests(result.tests),
    ...describePreviews(result.preview),
    ...listSome('Not found out:', result.notes, (note) => note),
    ...listSome('Warnings:', result.warnings, (text) => text),
    ...(plan === null ? [] : describePlan(plan, createEndOf(result), isDrift, remedy)),
    ...(left === null ? [] : describeLeft(left)),
    ...listOverlay(over).flatMap(({ title, paths }) => listSome(`${title} (${paths.length}):`, paths, (path) => path)),
    ...(exportDir === null ? [] : [`Exported to ${toLogText(exportDir, LINE_LENGTH)}`]),
    ...(backupDir === null ? [] : [`Backup of what is removed: ${toLogText(backupDir, LINE_LENGTH)}`]),
    ...told,
    ...(remedy === null ? [] : [`What to do: ${toLogText(remedy, LINE_LENGTH)}`]),
  ];
}

/** @param remedy is told below */
function describePlan(plan: Plan, endOf: EndOf, isDrift: boolean, remedy: string | null): string[] {
  const { changes, conflicts, kept, hash } = plan;
  const title = isDrift ? 'Platform and files differ; to bring it back' : 'Plan';
  return [
    ...listSome('Conflicts:', conflicts, (one) => describeConflict(one, remedy)),
    ...listChanges(changes.length === 0 ? null : `${title}: ${countVerbs(changes)}.`, changes, (change) =>
      describeChange(change, endOf, isDrift),
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
    ...listChanges('What differs after all was written:', changes, (change) =>
      describeChange(change, () => null, false),
    ),
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

function describeChange(change: PlannedChange, endOf: EndOf, isDrift: boolean): string {
  const { kind, verb, slug, name, changed } = change;
  const end = endOf(change);
  const fields = describeFields(change);
  const parts = [
    `${verb} ${kind} ${toLogText(slug, NAME_LENGTH)} “${toLogText(name, NAME_LENGTH)}”`,
    ...(end === null ? [] : [toLogText(describeEnd(end), END_LENGTH)]),
    ...(isDrift ? [`it ${describeDrift(change)}`] : []),
    ...(isDrift && changed !== null ? [`changed last ${describeLastChange(changed)}`] : []),
    ...(fields === '' ? [] : [fields]),
  ];
  return toLogText(parts.join('; '), LINE_LENGTH);
}
