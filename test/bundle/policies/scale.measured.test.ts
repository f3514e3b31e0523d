/** A thousand policies: how many requests, how long beside a step that does nothing, and how much memory. */
import { describe, expect, it } from 'vitest';
import { measureUsage } from '../../../scripts/bench/process.ts';
import { MOST_AT_ONCE } from '../../../src/platform/http/throttle.ts';
import { startEmulator, usualPolicies } from '../../emulator/platform.ts';
import { type Cut, expectToResume, REFUSALS, SIGNALS } from './cut-apply.ts';
import { floodQuery, manyFiles, manyOnPlatform } from './many.ts';
import { isQuestion, policyYaml, runPolicies } from './policies.ts';

const COUNT = 1_000;
const MOST_REQUESTS = 12;

/** Of the CPU of a step that reads one file, which is 0.08 s: two seconds more, whatever else the machine does. */
const MOST_TIMES = 24;

const MOST_BYTES = 150e6;

/** If none of a thousand queries may be asked about, that is known after a few. */
const MOST_REFUSED = 2 * MOST_AT_ONCE;

/** Of a query that changes: its syntax, the columns of both queries, and examples of what is gone. Then come all rows. */
const QUESTIONS_BESIDE_ROWS = 4;
const MOST_QUESTIONS = QUESTIONS_BESIDE_ROWS + 2;
/** With them the CPU of a step goes into requests. */
const MOST_TIMES_ASKING = 90;
const MOST_BYTES_ASKING = 200e6;

/** A role that may read policies, and run no queries: a step that plans alone. */
const PLANS = { role: 'general:read', withoutQueries: ['general:read'] } as const;

describe('a thousand policies', () => {
  it.for([
    ['that are new', 'plan', 'changes', [], manyFiles(COUNT)],
    ['that change', 'plan', 'changes', manyOnPlatform(COUNT), manyFiles(COUNT, 'SELECT 1')],
    ['that stay', 'plan', 'unchanged', manyOnPlatform(COUNT), manyFiles(COUNT)],
    ['that somebody changed', 'drift', 'drift', manyOnPlatform(COUNT), manyFiles(COUNT, 'SELECT 1')],
    ['that have no files yet', 'export', 'exported', manyOnPlatform(COUNT), {}],
    ['whose files all have another query', 'export', 'exported', manyOnPlatform(COUNT), manyFiles(COUNT, 'SELECT 1')],
  ] as const)('%s take few requests, little time and little memory', async ([what, mode, outcome, there, files]) => {
    await using emulator = await startEmulator({ ...PLANS, policies: [...usualPolicies(), ...there] });
    const one = { 'policies/one.yml': policyYaml() };
    const nowhere = { url: '', key: '' };
    const start = await measureUsage((env) => runPolicies(nowhere, { mode: 'validate' }, one, { env }));
    expect(start.exitCode, start.printed).toBe(0);
    const step = await measureUsage((env) => runPolicies(emulator, { mode }, files, { env }));
    expect(step.outputs['outcome'], step.printed.slice(-2_000)).toBe(outcome);
    const refused = emulator.requests.filter(isQuestion).length;
    const requests = emulator.requests.length - refused;
    const ratio = step.cpuMs / start.cpuMs;
    const peak = step.peakBytes;
    console.log(
      `${what}: ${requests} requests, ${Math.round(step.cpuMs)} ms of CPU, ${ratio.toFixed(1)} starts, ${Math.round(peak / 1e6)} MB`,
    );
    expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
    // Both by a check and by a preview.
    expect(refused).toBeLessThanOrEqual(2 * MOST_REFUSED);
    // An export writes files, reads them back, and waits for the disk.
    if (mode !== 'export') expect(ratio).toBeLessThan(MOST_TIMES);
    expect(peak).toBeLessThan(MOST_BYTES);
  });

  it('that change are checked and previewed within 200 MB', async () => {
    await using emulator = await startEmulator({ policies: [...usualPolicies(), ...manyOnPlatform(COUNT)] });
    const nowhere = { url: '', key: '' };
    const one = { 'policies/one.yml': policyYaml() };
    const start = await measureUsage((env) => runPolicies(nowhere, { mode: 'validate' }, one, { env }));
    const step = await measureUsage((env) => runPolicies(emulator, {}, manyFiles(COUNT, 'SELECT 1'), { env }));
    expect(step.outputs['outcome'], step.printed.slice(-2_000)).toBe('changes');
    const questions = emulator.requests.filter(isQuestion).length;
    console.log(`${questions} questions, ${Math.round(step.cpuMs)} ms of CPU, ${Math.round(step.peakBytes / 1e6)} MB`);
    expect(questions).toBeGreaterThanOrEqual(COUNT);
    expect(questions).toBeLessThanOrEqual(COUNT * MOST_QUESTIONS);
    expect(emulator.requests.length - questions).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(step.cpuMs / start.cpuMs).toBeLessThan(MOST_TIMES_ASKING);
    expect(step.peakBytes).toBeLessThan(MOST_BYTES_ASKING);
  });

  it('that are few, and find ten thousand rows on each side, are previewed within 200 MB', {
    timeout: 240_000,
  }, async () => {
    const [few, rows] = [200, 10_000];
    const policies = [...usualPolicies(), ...manyOnPlatform(few, floodQuery(0, rows))];
    await using emulator = await startEmulator({ engine: 'clickhouse', policies });
    const files = manyFiles(few, floodQuery(rows / 2, rows));
    const step = await measureUsage((env) => runPolicies(emulator, {}, files, { env, killAfterMs: 200_000 }));
    expect(step.outputs, step.printed.slice(-2_000)).toMatchObject({
      ...{ outcome: 'changes', 'new-violations': `${(few * rows) / 2}`, 'gone-violations': `${(few * rows) / 2}` },
    });
    const questions = emulator.requests.filter(isQuestion).length;
    console.log(`${questions} questions, ${Math.round(step.cpuMs)} ms of CPU, ${Math.round(step.peakBytes / 1e6)} MB`);
    // The last page of ten thousand rows is full: one more is asked for.
    const pages = 2 * (rows / 1_000 + 1);
    expect(questions).toBe(few * (QUESTIONS_BESIDE_ROWS + pages));
    expect(step.peakBytes).toBeLessThan(MOST_BYTES_ASKING);
  });

  const cuts: readonly Cut[] = [...(process.platform === 'win32' ? [] : SIGNALS.slice(0, 1)), ...REFUSALS.slice(0, 1)];
  it.for(cuts)('are applied once, though $what comes in between', { timeout: 240_000 }, (cut) =>
    expectToResume(cut, COUNT),
  );
});
