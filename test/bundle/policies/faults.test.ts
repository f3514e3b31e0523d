import { describe, it } from 'vitest';
import { MAIN_CANCELLATIONS, MAIN_CASES, runCase } from './apply-cases.ts';

describe('an apply', { concurrent: true }, () => {
  it.for(MAIN_CASES)('$name', runCase);
});

/** On Windows `kill` ends a child without a word. */
const whereSignalsAre = describe.skipIf(process.platform === 'win32');

whereSignalsAre('a cancelled apply (skipped on Windows)', { concurrent: true }, () => {
  it.for(MAIN_CANCELLATIONS)('$name', runCase);
});
