import { compareTexts } from '../text/compare.ts';
import { collectItems } from './http/whole-list.ts';
import { isPaused, type Policy } from './policy.ts';
import { gateSeverity, rankOf } from './severity.ts';

/** What decides whether a policy is selected, and whether it passes; in the Platform's words. */
const DECIDING = {
  name: 'name',
  domain: 'domain',
  status: 'status',
  severity: 'severity',
  runAt: 'run_at',
  violationCount: 'violation_count',
  updatedAt: 'updated_at',
  queryHash: 'query',
} satisfies Partial<Record<keyof Policy, string>>;

/**
 * Makes one policy of two with the same id in one reading. If they differ in what decides, none of them can be believed:
 * it is selected if either would be, and has no result.
 */
export function joinTwins(a: Policy, b: Policy): Policy {
  const differing = (Object.keys(DECIDING) as (keyof typeof DECIDING)[]).filter((field) => a[field] !== b[field]);
  const aliases = new Set([...a.aliases, b.name, ...b.aliases]);
  aliases.delete(a.name);
  if (differing.length === 0 && aliases.size === 0 && a.defect === b.defect) return b;
  const words = differing.map((field) => `\`${DECIDING[field]}\``).join(', ');
  return {
    ...a,
    aliases: [...aliases],
    domain: a.domain === b.domain ? a.domain : '',
    status: isPaused(a) ? b.status : a.status,
    severity: rankOf(gateSeverity(a.severity)) >= rankOf(gateSeverity(b.severity)) ? a.severity : b.severity,
    runAt: null,
    violationCount: null,
    // @failure policies#doubt
    defect: a.defect ?? b.defect ?? `the Platform lists it more than once, with different values of ${words}`,
  };
}

/**
 * Makes one policy of what two readings say, one after the other. The later one counts unless its own dates say that it
 * is the older one: a server that lags must not outrank what was seen. If no date tells them apart and they differ, or
 * if their dates contradict each other, they are twins.
 */
export function joinReadings(earlier: Policy, later: Policy): Policy {
  if (later.defect !== null) return later;
  if (earlier.defect !== null) return isLess(later, earlier) ? earlier : later;
  // No server lags so far that a result was never there; and null is not "the one before".
  if (earlier.runAt !== null && later.runAt === null) return joinTwins(earlier, later);
  const order = [compareTexts(earlier.runAt ?? '', later.runAt ?? ''), compareChanges(earlier, later)];
  const isNewer = order.every((one) => one <= 0) && order.some((one) => one < 0);
  if (isNewer) return later;
  const isOlder = order.every((one) => one >= 0) && order.some((one) => one > 0);
  return isOlder ? earlier : joinTwins(earlier, later);
}

/** Whether a reading would judge less than a contradicted one before it, which is no way out of the contradiction. */
function isLess(later: Policy, earlier: Policy): boolean {
  const rank = ({ severity }: Policy) => rankOf(gateSeverity(severity));
  const isElsewhere = earlier.domain === '' && later.domain !== '';
  return (isPaused(later) && !isPaused(earlier)) || rank(later) < rank(earlier) || isElsewhere;
}

/** What a reading does not say, it does not contradict. */
function compareChanges(a: Policy, b: Policy): number {
  return a.updatedAt === null || b.updatedAt === null ? 0 : compareTexts(a.updatedAt, b.updatedAt);
}

/** Each policy of several readings once. */
export function mergeReadings(earlier: readonly Policy[], later: readonly Policy[]): Policy[] {
  return [...collectItems([...earlier, ...later], ({ id }) => id, joinReadings).values()];
}

/** Each policy of several lists of one reading once. */
export function mergePolicies(lists: readonly (readonly Policy[])[]): Policy[] {
  return [...collectItems(lists.flat(), ({ id }) => id, joinTwins).values()];
}
