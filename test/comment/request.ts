import { expect } from 'vitest';
import { keyOfGate } from '../../src/actions/gate/report/comment.ts';
import type { Commenter } from '../../src/comment/body.ts';
import {
  type CommentLimits,
  type CommentOutcome,
  type CommentRequest,
  postComment,
} from '../../src/comment/post-comment.ts';
import { toLogText } from '../../src/text/escape.ts';
import { NUMBER, REPOSITORY } from './github-json.ts';
import { type GitHubServer, TOKEN } from './github-server.ts';

export const KEY = keyOfGate({
  mode: 'gate',
  syncName: 'aws',
  platformUrl: 'https://tenant.example',
  workflow: 'octo-org/octo-repo/.github/workflows/gate.yml@refs/pull/7/merge',
  job: 'gate',
  step: '__self',
  scope: '',
});

export const COMMENTER: Commenter = { marker: 'cloudquery-gate', subject: 'this gate' };

export const HEAD = '0123456789abcdef0123456789abcdef01234567';

/** A red gate on `on-failure`, unless something else is said. */
export function buildRequest(
  { apiUrl, graphqlUrl }: Pick<GitHubServer, 'apiUrl' | 'graphqlUrl'>,
  { target, ...more }: Partial<Omit<CommentRequest, 'target'>> & { target?: Partial<CommentRequest['target']> } = {},
): CommentRequest {
  return {
    when: 'on-failure',
    colour: 'red',
    facts: 'violations 3',
    question: 'fail-on low',
    markdown: '## ❌ CloudQuery gate: violations found\n\n3 violations gate.\n',
    token: TOKEN,
    signal: new AbortController().signal,
    ...more,
    target: {
      apiUrl,
      graphqlUrl,
      repository: REPOSITORY,
      pullRequest: { number: NUMBER, isFork: false, headSha: HEAD },
      commenter: COMMENTER,
      key: KEY,
      run: { id: 100, attempt: 1 },
      runUrl: 'https://github.com/octo-org/octo-repo/actions/runs/100',
      ...target,
    },
  };
}

/** Posts, and looks at what has to hold whatever comes of it. */
export async function post(
  server: GitHubServer,
  more: Parameters<typeof buildRequest>[1] = {},
  limits?: CommentLimits,
): Promise<CommentOutcome> {
  const outcome = await postComment(buildRequest(server, more), limits);
  expect(server.findings).toEqual([]);
  expect(outcome.detail).not.toContain(more.token || TOKEN);
  expect(outcome.detail).toBe(toLogText(outcome.detail));
  expect(outcome.detail).not.toBe('');
  return outcome;
}
