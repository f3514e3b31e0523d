import type { TableClient } from '../../../platform/tables.ts';
import { findUnmatched } from '../../../text/pattern.ts';
import type { Freshness } from '../evaluate/freshness.ts';
import type { ScopeLookup } from '../select/lookup.ts';
import type { SeenNames } from './name-watch.ts';

/**
 * What is to be said of the lines that limit the scope: that some of them cancel others; or that some could not be
 * shown to name anything before the sync, nor by the violations, nor now, since the sync may have brought it. Null if
 * nothing is.
 * @throws {StepError} if the key is refused, or the step is cancelled or out of time
 */
export async function findScopeProblem(
  lookups: readonly ScopeLookup[],
  freshness: Freshness,
  seen: SeenNames,
  client: TableClient,
): Promise<string | null> {
  const { cancelledAccounts } = seen;
  if (cancelledAccounts.length > 0) {
    const { describeCancelled } = await import('../select/problems.ts');
    return describeCancelled(cancelledAccounts.length);
  }
  const problems = await Promise.all(lookups.map((lookup) => findUnprovedLines(lookup, freshness, seen, client)));
  const told = problems.filter((problem) => problem !== null);
  return told.length === 0 ? null : told.join(' And ');
}

async function findUnprovedLines(
  { aspect, asked, unproved, known: before }: ScopeLookup,
  freshness: Freshness,
  { seen }: SeenNames,
  client: TableClient,
): Promise<string | null> {
  const { unmatched = [], names = [] } = seen.get(aspect.input) ?? {};
  const candidates = unproved.filter((line) => unmatched.includes(line));
  if (candidates.length === 0) return null;
  const { listNamesFor } = await import('../select/known-names.ts');
  const { describeUnproved } = await import('../select/problems.ts');
  const known =
    before !== null && freshness.kind === 'latest' ? before : await listNamesFor(aspect, candidates, client);
  const lines = findUnmatched(candidates, [known.names], aspect.matchLine);
  if (lines.length === 0) return null;
  return describeUnproved(aspect, lines, { ...known, names: [...known.names, ...names] }, asked);
}
