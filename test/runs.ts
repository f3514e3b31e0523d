/**
 * How many random cases a property is tried on: in the slow tier as many as it asks for, in the fast one a tenth of
 * them. Only for `*.properties.test.ts`, which run in both (vitest.config.ts).
 */
export function runs(count: number): number {
  return process.env['TEST_TIER'] === 'slow' ? count : Math.ceil(count / 10);
}
