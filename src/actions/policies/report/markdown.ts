import { basename } from 'node:path';
import { toCode, toMarkdown, toProse } from '../../../text/escape.ts';
import { byteLength, renderDetails, renderRest, renderRunLink, takeWithin } from '../../../text/markdown.ts';
import type { PoliciesResult } from '../result.ts';
import type { TestResult } from '../test/test-result.ts';
import { joinParts, renderChangeDetails, renderChanges, type Section, type View } from './change-section.ts';
import {
  countVerbs,
  createEndOf,
  createNameOf,
  describeChecks,
  describeConflict,
  describeFileProblem,
  describeKept,
  describePlace,
  describeRest,
  describeTestCounts,
  describeUndone,
  describeUnmanaged,
  listOverlay,
  listUndone,
  listUnmanaged,
  tellsProblems,
} from './describe.ts';
import { describePreview, renderPreview } from './preview-section.ts';

const SENTENCE_LENGTH = 2_000;
const TEXT_LENGTH = 600;
const SHORT_LENGTH = 150;

/** For what is told in any case below the lists, and for the frames around them. */
const FIXED_BYTES = 4_000;

/** Where a comment leads those who want all of it. */
export interface CommentContext {
  readonly runUrl: string | null;
  /** Null if it was not written. */
  readonly planFile: string | null;
}

/**
 * The job summary in GitHub-flavoured Markdown. Every text of the result is escaped here.
 * @param maxBytes in UTF-8. What does not fit is left out, the least important first, and counted.
 * @param planFile null if it was not written
 */
export function renderSummary(
  result: PoliciesResult,
  maxBytes: number,
  warnings: readonly string[] = [],
  planFile: string | null = null,
): string {
  const whole =
    planFile === null ? '' : `Not all of it finds room here. The plan file has the whole: ${toCode(planFile, 500)}`;
  return render(result, maxBytes, warnings, whole);
}

/** The comment on a pull request. If not all of it finds room, it says where the rest is. */
export function renderComment(result: PoliciesResult, { runUrl, planFile }: CommentContext, maxChars: number): string {
  const file = planFile === null ? '' : `, and the plan file ${toCode(basename(planFile))} of the run has all of it`;
  const whole = `Not all of it finds room in a comment. The job summary has more${file}.\n${renderRunLink(runUrl)}`;
  // No text has more characters than bytes.
  return render(result, maxChars, [], whole);
}

/** @param whole says where all of it is, if it is cut */
function render(result: PoliciesResult, maxBytes: number, warnings: readonly string[], whole: string): string {
  const text = compose(result, maxBytes, warnings, whole, SENTENCE_LENGTH);
  if (byteLength(text) <= maxBytes) return text;
  // Texts of the longest kind in a small budget.
  const short = compose(result, maxBytes, [], whole, SHORT_LENGTH);
  if (byteLength(short) <= maxBytes) return short;
  return `${joinParts([renderHeading(result), renderCounts(result), whole])}\n`;
}

function compose(
  result: PoliciesResult,
  maxBytes: number,
  warnings: readonly string[],
  whole: string,
  sentenceLength: number,
): string {
  const { sentence, problems, remedy, plan, left } = result;
  const listed = problems.length > 1 && !tellsProblems(result) ? problems : [];
  const head = [
    renderHeading(result),
    toProse(sentence, sentenceLength),
    remedy === null ? '' : `**What to do:** ${toProse(remedy, sentenceLength)}`,
    toProse(describeChecks(result) ?? ''),
  ];
  const foot = renderFoot(result);
  let room = Math.max(0, maxBytes - byteLength([...head, foot, whole].join('\n\n')) - FIXED_BYTES);
  let isCut = false;
  function take(share: number, renderWithin: (most: number) => Section): string {
    const section = renderWithin(room * share);
    room = Math.max(0, room - byteLength(section.text));
    isCut ||= section.isCut;
    return section.text;
  }
  const changes = plan?.changes ?? [];
  const view: View = {
    nameOf: createNameOf(plan?.names ?? []),
    endOf: createEndOf(result),
    isApplied: result.applied !== null,
    isDrift: result.mode === 'drift',
  };
  const removed = take(0.5, (most) => renderChanges(changes, view, most));
  const conflicts = take(0.3, (most) =>
    renderList(plan?.conflicts ?? [], (one) => describeConflict(one, remedy), 'conflict', most),
  );
  const undone = take(0.3, (most) => renderList(listUndone(result), describeUndone, 'change', most));
  const remaining = take(0.3, (most) => renderLeft(result, view, most));
  const wrong = take(0.5, (most) => renderList(result.fileProblems, describeFileProblem, 'problem', most));
  const overlay = listOverlay(result.over).map(({ title, paths }) => ({
    title: `### ${title} (${paths.length})`,
    text: take(0.3, (most) => renderPaths(paths, most)),
  }));
  const parts = take(0.5, (most) => renderList(listed, (text) => text, 'problem', most));
  const odd = take(0.2, (most) =>
    renderList(
      [...warnings, ...result.warnings, ...result.fileWarnings.map(describeFileProblem)],
      (text) => text,
      'warning',
      most,
    ),
  );
  const notes = take(0.2, (most) => renderList(result.notes, (text) => text, 'note', most));
  const tests = take(0.3, (most) => renderTests(result.tests ?? [], most));
  const preview = take(0.5, (most) =>
    result.preview === null || result.preview.policies.length === 0
      ? { text: '', isCut: false }
      : renderPreview(result.preview, most),
  );
  const kept = take(0.2, (most) => renderList(plan?.kept ?? [], describeKept, 'object', most));
  const unmanaged = listUnmanaged(result);
  const others = take(0.2, (most) => renderList(unmanaged, describeUnmanaged, 'object', most));
  const details = take(1, (most) => renderChangeDetails(changes, view, most));
  const title = view.isDrift ? 'What differs, and how to undo that' : 'Plan';
  const sections = [
    ...head,
    parts,
    ...overlay.flatMap(({ title, text }) => [title, text]),
    wrong === '' ? '' : `### Problems of the files (${result.fileProblems.length})\n\n${wrong}`,
    conflicts === '' ? '' : `### Conflicts (${plan?.conflicts.length})\n\n${conflicts}`,
    undone === '' ? '' : `### Not done, or unknown (${listUndone(result).length})\n\n${undone}`,
    changes.length === 0 ? '' : `### ${title}: ${countVerbs(changes)}\n\n${removed}`,
    result.tests === null ? '' : `### ${describeTestCounts(result.tests)}\n\n${tests}`,
    result.preview === null || preview === '' ? '' : `### ${describePreview(result.preview)}\n\n${preview}`,
    isCut ? whole : '',
    details,
    left === null || remaining === '' ? '' : `### What differs after all was written\n\n${remaining}`,
    odd === '' ? '' : `### Warnings\n\n${odd}`,
    notes === '' ? '' : `### Not found out\n\n${notes}`,
    kept === '' ? '' : renderDetails(`Without a file, and kept (${plan?.kept.length})`, kept),
    others === '' ? '' : renderDetails(`Not managed from here (${unmanaged.length})`, others),
    foot,
  ];
  return `${joinParts(sections)}\n`;
}

