import { hash } from 'node:crypto';

/** Of a fingerprint's 32: 64 bits, as GitHub's own have. */
const DIGITS = 16;

/**
 * Makes the `primaryLocationLineHash` of one result after another, the only fingerprint that GitHub matches alerts by.
 *
 * GitHub's own are made of a line of code and an ordinal, `39fa2ee980eb94b0:1`, where the second such line of a file
 * ends in `:2`. All our results point to the same line. So the hash is of policy and resource instead, in the same
 * form, and each resource has its alert, whatever the policy is called and whichever way the rows are ordered.
 * Rows that are alike, or of which nobody can say what they are about, are told apart by the ordinal: their number is
 * all that there is to keep. If one of three goes, the third alert closes.
 */
export function createLineHashes(): (policyId: string, fingerprint: string | null) => string {
  const seen = new Map<string, number>();
  return (policyId, fingerprint) => {
    const digits = (fingerprint ?? hash('sha256', JSON.stringify([policyId]), 'hex')).slice(0, DIGITS);
    const ordinal = (seen.get(digits) ?? 0) + 1;
    seen.set(digits, ordinal);
    return `${digits}:${ordinal}`;
  };
}
