import { NUMBER, REPOSITORY } from './github-json.ts';

export interface PullRequestChoice {
  readonly number?: number;
  /** The repository that the changes come from: another one is a fork. */
  readonly from?: string;
  readonly sha?: string;
}

/** The repository in the payload of each event. */
export const PRIVATE_REPOSITORY = {
  full_name: REPOSITORY,
  private: true,
  visibility: 'private',
  default_branch: 'main',
} as const;

/** The payload of the event `pull_request`, as far as an action or an example reads it. */
export function pullRequestEvent({ number = NUMBER, from = REPOSITORY, sha = 'a'.repeat(40) }: PullRequestChoice = {}) {
  const head = { sha, ref: 'change', repo: { full_name: from, fork: from !== REPOSITORY } };
  const base = { ref: 'main', repo: { full_name: REPOSITORY } };
  return {
    repository: PRIVATE_REPOSITORY,
    number,
    pull_request: { number, head, base, user: { login: 'octocat' } },
  };
}
