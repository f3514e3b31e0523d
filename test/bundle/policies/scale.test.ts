/** Some dozens of policies; a thousand are in scale.measured.test.ts. */
import { describe, expect, it } from 'vitest';
import { startEmulator, usualPolicies } from '../../emulator/platform.ts';
import { expectToResume, REFUSALS, SIGNALS } from './cut-apply.ts';
import { manyFiles, manyOnPlatform } from './many.ts';
import { isQuestion, runPolicies } from './policies.ts';

const COUNT = 60;

describe('sixty policies', { concurrent: true }, () => {
  it.for([
    ['are planned', 'plan', 'unchanged', manyFiles(COUNT)],
    ['are planned if all of them change', 'plan', 'changes', manyFiles(COUNT, 'SELECT 1')],
    ['are compared', 'drift', 'drift', manyFiles(COUNT, 'SELECT 1')],
  ] as const)('%s with as many requests as a few', async ([, mode, outcome, files]) => {
    await using emulator = await startEmulator({ policies: [...usualPolicies(), ...manyOnPlatform(COUNT)] });
    const result = await runPolicies(emulator, { mode }, files);
    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    // Two questions and a preview for each query that changes.
    const others = emulator.requests.filter((request) => !isQuestion(request));
    expect(others.map(({ method, route }) => `${method} ${route}`).sort()).toEqual([
      'GET list-groups',
      'GET list-policies',
    ]);
  });

  it.for(REFUSALS)('are applied once, though $what comes in between', (cut) => expectToResume(cut, COUNT));
});

/** On Windows `kill` ends a child without a word. */
const whereSignalsAre = describe.skipIf(process.platform === 'win32');

whereSignalsAre('sixty policies (skipped on Windows)', { concurrent: true }, () => {
  it.for(SIGNALS)('are applied once, though $what comes in between', (cut) => expectToResume(cut, COUNT));
});
