import { describe, it } from 'vitest';
import { expectToResume, REFUSALS, SIGNALS } from './cut-apply.ts';

const COUNT = 60;

describe('sixty policies', { concurrent: true }, () => {
  it.for(REFUSALS)('are applied once, though $what comes in between', (cut) => expectToResume(cut, COUNT));
});

/** On Windows `kill` ends a child without a word. */
const whereSignalsAre = describe.skipIf(process.platform === 'win32');

whereSignalsAre('sixty policies (skipped on Windows)', { concurrent: true }, () => {
  it.for(SIGNALS)('are applied once, though $what comes in between', (cut) => expectToResume(cut, COUNT));
});
