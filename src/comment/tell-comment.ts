import { systemClock } from '../clock.ts';
import type { Annotation } from '../runner/annotation.ts';
import type { CommentPlace, StepContext } from '../runner/context.ts';
import type { Runner } from '../runner/runner.ts';
import { COMMENT_CHARACTERS, type Commenter } from './body.ts';
import type { Colour, CommentWhen } from './plan.ts';
import { type CommentOutcome, postComment } from './post-comment.ts';
import { findPullRequest } from './pull-request.ts';

/** Annotates if the step may; says whether it did. */
export type Annotate = (level: Annotation['level'], title: string, message: string) => boolean;

/** What an action says on a pull request. */
export interface CommentText {
  readonly when: CommentWhen;
  readonly commenter: Commenter;
  readonly colour: Colour;
  /** The facts whose change is news. Only a hash of them is published. */
  readonly facts: string;
  /** All that decides on the result. Only a hash of it is published. */
  readonly question: string;
  /** Tells the step from the others of this action that comment on the same pull request: a short hash. */
  readonly keyOf: (place: CommentPlace) => string;
  /** Loads what renders. @returns Markdown, escaped and redacted */
  readonly render: (context: StepContext, maxChars: number) => Promise<string>;
}

/** Comments on the pull request, and says what became of it. Never throws for what GitHub answers. */
export async function tellComment(
  text: CommentText,
  runner: Runner,
  annotate: Annotate,
  signal: AbortSignal,
): Promise<void> {
  const { kind, detail } = await commentOnPullRequest(text, runner, signal);
  if (kind === 'refused' || kind === 'unavailable') {
    // @failure step#no-comment | not affected | Give the job `pull-requests: write`. The tokens of forks and of
    // Dependabot never have that right. Without a pull request there is nothing to do.
    const message = `No comment on the pull request: ${detail}`;
    // An annotation is a line of the log, too.
    if (!annotate(kind === 'refused' ? 'warning' : 'notice', 'CloudQuery: no comment', message)) runner.tell(message);
  } else if (kind === 'failed') {
    // @failure step#report
    const message = `the comment could not be written, which does not change the result: ${detail}`;
    runner.warn(message);
    annotate('warning', 'CloudQuery: no comment', `\`comment\`: ${message}`);
  } else runner.tell(`Comment on the pull request, ${kind}: ${detail}`);
}

/** Comments on the pull request that the workflow runs for. Never throws for what GitHub answers. */
export async function commentOnPullRequest(
  { when, commenter, colour, facts, question, keyOf, render }: CommentText,
  runner: Runner,
  signal: AbortSignal,
): Promise<CommentOutcome> {
  const place = runner.commentPlace();
  const context = runner.context(systemClock.now());
  const pullRequest = findPullRequest(place.eventName, runner.readPayload());
  if (pullRequest === null || context.repository === null) {
    // @failure step#no-comment
    const detail = `This workflow does not run for a pull request (event \`${place.eventName}\`), so there is nothing to comment on.`;
    return { kind: 'unavailable', detail };
  }
  const token = runner.getInput('github-token').trim();
  if (token !== '') runner.hideSecret(token);
  const { repository, runUrl } = context;
  const markdown = runner.scrub(await render(context, COMMENT_CHARACTERS));
  const target = { ...place, commenter, repository, pullRequest, key: keyOf(place), runUrl };
  return postComment({ when, colour, facts, question, markdown, target, token, signal });
}
