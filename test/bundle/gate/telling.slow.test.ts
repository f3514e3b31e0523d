/** What a step says, where somebody sees it: slips in the workflow, reports that are missing, reports of earlier steps. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { NUMBER, REPOSITORY } from '../../comment/github-json.ts';
import { startGitHub, TOKEN } from '../../comment/github-server.ts';
import { fixtureEstate, floodPolicy, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { type ActionResult, runAction } from '../run-action.ts';
import { runGate } from './gate.ts';

const CHECK = { mode: 'check', 'sync-name': '' };
const isWindows = process.platform === 'win32';

/** Not as a test finishes: of tests that run at the same time Vitest may take another one's end for it. */
const leftovers: (() => unknown)[] = [];
afterAll(async () => {
  for (const remove of leftovers) await remove();
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gate-telling-'));
  leftovers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const said = ({ annotations }: ActionResult) => annotations.map(({ message }) => message).join('\n');

describe('an input that this action does not have', { concurrent: true }, () => {
  it.for([
    ['failon', 'fail-on'],
    ['fail_on', 'fail-on'],
    ['max-violation', 'max-violations'],
    ['redaction', 'redact'],
  ] as const)('%s: is an error that names %s', async ([given, meant]) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, { [given]: 'none' });
    expect([result.outputs['outcome'], result.exitCode]).toEqual(['error', 1]);
    expect(said(result)).toMatch(new RegExp(`\`${given}\` is not an input of this action.*\`${meant}\``));
    expect(emulator.requests).toEqual([]);
  });

  it('is told beside what else is wrong', async () => {
    await using emulator = await startEmulator();
    const { summary } = await runGate(emulator, { failon: 'none', mode: 'gat' });
    expect(summary).toMatch(/2 problems/);
  });

  it('is a warning where it is near to none: in the log, as an annotation, and in the summary', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, { 'slack-webhook': 'x' });
    expect(result.exitCode).toBe(0);
    const says = /slack-webhook.* is not an input of this action, and has no effect/;
    expect(result.log.join('\n')).toMatch(says);
    expect(result.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringMatching(says) }),
    );
    expect(result.summary).toMatch(says);
  });

  it('says nothing where it is empty, as an unset one of an outer action', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, { failon: '', 'slack-webhook': ' ' });
    expect([result.exitCode, said(result)]).toEqual([0, expect.not.stringContaining('no input')]);
  });

  it('is one for the other actions, too', async () => {
    await using emulator = await startEmulator({ role: 'admin:read' });
    const inputs = { 'platform-url': emulator.url, 'api-key': emulator.key };
    const slip = await runAction({ entry: 'access', inputs: { ...inputs, failon: 'key-expired' } });
    expect([slip.exitCode, said(slip)]).toEqual([1, expect.stringContaining('`fail-on`')]);
    const other = await runAction({ entry: 'access', inputs: { ...inputs, 'sync-name': 'aws' } });
    expect(other.exitCode).toBe(0);
    expect(said(other)).toContain('`sync-name` is not an input of this action');
    expect(other.summary).toContain('sync-name');
  });
});

describe('a value that is not allowed', { concurrent: true }, () => {
  it.for([
    ['reports', 'json, sarif', /one per line/],
    ['domains', 'security,finops', /one per line/],
    ['policies', 'Unencrypted S3 buckets, Public S3 buckets', /one per line/],
    ['platform-url', '', /variable/],
    ['api-key', '"cqpk_0123456789"', /quotes/],
  ] as const)('%s: %j', async ([input, value, says]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { [input]: value });
    expect([result.outputs['outcome'], said(result)]).toEqual(['error', expect.stringMatching(says)]);
  });

  it("of `baseline` is the host's path in a job with a container", async () => {
    await using emulator = await startEmulator();
    const inputs = { ...CHECK, baseline: '/home/runner/work/infra/infra/baseline.json' };
    const result = await runGate(emulator, inputs, { files: { 'baseline.json': '{}' } });
    expect(said(result)).toMatch(/`baseline`.*relative to the workspace/);
    expect(said(result)).toMatch(/container/);
  });

  it('of `sync-name` is near to none, and so none is suggested', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { 'sync-name': 'nope' });
    expect(said(result)).toMatch(/no sync named nope/);
    expect(said(result)).not.toMatch(/Did you mean/);
  });

  it('in a damaged baseline says what to do next', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...CHECK, baseline: 'b.json' }, { files: { 'b.json': '{"version": 1,' } });
    expect(said(result)).toMatch(/is damaged.*git/);
  });

  it.for([
    ['waivers', 'version: 1\nwaivers:\n\u00a0 - policy: a\n\u00a0   reason: b\n'],
    ['baseline', '{\n\u00a0"version": 1, "violations": []}'],
  ] as const)('in a file of %s that no-break spaces indent is called by its name', async ([input, text]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...CHECK, [input]: 'file' }, { files: { file: text } });
    expect(said(result)).toMatch(/no-break space/);
  });
});

