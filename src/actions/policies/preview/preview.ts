import type { Violation } from '../../../platform/violations.ts';
import { compareTexts } from '../../../text/compare.ts';

export const PREVIEWS = ['changed', 'all', 'none'] as const;

/** What a policy's query finds, next to what the Platform's query finds at the same time. */
export interface PolicyPreview {
  readonly slug: string;
  readonly name: string;
  /** What the Platform's query finds now. 0 if there is no active policy; null: unknown. */
  readonly before: number | null;
  /** What the file's query finds; null: unknown. */
  readonly after: number | null;
  /** Whether the Platform has the policy, and it is active. */
  readonly isThere: boolean;
  /** Null: unknown, and `why` says why. */
  readonly difference: Difference | null;
  readonly why: string | null;
}

/** Which violations come and go, in rows. */
export interface Difference {
  readonly added: number;
  readonly gone: number;
  readonly same: number;
  /** Of those that are added, what a gate would leave out; null: no baseline and no waivers were given. */
  readonly forgiven: { readonly waived: number; readonly known: number } | null;
  /** Those with most of what is added, most first. */
  readonly accounts: readonly AccountCount[];
  /** Some of each. */
  readonly addedShown: readonly Violation[];
  readonly goneShown: readonly Violation[];
}

export interface AccountCount {
  /** Empty if the rows don't say it. */
  readonly account: string;
  readonly count: number;
}

export interface Preview {
  /** In the order of slugs. */
  readonly policies: readonly PolicyPreview[];
  /** Null if it is unknown for some policy. */
  readonly added: number | null;
  readonly gone: number | null;
}

/** Sums up what is known of all policies. */
export function sumUp(policies: readonly PolicyPreview[]): Preview {
  const sum = (count: (difference: Difference) => number) =>
    policies.reduce<number | null>(
      (total, { difference }) => (total === null || difference === null ? null : total + count(difference)),
      0,
    );
  const sorted = policies.toSorted((a, b) => compareTexts(a.slug, b.slug));
  return { policies: sorted, added: sum(({ added }) => added), gone: sum(({ gone }) => gone) };
}

/**
 * What speaks against a plan, if no more than some new violations are allowed; null: nothing does. What is unknown may be
 * any number.
 */
export function findExcess({ policies, added }: Preview, most: number): { sentence: string; remedy: string } | null {
  if (added !== null && added <= most) return null;
  const unknown = policies.filter(({ difference }) => difference === null);
  const known = policies.reduce((sum, { difference }) => sum + (difference?.added ?? 0), 0);
  if (known > most) {
    const least = unknown.length === 0 ? '' : 'at least ';
    // @failure managing | `invalid` | Look at the new violations. If they are right, set `max-new-violations` to their
    // number for this one change.
    return {
      sentence: `The queries find ${least}${known} new violations; \`max-new-violations\` allows ${most}.`,
      remedy: `Look at what they find. If it is right, set \`max-new-violations: ${known}\` for this change.`,
    };
  }
  const [first] = unknown;
  // @failure managing | `invalid` | The message gives the reason for one policy. Its query must run without an error,
  // return `_cq_platform_id`, and return few enough rows. Or remove `max-new-violations`.
  return {
    sentence: `How many new violations there are is unknown for ${unknown.length} of ${policies.length} policies, such as ${first?.slug ?? ''} (${first?.why ?? ''}); \`max-new-violations\` allows ${most}.`,
    remedy:
      'Let each query run without an error, select `_cq_platform_id`, and find no more than `preview-rows` rows. Or remove `max-new-violations`.',
  };
}
