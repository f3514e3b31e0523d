import { join } from 'node:path';
import { systemClock } from '../../../clock.ts';
import { GateError, messageOf } from '../../../errors.ts';
import { findFreePath, writeText } from '../../../runner/files.ts';
import type { Guard } from '../../../runner/lifecycle.ts';
import type { Runner } from '../../../runner/runner.ts';
import { SUMMARY_BYTES } from '../../../text/budget.ts';
import { toLogText, toPlainText } from '../../../text/escape.ts';
import { redactText } from '../../../text/redact.ts';
import { type Baseline, hideNames } from '../baseline/baseline.ts';
import type { GateFiles } from '../files.ts';
import { COMMENT_CHOICES, type CommentChoice, type Inputs } from '../inputs.ts';
import { redactResult, redactViolation } from '../redact.ts';
import type { GateResult, ReportedViolation } from '../result.ts';
import { fileNameOf, listsViolations, type WrittenFile } from './kinds.ts';
import { tellVerdict } from './log.ts';
import { fileOutputsOf, outputsOf } from './outputs.ts';
import { findWorkflowFile, ReportObstacle, renderReport } from './render.ts';
import type { Spool } from './spool.ts';

/** Tells what became of the step, in every way that somebody asked for. */
export interface Reporting {
  /** One line of the log, whatever it holds. */
  info(line: string): void;
  /** @throws {GateError} where they cannot be written */
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  planFiles(baseline: Baseline | null, spool: Spool | null, inputs: Inputs & GateFiles): PlannedFile[];
  /** Settles the verdict, then reports it. No reporter can change it: one that fails is a warning. */
  report(result: GateResult, wanted: Wanted): Promise<void>;
}

/** The reports that somebody asked for. */
export interface Wanted {
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly files: readonly PlannedFile[];
}

export interface PlannedFile extends WrittenFile {
  readonly render: (result: GateResult) => Iterable<string> | Promise<Iterable<string>>;
}

/** Of a line of the log, in characters. */
const LINE_LENGTH = 1_000;

export function createReporting(runner: Runner, guard: Guard, isRedacted: boolean): Reporting {
  const info = (line: string) => runner.info(toLogText(isRedacted ? redactText(line) : line, LINE_LENGTH));

  function setOutputs(outputs: Readonly<Record<string, string>>): void {
    try {
      for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
    } catch (cause) {
      const remedy = 'See that the runner has room on its disk.';
      // @failure step#write | `error` | The runner's disk is full or read-only. The step is red even where the policies
      // pass.
      throw new GateError(`The outputs could not be written to GITHUB_OUTPUT: ${messageOf(cause)}`, { remedy, cause });
    }
  }

  async function attempt(name: string, write: () => void | Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      // @failure step | unchanged | Mostly SARIF: from partial results it would close live alerts.
      // [When](reports.md#sarif-for-code-scanning)
      if (error instanceof ReportObstacle) info(`The ${name} was not written: ${error.message}.`);
      else {
        const said = messageOf(error);
        // @failure step#report | unchanged | The summary, the annotations, the comment or a file failed; the reason
        // follows.
        info(`Warning: the ${name} could not be written, which does not change the verdict: ${said}`);
      }
    }
  }

  function planFiles(
    baseline: Baseline | null,
    spool: Spool | null,
    { nextBaselinePath, reportDir, reports, sarifAnchor }: Inputs & GateFiles,
  ): PlannedFile[] {
    const clean = (text: string) => runner.scrub(toPlainText(text));
    const files: PlannedFile[] = [];
    if (baseline !== null && nextBaselinePath !== null) {
      const render = async () => {
        const { writeBaseline } = await import('../baseline/file.ts');
        return writeBaseline(isRedacted ? hideNames(baseline) : baseline, clean);
      };
      files.push({ kind: 'baseline', path: nextBaselinePath, render });
    }
    const context = runner.context(systemClock.now());
    const rowsOf = (policyId: string) => showRows(spool?.rowsOf(policyId) ?? []);
    for (const kind of reports) {
      const render = (result: GateResult) => {
        const problem = listsViolations(kind) ? (spool?.problem() ?? null) : null;
        if (problem !== null) throw new Error(`its violations could not be kept on disk: ${problem}`);
        return renderReport(kind, { result, rowsOf, context }, sarifAnchor ?? findWorkflowFile(context));
      };
      files.push({ kind, path: join(reportDir, fileNameOf(kind)), render });
    }
    return files;
  }

  function* showRows(rows: Iterable<ReportedViolation>): Generator<ReportedViolation> {
    for (const row of rows) yield isRedacted ? { ...row, violation: redactViolation(row.violation) } : row;
  }

  /** Once more: what a renderer takes out of a text may have stood in the middle of a secret. */
  function* scrubPieces(pieces: Iterable<string>): Generator<string> {
    for (const piece of pieces) yield runner.scrub(piece);
  }

  async function writeFile({ kind, path, render }: PlannedFile, result: GateResult): Promise<WrittenFile> {
    const free = findFreePath(path);
    writeText(free, scrubPieces(await render(result)));
    setOutputs(fileOutputsOf({ kind, path: free }));
    return { kind, path: free };
  }

  async function comment(result: GateResult): Promise<void> {
    const choice = readChoice(runner.getInput('comment').trim());
    if (choice === 'never') return;
    if (result.outcome === 'cancelled') {
      info('No comment on the pull request: the step was cancelled.');
      return;
    }
    const { commentOnPullRequest } = await import('./comment.ts');
    const { kind, detail } = await commentOnPullRequest(choice, result, runner, guard.stop);
    // @failure step#no-comment | unchanged | The token may not comment (`pull-requests: write`; forks and Dependabot
    // have none that may), or there is no pull request.
    if (kind === 'refused') runner.annotate({ level: 'notice', title: 'CloudQuery: no comment', message: detail });
    else
      info(
        `${kind === 'failed' ? 'Warning: the comment could not be written, which does not change the verdict' : `Comment on the pull request, ${kind}`}: ${detail}`,
      );
  }

  return {
    info,
    setOutputs,
    planFiles,
    async report(raw, { annotations, summary, files }) {
      const scrubbed = runner.scrubData(raw);
      const result = isRedacted ? redactResult(scrubbed) : scrubbed;
      // The outputs first: where they cannot be written the step is red.
      setOutputs(outputsOf(result));
      guard.conclude(result.green);
      const written: WrittenFile[] = [];
      for (const file of files) {
        await attempt(`${file.kind} file`, async () => void written.push(await writeFile(file, result)));
      }
      tellVerdict(result, runner, written);
      if (annotations) {
        await attempt('annotations', async () => {
          const { planAnnotations } = await import('./annotations.ts');
          for (const annotation of planAnnotations(result)) runner.annotate(annotation);
        });
      }
      if (summary) {
        await attempt('job summary', async () => {
          const { renderSummary } = await import('./summary.ts');
          await runner.writeSummary(renderSummary(result, SUMMARY_BYTES, written));
        });
      }
      await attempt('comment', () => comment(result));
    },
  };
}

/** The input itself, which is known also where others are bad; a bad one is told elsewhere. */
function readChoice(word: string): CommentChoice {
  return COMMENT_CHOICES.find((choice) => choice === word) ?? 'never';
}
