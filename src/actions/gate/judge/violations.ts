import pLimit from 'p-limit';
import { messageOf, TimedOutError } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import type { Page } from '../../../platform/http/paging.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity, type Severity } from '../../../platform/severity.ts';
import type { Violation, ViolationClient } from '../../../platform/violations.ts';
import { compareBySeverity } from '../select/order.ts';
import type { IndexWaivers } from '../waivers/waiver-index.ts';
import { type Acceptance, type PolicyAcceptance, prepareAcceptance } from './acceptance.ts';
import type { GroupBy } from './group.ts';
import { type SeenNames, watchNames } from './name-watch.ts';
import { isSameReading, type PageDigest } from './page-digest.ts';
import { gates, isTolerated, type Rule } from './rule.ts';
import { createTally, type ReportedViolation, type Tally } from './tally.ts';

/** What is known of a policy's violations, next to the count that the policy itself states. */
export type PolicyList = {
  /** Whether every one of them that is in scope is waived, also those that the key may not see. */
  readonly isWaived: boolean;
} & (
  | { readonly kind: 'whole'; readonly tally: Tally }
  /** They have to be looked at, and could not be. */
  | { readonly kind: 'unread'; readonly problem: string; readonly listed: number }
  /** They have to be looked at, and the list was another one each time that it was read. */
  | { readonly kind: 'moving'; readonly problem: string; readonly tally: Tally }
  /** Nobody has to look at them. */
  | { readonly kind: 'sample'; readonly listed: number; readonly shown: readonly Violation[] }
  /** The same, and there is none to show. */
  | { readonly kind: 'none'; readonly problem: string | null }
);

export interface FoundViolations extends SeenNames {
  readonly byPolicy: ReadonlyMap<string, PolicyList>;
}

/** Takes every violation that is looked at, for reports that list them all. */
export interface ViolationSink {
  add(policyId: string, rows: readonly ReportedViolation[]): void;
  /** Forgets those of a policy whose list could not be read to its end. */
  drop(policyId: string): void;
}

/** So many policies are reported with their resources, the worst first, and so many resources of each. */
const POLICIES_SHOWN = 20;
const RESOURCES_SHOWN = 10;

/** Lists that are read at the same time: what is known of each is in memory. Requests have a limit of their own. */
const LISTS_AT_ONCE = MOST_AT_ONCE;

/** So many waivers can all be tried for each violation. */
const FEW_WAIVERS = 20;

/** So often a list of several pages is read that differs from the reading before. */
const MOST_READINGS = 4;

/**
 * Looks at the violations of the policies that gate: at all of them if they decide the verdict, else only at what the
 * reports show. They decide if the scope, waivers or a baseline say which ones gate, or if the policies' own counts are
 * tolerated: then one list that is longer than its policy's count can be one too many.
 *
 * A sink adds lists that are read for a report only, and so do groups. None of them can change the outcome: either the
 * counts are not tolerated, whatever the lists hold, or the policy does not gate.
 * @param judged the policies whose count is known and new enough
 * @param sink if a report lists every violation, so that all have to be read
 * @param groupBy if it names no policies, all that gates has to be read
 * @throws {StepError} if the key is refused, or the step is cancelled or out of time
 */
export async function readViolations(
  judged: readonly Policy[],
  acceptance: Acceptance,
  rule: Rule,
  client: ViolationClient,
  { sink, groupBy }: { readonly sink: ViolationSink | null; readonly groupBy: GroupBy },
): Promise<FoundViolations> {
  const acceptanceOf = prepareAcceptance(acceptance);
  const names = watchNames(acceptance.scope);
  const violated = judged
    .filter((policy) => (policy.violationCount ?? 0) > 0)
    .sort(compareBySeverity)
    .map((policy) => ({ policy, own: acceptanceOf(policy), gates: gates(gateSeverity(policy.severity), rule.failOn) }));
  const gating = violated.filter((one) => one.gates);
  // Nobody asks for what is waived as a whole, since its count says all.
  const plain = gating.filter(({ own }) => !own.needsList && !own.isWaived);
  const isOpen = isTolerated(countBySeverity(plain), rule.maxViolations);
  const deciding = new Set(gating.filter(({ own }) => own.needsList || (isOpen && !own.isWaived)));
  const told = sink !== null ? violated : groupBy.kind !== 'policy' ? plain : [];
  const rest = told.filter((one) => !deciding.has(one));
  const sampled = told.length === 0 && !isOpen ? plain : [];
  const entries = acceptance.waivers.length + (acceptance.expired?.length ?? 0);
  const index = entries > FEW_WAIVERS ? await import('../waivers/waiver-index.ts') : null;
  const options = { client, sink, groupBy, indexWaivers: index?.indexWaivers };
  const limit = pLimit(LISTS_AT_ONCE);
  const readWhole = (candidate: Candidate) => readAll(candidate, names.note, options);
  const readEach = (candidates: Iterable<Candidate>, read: (candidate: Candidate) => Promise<PolicyList>) =>
    Promise.all([...candidates].map((one) => limit(async () => [one.policy.id, await read(one)] as const)));
  // First what decides: a Platform that limits its requests must not keep it waiting for what is only shown.
  const decided = await readEach(deciding, readWhole);
  const shown = await Promise.all([
    // A name that only these have would be known with a report and unknown without.
    readEach(rest, (one) => readAll(one, () => {}, options)),
    readEach(sampled.slice(0, POLICIES_SHOWN), (one) => readSome(one.policy, () => readWhole(one), client)),
  ]);
  const lists = [...decided, ...shown.flat()];
  const read = new Map(lists);
  const waived = gating.filter(({ policy, own }) => own.isWaived && !read.has(policy.id));
  return {
    byPolicy: new Map([...lists, ...waived.map(({ policy }) => [policy.id, WAIVED] as const)]),
    ...names.finish(),
  };
}

