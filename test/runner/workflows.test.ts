import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { DEFAULT_KEY, type Emulator, policyOf, queryOf, repairedEstate, startEmulator } from '../emulator/platform.ts';
import { type Checkout, checkOutAction } from './checkout.ts';
import { it, type RunAct } from './it.ts';
import type { ActResult, ActRun } from './run-act.ts';

/** In public repositories names are hidden; act's own payload says nothing, which counts as public. */
const PUBLIC = { repository: { private: false, visibility: 'public' } };

const SECRETS = { CLOUDQUERY_API_KEY: DEFAULT_KEY };

let checkout: Checkout;
beforeAll(() => {
  checkout = checkOutAction();
});
afterAll(() => checkout[Symbol.dispose]());

function runWorkflow(runAct: RunAct, name: string, more: Partial<ActRun> = {}): Promise<ActResult> {
  const workflow = join(checkout.path, 'test', 'runner', 'workflows', name);
  return runAct({ workflow, repository: checkout.path, secrets: SECRETS, ...more });
}

/** A workflow whose Platform runs in this process, which can look into it. */
function runAgainst(runAct: RunAct, emulator: Emulator, name: string, more: Partial<ActRun> = {}): Promise<ActResult> {
  return runWorkflow(runAct, name, { ...more, vars: { CLOUDQUERY_PLATFORM_URL: emulator.url, ...more.vars } });
}