it('an inconclusive step names its likeliest cause', async () => {
  await using emulator = await startEmulator({ script: { evaluates: 'never' } });
  const { outputs, summary } = await runGate(emulator);
  expect(outputs['outcome']).toBe('inconclusive');
  expect(summary).toMatch(/None of the policies was evaluated in time/);
  // That would leave nothing to judge.
  expect(summary).not.toMatch(/leave them out/);
});

it('a line of the log about a policy begins with its name', async () => {
  await using emulator = await startEmulator({ policies: [floodPolicy(5)] });
  const { annotations } = await runGate(emulator, CHECK);
  const [, policy] = annotations;
  expect(policy?.title).not.toBe('');
  expect(policy?.message.startsWith(policy.title)).toBe(true);
});

describe('a report that is not written', { concurrent: true }, () => {
  it('is found before the sync starts where `report-dir` is no folder', async () => {
    await using emulator = await startEmulator();
    const inputs = { reports: 'json', 'report-dir': 'out/reports' };
    const result = await runGate(emulator, inputs, { files: { out: 'a file' } });
    expect([result.outputs['outcome'], said(result)]).toEqual(['error', expect.stringMatching(/`report-dir`.*a file/)]);
    expect(emulator.requests).toEqual([]);
  });

  it.skipIf(isWindows)('is an annotation and a line of the summary, which name the input', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const folder = makeFolder();
    let watch: NodeJS.Timeout | undefined;
    // Becomes a file once the inputs are read.
    const reportDir = join(folder, 'out');
    const result = await runGate(
      emulator,
      { reports: 'json\njunit', 'report-dir': reportDir },
      {
        onStart: () => {
          watch = setInterval(() => {
            if (emulator.count('list-policies') > 0 && !existsSync(reportDir)) writeFileSync(reportDir, '');
          }, 5);
        },
      },
    );
    clearInterval(watch);
    expect([result.outputs['outcome'], result.exitCode]).toEqual(['passed', 0]);
    const missing = result.annotations.filter(({ level }) => level === 'warning');
    expect(missing).toHaveLength(1);
    expect(missing[0]?.message).toMatch(/`reports`: json, junit .*`report-dir`/);
    expect(missing[0]?.message).not.toMatch(/ENOTDIR|EEXIST/);
    expect(result.summary).toMatch(/<code>reports<\/code>: json, junit/);
  });

  it('is told where it is SARIF, too', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate(), script: { evaluates: 'never' } });
    const result = await runGate(emulator, { reports: 'sarif', 'sarif-anchor': 'main.tf' });
    expect(result.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringMatching(/`reports`: sarif was not written/) }),
    );
    expect(result.summary).toMatch(/<code>reports<\/code>: sarif was not written/);
  });
});

