import { systemClock } from '../../../clock.ts';
import { messageOf } from '../../../errors.ts';
import { attemptReport, setOutputs } from '../../../runner/report.ts';
import type { Runner } from '../../../runner/runner.ts';
import { SUMMARY_BYTES } from '../../../text/markdown.ts';
import type { Step } from '../../step.ts';
import { COMMENT_CHOICES, type CommentChoice } from '../inputs.ts';
import type { GateResult } from '../result.ts';
import type { SourceOf } from '../source/locate-policies.ts';
import type { WrittenFile } from './kinds.ts';
import { tellVerdict } from './log.ts';
import { fileOutputsOf } from './outputs.ts';

/** A file that is to be written once the verdict is settled. */
export interface PlannedFile {
  readonly kind: WrittenFile['kind'];
  readonly write: (result: GateResult) => Promise<WrittenFile>;
}

/** The reports that somebody asked for. The comment is asked for by its input itself. */
export interface Wanted {
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly files: readonly PlannedFile[];
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
  for (const file of wanted.files) {
    await attemptReport(`${file.kind} file`, 'verdict', runner, async () => {
      const one = await file.write(result);
      setOutputs(runner, fileOutputsOf(one));
      written.push(one);
    });
  }
  tellVerdict(result, runner, written);
  if (wanted.annotations) {
    await attemptReport('annotations', 'verdict', runner, async () => {
      const { planAnnotations } = await import('./annotations.ts');
      for (const annotation of planAnnotations(result, await findSources(raw, runner))) runner.annotate(annotation);
    });
  }
  if (wanted.summary) {
    await attemptReport('job summary', 'verdict', runner, async () => {
      const { renderSummary } = await import('./pages.ts');
      await runner.writeSummary(renderSummary(result, SUMMARY_BYTES, written));
    });
  }
  await attemptReport('comment', 'verdict', runner, () => comment(result, step));
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

async function comment(result: GateResult, { runner, lifecycle }: Step): Promise<void> {
  const choice = readChoice(runner.getInput('comment').trim());
  if (choice === 'never') return;
  if (result.outcome === 'cancelled') {
    runner.tell('No comment on the pull request: the step was cancelled.');
    return;
  }
  const { commentOnPullRequest } = await import('./comment.ts');
  const { kind, detail } = await commentOnPullRequest(choice, result, runner, lifecycle.stop);
  // @failure step#no-comment | unchanged | The token may not comment (`pull-requests: write`; forks and Dependabot
  // have none that may), or there is no pull request.
  if (kind === 'refused') runner.annotate({ level: 'notice', title: 'CloudQuery: no comment', message: detail });
  else if (kind === 'failed') {
    // @failure step#report
    runner.warn(`the comment could not be written, which does not change the verdict: ${detail}`);
  } else runner.tell(`Comment on the pull request, ${kind}: ${detail}`);
}

/** The input itself, which is known also if others are bad; a bad one is told elsewhere. */
function readChoice(word: string): CommentChoice {
  return COMMENT_CHOICES.find((choice) => choice === word) ?? 'never';
}
