import { describe, expect, it } from 'vitest';
import {
  type FaultKind,
  type JsonBody,
  type RunScript,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { BUSY } from './busy.ts';
import { runGate } from './gate.ts';

const EARLY: RunScript = { evaluates: 'before-ingestion', timings: { started: 500, ingestion: 4_000 } };

describe('starting a run', { concurrent: true }, () => {
  it.for([409, 422] as const)(
    'is refused with %i by a run that nobody saw coming, and waits for it',
    async (status) => {
      await using emulator = await startEmulator({ ...BUSY, whenBusy: status, stillUntil: 'create-run' });
      // The first list is from before the other run was there.
      emulator.fault({ route: 'list-runs', do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: [] }) } });
      const result = await runGate(emulator);

      expect(result.outputs['outcome'], result.printed).toBe('passed');
      expect(emulator.runsOf('aws-prod')).toHaveLength(2);
      expect(emulator.count('create-run')).toBe(2);
    },
  );

  it.for([
    ['of its own run', { script: EARLY }],
    ['of an attached run neither', { runs: [{ sync: 'aws-prod', age: 5, script: EARLY }], stillUntil: 'list-runs' }],
  ] as const)('counts no evaluation between completion and ingestion, %s', async ([, options]) => {
    await using emulator = await startEmulator({ estate: repairedEstate(), ...options });
    const result = await runGate(emulator, { 'if-running': 'attach', 'evaluation-timeout-minutes': '0.01' });
    expect(result.outputs['outcome'], result.printed).toBe('inconclusive');
  });

  it('does not go green on the run of another sync in every answer', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const rewrite = (run: JsonBody) => ({ ...run, sync_name: 'gcp-prod' });
    emulator.fault({ route: 'get-run', times: Number.POSITIVE_INFINITY, do: { kind: 'rewrite', rewrite } });
    const result = await runGate(emulator, { 'timeout-minutes': '0.05' });

    expect(result.exitCode).toBe(1);
    expect(result.printed).toMatch(/`sync_name` should be that of the sync that was asked for/);
  });

  it.for([303, 423, 520, 524])('finds its run after %i, which a proxy may answer in its place', async (status) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const location = `${emulator.url}/elsewhere`;
    const answer: FaultKind = status === 303 ? { kind: 'redirect', status, location } : { kind: 'status', status };
    emulator.fault({ route: 'create-run', effect: true, do: answer });
    const result = await runGate(emulator);

    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(emulator.count('create-run')).toBe(1);
  });

  it('takes none of several new runs for its own, and cancels none of them', async () => {
    await using emulator = await startEmulator({ whenBusy: 'allow', script: { stuckIn: 'started' } });
    emulator.fault({ route: 'create-run', effect: true, do: { kind: 'reset' } });
    emulator.fault({
      route: 'list-runs',
      from: 2,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: body.items?.flatMap((run) => [run, { ...run, id: '00000000-0000-4000-8000-000000000001' }]),
        }),
      },
    });
    const result = await runGate(emulator, { 'timeout-minutes': '0.04' });
    expect(['timed-out', 'error']).toContain(result.outputs['outcome']);
    expect(emulator.count('create-run')).toBe(1);
    expect(emulator.count('update-run')).toBe(0);
  });
});
