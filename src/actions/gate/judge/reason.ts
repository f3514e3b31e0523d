import { formatCount } from '../../../text/format.ts';
import { SCOPE_INPUTS, type ScopeInput } from '../select/aspect.ts';
import type { ViolationCounts } from './policy-result.ts';

/** Why violations do not gate. */
export interface Reason {
  /** As the title of a column. */
  readonly title: string;
  /** After a number. */
  readonly words: string;
  readonly count: (counts: ViolationCounts) => number;
}

const REASONS: readonly Reason[] = [
  { title: 'Known', words: 'known', count: ({ known }) => known },
  { title: 'Waived', words: 'waived', count: ({ waived }) => waived },
  { title: 'Below threshold', words: 'below the threshold', count: ({ belowThreshold }) => belowThreshold },
];

/** The input is the reason. */
const OUT_OF_SCOPE: readonly Reason[] = SCOPE_INPUTS.map(outOfScope);

function outOfScope(input: ScopeInput): Reason {
  return {
    title: `Out of scope (${input})`,
    words: `out of scope (${input})`,
    count: ({ outOfScopeBy }) => outOfScopeBy[input] ?? 0,
  };
}

/** The reasons that one of the rows has: a column that would be empty is left out. */
export function listReasons(rows: readonly ViolationCounts[]): readonly Reason[] {
  return [...REASONS, ...OUT_OF_SCOPE].filter(({ count }) => rows.some((counts) => count(counts) > 0));
}

/** The inputs that leave violations out. */
export function listOutOfScope(counts: ViolationCounts): readonly Reason[] {
  return OUT_OF_SCOPE.filter(({ count }) => count(counts) > 0);
}

/** Such as `12 known` and `3 out of scope (tags)`. */
export function describeReasons(counts: ViolationCounts): string[] {
  return listReasons([counts]).map(({ words, count }) => `${formatCount(count(counts))} ${words}`);
}
