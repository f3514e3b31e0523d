import { describe, expect, it } from 'vitest';
import { type Emulator, type RouteName, repairedEstate, startEmulator, syncOf } from '../../emulator/platform.ts';
import { type ActionResult, runAction } from '../run-action.ts';
import { runGate, runUntil } from './gate.ts';

/**
 * It ended by itself and asked for little. How long it may take is in test/unit, where time is simulated, and how much
 * time a cancelled step has is in guard.test.ts.
 */
function expectEnd({ killed, afterSignal }: Awaited<ReturnType<typeof runUntil>>, mostRequests: number): void {
  expect(killed).toBe(false);
  expect(afterSignal.length).toBeLessThanOrEqual(mostRequests);
}

/** What is left for the post step; nothing, where nothing was ever saved. */
function openRunsOf({ state }: ActionResult): { runs: unknown[]; attempts: unknown[] } {
  return JSON.parse(state['runs'] ?? '{"runs":[],"attempts":[]}');
}

function runPost(emulator: Emulator, main: ActionResult, inputs: Readonly<Record<string, string>> = {}) {
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'sync-name': 'aws-prod', ...inputs };
  return runAction({ entry: 'gate-post', inputs: given, state: main.state });
}

const LONG = { timings: { started: 60_000 } };

/** On Windows `kill` ends a child without a word, and Ctrl+C can't be sent to one alone. */
const whereSignalsAre = describe.skipIf(process.platform === 'win32');

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

  it('starts nothing more, however many syncs there are, and cancels all that began', async () => {
    const syncs = Array.from({ length: 30 }, (_, index) => syncOf({ name: `sync-${index}` }));
    await using emulator = await startEmulator({ ...LONG, syncs, earlier: { syncs: [] } });
    emulator.fault({ route: 'create-run', times: 99, do: { kind: 'delay', ms: 700 } });
    const inputs = { 'sync-name': syncs.map(({ name }) => name).join('\n'), 'timeout-minutes': '5' };
    const result = await runUntil(emulator, { route: 'create-run', count: 30, signal: 'SIGINT' }, inputs);

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 2 * syncs.length);
    expect(emulator.count('create-run')).toBe(30);
    const phases = syncs.flatMap(({ name }) => emulator.runsOf(name).map(({ phase }) => phase));
    expect(phases).toEqual(syncs.map(() => 'cancelled'));
    expect(openRunsOf(result)).toEqual({ runs: [], attempts: [] });
  });

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

  it('says that it does not know, where the lost run comes too late', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, { 'timeout-minutes': '5' });
    const post = await runPost(emulator, result);

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 10);
    expect(result.printed).toMatch(/It is unknown whether a run of aws-prod was started/);
    expect(post.annotations[0]?.message).toMatch(/A run of aws-prod was asked for/);
    expect(emulator.count('update-run')).toBe(0);
  });

  it('is over in time where nothing is answered any more, the start neither', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'stall' } });
    emulator.fault({ route: 'list-runs', from: 2, times: 99, do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, { 'timeout-minutes': '5' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 10);
    expect(openRunsOf(result).attempts).toEqual(['aws-prod']);
  });

  it.for(['', 'OK', '{}'])('takes any 2xx for a cancellation (%j)', async (body) => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'update-run', effect: true, do: { kind: 'garbage', body, status: 202 } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(emulator.count('update-run')).toBe(1);
    expect(result.printed).toMatch(/cancelled run/);
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

  it.for([403, 404, 409, 422] as const)('says it where the Platform refuses to cancel (%i)', async (status) => {
    await using emulator = await startEmulator({ ...LONG, script: { refusesCancel: status } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.exitCode).toBe(1);
    expect(result.printed).toMatch(/could not be cancelled and may still be in progress/);
    // A server that lags behind may not know the run yet, though it is there.
    expect(emulator.count('update-run')).toBe(status === 404 ? 4 : 1);
    expect(openRunsOf(result).runs).toEqual([]);
  });

  it('tries again where cancelling fails for a passing reason', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'update-run', times: 2, do: { kind: 'status', status: 503 } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(emulator.runsOf('aws-prod')[0]?.phase).toBe('cancelled');
  });

  it('is over in time where the Platform does not answer at all', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'update-run', times: Number.POSITIVE_INFINITY, do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expectEnd(result, 10);
    // The post step may have more luck.
    expect(openRunsOf(result).runs).toHaveLength(1);
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

  it('cannot cancel a run whose id was never known, and says so', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'stall' } });
    const main = await runUntil(emulator, { route: 'create-run', signal: 'SIGKILL' });
    const post = await runPost(emulator, main);

    expect(post.exitCode).toBe(0);
    expect(post.annotations[0]?.message).toMatch(/A run of aws-prod was asked for when the step was killed/);
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
