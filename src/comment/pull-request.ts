import { isForkEvent, readField } from '../runner/event.ts';

/** The pull request that a workflow runs for. */
export interface PullRequest {
  readonly number: number;
  /** Whether its head is in another repository, as far as the event says. */
  readonly isFork: boolean;
  /** The commit that was pushed, and not the merge that is checked out; null if the event does not say. */
  readonly headSha: string | null;
}

/**
 * Finds the pull request in the payload of an event: of one about a pull request, of a comment on one, or of a workflow
 * that ran for one in this very repository. For a workflow's run GitHub also names pull requests that the branch has
 * elsewhere, and none if the head is a fork.
 * @returns null if there is none
 */
export function findPullRequest(eventName: string, payload: unknown): PullRequest | null {
  if (eventName === 'workflow_run') return findOfWorkflowRun(payload);
  const pull = readField(payload, 'pull_request');
  if (pull !== undefined) return build(pull, isForkEvent(payload), readField(pull, 'head', 'sha'));
  const ofIssue = readField(payload, 'issue', 'pull_request');
  const isOfPull = typeof ofIssue === 'object' && ofIssue !== null;
  return isOfPull ? build(readField(payload, 'issue'), false, undefined) : null;
}

function findOfWorkflowRun(payload: unknown): PullRequest | null {
  const run = readField(payload, 'workflow_run');
  const repository = readField(payload, 'repository', 'id');
  const pulls = readField(run, 'pull_requests');
  if (!Array.isArray(pulls) || typeof repository !== 'number') return null;
  const own = pulls.filter((pull: unknown) => readField(pull, 'base', 'repo', 'id') === repository);
  // A branch may have several pull requests, and nothing says for which of them the workflow ran.
  return build(
    own.length === 1 ? own[0] : null,
    readField(run, 'head_repository', 'id') !== repository,
    readField(run, 'head_sha'),
  );
}

function build(holder: unknown, isFork: boolean, headSha: unknown): PullRequest | null {
  const number = readField(holder, 'number');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return null;
  const isSha = typeof headSha === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(headSha);
  return { number, isFork, headSha: isSha ? headSha : null };
}
