/** Answers that something in front of the Platform gives, and answers about what was just seen. */
import { describe, expect, it } from 'vitest';
import { type FaultKind, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const LONG = { started: 400 };

const INGRESS: FaultKind = { kind: 'garbage', status: 404, contentType: 'text/plain', body: 'default backend - 404' };
const FIREWALL: FaultKind = { kind: 'html', status: 403 };
const GATEWAY: FaultKind = { kind: 'status', status: 401, body: { error: 'unauthorized' } };
const CLUSTER: FaultKind = { kind: 'status', status: 404, body: { message: 'not found', status: 'Failure' } };
const LAGS: FaultKind = { kind: 'status', status: 404 };

describe('a wait', { concurrent: true }, () => {
  const strays = { INGRESS, FIREWALL, GATEWAY, CLUSTER, LAGS };

  it.for(Object.entries(strays))('outlives some answers of another: %s', async ([, fault]) => {
    await using emulator = await startEmulator({ estate: repairedEstate(), timings: LONG });
    emulator.fault({ route: 'get-run', from: 2, times: 3, do: fault });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(emulator.count('create-run')).toBe(1);
    expect(emulator.count('update-run')).toBe(0);
  });

  it.for(Object.entries({ INGRESS, FIREWALL }))('%s does not hide policies after it', async ([, fault]) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    emulator.fault({ route: 'list-policies', from: 2, times: 3, do: fault });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });

  it.for(Object.entries({ INGRESS, FIREWALL }))('%s at the start begins no second run', async ([, fault]) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    emulator.fault({ route: 'create-run', effect: true, do: fault });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(emulator.count('create-run')).toBe(1);
  });

  it('ends at once if the Platform refuses the key', async () => {
    await using emulator = await startEmulator({ timings: LONG });
    emulator.fault({ route: 'get-run', from: 2, times: 9, do: { kind: 'status', status: 401 } });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(emulator.count('get-run')).toBe(2);
  });

  it('ends if a run is gone for good', async () => {
    await using emulator = await startEmulator({ timings: { started: 60_000 } });
    emulator.fault({ route: 'get-run', from: 2, times: Number.POSITIVE_INFINITY, do: LAGS });
    const result = await runGate(emulator);
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(emulator.count('get-run')).toBeLessThan(15);
  });
});

describe('a wrong address', { concurrent: true }, () => {
  const everything = { ...{ INGRESS, FIREWALL }, 'a page for everything': { kind: 'html', status: 200 } } as const;

  it.for(Object.entries(everything))('is told soon: %s', async ([, fault]) => {
    await using emulator = await startEmulator();
    for (const route of ['list-policies', 'list-runs'] as const) {
      emulator.fault({ route, times: Number.POSITIVE_INFINITY, do: fault });
    }
    const result = await runGate(emulator, { 'max-poll-interval-seconds': '10', 'timeout-minutes': '5' });
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toContain('Check');
    expect(result.printed).toContain('`platform-url`');
    expect(emulator.requests.length).toBeLessThanOrEqual(4);
  });

  it('that was copied from the browser is told before anything is asked', async () => {
    await using emulator = await startEmulator();
    const result = await runGate({ url: `${emulator.url}/policies/overview`, key: emulator.key });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('leave the path out');
    expect(emulator.requests).toHaveLength(0);
  });
});

describe('a cancellation', { concurrent: true }, () => {
  const compressed: FaultKind = { kind: 'status', status: 200, headers: { 'content-encoding': 'gzip' } };

  it('is done whatever its answer looks like', async () => {
    await using emulator = await startEmulator({ timings: { started: 60_000 } });
    emulator.fault({ route: 'update-run', times: Number.POSITIVE_INFINITY, effect: true, do: compressed });
    const result = await runGate(emulator, { 'timeout-minutes': '0.02' });
    expect(result.outputs['outcome'], result.printed).toBe('timed-out');
    expect(emulator.count('update-run')).toBe(1);
    expect(result.printed).toContain('cancelled run');
    expect(result.printed).not.toContain('may still be in progress');
  });

  it.for(Object.entries({ INGRESS, FIREWALL, 'a login page': { kind: 'html', status: 200 } as const, LAGS }))(
    'is sent again if it did not reach the Platform: %s',
    async ([, fault]) => {
      await using emulator = await startEmulator({ timings: { started: 60_000 } });
      emulator.fault({ route: 'update-run', do: fault });
      const result = await runGate(emulator, { 'timeout-minutes': '0.02' });
      expect(result.outputs['outcome'], result.printed).toBe('timed-out');
      expect(emulator.count('update-run')).toBe(2);
      expect(result.printed).toContain('cancelled run');
      expect(result.printed).not.toContain('may still be in progress');
    },
  );
});
