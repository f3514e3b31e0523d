import { describe, it } from 'vitest';
import { BROKEN, expectNothingChanged } from './past.ts';

describe('a past', { concurrent: true }, () => {
  it.for(BROKEN)('that %s changes nothing, and nobody waits for it', ([, fault]) => expectNothingChanged(fault));
});
