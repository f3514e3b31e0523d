import { expect, it } from 'vitest';
import { ask } from '../../emulator/ask.ts';
import { startEmulator, syncOf } from '../../emulator/platform.ts';
import { expectEnd, LONG, openRunsOf, runPost, whereSignalsAre } from './cancel-step.ts';
import { runUntil } from './gate.ts';

whereSignalsAre('a cancelled step (skipped on Windows)', { concurrent: true }, () => {
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

  it('says that it does not know, where the lost run comes too late', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, { 'timeout-minutes': '5' });
    const post = await runPost(emulator, result);

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 10);
    expect(result.printed).toMatch(/It is unknown whether a run of aws-prod was started/);
    expect(post.annotations[0]?.message).toMatch(/started a run of aws-prod/);
    expect(emulator.count('update-run')).toBe(0);
  });

  it('leaves no run in progress that the Platform makes after it has ended', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, { 'timeout-minutes': '5' });
    // Whoever else starts one so soon after this step can't be told from it.
    await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    const post = await runPost(emulator, result);

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expect(
      emulator.runsOf('aws-prod').map(({ phase }) => phase),
      post.printed,
    ).toEqual(['cancelled']);
    expect(post.annotations).toEqual([]);
  });

  it('is over in time where nothing is answered any more, the start neither', async () => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'stall' } });
    emulator.fault({ route: 'list-runs', from: 2, times: 99, do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, { 'timeout-minutes': '5' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectEnd(result, 10);
    expect(openRunsOf(result).attempts).toMatchObject([{ syncName: 'aws-prod' }]);
  });

  it.for(['', 'OK', '{}'])('takes any 2xx for a cancellation (%j)', async (body) => {
    await using emulator = await startEmulator(LONG);
    emulator.fault({ route: 'update-run', effect: true, do: { kind: 'garbage', body, status: 202 } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(emulator.count('update-run')).toBe(1);
    expect(result.printed).toMatch(/cancelled run/);
  });

  it.for([403, 404, 409, 422] as const)('says it where the Platform refuses to cancel (%i)', async (status) => {
    await using emulator = await startEmulator({ ...LONG, script: { refusesCancel: status } });
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.exitCode).toBe(1);
    expect(result.printed).toMatch(/could not be cancelled and may still be in progress/);
    // What the run is, or what the server knows of it, may change in a moment. A right does not.
    expect(emulator.count('update-run')).toBe(status === 403 ? 1 : 4);
    expect(openRunsOf(result).runs).toEqual([]);
  });

  it('has one verdict where the run can neither be cancelled nor looked at', async () => {
    await using emulator = await startEmulator(LONG);
    const times = Number.POSITIVE_INFINITY;
    emulator.fault({ route: 'update-run', times, do: { kind: 'stall' } });
    emulator.fault({ route: 'get-run', from: 2, times, do: { kind: 'stall' } });
    const result = await runUntil(emulator, { route: 'get-run', count: 2, signal: 'SIGINT' });

    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.printed).not.toMatch(/has no verdict/);
    expect(result.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(openRunsOf(result).runs).toHaveLength(1);
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
});
