import type { Standing } from '../../../src/actions/gate/evaluate/freshness.ts';
import type { ViolationCounts } from '../../../src/actions/gate/judge/policy-result.ts';

/** The words of the tables for what a policy can be besides judged. */
export const STANDINGS: Readonly<Record<string, Standing>> = {
  stale: 'stale',
  never: 'never-evaluated',
  bad: 'unreadable',
};

/** What a violation counts as, in the order of their precedence. */
export const CLASSES = ['belowThreshold', 'outOfScope', 'waived', 'known', 'gating'] as const;

/** `3 found, 2 known, 1 gating`; what is 0 is left out. */
export function describeCounts(counts: ViolationCounts): string {
  const classes = CLASSES.flatMap((word) => (counts[word] === 0 ? [] : [`${counts[word]} ${word}`]));
  return [`${counts.found} found`, ...classes].join(', ');
}
