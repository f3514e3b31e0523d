/**
 * How many random cases a property is tried on: in the slow tier as many as it asks for, in the fast one a
 * thirtieth of them, and at least ten. Only for `*.properties.test.ts`, which run in both (vitest.config.ts).
 */
export function runs(count: number): number {
  return process.env['TEST_TIER'] === 'slow' ? count : Math.min(count, Math.max(10, Math.ceil(count / 30)));
}
