import { configDefaults, defineConfig } from 'vitest/config';

/** What takes long and repeats what a fast test shows on an example: large matrices, files of a megabyte. */
const SLOW = 'test/**/*.slow.test.ts';

/** Properties of random data. Both tiers have them; `runs(n)` of test/runs.ts says how much of it. */
const PROPERTIES = 'test/**/*.properties.test.ts';

/** What bounds memory or CPU. It runs alone: beside other tests the same work takes more CPU. */
const MEASURED = 'test/**/*.measured.test.ts';

// These need act: `npm run test:runner`.
const RUNNER = 'test/runner/**';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, RUNNER, SLOW, MEASURED],
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: [SLOW, PROPERTIES], env: { TEST_TIER: 'slow' }, testTimeout: 300_000 },
      },
      {
        extends: true,
        test: { name: 'measured', include: [MEASURED], fileParallelism: false },
      },
    ],
    // By default Vitest leaves one core of two idle.
    maxWorkers: '100%',
    // Modules are loaded once a worker: no test leaves anything behind in them or in the process.
    isolate: false,
    // The bundle runs as a child process: a case waits much more than it computes. This is a guard against what hangs,
    // and so generous: no test asserts how long something takes.
    testTimeout: 120_000,
    hookTimeout: 30_000,
    maxConcurrency: 8,
  },
});
