import { describe, expect, it } from 'vitest';
import { MAIN_CASES, MORE_CASES, runCase } from './fault-cases.ts';

describe('fault × phase', { concurrent: true }, () => {
  it.for(MAIN_CASES)('$name', runCase);
});

it.for(['phase', 'fault'] as const)('each %s of faults.slow.test.ts has a case here, too', (field) => {
  const here = new Set(MAIN_CASES.map((one) => one[field]));
  expect(MORE_CASES.filter((one) => !here.has(one[field]))).toEqual([]);
});
