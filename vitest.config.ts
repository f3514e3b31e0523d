import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need act: `npm run test:runner`.
    exclude: [...configDefaults.exclude, 'test/runner/**'],
    // The bundle runs as a child process: a case waits much more than it computes.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxConcurrency: 8,
  },
});
