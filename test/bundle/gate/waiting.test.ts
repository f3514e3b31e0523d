/** How a step waits for a sync whose runs it knows: their durations are in the list that it reads before the start. */
import { describe, expect, test } from 'vitest';
import { type SeededRun, startEmulator } from '../../emulator/platform.ts';
import { runGate, runUntil } from './gate.ts';

const HOUR = 3_600_000;

/** Runs that took so long, one a day. */
const ranFor = (...milliseconds: readonly number[]): SeededRun[] =>
  milliseconds.map((started, index) => ({
    sync: 'aws-prod',
    age: (index + 1) * 24 * HOUR,
    script: { timings: { started } },
  }));

/** A step as it is without that input. */
const DEFAULT = { 'max-poll-interval-seconds': '', 'timeout-minutes': '1' };

/** Between the second and the third poll of whoever knows nothing. */
const timings = { started: 2_000 };

describe('a wait for a run', { concurrent: true }, () => {
  test('a run is polled when it should be over, and the log says when that is', async () => {
    await using emulator = await startEmulator({ runs: ranFor(2_000, 2_010, 1_990, 2_000), timings });
    const { outputs, printed } = await runGate(emulator, DEFAULT);
    expect(outputs['sync-status']).toBe('completed');
    expect(printed).toMatch(/aws-prod: started run \S+; it usually takes about 2 s\./);
    // And once more, since one answer alone is not believed.
    expect(emulator.count('get-run')).toBe(2);
  });

  test.each<[string, SeededRun[]]>([
    ['has no run', []],
    ['has two runs', ranFor(HOUR, HOUR)],
    ['takes now a minute, now an hour', ranFor(60_000, HOUR, 600_000, 2 * HOUR)],
    [
      'has only runs that failed',
      ranFor(HOUR, HOUR, HOUR).map((run) => ({ ...run, script: { ...run.script, ends: 'failed' } })),
    ],
  ])('a sync that %s is polled as ever', async (_, runs) => {
    await using emulator = await startEmulator({ runs, timings });
    const { outputs, printed } = await runGate(emulator, DEFAULT);
    expect(outputs['sync-status']).toBe('completed');
    expect(printed).not.toContain('usually takes');
    // After 0.5 s, 1 s and 3 s, and once more, since one answer alone is not believed.
    expect(emulator.count('get-run')).toBe(4);
  });

  test('a number that somebody chose is never exceeded, whatever earlier runs say', async () => {
    await using emulator = await startEmulator({ runs: ranFor(HOUR, HOUR, HOUR), timings });
    const { outputs, printed } = await runGate(emulator, {
      'max-poll-interval-seconds': '0.4',
      'timeout-minutes': '1',
    });
    expect(outputs['sync-status']).toBe('completed');
    expect(printed).toContain('usually takes about 1 h');
    expect(emulator.count('get-run')).toBeGreaterThanOrEqual(3);
  });

  test('a cancellation ends a long pause, and the run is cancelled', async () => {
    await using emulator = await startEmulator({ runs: ranFor(HOUR, HOUR, HOUR), timings: { started: HOUR } });
    const { outputs, afterSignal } = await runUntil(emulator, { route: 'create-run', signal: 'SIGINT' }, DEFAULT);
    expect(outputs['outcome']).toBe('cancelled');
    expect(afterSignal).toContain('update-run');
    expect(emulator.count('get-run')).toBe(0);
  });
});
