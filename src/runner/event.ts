/** What is known of the event that started the workflow, as far as it explains a missing secret. */
export interface EventFacts {
  readonly eventName: string;
  readonly actor: string;
  /** Whether it is a pull request whose head is in another repository. */
  readonly isFork: boolean;
}

/** Whether the event's payload is a pull request from another repository. */
export function isForkEvent(payload: unknown): boolean {
  const pull = readField(payload, 'pull_request');
  const head = readField(payload, 'pull_request', 'head', 'repo', 'full_name');
  const base = readField(payload, 'pull_request', 'base', 'repo', 'full_name');
  // A head without a repository is a fork that was deleted.
  return pull !== undefined && head !== base;
}

/** What GitHub calls the branches of a merge queue. It pushes to them, so that the event can be a push. */
const QUEUE = 'gh-readonly-queue/';

/**
 * Whether the event is about a change that nobody has merged: a pull request, what somebody says on one, a merge queue, or
 * a workflow that ran for one of these.
 * @param ref what the workflow runs for, such as `refs/heads/main`
 */
export function isUnmerged(eventName: string, ref: string, payload: unknown): boolean {
  if (ref.startsWith(`refs/heads/${QUEUE}`) || ref.startsWith('refs/pull/')) return true;
  const branch = readField(payload, 'workflow_run', 'head_branch');
  if (typeof branch === 'string' && branch.startsWith(QUEUE)) return true;
  const names = [eventName, readField(payload, 'workflow_run', 'event')];
  if (names.some((name) => typeof name === 'string' && /^(?:pull_request|merge_group)/.test(name))) return true;
  // What such an event is about is in its payload.
  if (payload === null && /^(?:workflow_run|issue_comment)$/.test(eventName)) return true;
  return readField(payload, 'pull_request') != null || readField(payload, 'issue', 'pull_request') != null;
}

/** Who can read a repository. */
export type Visibility = 'public' | 'private' | 'internal' | 'unknown';

/** Who can read the repository, by the event's payload. Never throws; what is missing or contradictory is unknown. */
export function readVisibility(payload: unknown): Visibility {
  try {
    const visibility = readField(payload, 'repository', 'visibility') ?? null;
    return reconcile(visibility, readField(payload, 'repository', 'private') ?? null);
  } catch {
    return 'unknown';
  }
}

/** The older of the two fields is all that some servers have; it is `true` of internal repositories. */
function reconcile(visibility: unknown, isPrivate: unknown): Visibility {
  if (visibility === null && typeof isPrivate === 'boolean') return isPrivate ? 'private' : 'public';
  if (visibility !== 'public' && visibility !== 'private' && visibility !== 'internal') return 'unknown';
  return isPrivate === null || isPrivate === (visibility !== 'public') ? visibility : 'unknown';
}

/** A field of a field of unknown JSON; undefined if there is none. */
export function readField(value: unknown, ...names: readonly string[]): unknown {
  let inner = value;
  for (const name of names) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[name];
  }
  return inner;
}
