import { describe, expect, it } from 'vitest';
import { ask } from '../../emulator/ask.ts';
import { type RouteName, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runAction } from '../run-action.ts';
import { expectEnd, LONG, openRunsOf, runPost, whereSignalsAre } from './cancel-step.ts';
import { runGate, runUntil } from './gate.ts';

whereSignalsAre('a cancelled step (skipped on Windows)', { concurrent: true }, () => {
  const phases: { name: string; route: RouteName; count?: number; runs: number }[] = [
    { name: 'before the start', route: 'list-policies', runs: 0 },
    { name: 'while the run is started', route: 'create-run', runs: 1 },
    { name: 'while the run goes on', route: 'get-run', count: 2, runs: 1 },
  ];
  it.for(phases.flatMap((phase) => (['SIGINT', 'SIGTERM'] as const).map((signal) => ({ ...phase, signal }))))(
    '$signal $name: the run is cancelled, the outputs are there',
    async ({ route, count = 1, runs, signal }) => {
      await using emulator = await startEmulator(LONG);
      // Slow enough that the signal comes first.
      emulator.fault({ route, from: count, do: { kind: 'delay', ms: 500 } });
      const result = await runUntil(emulator, { route, count, signal });

      expect(result.outputs['outcome'], result.printed).toBe('cancelled');
      expect(result.exitCode).toBe(1);
      expectEnd(result, runs + 2);
      expect(emulator.runsOf('aws-prod')).toHaveLength(runs);
      for (const run of emulator.runsOf('aws-prod')) expect(run.phase).toBe('cancelled');
      expect(emulator.count('update-run')).toBe(runs);
      if (runs > 0) expect(result.outputs['sync-run-id']).toBe(emulator.runsOf('aws-prod')[0]?.id);
      expect(openRunsOf(result)).toEqual({ runs: [], attempts: [] });
      expect(result.summary).toContain('cancelled');
    },
  );

  it('is found and cancelled where the answer to the start never comes', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, { 'timeout-minutes': '5' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 4);
    expect(emulator.count('create-run')).toBe(1);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
  });

  it('finds and cancels its run where the signal comes while the lost run is looked for', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'reset' } });
    emulator.fault({ route: 'list-runs', from: 2, do: { kind: 'delay', ms: 600 } });
    const result = await runUntil(emulator, { route: 'list-runs', count: 2, signal: 'SIGINT' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 4);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
    expect(emulator.count('create-run')).toBe(1);
  });

  it('while the ingestion is waited for has nothing to cancel', async () => {
    await using emulator = await startEmulator({ timings: { ingestion: 60_000 } });
    const result = await runUntil(emulator, { route: 'get-run', count: 6, signal: 'SIGTERM' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expect(result.outputs['sync-status']).toBe('completed');
    expect(emulator.count('update-run')).toBe(0);
  });

  it('while violations are read has nothing to cancel', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-violations', times: 99, do: { kind: 'delay', ms: 2_000 } });
    const result = await runUntil(emulator, { route: 'list-violations', signal: 'SIGINT' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expect(emulator.count('update-run')).toBe(0);
  });

  it('while the policies are waited for has nothing to cancel', async () => {
    await using emulator = await startEmulator({ script: { evaluates: 'never' } });
    const inputs = { 'evaluation-timeout-minutes': '5', 'timeout-minutes': '5' };
    const result = await runUntil(emulator, { route: 'list-policies', count: 3, signal: 'SIGINT' }, inputs);

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expect(result.outputs['sync-status']).toBe('completed');
    expect(emulator.count('update-run')).toBe(0);
  });

  it('leaves the run where `keep-running` asks for it, in the post step too', async () => {
    await using emulator = await startEmulator(LONG);
    const inputs = { 'keep-running': 'true' };
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' }, inputs);
    await runPost(emulator, result, inputs);

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(emulator.count('update-run')).toBe(0);
    expect(emulator.runsOf('aws-prod')[0]?.phase).toBe('started');
  });

  // A run that is still being created may be refused for a moment (409, 422).
  it.for([503, 404, 409, 422])('tries again where cancelling fails for a passing reason (%i)', async (status) => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'update-run', times: 2, do: { kind: 'status', status } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(emulator.runsOf('aws-prod')[0]?.phase).toBe('cancelled');
  });

  it("never cancels somebody else's run", async () => {
    await using emulator = await startEmulator({ runs: [{ sync: 'aws-prod', age: 50, script: LONG }] });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' }, { 'if-running': 'attach' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.outputs['sync-run-id']).toBe(emulator.runsOf('aws-prod')[0]?.id);
    expect(emulator.count('update-run')).toBe(0);
    expect(emulator.count('create-run')).toBe(0);
  });
});