function renderHeading({ outcome, green }: PoliciesResult): string {
  const mark = green ? (outcome === 'drift' || outcome === 'changes' ? '⚠️' : '✅') : '❌';
  return `## ${mark} CloudQuery policies: ${outcome}`;
}

function renderCounts({ plan }: PoliciesResult): string {
  return plan === null || plan.changes.length === 0 ? '' : `Plan: ${countVerbs(plan.changes)}.`;
}

function renderFoot({ plan, exportDir, backupDir, platformUrl }: PoliciesResult): string {
  return [
    ...(plan === null ? [] : describeRest(plan)),
    ...(plan === null || plan.hash === null ? [] : [`hash of the plan: ${toCode(plan.hash)}`]),
    ...(exportDir === null ? [] : [`exported to ${toCode(exportDir, 500)}`]),
    ...(backupDir === null ? [] : [`backup of what is paused or deleted: ${toCode(backupDir, 500)}`]),
    ...(platformUrl === null ? [] : [toCode(platformUrl, 500)]),
  ].join(' · ');
}

function renderLeft({ left }: PoliciesResult, view: View, maxBytes: number): Section {
  if (left === null) return { text: '', isCut: false };
  const own = { ...view, nameOf: createNameOf(left.names), endOf: () => null, isApplied: false };
  const changes = renderChanges(left.changes, own, maxBytes * 0.6);
  const conflicts = renderList(left.conflicts, (one) => describeConflict(one), 'conflict', maxBytes * 0.4);
  return { text: joinParts([changes.text, conflicts.text]), isCut: changes.isCut || conflicts.isCut };
}

/** Those that did not pass, with the rows in question. */
function renderTests(tests: readonly TestResult[], maxBytes: number): Section {
  const told = tests.filter(({ status }) => status !== 'passed');
  const list = takeWithin(
    told,
    ({ slug, name, file, sentence, rows }) => {
      const place = `${toCode(slug)}, ${toCode(describePlace({ ...file, column: null }), TEXT_LENGTH)}`;
      const lines = rows.map((row) => `  - ${toCode(row, TEXT_LENGTH)}\n`).join('');
      return `- **${toMarkdown(name, SHORT_LENGTH)}** (${place}): ${toProse(sentence, TEXT_LENGTH)}\n${lines}`;
    },
    maxBytes - SHORT_LENGTH,
  );
  const rest = told.length - list.taken;
  return { text: `${list.text}${renderRest(rest, 'test')}`.trim(), isCut: rest > 0 };
}

function renderPaths(paths: readonly string[], maxBytes: number): Section {
  const list = takeWithin(paths, (path) => `- ${toCode(path, TEXT_LENGTH)}\n`, maxBytes - SHORT_LENGTH);
  const rest = paths.length - list.taken;
  return { text: `${list.text}${renderRest(rest, 'file')}`.trim(), isCut: rest > 0 };
}

function renderList<T>(items: readonly T[], describe: (item: T) => string, noun: string, maxBytes: number): Section {
  const list = takeWithin(items, (item) => `- ${toProse(describe(item), TEXT_LENGTH)}\n`, maxBytes - SHORT_LENGTH);
  const rest = items.length - list.taken;
  return { text: `${list.text}${renderRest(rest, noun)}`.trim(), isCut: rest > 0 };
}
