import type { Proof } from '../../../src/actions/policies/prove.ts';

/** What the Platform says of no query at all. */
export const NO_PROOF: Proof = {
  problems: [],
  fileWarnings: [],
  notes: [],
  checks: null,
  tests: null,
  preview: null,
  excess: null,
};
