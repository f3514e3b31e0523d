import { describe, expect, test } from 'vitest';
import { findPullRequest } from '../../../src/comment/pull-request.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const BASE = { repo: { id: 1, full_name: 'octo-org/octo-repo' } };

function pullEvent(head: unknown = { sha: SHA, repo: { full_name: 'octo-org/octo-repo' } }, number: unknown = 7) {
  return { number, pull_request: { number, head, base: BASE } };
}

function runEvent(pulls: unknown, more: object = {}) {
  const run = { head_sha: SHA, head_repository: { id: 1 }, pull_requests: pulls, ...more };
  return { repository: { id: 1 }, workflow_run: run };
}

const own = { number: 7, base: { repo: { id: 1 } } };
const upstream = { number: 8, base: { repo: { id: 2 } } };
const found = { number: 7, isFork: false, headSha: SHA };

describe('findPullRequest', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
    '%s',
    (name) => {
      expect(findPullRequest(name, pullEvent())).toEqual(found);
    },
  );

  test.each([
    ['a fork', { sha: SHA, repo: { full_name: 'mona/octo-repo' } }, { ...found, isFork: true }],
    ['a fork that was deleted', { sha: SHA, repo: null }, { ...found, isFork: true }],
    ['no commit', { repo: { full_name: 'octo-org/octo-repo' } }, { ...found, headSha: null }],
    ['a commit that is none', { sha: '](x)', repo: { full_name: 'octo-org/octo-repo' } }, { ...found, headSha: null }],
  ])('%s', (_, head, expected) => {
    expect(findPullRequest('pull_request', pullEvent(head))).toEqual(expected);
  });

  test('a comment on a pull request', () => {
    const payload = { issue: { number: 7, pull_request: { url: 'x' } }, comment: {} };
    expect(findPullRequest('issue_comment', payload)).toEqual({ ...found, headSha: null });
  });

  test.each([
    ['its own', runEvent([own]), found],
    ['its own among others', runEvent([upstream, own]), found],
    ['a head elsewhere', runEvent([own], { head_repository: { id: 3 } }), { ...found, isFork: true }],
  ])('a workflow that ran for %s', (_, payload, expected) => {
    expect(findPullRequest('workflow_run', payload)).toEqual(expected);
  });

  test.each<[string, string, unknown]>([
    ['a push', 'push', { ref: 'refs/heads/main', head_commit: {} }],
    ['a schedule', 'schedule', { schedule: '* * * * *' }],
    ['a merge queue', 'merge_group', { merge_group: { head_ref: 'gh-readonly-queue/main/pr-7-0123' } }],
    ['no payload', 'pull_request', null],
    ['a payload of another kind', 'pull_request', 'pull_request'],
    ['a pull request that is none', 'pull_request', { pull_request: null }],
    ['a number that is a text', 'pull_request', pullEvent(undefined, '7')],
    ['a number that is none', 'pull_request', pullEvent(undefined, Number.NaN)],
    ['a fraction', 'pull_request', pullEvent(undefined, 7.5)],
    ['zero', 'pull_request', pullEvent(undefined, 0)],
    ['an issue', 'issue_comment', { issue: { number: 7 } }],
    ['an issue with nothing in it', 'issue_comment', { issue: { number: 7, pull_request: null } }],
    ['a run for nothing', 'workflow_run', runEvent([])],
    ['a run for another repository', 'workflow_run', runEvent([upstream])],
    ['a run with odd pull requests', 'workflow_run', runEvent([null, 7, {}])],
    ['a run without a list', 'workflow_run', runEvent(undefined)],
    ['a run without a repository', 'workflow_run', { workflow_run: { pull_requests: [{ number: 7 }] } }],
  ])('%s: none', (_, name, payload) => {
    expect(findPullRequest(name, payload)).toBeNull();
  });
});