describe('the post step', { concurrent: true }, () => {
  it('cancels what a killed step left, and nothing else', async () => {
    await using emulator = await startEmulator({ ...LONG, runs: [{ sync: 'gcp-prod', age: 50, script: LONG }] });
    const main = await runUntil(emulator, { route: 'get-run', signal: 'SIGKILL' });
    expect(main.exitCode).toBeNull();
    expect(emulator.count('update-run')).toBe(0);
    const before = emulator.requests.length;
    const post = await runPost(emulator, main);

    expect(post.exitCode).toBe(0);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
    expect(emulator.runsOf('gcp-prod').map(({ phase }) => phase)).toEqual(['started']);
    expect(emulator.requests.slice(before).map(({ route }) => route)).toEqual(['get-run', 'update-run']);
    expect(post.printed).not.toContain(`\n${emulator.key}`);
  });

  it('cancels a run whose id the killed step never knew', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'stall' } });
    const main = await runUntil(emulator, { route: 'create-run', signal: 'SIGKILL' });
    const post = await runPost(emulator, main);

    expect(post.exitCode).toBe(0);
    expect(
      emulator.runsOf('aws-prod').map(({ phase }) => phase),
      post.printed,
    ).toEqual(['cancelled']);
    expect(post.printed).toMatch(/found run (\S+), which the step had started.*\n(?:::debug.*\n)*.*cancelled run \1/);
    expect(post.annotations).toEqual([]);
  });

  it('says that it does not know whether there is a run, if none is listed, or several are', async () => {
    await using emulator = await startEmulator({ ...LONG, whenBusy: 'allow' });
    emulator.fault({ route: 'create-run', do: { kind: 'stall' } });
    const main = await runUntil(emulator, { route: 'create-run', signal: 'SIGKILL' });
    const none = await runPost(emulator, main);
    for (let count = 1; count <= 2; count++) await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    const several = await runPost(emulator, main);

    for (const { exitCode, annotations } of [none, several]) {
      expect(exitCode).toBe(0);
      expect(annotations[0]?.message).toMatch(/The step ended while it started a run of aws-prod/);
    }
    expect(emulator.count('update-run')).toBe(0);
  });

  it('cancels the run also where it can not remove what was kept on disk', async () => {
    await using emulator = await startEmulator(LONG);
    const main = await runUntil(emulator, { route: 'get-run', signal: 'SIGKILL' });
    // No file system takes such a name.
    const spool = `/cloudquery-gate-rows-${'x'.repeat(300)}`;
    const post = await runPost(emulator, { ...main, state: { ...main.state, spool } });

    expect(post.exitCode).toBe(0);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
    expect(post.printed).toContain('kept on disk could not be removed');
  });

  it.for([{ 'api-key': '' }, { 'platform-url': '' }])('names the runs that it can not cancel: %j', async (inputs) => {
    await using emulator = await startEmulator(LONG);
    const main = await runUntil(emulator, { route: 'get-run', signal: 'SIGKILL' });
    const post = await runPost(emulator, main, inputs);

    expect(post.exitCode).toBe(0);
    expect(post.annotations[0]?.message).toContain(`${emulator.runsOf('aws-prod')[0]?.id} of aws-prod`);
  });

  it('asks nothing where nothing was left', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const main = await runGate(emulator);
    const before = emulator.requests.length;
    const post = await runPost(emulator, main);

    expect(main.outputs['outcome']).toBe('passed');
    expect(post.exitCode).toBe(0);
    expect(emulator.requests.length).toBe(before);
  });

  it('does nothing without saved state, and does not fail the job on a damaged one', async () => {
    await using emulator = await startEmulator(LONG);
    const inputs = { 'platform-url': emulator.url, 'api-key': emulator.key };
    for (const state of [{}, { runs: '' }, { runs: '[]' }, { runs: '{"runs":[{"syncName":1}]}' }, { runs: '[' }]) {
      const post = await runAction({ entry: 'gate-post', inputs, state });
      expect(post.exitCode, post.printed).toBe(0);
    }
    expect(emulator.requests).toHaveLength(0);
  });
});

describe('a step that times out', { concurrent: true }, () => {
  it('cancels its run', async () => {
    await using emulator = await startEmulator(LONG);
    const result = await runGate(emulator, { 'timeout-minutes': '0.04' });

    expect(result.outputs['outcome']).toBe('timed-out');
    expect(emulator.runsOf('aws-prod')[0]?.phase).toBe('cancelled');
  });

  it('leaves it where `keep-running` asks for it', async () => {
    await using emulator = await startEmulator(LONG);
    const result = await runGate(emulator, { 'timeout-minutes': '0.04', 'keep-running': 'true' });

    expect(result.outputs['outcome']).toBe('timed-out');
    expect(emulator.count('update-run')).toBe(0);
  });

  it('cancels its run where the key stops working, as far as that is possible', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'get-run', from: 2, times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 401 } });
    const result = await runGate(emulator);

    expect(result.outputs['outcome']).toBe('error');
    // Not asked again with it.
    expect([emulator.count('get-run'), emulator.count('update-run')]).toEqual([2, 1]);
    expect(emulator.runsOf('aws-prod')[0]?.phase).toBe('cancelled');
  });
});
