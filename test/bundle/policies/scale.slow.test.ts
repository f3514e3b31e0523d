/** A thousand policies: how many requests, how long beside a step that does nothing, and how much memory. */
import { describe, expect, it } from 'vitest';
import { measureMemory } from '../../../scripts/bench/process.ts';
import { startEmulator, usualPolicies } from '../../emulator/platform.ts';
import { type Cut, expectToResume, REFUSALS, SIGNALS } from './cut-apply.ts';
import { manyFiles, manyOnPlatform } from './many.ts';
import { policyYaml, runPolicies } from './policies.ts';

const COUNT = 1_000;
const MOST_REQUESTS = 12;

/** A step that reads one file takes 0.09 s on an empty machine: two seconds more are so many times as long. */
const MOST_TIMES = 24;

const MOST_BYTES = 150e6;

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; elapsedMs: number }> {
  const started = performance.now();
  const result = await run();
  return { result, elapsedMs: performance.now() - started };
}

describe('a thousand policies', () => {
  it.for([
    ['that are new', 'plan', 'changes', [], manyFiles(COUNT)],
    ['that change', 'plan', 'changes', manyOnPlatform(COUNT), manyFiles(COUNT, 'SELECT 1')],
    ['that stay', 'plan', 'unchanged', manyOnPlatform(COUNT), manyFiles(COUNT)],
    ['that somebody changed', 'drift', 'drift', manyOnPlatform(COUNT), manyFiles(COUNT, 'SELECT 1')],
    ['that have no files yet', 'export', 'exported', manyOnPlatform(COUNT), {}],
  ] as const)('%s take few requests, little time and 150 MB', async ([what, mode, outcome, there, files]) => {
    await using emulator = await startEmulator({ policies: [...usualPolicies(), ...there] });
    const one = { 'policies/one.yml': policyYaml() };
    const [starts, times, peaks]: [number[], number[], number[]] = [[], [], []];
    let requests = 0;
    for (let round = 0; round < 3; round++) {
      const start = await timed(() => runPolicies({ url: '', key: '' }, { mode: 'validate' }, one));
      expect(start.result.exitCode, start.result.printed).toBe(0);
      const before = emulator.requests.length;
      const { result, elapsedMs } = await timed(() =>
        measureMemory((env) => runPolicies(emulator, { mode }, files, { env })),
      );
      expect(result.outputs['outcome'], result.printed.slice(-2_000)).toBe(outcome);
      requests = emulator.requests.length - before;
      starts.push(start.elapsedMs);
      times.push(elapsedMs);
      peaks.push(result.peakBytes);
    }
    // The quickest of each, which other work on the machine disturbed least.
    const ratio = Math.min(...times) / Math.min(...starts);
    const peak = Math.min(...peaks);
    console.log(`${what}: ${requests} requests, ${ratio.toFixed(1)} starts, ${Math.round(peak / 1e6)} MB`);
    expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
    // An export writes files, reads them back, and waits for the disk.
    if (mode !== 'export') expect(ratio).toBeLessThan(MOST_TIMES);
    expect(peak).toBeLessThan(MOST_BYTES);
  });

  const cuts: readonly Cut[] = [...(process.platform === 'win32' ? [] : SIGNALS.slice(0, 1)), ...REFUSALS.slice(0, 1)];
  it.for(cuts)('are applied once, though $what comes in between', { timeout: 240_000 }, (cut) =>
    expectToResume(cut, COUNT),
  );
});
