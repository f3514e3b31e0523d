import type { Annotation } from '../../../runner/annotation.ts';
import { toLogText } from '../../../text/escape.ts';
import type { FileProblem } from '../../../text/file-problem.ts';
import { describeEnd } from '../apply/ends.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { PoliciesResult } from '../result.ts';
import { describeDrift, describeFields, describeLastChange, listUndone } from './describe.ts';

/** GitHub shows ten of each level and sends the rest to the log. */
const SHOWN_BY_LEVEL = 10;

const NAME_LENGTH = 100;
/** In code points. Each may take two of the 4,096 UTF-16 units that GitHub keeps. */
const MESSAGE_LENGTH = 2_000;

/** Something that is told at its file, if there is one. */
interface Remark {
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string | null;
  readonly place: { readonly path: string; readonly line: number | null; readonly column?: number | null } | null;
}

/**
 * The result if it is not green, then what is wrong at its file and line, then warnings: ten of each level at most, the
 * last of which says how many more there are.
 */
export function planAnnotations(result: PoliciesResult, warnings: readonly string[] = []): Annotation[] {
  const { green, outcome, sentence, remedy } = result;
  const level = green ? 'warning' : 'error';
  const remarks = listRemarks(result);
  const odd = [
    ...[...warnings, ...result.warnings].map(
      (text): Remark => ({ title: 'warning', sentence: text, remedy: null, place: null }),
    ),
    ...result.fileWarnings.map((one) => toRemark(one, 'warning about a file')),
    // Without a Platform nobody expected more.
    ...(result.platformUrl === null ? [] : result.notes).map(
      (text): Remark => ({ title: 'not found out', sentence: text, remedy: null, place: null }),
    ),
  ];
  if (green && outcome !== 'drift') return fill([...remarks, ...odd], 'warning');
  const [first, ...others] = remarks;
  // The verdict's sentence begins with the first one, and stands in its place.
  const isSaid = first !== undefined && sentence.includes(first.sentence);
  const verdict: Remark = { title: outcome, sentence, remedy, place: isSaid ? first.place : null };
  const told = [verdict, ...(isSaid ? others : remarks)];
  return level === 'warning' ? fill([...told, ...odd], level) : [...fill(told, level), ...fill(odd, 'warning')];
}

function listRemarks({ fileProblems, plan, applied, outcome, mode }: PoliciesResult): Remark[] {
  const changes = plan?.changes ?? [];
  return [
    ...fileProblems.map((one) => toRemark(one, 'problem of a file')),
    ...(plan?.conflicts ?? []).map(({ file, ...rest }) => ({ ...rest, title: 'conflict', place: file })),
    ...listUndone({ applied }).map((one) => {
      const sentence = `${one.change.verb} ${nameChange(one.change)}: ${describeEnd(one)}.`;
      return { title: 'not done, or unknown', sentence, remedy: null, place: one.change.file };
    }),
    // What a conflict hides of the verdict is drift all the same.
    ...(outcome === 'drift' || (outcome === 'refused' && mode === 'drift') ? changes.map(toDrift) : []),
  ];
}

function toRemark({ path, line, column, sentence }: FileProblem, title: string): Remark {
  return { title, sentence, remedy: null, place: { path, line, column } };
}

function toDrift(change: PlannedChange): Remark {
  const fields = change.verb === 'update' ? `: ${describeFields(change)}` : '';
  const who = change.changed === null ? '' : ` It was changed last ${describeLastChange(change.changed)}.`;
  const sentence = `The ${nameChange(change)} ${describeDrift(change)}${fields}.${who}`;
  return { title: 'drift', sentence, remedy: null, place: change.file };
}

function nameChange({ kind, slug, name }: PlannedChange): string {
  return `${kind} ${toLogText(slug, NAME_LENGTH)} “${toLogText(name, NAME_LENGTH)}”`;
}

function fill(remarks: readonly Remark[], level: Annotation['level']): Annotation[] {
  const isCut = remarks.length > SHOWN_BY_LEVEL;
  const shown = remarks.slice(0, isCut ? SHOWN_BY_LEVEL - 1 : SHOWN_BY_LEVEL).map((one) => toAnnotation(one, level));
  if (!isCut) return shown;
  const message = `And ${remarks.length - shown.length} more, which the log has.`;
  return [...shown, { level, title: 'CloudQuery policies: more', message }];
}

function toAnnotation({ title, sentence, remedy, place }: Remark, level: Annotation['level']): Annotation {
  const message = [sentence, remedy ?? '']
    .map((part) => toLogText(part, MESSAGE_LENGTH / 2))
    .join(' ')
    .trim();
  return { level, title: `CloudQuery policies: ${title}`, message, ...toPlace(place) };
}

/** GitHub knows files of the repository only, by their path from its root. */
function toPlace(place: Remark['place']): Pick<Annotation, 'file' | 'line' | 'column'> {
  if (place === null || place.path === '' || /^(?:\/|\.\.?(?:\/|$))/.test(place.path)) return {};
  const { path, line, column = null } = place;
  if (line === null) return { file: path };
  return { file: path, line, ...(column === null ? {} : { column }) };
}
