import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Workflows on act, apart from `npm test`, which needs nothing but Node: `npm run test:runner`. */
export default defineConfig({
  cacheDir: join(import.meta.dirname, '..', '..', 'node_modules', '.vite'),
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    reporters: ['verbose'],
    // Several processes a case: act, its steps, and the bundle.
    testTimeout: 60_000,
    hookTimeout: 30_000,
    // act itself loses lines of a log now and then (linger.mjs). What is really broken fails three times.
    retry: 2,
    maxWorkers: 2,
    maxConcurrency: 4,
  },
});
