import { describe, it } from 'vitest';
import { MORE_CASES, runCase } from './cases.ts';

describe('fault × write', { concurrent: true }, () => {
  it.for(MORE_CASES)('$name', runCase);
});
