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

/** Compares the rows of a query, one after another, with what another query found. */
export interface Comparison {
  add(violation: Violation): void;
  /** Once all rows were added. */
  end(): Difference;
}

/**
 * Begins to compare. Only what was found before is in memory.
 * @param forgive what a gate would do with a row; null: neither baseline nor waivers are given
 */
export function compareWith(
  before: Finding,
  forgive: ((violation: Violation) => 'open' | 'waived' | 'known') | null,
): Comparison {
  /** Rows of what was found before that were not added yet. */
  const left = new Map<string, number>();
  let gone = 0;
  for (const [id, { rows }] of before) {
    left.set(id, rows);
    gone += rows;
  }
  let [added, same, waived, known] = [0, 0, 0, 0];
  const accounts = new Map<string, number>();
  const shown = new Map<string, Violation>();
  return {
    add(violation) {
      const { platformId } = violation;
      const rows = left.get(platformId) ?? 0;
      if (rows > 0) {
        left.set(platformId, rows - 1);
        same += 1;
        gone -= 1;
        return;
      }
      added += 1;
      const account = accountOf(violation);
      accounts.set(account, (accounts.get(account) ?? 0) + 1);
      if (shown.size < MOST_SHOWN) shown.set(platformId, violation);
      const standing = forgive?.(violation);
      if (standing === 'waived') waived += 1;
      if (standing === 'known') known += 1;
    },
    end() {
      const goneShown: Violation[] = [];
      for (const [id, { violation }] of before) {
        if (goneShown.length === MOST_SHOWN) break;
        if ((left.get(id) ?? 0) > 0) goneShown.push(violation);
      }
      const forgiven = forgive === null ? null : { waived, known };
      return {
        added,
        gone,
        same,
        forgiven,
        accounts: rankAccounts(accounts),
        addedShown: [...shown.values()],
        goneShown,
      };
    },
  };
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
