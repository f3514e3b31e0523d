/** A thousand policies: how many requests, how long beside a step that does nothing, and how much memory. */
import { describe, expect, it } from 'vitest';
import { measureUsage } from '../../../scripts/bench/process.ts';
import { startEmulator, usualPolicies } from '../../emulator/platform.ts';
import { type Cut, expectToResume, REFUSALS, SIGNALS } from './cut-apply.ts';
import { manyFiles, manyOnPlatform } from './many.ts';
import { policyYaml, runPolicies } from './policies.ts';

const COUNT = 1_000;
const MOST_REQUESTS = 12;

/** Of the CPU of a step that reads one file, which is 0.08 s: two seconds more, whatever else the machine does. */
const MOST_TIMES = 24;

const MOST_BYTES = 150e6;

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
    const nowhere = { url: '', key: '' };
    const start = await measureUsage((env) => runPolicies(nowhere, { mode: 'validate' }, one, { env }));
    expect(start.exitCode, start.printed).toBe(0);
    const step = await measureUsage((env) => runPolicies(emulator, { mode }, files, { env }));
    expect(step.outputs['outcome'], step.printed.slice(-2_000)).toBe(outcome);
    const requests = emulator.requests.length;
    const ratio = step.cpuMs / start.cpuMs;
    const peak = step.peakBytes;
    console.log(
      `${what}: ${requests} requests, ${Math.round(step.cpuMs)} ms of CPU, ${ratio.toFixed(1)} starts, ${Math.round(peak / 1e6)} MB`,
    );
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
