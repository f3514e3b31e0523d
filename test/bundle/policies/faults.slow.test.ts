import { describe, it } from 'vitest';
import { MORE_CANCELLATIONS, MORE_CASES, runCase } from './apply-cases.ts';

describe('an apply', { concurrent: true }, () => {
  it.for(MORE_CASES)('$name', runCase);
});

/** On Windows `kill` ends a child without a word. */
const whereSignalsAre = describe.skipIf(process.platform === 'win32');

whereSignalsAre('a cancelled apply (skipped on Windows)', { concurrent: true }, () => {
  it.for(MORE_CANCELLATIONS)('$name', runCase);
});
