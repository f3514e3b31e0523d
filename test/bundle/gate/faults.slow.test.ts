import { describe, it } from 'vitest';
import { MORE_CASES, runCase } from './fault-cases.ts';

describe('fault × phase', { concurrent: true }, () => {
  it.for(MORE_CASES)('$name', runCase);
});
