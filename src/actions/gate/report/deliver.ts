import { systemClock } from '../../../clock.ts';
import type { Annotate } from '../../../comment/tell-comment.ts';
import { messageOf } from '../../../errors.ts';
import { attemptReport, setOutputs } from '../../../runner/report.ts';
import type { Runner } from '../../../runner/runner.ts';
import { toLogText } from '../../../text/escape.ts';
import { SUMMARY_BYTES } from '../../../text/markdown.ts';
import type { Step } from '../../step.ts';
import { COMMENT_CHOICES, type CommentChoice } from '../inputs.ts';
import type { GateResult } from '../result.ts';
import type { SourceOf } from '../source/locate-policies.ts';
import type { WrittenFile } from './kinds.ts';
import { tellVerdict } from './log.ts';
import type { MissingFile } from './missing-files.ts';
import { fileOutputsOf } from './outputs.ts';

/** A file that is to be written once the verdict is settled. */
export interface PlannedFile {
  readonly kind: WrittenFile['kind'];
  readonly write: (result: GateResult) => Promise<WrittenFile>;
}

export interface PlannedFiles {
  readonly files: readonly PlannedFile[];
  /** Tidies up once all of them are written. */
  readonly finish: () => void;
}

export const NO_FILES: PlannedFiles = { files: [], finish: () => {} };

/** The reports that somebody asked for. The comment is asked for by its input itself. */
export interface Wanted {
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly planned: PlannedFiles;
}

/**
 * Reports a verdict that is settled, in every way that somebody asked for. No report can change it: one that fails is a
 * warning.
 * @param result as it may be shown
 * @param raw as it came
 */
export async function deliver(result: GateResult, raw: GateResult, wanted: Wanted, step: Step): Promise<void> {
  const { runner } = step;
  const written: WrittenFile[] = [];
  const missing: MissingFile[] = [];
  for (const file of wanted.planned.files) {
    const problem = await attemptReport(`${file.kind} file`, 'verdict', runner, async () => {
      const one = await file.write(result);
      setOutputs(runner, fileOutputsOf(one));
      written.push(one);
    });
    if (problem !== null) missing.push({ kind: file.kind, ...problem });
  }
  await attemptReport('record of the reports', 'verdict', runner, wanted.planned.finish);
  // Nobody reads a line of the log of a green step.
  const gaps = missing.length === 0 ? [] : (await import('./missing-files.ts')).describeMissing(missing);
  const annotate: Annotate = (level, title, message) => {
    if (wanted.annotations) runner.annotate({ level, title, message });
    return wanted.annotations;
  };
  if (result.isRedacted && result.warnings.length > 0)
    runner.group(
      'Warnings',
      result.warnings.map((line) => toLogText(line)),
    );
  tellVerdict(result, runner, written);
  if (wanted.annotations) {
    await attemptReport('annotations', 'verdict', runner, async () => {
      const { planAnnotations } = await import('./annotations.ts');
      for (const annotation of planAnnotations(result, await findSources(raw, runner))) runner.annotate(annotation);
    });
  }
  for (const gap of gaps) annotate('warning', 'CloudQuery: a report is missing', gap);
  if (wanted.summary) {
    const problem = await attemptReport('job summary', 'verdict', runner, async () => {
      const { renderSummary } = await import('./pages.ts');
      const { docsUrl } = runner.context(systemClock.now());
      await runner.writeSummary(renderSummary(result, SUMMARY_BYTES, { files: written, gaps, docsUrl }));
    });
    if (problem !== null) {
      // @failure step#report
      const message = `\`summary\`: the job summary could not be written to GITHUB_STEP_SUMMARY: ${problem.reason}.`;
      annotate('warning', 'CloudQuery: no summary', message);
    }
  }
  await attemptReport('comment', 'verdict', runner, () => comment(result, step, annotate));
}

/** Where the failing policies' resources were made: found in the result as it came, since hidden names have no tags. */
async function findSources(raw: GateResult, runner: Runner): Promise<SourceOf> {
  if (!raw.judgement?.failing) return new Map();
  try {
    const { locateInCheckout } = await import('../source/checkout.ts');
    return locateInCheckout(raw, runner.folders().workspace, runner.context(systemClock.now()).repository);
  } catch (error) {
    // @failure step#report
    runner.warn(
      `the places in the checkout could not be found, which does not change the verdict: ${messageOf(error)}`,
    );
    return new Map();
  }
}

async function comment(result: GateResult, { runner, lifecycle }: Step, annotate: Annotate): Promise<void> {
  const choice = readChoice(runner.getInput('comment').trim());
  if (choice === 'never') return;
  const { tellVerdictComment } = await import('./comment.ts');
  await tellVerdictComment(choice, result, runner, annotate, lifecycle.stop);
}

/** The input itself, which is known also if others are bad; a bad one is told elsewhere. */
function readChoice(word: string): CommentChoice {
  return COMMENT_CHOICES.find((choice) => choice === word) ?? 'never';
}
