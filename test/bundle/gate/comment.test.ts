import { describe, expect, it } from 'vitest';
import { NUMBER, REPOSITORY } from '../../comment/github-json.ts';
import { type GitHubServer, startGitHub, TOKEN } from '../../comment/github-server.ts';
import { type Emulator, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const EVENT = {
  repository: { private: true, visibility: 'private', full_name: REPOSITORY },
  pull_request: {
    number: NUMBER,
    head: { sha: 'a'.repeat(40), repo: { full_name: REPOSITORY } },
    base: { repo: { full_name: REPOSITORY } },
  },
};

let runs = 100;

/** A run of the gate in a workflow for a pull request, later than the ones before. */
function comment(
  emulator: Emulator,
  github: GitHubServer,
  inputs: Readonly<Record<string, string>>,
  { event = EVENT, eventName = 'pull_request' }: { event?: unknown; eventName?: string } = {},
) {
  const env = {
    GITHUB_EVENT_NAME: eventName,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/gate.yml@refs/pull/7/merge`,
    GITHUB_JOB: 'gate',
    GITHUB_ACTION: 'gate',
    GITHUB_RUN_ID: String(++runs),
    GITHUB_RUN_ATTEMPT: '1',
  };
  return runGate(emulator, { 'github-token': TOKEN, ...inputs }, { env, event });
}

describe('the comment of the bundle', { concurrent: true }, () => {
  it('is one, updated in place, and says when the gate is green again', async () => {
    await using github = await startGitHub();
    await using emulator = await startEmulator();
    const red = await comment(emulator, github, { comment: 'on-failure' });
    expect(red.outputs['outcome']).toBe('violations');
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('violations found');

    emulator.setEstate(repairedEstate());
    const green = await comment(emulator, github, { comment: 'on-failure' });
    expect(green.exitCode).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/green again/i);
    expect(github.findings).toEqual([]);
    expect(red.printed + green.printed).not.toContain(TOKEN);
  });

  it.for([
    ['never', 0],
    ['on-failure', 0],
    ['on-change', 0],
    ['always', 1],
  ] as const)('%s, and all is well: %d', async ([choice, expected]) => {
    await using github = await startGitHub();
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const { exitCode } = await comment(emulator, github, { comment: choice });
    expect(exitCode).toBe(0);
    expect(github.comments).toHaveLength(expected);
    if (choice === 'never') expect(github.requests).toEqual([]);
  });

  it('of a green leg of a matrix leaves that of a red one alone', async () => {
    await using github = await startGitHub();
    await using emulator = await startEmulator();
    const red = await comment(emulator, github, { comment: 'always', accounts: 'acme-prod', 'fail-on': 'critical' });
    const green = await comment(emulator, github, {
      comment: 'always',
      accounts: '444455556666',
      'fail-on': 'critical',
    });
    expect([red.exitCode, green.exitCode]).toEqual([1, 0]);
    expect(github.comments.map(({ body }) => /violations found|passed/.exec(body)?.[0])).toEqual([
      'violations found',
      'passed',
    ]);
  });

  it('is written where inputs are bad, too', async () => {
    await using github = await startGitHub();
    await using emulator = await startEmulator();
    await comment(emulator, github, { comment: 'on-failure', 'fail-on': 'severe' });
    expect(github.comments[0]?.body).toContain('fail-on');
  });

  it('that GitHub refuses is a warning, and the verdict stands', async () => {
    await using github = await startGitHub({ mayWrite: false });
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await comment(emulator, github, { comment: 'always' });
    expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'passed']);
    expect(result.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('pull-requests: write') }),
    );
  });

  it('has nowhere to go where there is no pull request, which is a notice', async () => {
    await using github = await startGitHub();
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const event = { repository: EVENT.repository };
    const result = await comment(emulator, github, { comment: 'always' }, { event, eventName: 'schedule' });
    expect(result.exitCode).toBe(0);
    expect(result.annotations.at(-1)?.message).toContain('does not run for a pull request');
    expect(github.requests).toEqual([]);
  });

  it('holds no names in a public repository, nor workflow commands, mentions or the key', async () => {
    await using github = await startGitHub();
    await using emulator = await startEmulator();
    const event = { ...EVENT, repository: { ...EVENT.repository, private: false, visibility: 'public' } };
    await comment(emulator, github, { comment: 'always' }, { event });
    const body = github.comments[0]?.body ?? '';
    expect(body).toMatch(/resource-[0-9a-f]{8}/);
    for (const text of ['acme-prod', 'acme-customer-exports', '111122223333', emulator.key, '@someone', '<img']) {
      expect(body).not.toContain(text);
    }
  });
});
