import { join } from 'node:path';
import { systemClock } from '../../../clock.ts';
import { redactViolation } from '../../../platform/redact-violation.ts';
import type { Violation } from '../../../platform/violations.ts';
import type { OwnReports } from '../../../runner/report-file.ts';
import type { Ownership } from '../../../runner/report-folder.ts';
import { toPlainText } from '../../../text/escape.ts';
import type { Step } from '../../step.ts';
import { type Baseline, hideNames } from '../baseline/baseline.ts';
import type { GateFiles } from '../files.ts';
import type { Inputs } from '../inputs.ts';
import type { ReportedViolation } from '../judge/tally.ts';
import type { GateResult } from '../result.ts';
import type { PlannedFile, PlannedFiles } from './deliver.ts';
import { FORMATS, fileNameOf, listsViolations, type WrittenFile } from './kinds.ts';
import { renderReport } from './render.ts';
import { findAnchor } from './sarif-anchor.ts';
import type { Spool } from './spool.ts';

type Render = (result: GateResult) => Iterable<string> | Promise<Iterable<string>>;

const OWN: Ownership = { record: '.cloudquery-gate.json', names: FORMATS.map(fileNameOf) };

/** The files that somebody asked for: the step's own baseline, and the reports. */
export async function planFiles(
  baseline: Baseline | null,
  spool: Spool | null,
  { nextBaselinePath, reportDir, reports, sarifAnchor }: Pick<Inputs, 'reports' | 'sarifAnchor'> & GateFiles,
  { runner, isRedacted }: Pick<Step, 'runner' | 'isRedacted'>,
): Promise<PlannedFiles> {
  const files: PlannedFile[] = [];
  const { openReportFolder } = await import('../../../runner/report-folder.ts');
  const own = openReportFolder(reportDir, OWN, runner.identity());
  const plan = (kind: WrittenFile['kind'], path: string, render: Render) => {
    files.push({ kind, write: (result) => writeFile({ kind, path }, own, render, result, runner.scrub) });
  };
  if (baseline !== null && nextBaselinePath !== null) {
    const clean = (text: string) => toPlainText(runner.scrub(text));
    const render = async () => {
      const { writeBaseline } = await import('../baseline/file.ts');
      return writeBaseline(isRedacted ? hideNames(baseline) : baseline, clean);
    };
    plan('baseline', nextBaselinePath, render);
  }
  const context = runner.context(systemClock.now());
  const anchor = findAnchor(sarifAnchor, context, runner.folders().workspace);
  const hide = isRedacted ? redactViolation : (violation: Violation) => violation;
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
  own: OwnReports,
  render: Render,
  result: GateResult,
  scrub: (text: string) => string,
): Promise<WrittenFile> {
  const { writeReport } = await import('../../../runner/report-file.ts');
  // Somebody may want an earlier baseline back.
  const written = await writeReport(path, await render(result), scrub, kind === 'baseline' ? null : own);
  return { kind, path: written };
}

function* showRows(
  rows: Iterable<ReportedViolation>,
  hide: (violation: Violation) => Violation,
): Generator<ReportedViolation> {
  for (const row of rows) yield { ...row, violation: hide(row.violation) };
}
