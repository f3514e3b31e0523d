/** Some dozens of policies; what comes between their writes is in scale.slow.test.ts, a thousand in scale.measured.test.ts. */
import { describe, expect, it } from 'vitest';
import { startEmulator, usualPolicies } from '../../emulator/platform.ts';
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
});
