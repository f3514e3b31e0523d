import { countNouns, joinSome } from '../../../text/format.ts';
import type { Unchecked } from './checks.ts';

/** Of those that share a reason. */
const NAMES_SHOWN = 5;

/** A sentence for each reason. */
export function describeUnchecked(unchecked: readonly Unchecked[]): string[] {
  return describeByReason(unchecked, (count) =>
    // @failure managing | `invalid` with `require-platform-id: error`, otherwise not affected | The message says why.
    // The step goes on without the check. If the query is wrong, the Platform reports it when it evaluates the policy.
    countNouns(count, 'query was not checked', 'queries were not checked'),
  );
}

/** A sentence for each reason, and some of the policies that it is about. */
export function describeByReason(
  items: readonly { readonly slug: string; readonly why: string }[],
  describe: (count: number) => string,
): string[] {
  return [...Map.groupBy(items, ({ why }) => why)].map(([why, found]) => {
    const names = found.slice(0, NAMES_SHOWN).map(({ slug }) => `\`${slug}\``);
    return `${describe(found.length)} (${joinSome(names, found.length)}): ${why}.`;
  });
}