describe('SARIF points at', { concurrent: true }, () => {
  async function anchor(ref: string, files: Readonly<Record<string, string>>, inputs = {}) {
    await using emulator = await startEmulator();
    const env = { GITHUB_WORKFLOW_REF: ref, GITHUB_REPOSITORY: 'acme/infra' };
    const { reports, annotations } = await runGate(emulator, { ...CHECK, reports: 'sarif', ...inputs }, { env, files });
    const uri = /"artifactLocation":\{"uri":"([^"]*)"/.exec(reports['report.sarif'] ?? '')?.[1] ?? null;
    return { uri, said: annotations.map(({ message }) => message).join('\n') };
  }
  const WORKFLOW = '.github/workflows/gate.yml';
  const GIT = { '.git/HEAD': 'ref: refs/heads/main\n' };

  it("the workflow's file, also on a tag with an `@`", async () => {
    const { uri } = await anchor(`acme/infra/${WORKFLOW}@refs/tags/web@1.2.0`, {});
    expect(uri).toBe(WORKFLOW);
  });

  it.for([
    ['the workflow lies in another repository', `acme/rules/${WORKFLOW}@refs/heads/main`, {}],
    ['the checkout lacks it', `acme/infra/${WORKFLOW}@refs/heads/main`, {}],
    ['the checkout lacks the anchor', `acme/infra/${WORKFLOW}@refs/heads/main`, { 'sarif-anchor': 'infra/main.tf' }],
  ] as const)('nothing if %s', async ([, ref, inputs]) => {
    const { uri, said } = await anchor(ref, GIT, inputs);
    expect(uri).toBeNull();
    expect(said).toMatch(/sarif-anchor/);
  });

  it('a file that the checkout has', async () => {
    const there = { ...GIT, [WORKFLOW]: 'on: push\n' };
    expect((await anchor(`acme/infra/${WORKFLOW}@refs/heads/main`, there)).uri).toBe(WORKFLOW);
  });
});

describe('reports of an earlier step', { concurrent: true }, () => {
  const env = (run: number, step: string) => ({
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'gate',
    GITHUB_ACTION: step,
  });
  const names = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('.'));

  it('are replaced if they are of an earlier run, and gone if this one writes none', async () => {
    await using emulator = await startEmulator();
    const folder = makeFolder();
    const inputs = { ...CHECK, 'report-dir': folder, 'sarif-anchor': 'main.tf' };
    await runGate(emulator, { ...inputs, reports: 'json\nsarif' }, { env: env(1, 'a') });
    const before = readFileSync(join(folder, 'report.json'), 'utf8');
    emulator.setEstate(repairedEstate());
    const { outputs } = await runGate(emulator, { ...inputs, reports: 'json' }, { env: env(2, 'a') });
    expect(names(folder)).toEqual(['report.json']);
    expect(outputs['report-json']).toBe(join(folder, 'report.json'));
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).not.toBe(before);
  });

  it('stay if they are of another step of the same job: the second one stands beside it', async () => {
    await using emulator = await startEmulator();
    const folder = makeFolder();
    const inputs = { ...CHECK, 'report-dir': folder, reports: 'json' };
    await runGate(emulator, inputs, { env: env(1, 'a') });
    const second = await runGate(emulator, inputs, { env: env(1, 'b') });
    expect(second.outputs['report-json']).toBe(join(folder, 'report-2.json'));
    expect(names(folder).sort()).toEqual(['report-2.json', 'report.json']);
    const next = await runGate(emulator, inputs, { env: env(2, 'a') });
    expect(next.outputs['report-json']).toBe(join(folder, 'report.json'));
    expect(names(folder)).toEqual(['report.json']);
  });

  it('stay if somebody else wrote or changed them', async () => {
    await using emulator = await startEmulator();
    const folder = makeFolder();
    const inputs = { ...CHECK, 'report-dir': folder, reports: 'json' };
    await runGate(emulator, inputs, { env: env(1, 'a') });
    writeFileSync(join(folder, 'report.json'), 'of somebody else');
    const { outputs } = await runGate(emulator, inputs, { env: env(2, 'a') });
    expect(outputs['report-json']).toBe(join(folder, 'report-2.json'));
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('of somebody else');
  });

  it('are never replaced if they are a baseline', async () => {
    await using emulator = await startEmulator();
    const folder = makeFolder();
    const inputs = { ...CHECK, baseline: 'b.json', 'report-dir': folder };
    const files = { 'b.json': '{"version": 1, "violations": []}' };
    await runGate(emulator, inputs, { env: env(1, 'a'), files });
    const second = await runGate(emulator, inputs, { env: env(2, 'a'), files });
    expect(second.outputs['baseline-file']).toBe(join(folder, 'b-2.json'));
    expect(names(folder).sort()).toEqual(['b-2.json', 'b.json']);
  });
});

