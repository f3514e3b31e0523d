/** What only one answer says: an end of a run, a refusal without a reason, a 404. */
import { describe, expect, it } from 'vitest';
import {
  type FaultKind,
  type JsonBody,
  type RouteName,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const MINUTE = 60_000;

/** Says that a run is over, as soon as it was created. */
const OVER: FaultKind = {
  kind: 'rewrite',
  rewrite: (run: JsonBody) => ({ ...run, status: 'completed', completed_at: run['created_at'], ingested: true }),
};

describe('an end that one answer tells', { concurrent: true }, () => {
  it.for<RouteName>(['create-run', 'get-run'])('%s: is no proof while the run goes on', async (route) => {
    await using emulator = await startEmulator({
      estate: repairedEstate(),
      timings: { started: 2_000 },
      script: { evaluates: 'before-completion' },
    });
    emulator.fault({ route, do: OVER });
    const result = await runGate(emulator, { 'evaluation-timeout-minutes': '0.01' });
    expect(result.outputs['outcome'], result.printed).toBe('inconclusive');
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['completed']);
  });

  it('does not leave the run going if the step ends before it', async () => {
    await using emulator = await startEmulator({ timings: { started: 60_000 } });
    emulator.fault({ route: 'create-run', do: OVER });
    const result = await runGate(emulator, { 'timeout-minutes': '0.03' });
    expect(result.outputs['outcome'], result.printed).toBe('timed-out');
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
  });

  it.for<RouteName>(['create-run', 'get-run'])('%s: the run is cancelled with the step all the same', async (route) => {
    await using emulator = await startEmulator({ timings: { started: 60_000 } });
    emulator.fault({ route, do: OVER });
    emulator.fault({
      route: 'get-run',
      from: route === 'get-run' ? 2 : 1,
      times: 99,
      do: { kind: 'status', status: 503 },
    });
    // With shorter pauses the step may have tried sixty times before its time is over, and give up.
    const result = await runGate(emulator, { 'timeout-minutes': '0.03', 'max-poll-interval-seconds': '0.2' });
    expect(result.outputs['outcome'], result.printed).toBe('timed-out');
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
    expect(emulator.count('update-run')).toBe(1);
  });

  it('differently from the next one: neither counts', async () => {
    await using emulator = await startEmulator({ script: { ends: 'failed' } });
    emulator.fault({ route: 'get-run', from: 2, do: OVER });
    const result = await runGate(emulator, { mode: 'sync' });
    expect(result.outputs['outcome'], result.printed).toBe('sync-failed');
  });

  it('after a poll that saw the run going: asked once more', async () => {
    await using emulator = await startEmulator({
      estate: repairedEstate(),
      timings: { started: 3_000 },
      script: { evaluates: 'before-completion' },
    });
    emulator.fault({ route: 'get-run', from: 2, do: OVER });
    const result = await runGate(emulator, { 'evaluation-timeout-minutes': '0.01' });
    expect(result.outputs['outcome'], result.printed).toBe('inconclusive');
  });

  it('of a run to reuse: it is asked for once more', async () => {
    await using emulator = await startEmulator({
      estate: repairedEstate(),
      runs: [{ sync: 'aws-prod', age: MINUTE }],
    });
    const result = await runGate(emulator, { 'reuse-within-minutes': '5' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(emulator.count('get-run')).toBe(1);
  });
});

describe('a refusal', { concurrent: true }, () => {
  const busy = (status: 409 | 422 | 400): FaultKind => ({
    kind: 'status',
    status,
    body: { message: 'a run of this sync is in progress', status },
  });

  it.for([409, 422] as const)('%i because of a run that nobody lists any more: asked again', async (status) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    emulator.fault({ route: 'create-run', times: 2, do: busy(status) });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toContain('lists none in progress; asking again');
    expect(emulator.count('create-run')).toBe(3);
    expect(emulator.runsOf('aws-prod')).toHaveLength(1);
  });

  it.for([
    [409, 'wait', 3],
    [422, 'attach', 3],
    [409, 'fail', 1],
    [400, 'wait', 1],
  ] as const)('%i that stays (`if-running: %s`): told after %i', async ([status, ifRunning, posts]) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    emulator.fault({ route: 'create-run', times: 9, do: busy(status) });
    const result = await runGate(emulator, { 'if-running': ifRunning });
    expect(result.outputs['outcome'], result.printed).toBe('sync-failed');
    expect(result.printed).toContain('a run of this sync is in progress');
    expect(emulator.count('create-run')).toBe(posts);
  });
});

describe("a 404 of the Platform's own", { concurrent: true }, () => {
  const MISSING: FaultKind = { kind: 'status', status: 404 };

  it.for<RouteName>(['list-runs', 'list-policies', 'create-run'])('%s: once, it is asked again', async (route) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    emulator.fault({ route, do: MISSING });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(emulator.runsOf('aws-prod')).toHaveLength(1);
  });

  it.for<RouteName>(['list-groups', 'list-violations'])('%s: once, it is asked again', async (route) => {
    await using emulator = await startEmulator();
    emulator.fault({ route, do: MISSING });
    const result = await runGate(emulator, { 'policy-groups': 'CIS*', accounts: '*' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  it('of the runs of a sync that is listed, for good: says what contradicts what', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-runs', times: 9, do: MISSING });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toContain('The Platform lists the sync aws-prod, but not its runs');
    expect(result.printed).toContain('Run the job again');
    expect(emulator.count('create-run')).toBe(0);
  });
});
