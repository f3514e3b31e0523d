import { isForkEvent } from '../inputs/missing-key.ts';

/** The pull request that a workflow runs for. */
export interface PullRequest {
  readonly number: number;
  /** Whether its head is in another repository, as far as the event says. */
  readonly isFork: boolean;
  /** The commit that was pushed, and not the merge that is checked out; null where the event does not say. */
  readonly headSha: string | null;
}

/**
 * Finds the pull request in the payload of an event: of one about a pull request, of a comment on one, or of a workflow
 * that ran for one in this very repository. Of the latter GitHub also names pull requests that the branch has elsewhere,
 * and none where the head is a fork.
 * @returns null where there is none
 */
export function findPullRequest(eventName: string, payload: unknown): PullRequest | null {
  if (eventName === 'workflow_run') return findOfWorkflowRun(payload);
  const pull = field(payload, 'pull_request');
  if (pull !== undefined) return build(pull, isForkEvent(payload), field(field(pull, 'head'), 'sha'));
  const issue = field(payload, 'issue');
  return isObject(field(issue, 'pull_request')) ? build(issue, false, undefined) : null;
}

function findOfWorkflowRun(payload: unknown): PullRequest | null {
  const run = field(payload, 'workflow_run');
  const repository = field(field(payload, 'repository'), 'id');
  const pulls = field(run, 'pull_requests');
  if (!Array.isArray(pulls) || typeof repository !== 'number') return null;
  const own = pulls.filter((pull: unknown) => field(field(field(pull, 'base'), 'repo'), 'id') === repository);
  // A branch may have several pull requests, and nothing says for which of them the workflow ran.
  return build(
    own.length === 1 ? own[0] : null,
    field(field(run, 'head_repository'), 'id') !== repository,
    field(run, 'head_sha'),
  );
}

function build(holder: unknown, isFork: boolean, headSha: unknown): PullRequest | null {
  const number = field(holder, 'number');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return null;
  const isSha = typeof headSha === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(headSha);
  return { number, isFork, headSha: isSha ? headSha : null };
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
