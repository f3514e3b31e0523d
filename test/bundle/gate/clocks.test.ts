/** A runner's clock that is set while the step waits, and a server whose clock is another one. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const PRELOAD = pathToFileURL(join(import.meta.dirname, '..', 'set-clock.ts')).href;
const HOURS = 3_600_000;

function setClock(milliseconds: number) {
  return {
    NODE_OPTIONS: `--import ${PRELOAD}`,
    SET_CLOCK_MS: String(milliseconds),
    SET_CLOCK_AT: 'started run',
  };
}

describe('clocks', { concurrent: true }, () => {
  it.for([2 * HOURS, -2 * HOURS])('the wait goes on where the clock is set by %d ms', async (milliseconds) => {
    await using emulator = await startEmulator({ estate: repairedEstate(), timings: { started: 300 } });
    const result = await runGate(emulator, {}, { env: setClock(milliseconds) });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(emulator.count('update-run')).toBe(0);
    expect(result.printed).not.toMatch(/\d:\d\d:\d\d\)/);
  });

  it('a step still ends at its deadline if the clock is set back', async () => {
    await using emulator = await startEmulator({ timings: { started: 60_000 } });
    const result = await runGate(emulator, { 'timeout-minutes': '0.02' }, { env: setClock(-2 * HOURS) });
    expect(result.outputs['outcome'], result.printed).toBe('timed-out');
    expect(emulator.count('update-run')).toBe(1);
  });

  it.for([2 * HOURS, -2 * HOURS])('a date to try again is read by the clock of its server, %d ms off', async (off) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const date = new Date(Date.now() + off).toUTCString();
    emulator.fault({
      route: 'get-run',
      do: { kind: 'status', status: 503, headers: { date, 'retry-after': date } },
    });
    const result = await runGate(emulator, { 'timeout-minutes': '0.1' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    // Our own pause, and nothing of the two hours.
    expect(result.printed).toMatch(/trying again in \d{1,2} ms/);
  });
});