describe('a workflow with a gate', { concurrent: true }, () => {
  it('may go on after a red gate, and reads its outputs and files', async ({ runAct }) => {
    const log = await runWorkflow(runAct, 'gate.yml');

    expect(log.exitCode).toBe(0);
    expect(log.jobs).toEqual({ gate: 'success', deploy: 'success' });
    expect(log.resultOf({ id: 'broken' })).toBe('failure');
    expect(log.resultOf({ id: 'repaired' })).toBe('success');
    expect(log.printedBy({ id: 'outputs' })).toBe('step: failure, then success\nruns: 2\n');
    expect(log.printedBy({ id: 'files' })).toMatch(
      /^report\.json\s+report\.junit\.xml\s+report\.md\s+report\.sarif\s*$/,
    );
    expect(log.resultOf({ id: 'failed' }), '`if: failure()` under `continue-on-error`').toBeNull();
    expect(log.printedBy({ id: 'deploy' })).toBe('deploying after passed\n');

    const outputs = JSON.parse(log.record['outputs.json'] ?? '');
    expect(outputs).toMatchObject({ outcome: 'violations', 'sync-status': 'completed', 'policies-inconclusive': '0' });
    expect(outputs['sync-run-id']).toMatch(/^[0-9a-f-]{36}\n[0-9a-f-]{36}$/);
    expect(JSON.parse(outputs['sync-runs']).map(({ sync }: { sync: string }) => sync)).toEqual([
      'aws-prod',
      'gcp-prod',
    ]);
    expect(JSON.parse(log.record['report.json'] ?? '')).toMatchObject({ outcome: 'violations' });
    expect(JSON.parse(log.record['report.sarif'] ?? '').runs[0].results).toHaveLength(Number(outputs['violations']));
    expect(log.record['report.junit.xml']).toContain('<testsuites');
    expect(log.record['report.md']).toContain('Unencrypted S3 buckets');
  });

  it('fails with a red gate: what is for failures runs, what comes after does not', async ({ runAct }) => {
    const log = await runWorkflow(runAct, 'red.yml');

    expect(log.exitCode).toBe(1);
    expect(log.jobs).toEqual({ gate: 'failure', notify: 'success' });
    expect(log.resultOf({ id: 'after' })).toBeNull();
    expect(log.printedBy({ id: 'failed' })).toBe('violations with 16 gating violations\n');
    expect(log.printedBy({ id: 'notify' })).toBe('somebody is told\n');
    expect(log.resultOf({ id: 'deploy' })).toBeNull();
  });

  it('shows annotations and a summary, and the post step is silent', async ({ runAct }) => {
    await using emulator = await startEmulator();
    const log = await runAgainst(runAct, emulator, 'hostile.yml');
    const gate = { id: 'gate', job: 'gate' };

    const annotations = log.annotationsOf(gate);
    expect(annotations).toHaveLength(10);
    expect(annotations[0]).toEqual({
      level: 'error',
      title: 'CloudQuery check: violations',
      message: expect.stringMatching(/^16 gating violations in 10 of 11 judged policies/),
    });
    expect(annotations[1]?.title).toBe('S3 buckets should prohibit public read access');
    expect(annotations[1]?.message).toMatch(
      /^S3 buckets should prohibit public read access .*critical.*2 gating violations\./,
    );
    const summary = log.summaryOf(gate);
    expect(summary).toMatch(/^## ❌ CloudQuery check: violations found\n/);
    expect(summary).toContain('### Failing policies (10)');

    const post = { ...gate, stage: 'Post' } as const;
    expect(log.resultOf(post)).toBe('success');
    expect(log.printedBy(post)).toBe('');
    expect(log.commandsOf(post).map(({ command, arg }) => [command, arg])).toEqual([['add-mask', emulator.key]]);
  });

  it('is red for a slip in an input, before a run is started', async ({ runAct }) => {
    await using emulator = await startEmulator();
    const log = await runAgainst(runAct, emulator, 'typo.yml');

    expect(log.exitCode).toBe(1);
    expect(log.jobs).toEqual({ gate: 'failure' });
    const said = ['value', 'input', 'policy'].map((id) => log.annotationsOf({ id })[0]?.message);
    expect(said[0]).toMatch(/`fail-on`.*hihg/);
    expect(said[1]).toMatch(/`sync-name` is missing/);
    expect(said[2]).toMatch(/Unencrypted S3 bucket.*Unencrypted S3 buckets/);
    for (const id of ['value', 'input', 'policy']) {
      expect(log.resultOf({ id })).toBe('failure');
      expect(log.outputsOf({ id })['outcome']).toBe('error');
    }
    expect(emulator.count('create-run')).toBe(0);
  });

  it('by schedule, in a public repository, hides the names of accounts and resources', async ({ runAct }) => {
    const payload = { ...PUBLIC, schedule: '23 3 * * *' };
    const log = await runWorkflow(runAct, 'scheduled.yml', { event: 'schedule', payload });

    expect(log.exitCode).toBe(1);
    expect(log.outputsOf({ id: 'gate' })['outcome']).toBe('violations');
    expect(log.printedBy({ id: 'failed' })).toBe('schedule at 23 3 * * *\n');
    const report = log.record['report.json'] ?? '';
    expect(report).toMatch(/"resource-[0-9a-f]{8}"/);
    for (const name of ['acme-prod', '111122223333', 'acme-customer-exports']) {
      expect(log.printed).not.toContain(name);
      expect(report).not.toContain(name);
    }
  });

  it('runs a gate for each sync of a matrix', async ({ runAct }) => {
    await using emulator = await startEmulator({
      estate: repairedEstate(),
      scripts: { 'gcp-prod': { ends: 'failed' } },
    });
    const log = await runAgainst(runAct, emulator, 'matrix.yml');

    expect(log.exitCode).toBe(1);
    expect(log.jobs).toEqual({ gate: 'failure', after: 'success' });
    const outcomes = { 'aws-prod': 'passed', 'aws-staging': 'passed', 'gcp-prod': 'sync-failed' };
    for (const [sync, outcome] of Object.entries(outcomes)) {
      const outputs = log.outputsOf({ id: 'gate', job: `gate (${sync})` });
      expect(outputs['outcome'], sync).toBe(outcome);
      expect(emulator.runsOf(sync).map(({ id }) => id)).toEqual([outputs['sync-run-id']]);
    }
    expect(emulator.count('create-run')).toBe(3);
    expect(emulator.count('update-run')).toBe(0);
    expect(log.printedBy({ id: 'after' })).toBe('gates ended as failure\n');
  });

  it('waits on the Platform for another one that runs the same sync', async ({ runAct }) => {
    await using emulator = await startEmulator({ timings: { started: 600 } });
    const log = await runAgainst(runAct, emulator, 'busy.yml');

    expect(log.jobs).toEqual({ gate: 'success' });
    const [first, second, ...more] = emulator.runsOf('aws-prod');
    expect(more).toEqual([]);
    expect(second?.createdAt).toBeGreaterThanOrEqual(first?.endsAt ?? Number.POSITIVE_INFINITY);
    const ids = ['one', 'other'].map((job) => log.outputsOf({ id: 'gate', job: `gate (${job})` })['sync-run-id']);
    expect(ids.sort()).toEqual([first?.id, second?.id].sort());
  });

  it('shows the key nowhere after the gate has run, and never by the gate', async ({ runAct }) => {
    await using emulator = await startEmulator();
    const vars = { CLOUDQUERY_API_KEY: emulator.key };
    const { printed } = await runAgainst(runAct, emulator, 'key.yml', { secrets: {}, vars, log: 'text' });

    expect(printed.split('\n').filter((line) => line.includes(emulator.key))).toEqual([
      `[key/gate]   | before [${emulator.key}]`,
    ]);
    expect(printed).toContain('| after [***]');
    expect(printed).toContain('16 gating violations');
  });

  it('obeys no workflow command that a name or a log of the Platform holds', async ({ runAct }) => {
    const texts = [
      '::set-output name=pwned::yes',
      '::save-state name=runs::none',
      '::add-mask::violations',
      '::error::pwned',
      '##[error]pwned',
      '::notice::pwned',
      '::add-path::/tmp',
      '::stop-commands::pwned',
    ];
    const names = texts.flatMap((text) => [text, `on a second line\n${text}`]);
    const policies = names.map((name) => policyOf({ name, query: queryOf('aws_s3_buckets', 'NOT encrypted') }));
    await using emulator = await startEmulator({ policies, script: { ends: 'failed', log: texts } });
    const log = await runAgainst(runAct, emulator, 'hostile.yml', { vars: { TEXTS: texts.join('\n') } });

    // Where a step prints them, the runner does obey.
    expect(log.outputsOf({ id: 'echo' })).toEqual({ pwned: 'yes' });
    expect(log.commandsOf({ id: 'echo' }).map(({ command }) => command)).toEqual([
      'save-state',
      'add-mask',
      'error',
      'error',
      'notice',
      'add-path',
      'stop-commands',
    ]);
    for (const [id, outcome] of Object.entries({ gate: 'violations', sync: 'sync-failed' })) {
      const step = { id, job: 'gate' };
      expect(log.outputsOf(step)).toMatchObject({ outcome });
      expect(log.outputsOf(step)).not.toHaveProperty('pwned');
      const commands = log.commandsOf(step);
      expect(new Set(commands.map(({ command }) => command))).toEqual(
        new Set(['add-mask', 'group', 'endgroup', 'error']),
      );
      expect(commands.filter(({ command }) => command === 'add-mask').map(({ arg }) => arg)).toEqual([emulator.key]);
      expect(log.annotationsOf(step).filter(({ message }) => message === 'pwned')).toEqual([]);
      expect(log.printedBy(step), 'they can be read').toContain('\\::stop-commands::pwned');
    }
    expect(log.exitCode).toBe(1);
  });
});

describe('a workflow that is cancelled', { concurrent: true }, () => {
  /** Interrupts act once the gate has looked at its run; act kills the step at once and then runs the post step. */
  function cancel(runAct: RunAct, emulator: Emulator, vars: Readonly<Record<string, string>> = {}): Promise<ActResult> {
    return runAgainst(runAct, emulator, 'cancelled.yml', {
      vars,
      onStart(act) {
        const watch = setInterval(() => {
          if (emulator.count('get-run') < 2 && act.exitCode === null) return;
          clearInterval(watch);
          act.kill('SIGINT');
        }, 20);
      },
    });
  }

  const LONG = { timings: { started: 60_000 } };
  const main = { id: 'gate' };
  const post = { id: 'gate', stage: 'Post' } as const;

  it('has its run cancelled by the post step, once', async ({ runAct }) => {
    await using emulator = await startEmulator(LONG);
    const log = await cancel(runAct, emulator);

    expect(log.exitCode).toBe(1);
    expect(log.text).toContain('this step has been cancelled: signal: killed');
    expect(log.outputsOf(main)['outcome'], 'the step had no time for a verdict').toBeUndefined();
    const [run, ...more] = emulator.runsOf('aws-prod');
    expect(more).toEqual([]);
    expect(run?.phase).toBe('cancelled');
    expect(log.outputsOf(main)['sync-run-id']).toBe(run?.id);
    expect(emulator.count('create-run')).toBe(1);
    expect(emulator.count('update-run')).toBe(1);
    expect(log.resultOf(post)).toBe('success');
    expect(log.printedBy(post)).toBe(`aws-prod: cancelled run ${run?.id} on the Platform.\n`);
    expect(log.resultOf({ id: 'after' })).toBeNull();
  });

  it('leaves its run where `keep-running` asks for it', async ({ runAct }) => {
    await using emulator = await startEmulator(LONG);
    const log = await cancel(runAct, emulator, { KEEP_RUNNING: 'true' });

    expect(log.exitCode).toBe(1);
    expect(log.resultOf(post)).toBe('success');
    expect(log.printedBy(post)).toBe('');
    expect(emulator.count('update-run')).toBe(0);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['started']);
  });

  it("leaves somebody else's run, to which it was attached", async ({ runAct }) => {
    await using emulator = await startEmulator({ runs: [{ sync: 'aws-prod', age: 50, script: LONG }] });
    const log = await cancel(runAct, emulator, { IF_RUNNING: 'attach' });

    expect(log.exitCode).toBe(1);
    expect(log.resultOf(post)).toBe('success');
    expect(log.outputsOf(main)['sync-run-id']).toBe(emulator.runsOf('aws-prod')[0]?.id);
    expect(emulator.count('create-run')).toBe(0);
    expect(emulator.count('update-run')).toBe(0);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['started']);
  });
});
