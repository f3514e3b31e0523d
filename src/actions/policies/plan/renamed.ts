import { tidyText } from '../../../text/tidy.ts';
import type { PlannedChange } from './change.ts';

/**
 * New policies that ask what a policy asks that is removed: perhaps both its file and its name were changed at once, and
 * nothing is left by which it could be found.
 */
export function describeRenamed(changes: readonly PlannedChange[]): string[] {
  const removed = new Map<string, PlannedChange>();
  for (const change of changes) {
    if (change.file !== null || change.before === null || !('query' in change.before)) continue;
    removed.set(tidyText(change.before.query), change);
  }
  return changes.flatMap(({ verb, slug, after }) => {
    if (verb !== 'create' || after === null || !('query' in after)) return [];
    const old = removed.get(tidyText(after.query));
    if (old === undefined) return [];
    // @failure managing | not affected | If it is the same policy, change its file and its name one after the other:
    // then it keeps its history and alerts. If it is another one, nothing is wrong.
    return [`The new policy ${slug} asks the same as the policy ${old.slug}, whose file is gone (${old.verb}).`];
  });
}