describe('the comment', { concurrent: true }, () => {
  const EVENT = {
    repository: { private: true, visibility: 'private', full_name: REPOSITORY },
    pull_request: {
      number: NUMBER,
      head: { sha: 'a'.repeat(40), repo: { full_name: REPOSITORY } },
      base: { repo: { full_name: REPOSITORY } },
    },
  };

  async function open(options = {}) {
    const github = await startGitHub(options);
    const emulator = await startEmulator({ estate: fixtureEstate() });
    leftovers.push(async () => {
      await github[Symbol.asyncDispose]();
      await emulator.close();
    });
    const run = (id: number, inputs: Readonly<Record<string, string>>, event: unknown = EVENT) =>
      runGate(
        emulator,
        { ...CHECK, 'github-token': TOKEN, comment: 'on-change', ...inputs },
        {
          event,
          env: {
            GITHUB_EVENT_NAME: 'pull_request',
            GITHUB_API_URL: github.apiUrl,
            GITHUB_GRAPHQL_URL: github.graphqlUrl,
            GITHUB_REPOSITORY: REPOSITORY,
            GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/gate.yml@refs/pull/7/merge`,
            GITHUB_JOB: 'gate',
            GITHUB_ACTION: 'gate',
            GITHUB_RUN_ID: String(id),
            GITHUB_RUN_ATTEMPT: '1',
          },
        },
      );
    return { github, emulator, run };
  }

  it('of a leg with other limits stays red, and is not called green again', async () => {
    const { github, run } = await open();
    expect((await run(1, { 'max-violations': '0' })).exitCode).toBe(1);
    expect((await run(1, { 'max-violations': '1000' })).exitCode).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('violations found');
    expect((await run(2, { 'max-violations': '1000' })).exitCode).toBe(0);
    expect(github.comments[0]?.body).not.toMatch(/green again|was red/i);
  });

  it('says that the same question is answered better now', async () => {
    const { github, emulator, run } = await open();
    await run(1, { 'max-violations': '1' });
    emulator.setEstate(repairedEstate());
    // The evaluations of the emulator come with a run.
    await run(2, { ...CHECK, mode: 'gate', 'sync-name': 'aws-prod' });
    await run(2, { 'max-violations': '1' });
    expect(github.comments[0]?.body).toMatch(/green again/i);
  });

  it('that the job has no permission for is a warning, and from a fork a notice', async () => {
    const { run } = await open({ mayWrite: false });
    const own = await run(1, {});
    expect(own.annotations.at(-1)).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('pull-requests: write'),
    });
    const pull = { ...EVENT.pull_request, head: { sha: 'b'.repeat(40), repo: { full_name: 'someone/fork' } } };
    const fork = await run(2, {}, { ...EVENT, pull_request: pull });
    expect(fork.annotations.at(-1)).toMatchObject({ level: 'notice' });
  });
});

describe.skipIf(isWindows)('a pipe in place of a file', { concurrent: true }, () => {
  function makePipe(): string {
    const path = join(makeFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    return path;
  }

  it.for(['GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH'] as const)('%s: keeps no step waiting', async (name) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, CHECK, { env: { [name]: makePipe() } });
    expect([result.killed, result.exitCode, result.outputs['outcome']]).toEqual([false, 0, 'passed']);
    if (name === 'GITHUB_STEP_SUMMARY') expect(said(result)).toMatch(/`summary`.*GITHUB_STEP_SUMMARY/);
  });

  it.for(['GITHUB_OUTPUT', 'GITHUB_STATE'] as const)(
    '%s: is red, since nobody could read what it says',
    async (name) => {
      await using emulator = await startEmulator({ estate: repairedEstate() });
      const result = await runGate(emulator, {}, { env: { [name]: makePipe() } });
      expect([result.killed, result.exitCode]).toEqual([false, 1]);
      expect(said(result)).toContain(name);
    },
  );

  it('at the place of a report is left alone', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const folder = makeFolder();
    mkdirSync(join(folder, 'out'));
    execFileSync('mkfifo', [join(folder, 'out', 'report.json'), join(folder, 'out', '.cloudquery-gate.json')]);
    const result = await runGate(emulator, { ...CHECK, reports: 'json', 'report-dir': join(folder, 'out') });
    expect([result.killed, result.exitCode]).toEqual([false, 0]);
    expect(existsSync(join(folder, 'out', 'report-2.json'))).toBe(true);
  });
});