/** What gates by the policies' own counts. */
function countBySeverity(candidates: readonly Candidate[]): Record<Severity, { gating: number }> {
  const counts: Record<Severity, { gating: number }> = {
    low: { gating: 0 },
    medium: { gating: 0 },
    high: { gating: 0 },
    critical: { gating: 0 },
  };
  for (const { policy } of candidates) counts[gateSeverity(policy.severity)].gating += policy.violationCount ?? 0;
  return counts;
}

const WAIVED: PolicyList = { kind: 'none', problem: null, isWaived: true };

interface ReadOptions {
  readonly client: ViolationClient;
  readonly sink: ViolationSink | null;
  readonly groupBy: GroupBy;
  readonly indexWaivers: IndexWaivers | undefined;
}

interface Candidate {
  readonly policy: Policy;
  readonly own: PolicyAcceptance;
  readonly gates: boolean;
}

/**
 * Reads a list to its end. One that decides and has several pages is read again until two readings are the same: what
 * moved from one page to another between two requests is on none of them, and no total tells.
 */
async function readAll(
  candidate: Candidate,
  note: (violation: Violation) => void,
  options: ReadOptions,
): Promise<PolicyList> {
  const { policy, own, gates } = candidate;
  const { sink } = options;
  let before: readonly PageDigest[] | null = null;
  for (let reading = 1; ; reading++) {
    const list = await readOnce(candidate, note, options);
    if (list.kind !== 'whole' || list.tally.pages.length === 0 || !own.needsList || !gates) return list;
    if (before !== null && isSameReading(before, list.tally.pages)) return list;
    if (reading === MOST_READINGS) {
      sink?.drop(policy.id);
      // @failure policies | `inconclusive` | The violations of the policy change while the step reads them. Run the job
      // again when no other sync is in progress.
      const problem = `the list was different each of the ${MOST_READINGS} times that it was read`;
      return { kind: 'moving', problem, tally: list.tally, isWaived: own.isWaived };
    }
    before = list.tally.pages;
    sink?.drop(policy.id);
  }
}

async function readOnce(
  { policy, own, gates }: Candidate,
  note: (violation: Violation) => void,
  { client, sink, groupBy, indexWaivers }: ReadOptions,
): Promise<PolicyList> {
  const tally = createTally(policy, own, {
    mostShown: RESOURCES_SHOWN,
    gates,
    isListed: sink !== null,
    groupBy,
    indexWaivers,
  });
  try {
    for await (const { items, totalCount } of client.walkViolations(policy.id)) {
      for (const { violation } of items) note(violation);
      const rows = tally.add(items, totalCount);
      sink?.add(policy.id, rows);
    }
  } catch (error) {
    const isNeeded = own.needsList && gates;
    // The policy's count is known: that its details are not must not change the verdict.
    const isBearable = isNeeded
      ? error instanceof PlatformError && !hasStatus(error, 401)
      : error instanceof PlatformError || error instanceof TimedOutError;
    if (!isBearable) throw error;
    sink?.drop(policy.id);
    const { listed, shown } = tally.finish();
    const common = { problem: messageOf(error), isWaived: own.isWaived };
    if (isNeeded) return { kind: 'unread', listed, ...common };
    // What is known to be more than the count gates all the same.
    const isMore = listed > (policy.violationCount ?? 0);
    return isMore ? { kind: 'sample', listed, shown, isWaived: own.isWaived } : { kind: 'none', ...common };
  }
  return { kind: 'whole', tally: tally.finish(), isWaived: own.isWaived };
}

/** @param readRest for a list that is longer than the policy says, if nobody says how long */
async function readSome(
  policy: Policy,
  readRest: () => Promise<PolicyList>,
  client: ViolationClient,
): Promise<PolicyList> {
  let page: Page<Violation>;
  try {
    page = await client.listSomeViolations(policy.id, RESOURCES_SHOWN);
  } catch (error) {
    // The count is known: that its details are not must not change the verdict.
    if (!(error instanceof PlatformError) && !(error instanceof TimedOutError)) throw error;
    return { kind: 'none', problem: messageOf(error), isWaived: false };
  }
  const listed = Math.max(page.items.length, page.totalCount ?? 0);
  const sample = { kind: 'sample', listed, shown: page.items.slice(0, RESOURCES_SHOWN), isWaived: false } as const;
  // A total of fewer than came is none.
  const isEnough = page.items.length < RESOURCES_SHOWN || (page.totalCount ?? 0) >= page.items.length;
  if (isEnough || listed <= (policy.violationCount ?? 0)) return sample;
  const rest = await readRest();
  // If that fails, what is known already gates all the same.
  return rest.kind === 'whole' ? rest : sample;
}
