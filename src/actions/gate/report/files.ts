import { join } from 'node:path';
import { systemClock } from '../../../clock.ts';
import type { Violation } from '../../../platform/violations.ts';
import { ReportObstacle } from '../../../runner/report.ts';
import { findFreePath, writeText } from '../../../runner/write-file.ts';
import { toPlainText } from '../../../text/escape.ts';
import type { Step } from '../../step.ts';
import { type Baseline, hideNames } from '../baseline/baseline.ts';
import type { GateFiles } from '../files.ts';
import type { Inputs } from '../inputs.ts';
import type { ReportedViolation } from '../judge/tally.ts';
import type { GateResult } from '../result.ts';
import type { PlannedFile, PlannedFiles } from './deliver.ts';
import { fileNameOf, listsViolations, type WrittenFile } from './kinds.ts';
import type { OwnFiles } from './own-files.ts';
import { renderReport } from './render.ts';
import { findAnchor } from './sarif-anchor.ts';
import type { Spool } from './spool.ts';

type Render = (result: GateResult) => Iterable<string> | Promise<Iterable<string>>;

/** The files that somebody asked for: the run's own baseline, and the reports. */
export async function planFiles(
  baseline: Baseline | null,
  spool: Spool | null,
  { nextBaselinePath, reportDir, reports, sarifAnchor }: Pick<Inputs, 'reports' | 'sarifAnchor'> & GateFiles,
  { runner, isRedacted }: Pick<Step, 'runner' | 'isRedacted'>,
): Promise<PlannedFiles> {
  const files: PlannedFile[] = [];
  const own = (await import('./own-files.ts')).openOwnFiles(reportDir, runner.identity());
  const plan = (kind: WrittenFile['kind'], path: string, render: Render) => {
    files.push({ kind, write: (result) => writeFile({ kind, path }, own, render, result, runner.scrub) });
  };
  if (baseline !== null && nextBaselinePath !== null) {
    const clean = (text: string) => runner.scrub(toPlainText(text));
    const render = async () => {
      const { writeBaseline } = await import('../baseline/file.ts');
      return writeBaseline(isRedacted ? hideNames(baseline) : baseline, clean);
    };
    plan('baseline', nextBaselinePath, render);
  }
  const context = runner.context(systemClock.now());
  const anchor = findAnchor(sarifAnchor, context, runner.folders().workspace);
  const hide = isRedacted ? (await import('../redact.ts')).redactViolation : (violation: Violation) => violation;
  const rowsOf = (policyId: string) => showRows(spool?.rowsOf(policyId) ?? [], hide);
  for (const kind of reports) {
    const render = (result: GateResult) => {
      const problem = listsViolations(kind) ? (spool?.problem() ?? null) : null;
      if (problem !== null) throw new Error(`its violations could not be kept on disk: ${problem}`);
      return renderReport(kind, { result, rowsOf, context }, anchor);
    };
    plan(kind, join(reportDir, fileNameOf(kind)), render);
  }
  return { files, finish: own.finish };
}

/** @returns the file as it was written: in place of a report of an earlier run, beside anything else of that name */
async function writeFile(
  { kind, path }: WrittenFile,
  own: OwnFiles,
  render: Render,
  result: GateResult,
  scrub: (text: string) => string,
): Promise<WrittenFile> {
  const pieces = scrubPieces(await render(result), scrub);
  // Somebody may want an earlier baseline back.
  const isReport = kind !== 'baseline';
  try {
    const free = isReport ? findFreePath(path, own.mayReplace) : findFreePath(path);
    writeText(free, pieces);
    if (isReport) own.add(free);
    return { kind, path: free };
  } catch (error) {
    if (error instanceof ReportObstacle) throw error;
    const { describeFileError } = await import('../../../runner/file-problem.ts');
    throw new Error(describeFileError(error), { cause: error });
  }
}

function* showRows(
  rows: Iterable<ReportedViolation>,
  hide: (violation: Violation) => Violation,
): Generator<ReportedViolation> {
  for (const row of rows) yield { ...row, violation: hide(row.violation) };
}

/** Once more: what a renderer takes out of a text may have stood in the middle of a secret. */
function* scrubPieces(pieces: Iterable<string>, scrub: (text: string) => string): Generator<string> {
  for (const piece of pieces) yield scrub(piece);
}
