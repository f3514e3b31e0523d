import { describe, it } from 'vitest';
import { MAIN_CASES, runCase } from './cases.ts';

describe('fault × write', { concurrent: true }, () => {
  it.for(MAIN_CASES)('$name', runCase);
});
