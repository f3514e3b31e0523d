import { type Clock, systemClock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import { isVisibleAscii, toLogText } from '../text/escape.ts';
import { createScrub } from '../text/scrub.ts';
import { COMMENT_CHARACTERS, type Commenter, composeBody, findsRoom, hashBriefly, readMarker } from './body.ts';
import { GitHubError, isRefusal, remedyFor } from './failure.ts';
import { type ListedComment, openComments, type PullRequestComments, type WrittenComment } from './github.ts';
import { isPrivate } from './here-fetch.ts';
import {
  type Colour,
  type CommentPlan,
  type CommentWhen,
  isOfWorseLeg,
  type OwnComment,
  planComment,
  type Standing,
  type WorkflowRun,
} from './plan.ts';
import type { PullRequest } from './pull-request.ts';

export interface CommentRequest {
  readonly when: CommentWhen;
  readonly colour: Colour;
  /** The facts whose change is news: outcome, failing policies, counts. Only a hash of them is published. */
  readonly facts: string;
  /** What was asked: all that decides on the result. Only a hash of it is published. */
  readonly question: string;
  /** The report, escaped and redacted, of `COMMENT_CHARACTERS` at most. */
  readonly markdown: string;
  readonly target: CommentTarget;
  readonly token: string;
  /** Aborted if the step is cancelled. */
  readonly signal: AbortSignal;
}

/** Where the comment goes, and what it is about. */
export interface CommentTarget {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: PullRequest;
  readonly commenter: Commenter;
  /** Tells the step from the others of this action that comment on the same pull request: a short hash. */
  readonly key: string;
  readonly run: WorkflowRun;
  readonly runUrl: string | null;
}

/**
 * `unavailable`: there is nothing to comment on, or GitHub lets nobody; a notice. `refused`: the workflow asks for a
 * comment, and does not let us write it; a warning, as `failed` is. The detail is one harmless line.
 */
export interface CommentOutcome {
  readonly kind: 'created' | 'updated' | 'unchanged' | 'skipped' | 'unavailable' | 'refused' | 'failed';
  readonly detail: string;
}

export interface CommentLimits {
  readonly clock: Clock;
  /** For all requests together. */
  readonly timeoutMs: number;
}

/** How often a list is read if it changes while it is read. */
const READINGS = 3;

const USUAL_LIMITS: CommentLimits = { clock: systemClock, timeoutMs: 15_000 };

/** Writes the comment, or leaves it as it is. Never throws: whatever comes of it, the verdict stands. */
export async function postComment(
  request: CommentRequest,
  { clock, timeoutMs }: CommentLimits = USUAL_LIMITS,
): Promise<CommentOutcome> {
  const { target, token } = request;
  const obstacle = findObstacle(request);
  if (obstacle !== null) return obstacle;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const place = { ...target, number: target.pullRequest.number };
    const signal = AbortSignal.any([request.signal, timeout]);
    return await write(request, await openComments(place, { token, clock, signal }));
  } catch (error) {
    // @failure step#comment-stays
    if (request.signal.aborted) return { kind: 'skipped', detail: 'The step was cancelled.' };
    // @failure step#report
    if (timeout.aborted) return { kind: 'failed', detail: `GitHub did not answer within ${timeoutMs / 1_000} s.` };
    if (error instanceof GitHubError && isRefusal(error.failure)) {
      const remedy = remedyFor(error, target.pullRequest.isFork);
      // No permission of the workflow's could change that.
      const kind = target.pullRequest.isFork ? 'unavailable' : 'refused';
      return { kind, detail: `${endSentence(error.message)} ${remedy ?? ''}`.trim() };
    }
    return { kind: 'failed', detail: endSentence(toLogText(createScrub(token)(messageOf(error)))) };
  }
}

