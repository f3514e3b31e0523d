/** What the Platform says of people and accounts is hidden in a public repository, in whatever a workflow leaves behind. */
import { describe, expect, it } from 'vitest';
import { NUMBER, REPOSITORY } from '../../comment/github-json.ts';
import { startGitHub, TOKEN } from '../../comment/github-server.ts';
import { type Emulator, policyOf, startEmulator } from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { BUCKETS, markOf, OWNER, policyYaml, runPolicies } from './policies.ts';

const SECRET = 'ask jane@acme.com 123456789012 https://hooks.example/s3cret';
const FILES = {
  'policies/buckets.yml': policyYaml({ name: 'Buckets', status: 'paused' }),
  'policies/renamed.yml': policyYaml({ name: 'New name', query: '"SELECT 2"' }),
};

/** The end of a policy's file. */
const TESTS = [
  'tests:',
  '  - name: finds one',
  '    tables: {aws_s3_buckets: {columns: {_cq_platform_id: String}, rows: [[b1]]}}',
  '    violations: [b1]',
  '',
];

/** Every kind of object whose words no file says. */
async function start(): Promise<Emulator> {
  const query = `${BUCKETS} -- ${SECRET}`;
  const own = (name: string, slug: string, description = '') =>
    policyOf({ name: `${name} ${SECRET}`, description: `${description} ${markOf(slug)}`, query, groups: [] });
  const emulator = await startEmulator({
    role: 'general:write',
    earlier: 'never',
    policies: [
      own('Paused before it is updated', 'buckets', SECRET),
      own('Old name', 'renamed'),
      own('Gone', 'gone-123456789012', SECRET),
      policyOf({ name: `By hand ${SECRET}`, query, groups: [] }),
    ],
  });
  const ids = emulator.book.policies().map(({ id }) => id);
  emulator.book.createGroup(`Group ${SECRET}`, `${SECRET} ${markOf('group-123456789012')}`, ids);
  return emulator;
}

const isShown = ({ printed, summary, annotations, reports }: ActionResult, comment: string) =>
  [printed, summary, JSON.stringify(annotations), reports['plan.json'] ?? '', comment].map((text) =>
    /jane|acme\.com|123456789012|s3cret/.test(text.replaceAll('<wbr>', '')),
  );

describe('in a public repository', { concurrent: true }, () => {
  it.for([
    ['plan', 'delete'],
    ['plan', 'keep'],
    ['drift', 'pause'],
    ['apply', 'delete'],
  ] as const)('nothing of it is shown (%s, on-removed: %s)', async ([mode, onRemoved]) => {
    await using github = await startGitHub();
    await using emulator = await start();
    const repository = { private: false, visibility: 'public', full_name: REPOSITORY };
    const pull = {
      number: NUMBER,
      head: { sha: 'a'.repeat(40), repo: { full_name: REPOSITORY } },
      base: { repo: { full_name: REPOSITORY } },
    };
    const isPull = mode !== 'apply';
    const event = { repository, ...(isPull ? { pull_request: pull } : {}) };
    const env = {
      GITHUB_EVENT_NAME: isPull ? 'pull_request' : 'push',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/policies.yml@refs/pull/7/merge`,
      GITHUB_JOB: 'policies',
      GITHUB_ACTION: 'policies',
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_ATTEMPT: '1',
    };
    const inputs = { mode, owner: OWNER, 'on-removed': onRemoved, comment: 'always', 'github-token': TOKEN };
    const result = await runPolicies(emulator, inputs, FILES, { event, env });
    expect(result.outputs['outcome'], result.printed).toBe({ plan: 'changes', drift: 'drift', apply: 'applied' }[mode]);
    const comment = github.comments[0]?.body ?? '';
    expect(comment !== '').toBe(isPull);
    expect(isShown(result, comment), result.printed).toEqual([false, false, false, false, false]);
    // It is still told what becomes of each.
    expect(result.summary).toContain('Gone ask user-');
  });

  it.for([
    ['a check', 'check-syntax', 'invalid', []],
    ['the columns', 'query-columns', 'invalid', []],
    ['a preview', 'execute-query', 'changes', []],
    ['a test', 'execute-query', 'invalid', TESTS],
  ] as const)(
    'nor what the Platform says of a query (%s), and it is shown elsewhere',
    async ([, route, outcome, tests]) => {
      const files = { 'policies/new.yml': `${policyYaml()}${tests.join('\n')}` };
      for (const redact of ['always', 'never']) {
        await using emulator = await startEmulator({ role: 'general:write', policies: [] });
        const body = { message: `Code: 395. DB::Exception: of a row: ${SECRET}`, status: 400 };
        emulator.fault({ route, times: 100, do: { kind: 'status', status: 400, body } });
        const result = await runPolicies(emulator, { mode: 'plan', redact }, files);
        expect(result.outputs['outcome'], result.printed).toBe(outcome);
        const [printed, summary, ...rest] = isShown(result, result.reports['tests.junit.xml'] ?? '');
        expect([printed, summary], result.printed).toEqual(redact === 'always' ? [false, false] : [true, true]);
        if (redact === 'always') expect(rest, result.printed).toEqual([false, false, false]);
      }
    },
  );

  it('nor a value in an error that is about words: the engine computes what gives one value', async () => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [] });
    const message = "Code: 115. DB::Exception: Unknown setting 's3cret-invoices'. (UNKNOWN_SETTING)";
    emulator.fault({
      route: 'check-syntax',
      times: 100,
      do: { kind: 'status', status: 400, body: { message, status: 400 } },
    });
    const result = await runPolicies(
      emulator,
      { mode: 'plan', redact: 'always' },
      { 'policies/new.yml': policyYaml() },
    );
    expect(isShown(result, ''), result.printed).toEqual([false, false, false, false, false]);
    expect(result.summary).toContain('Unknown setting');
  });

  it('all of it is shown to those who may see it', async () => {
    await using emulator = await start();
    const result = await runPolicies(emulator, { 'on-removed': 'delete', redact: 'never' }, FILES);
    expect(isShown(result, SECRET), result.printed).toEqual([true, true, false, true, true]);
  });
});
