import { join } from 'node:path';
import { systemClock } from '../../../clock.ts';
import type { Violation } from '../../../platform/violations.ts';
import { toPlainText } from '../../../text/escape.ts';
import type { Step } from '../../step.ts';
import { type Baseline, hideNames } from '../baseline/baseline.ts';
import type { GateFiles } from '../files.ts';
import type { Inputs } from '../inputs.ts';
import type { ReportedViolation } from '../judge/tally.ts';
import type { GateResult } from '../result.ts';
import type { PlannedFile } from './deliver.ts';
import { fileNameOf, listsViolations, type WrittenFile } from './kinds.ts';
import { findWorkflowFile, renderReport } from './render.ts';
import type { Spool } from './spool.ts';

type Render = (result: GateResult) => Iterable<string> | Promise<Iterable<string>>;

/** The files that somebody asked for: the run's own baseline, and the reports. */
export async function planFiles(
  baseline: Baseline | null,
  spool: Spool | null,
  { nextBaselinePath, reportDir, reports, sarifAnchor }: Pick<Inputs, 'reports' | 'sarifAnchor'> & GateFiles,
  { runner, isRedacted }: Pick<Step, 'runner' | 'isRedacted'>,
): Promise<PlannedFile[]> {
  const files: PlannedFile[] = [];
  const plan = (kind: WrittenFile['kind'], path: string, render: Render) => {
    files.push({ kind, write: (result) => writeFile(kind, path, render, result, runner.scrub) });
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
  const anchor = sarifAnchor ?? findWorkflowFile(context);
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
  return files;
}

/** @returns the file as it was written, beside one of an earlier step that has its name */
async function writeFile(
  kind: WrittenFile['kind'],
  path: string,
  render: Render,
  result: GateResult,
  scrub: (text: string) => string,
): Promise<WrittenFile> {
  const { writeReport } = await import('../../../runner/report-file.ts');
  return { kind, path: writeReport(path, await render(result), scrub) };
}

function* showRows(
  rows: Iterable<ReportedViolation>,
  hide: (violation: Violation) => Violation,
): Generator<ReportedViolation> {
  for (const row of rows) yield { ...row, violation: hide(row.violation) };
}