function findObstacle({ markdown, token, target }: CommentRequest): CommentOutcome | null {
  // @failure step#no-token | not affected | Remove `github-token` from the workflow: the default is the job's own
  // token. Or give it a valid token.
  if (token === '') return { kind: 'refused', detail: '`github-token` is empty, and a comment needs one.' };
  if (!isVisibleAscii(token)) {
    return {
      kind: 'refused',
      // @failure step#no-token
      detail: '`github-token` holds blanks, line breaks or other characters that no token has.',
    };
  }
  const open = [target.apiUrl, target.graphqlUrl].find((address) => !isPrivate(address));
  if (open !== undefined) {
    // @failure step | not affected | GitHub's API on your server is without TLS, so the action does not send it the
    // token. Turn TLS on there, or remove `comment`.
    const detail = `GitHub's API is ${new URL(open).origin}, without TLS: the token could be read on the way.`;
    return { kind: 'refused', detail };
  }
  // @failure step#comment-stays
  if (markdown.trim() === '') return { kind: 'skipped', detail: 'There is nothing to say.' };
  if (findsRoom(markdown)) return null;
  const length = `${markdown.trim().length} characters, and a comment has room for ${COMMENT_CHARACTERS}`;
  // @failure step#report
  return { kind: 'refused', detail: `The report has ${length}.` };
}

function endSentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

async function write(request: CommentRequest, github: PullRequestComments): Promise<CommentOutcome> {
  const { when, colour, markdown, target } = request;
  const { commenter, key, run, runUrl, pullRequest } = target;
  const standing: Standing = {
    colour,
    facts: hashBriefly(request.facts),
    question: hashBriefly(request.question),
    run,
  };
  const compose = (wasRed: boolean) =>
    composeBody({ commenter, key, standing, wasRed, markdown, headSha: pullRequest.headSha, runUrl });

  async function settle(plan: Exclude<CommentPlan, { kind: 'create' }>): Promise<CommentOutcome> {
    if (plan.kind !== 'update') return plan;
    const { url } = await github.update(plan.id, compose(plan.wasRed));
    const isTidy = await removeAll(github, plan.surplus);
    await keepWorst(plan.id);
    // @failure step#comment-stays
    return { kind: 'updated', detail: isTidy ? url : `${url}; another one like it could not be deleted.` };
  }

  /** Another leg may have read the comment before this one wrote, and written over it. */
  async function keepWorst(id: number): Promise<void> {
    // Nothing is better, so nothing was lost.
    if (colour === 'green') return;
    try {
      const theirs = toOwn(await github.read(id), target).standing;
      if (theirs !== null && isOfWorseLeg(standing, theirs)) await github.update(id, compose(false));
    } catch {
      // It was written. Only whether it stays is unknown.
    }
  }

  const plan = planComment(when, standing, await findOurs(github, target));
  if (plan.kind !== 'create') return await settle(plan);
  const created = await github.create(compose(false));
  try {
    // Another step may have read the list at the same moment, found nothing as well, and written first.
    const older = await findOlder(github, target, created);
    const second = planComment(when, standing, older);
    if (second.kind === 'create') return { kind: 'created', detail: created.url };
    const outcome = await settle(second);
    await github.remove(created.id);
    return outcome;
  } catch {
    // The next run finds both, and tidies up.
    // @failure step#comment-stays
    return { kind: 'created', detail: `${created.url}; whether it is the only one could not be checked.` };
  }
}

async function removeAll(github: PullRequestComments, ids: readonly number[]): Promise<boolean> {
  const results = await Promise.allSettled(ids.map((id) => github.remove(id)));
  return results.every(({ status }) => status === 'fulfilled');
}

/** The comments of this step. Somebody else's may hold the same marker, since everybody can read it. */
async function findOurs(github: PullRequestComments, target: CommentTarget): Promise<OwnComment[]> {
  for (let reading = 1; reading <= READINGS; reading++) {
    const marked = await github.list(({ body }) => isOurs(body, target));
    if (marked.length === 0) return [];
    const own = await github.pickOwn(marked);
    if (own !== null) return own.map((one) => toOwn(one, target));
  }
  throw new GitHubError('The comments changed while they were read', { kind: 'unreadable' });
}

/**
 * Our comments that are older than one that we wrote just now. We are its author beyond doubt: even if GitHub is wrong
 * about the authors of others, comments cannot pile up.
 */
async function findOlder(
  github: PullRequestComments,
  target: CommentTarget,
  created: WrittenComment,
): Promise<OwnComment[]> {
  const older = await github.list(
    ({ id, authorId, body }) =>
      id < created.id && authorId !== null && authorId === created.authorId && isOurs(body, target),
  );
  return older.map((one) => toOwn(one, target));
}

function isOurs(body: string, { commenter, key }: CommentTarget): boolean {
  return readMarker(body, commenter.marker)?.key === key;
}

function toOwn({ id, body }: ListedComment, { commenter }: CommentTarget): OwnComment {
  return { id, standing: readMarker(body, commenter.marker)?.standing ?? null };
}
