import { systemClock } from '../../../clock.ts';
import { COMMENT_CHARACTERS, keyOfGate } from '../../../comment/body.ts';
import { type CommentWhen, colourOf } from '../../../comment/plan.ts';
import { type CommentOutcome, postComment } from '../../../comment/post-comment.ts';
import { findPullRequest } from '../../../comment/pull-request.ts';
import type { Runner } from '../../../runner/runner.ts';
import type { GateResult } from '../result.ts';
import { renderMarkdown } from './markdown.ts';

const SCOPE = ['policies', 'policy-groups', 'domains', 'accounts', 'baseline', 'waivers'];

/**
 * Comments on the pull request that the workflow runs for. Never throws for what GitHub answers.
 * @param result scrubbed and redacted
 */
export async function commentOnPullRequest(
  when: CommentWhen,
  result: GateResult,
  runner: Runner,
  signal: AbortSignal,
): Promise<CommentOutcome> {
  const place = runner.commentPlace();
  const context = runner.context(systemClock.now());
  const pullRequest = findPullRequest(place.eventName, runner.readPayload());
  if (pullRequest === null || context.repository === null) {
    // @failure step#no-comment
    const detail = `This workflow runs for no pull request (event \`${place.eventName}\`), so that there is none to comment on.`;
    return { kind: 'refused', detail };
  }
  const token = runner.getInput('github-token').trim();
  if (token !== '') runner.hideSecret(token);
  const key = keyOfGate({
    mode: runner.getInput('mode'),
    syncName: runner.getInput('sync-name'),
    platformUrl: runner.getInput('platform-url'),
    workflow: place.workflow,
    job: place.job,
    step: place.step,
    scope: JSON.stringify(SCOPE.map((input) => runner.getInput(input).trim())),
  });
  const markdown = renderMarkdown({ result, context, rowsOf: () => [] }, COMMENT_CHARACTERS);
  return postComment({
    when,
    colour: colourOf(result),
    facts: describeFacts(result),
    markdown: runner.scrub(markdown),
    target: { ...place, repository: context.repository, pullRequest, key, runUrl: context.runUrl },
    token,
    signal,
  });
}

/** What is news where it differs: the verdict, and what each policy counts. */
function describeFacts({ outcome, green, judgement }: GateResult): string {
  const policies = judgement?.policies ?? [];
  const facts = policies.map(({ id, standing, gating }) => [id, standing, gating]);
  return JSON.stringify([outcome, green, facts.sort()]);
}
