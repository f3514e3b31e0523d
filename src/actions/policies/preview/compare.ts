import type { Violation } from '../../../platform/violations.ts';
import type { AccountCount, Difference } from './preview.ts';

/** The rows of a query, by `_cq_platform_id`. A resource may have several. */
export type Finding = ReadonlyMap<string, FoundResource>;

export interface FoundResource {
  readonly violation: Violation;
  readonly rows: number;
}

const MOST_ACCOUNTS = 5;
const MOST_SHOWN = 10;

/**
 * Compares what two queries find.
 * @param forgive what a gate would do with a row; null: neither baseline nor waivers are given
 */
export function compareFindings(
  before: Finding,
  after: Finding,
  forgive: ((violation: Violation) => 'open' | 'waived' | 'known') | null,
): Difference {
  let [added, gone, same, waived, known] = [0, 0, 0, 0, 0];
  const accounts = new Map<string, number>();
  const [addedShown, goneShown]: [Violation[], Violation[]] = [[], []];
  for (const [id, { violation, rows }] of after) {
    const more = Math.max(0, rows - (before.get(id)?.rows ?? 0));
    same += rows - more;
    if (more === 0) continue;
    added += more;
    const account = accountOf(violation);
    accounts.set(account, (accounts.get(account) ?? 0) + more);
    if (addedShown.length < MOST_SHOWN) addedShown.push(violation);
    for (let row = 0; forgive !== null && row < more; row++) {
      const standing = forgive(violation);
      if (standing === 'waived') waived += 1;
      if (standing === 'known') known += 1;
    }
  }
  for (const [id, { violation, rows }] of before) {
    const fewer = Math.max(0, rows - (after.get(id)?.rows ?? 0));
    gone += fewer;
    if (fewer > 0 && goneShown.length < MOST_SHOWN) goneShown.push(violation);
  }
  const forgiven = forgive === null ? null : { waived, known };
  return { added, gone, same, forgiven, accounts: rankAccounts(accounts), addedShown, goneShown };
}

function accountOf({ accountName, accountId }: Violation): string {
  return accountName.trim() === '' ? (accountId ?? '') : accountName;
}

function rankAccounts(counts: ReadonlyMap<string, number>): AccountCount[] {
  return [...counts]
    .map(([account, count]) => ({ account, count }))
    .sort((a, b) => b.count - a.count || (a.account < b.account ? -1 : 1))
    .slice(0, MOST_ACCOUNTS);
}
