import type { Baseline, BaselineEntry } from '../../../src/actions/gate/baseline/baseline.ts';
import { identifyViolation } from '../../../src/actions/gate/baseline/fingerprint.ts';
import type { GateClient } from '../../../src/actions/gate/client.ts';
import type { Standing } from '../../../src/actions/gate/evaluate/freshness.ts';
import { type PolicyAcceptance, prepareAcceptance } from '../../../src/actions/gate/judge/acceptance.ts';
import type { GroupBy } from '../../../src/actions/gate/judge/group.ts';
import { type Answer, judge } from '../../../src/actions/gate/judge/judge.ts';
import type { Finding } from '../../../src/actions/gate/judge/policy-result.ts';
import type { Rule } from '../../../src/actions/gate/judge/rule.ts';
import { gates, isTolerated } from '../../../src/actions/gate/judge/rule.ts';
import { createTally } from '../../../src/actions/gate/judge/tally.ts';
import {
  decideOutcome,
  judgePolicies,
  type PolicyOutcome,
  type Verdict,
} from '../../../src/actions/gate/judge/verdict.ts';
import type { PolicyList } from '../../../src/actions/gate/judge/violations.ts';
import { isInForce, type Waiver } from '../../../src/actions/gate/waivers/waiver.ts';
import type { Policy } from '../../../src/platform/policy.ts';
import { gateSeverity } from '../../../src/platform/severity.ts';
import type { ViolationRow } from '../../../src/platform/violations.ts';
import { parsePatterns } from '../../../src/text/pattern.ts';
import { aPage, aPolicy, aRow, atSecond, failure, fakeClient } from './client.ts';
import { createFakeClock } from './clock.ts';
import { type ScopeLines, scopeOf } from './scope.ts';
import { TODAY } from './waiver.ts';

/** All that decides whether a step fails, as plain data. */
export interface Scene {
  readonly policies: readonly ScenePolicy[];
  readonly rule: Rule;
  readonly scope: ScopeLines;
  readonly waivers: readonly Waiver[];
  readonly baseline: Baseline | null;
  readonly groupBy?: GroupBy | undefined;
}

export interface ScenePolicy {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly count: number;
  readonly standing: Standing;
  /** Its name when the step began, where that was another one. */
  readonly earlierName?: string;
  /** The list of its violations as it is served; null where it cannot be read. */
  readonly pages: readonly (readonly ViolationRow[])[] | null;
}

export interface Decision {
  readonly outcome: PolicyOutcome;
  readonly verdict: Verdict;
}

const REASON = 'for a reason';
const SHOWN = 10;
const UNREADABLE = failure(403);

/** What the core makes of a scene, and of its violations page by page. */
export function decide(scene: Scene): Decision {
  const verdict = judgePolicies(findingsOf(scene), scene.rule);
  return { verdict, outcome: decideOutcome(verdict) };
}

/** What the verdict is made from. */
export function findingsOf({ policies, rule, scope, waivers, baseline, groupBy }: Scene): Finding[] {
  const inForce = waivers.filter((waiver) => isInForce(waiver, TODAY));
  const expired = waivers.filter((waiver) => !isInForce(waiver, TODAY));
  const acceptanceOf = prepareAcceptance({ scope: scopeOf(scope), waivers: inForce, expired, baseline });
  const isOpen = areCountsTolerated(policies, (one) => acceptanceOf(policyOf(one)), rule);
  return policies.map((one) => {
    const policy = policyOf(one);
    return {
      policy,
      standing: standingOf(one),
      list: listOf(one, acceptanceOf(policy), { rule, groupBy }, isOpen),
      change: null,
    };
  });
}

/** Whether the counts of the policies that no list is needed for are tolerated: then their lists can be longer. */
function areCountsTolerated(
  policies: readonly ScenePolicy[],
  acceptanceOf: (one: ScenePolicy) => PolicyAcceptance,
  { failOn, maxViolations }: Rule,
): boolean {
  const counts = { low: { gating: 0 }, medium: { gating: 0 }, high: { gating: 0 }, critical: { gating: 0 } };
  for (const one of policies) {
    const severity = gateSeverity(one.severity);
    const own = acceptanceOf(one);
    const isPlain = one.standing === 'judged' && gates(severity, failOn) && !own.needsList && !own.isWaived;
    if (isPlain) counts[severity].gating += one.count;
  }
  return isTolerated(counts, maxViolations);
}

function listOf(
  one: ScenePolicy,
  own: PolicyAcceptance,
  { rule: { failOn }, groupBy = { kind: 'policy' } }: Pick<Scene, 'rule' | 'groupBy'>,
  isOpen: boolean,
): PolicyList | undefined {
  const { isWaived } = own;
  if (one.standing !== 'judged' || one.count === 0 || !gates(gateSeverity(one.severity), failOn)) return undefined;
  if (!own.needsList && isWaived) return { kind: 'none', problem: null, isWaived };
  const problem = UNREADABLE.message;
  if (one.pages === null && own.needsList) return { kind: 'unread', problem, listed: 0, isWaived };
  if (one.pages === null) return { kind: 'none', problem, isWaived };
  const rows = one.pages.flat();
  const shown = rows.slice(0, SHOWN).map(({ violation }) => violation);
  if (!own.needsList && !isOpen) return { kind: 'sample', listed: rows.length, shown, isWaived };
  const tally = createTally(policyOf(one), own, { mostShown: SHOWN, gates: true, isListed: false, groupBy });
  for (const page of one.pages) tally.add(page, null);
  return { kind: 'whole', tally: tally.finish(), isWaived };
}

export function policyOf({ id, name, severity, count, standing }: ScenePolicy): Policy {
  return aPolicy({ id, name, severity, violationCount: standing === 'judged' ? count : null });
}

function standingOf({ standing }: ScenePolicy) {
  return { standing, reason: standing === 'judged' ? null : REASON };
}

/** The same with a client that serves the lists, as a run does it; with the baseline that it leaves. */
export async function judgeScene(
  scene: Scene,
  isDataWhole = true,
): Promise<Answer & { outcome: PolicyOutcome; warnings: string[] }> {
  const policies = scene.policies.map(policyOf);
  const warnings: string[] = [];
  const before = policies.map((policy, index) => {
    return { ...policy, name: scene.policies[index]?.earlierName ?? policy.name, runAt: atSecond(-60) };
  });
  const answer = await judge(
    {
      scope: { filters: { policies: NONE, groups: NONE, domains: [] } },
      lookups: [],
      emptyGroups: [],
      warnings: [],
      selection: { active: before, paused: [] },
      catalogue: before,
      serverTime: null,
      filters: Object.entries(scene.scope).flatMap(([input, lines]) =>
        lines.length === 0 ? [] : [{ input, value: lines.join(', '), leftOut: null }],
      ),
    },
    {
      assessed: scene.policies.map((one) => ({ policy: policyOf(one), standing: standingOf(one) })),
      paused: 0,
      serverTime: null,
    },
    { kind: 'since', moment: atSecond(60) },
    {
      isDataWhole,
      rule: scene.rule,
      scope: scopeOf(scene.scope),
      groupBy: scene.groupBy ?? { kind: 'policy' },
      unknownAccounts: 'fail',
      waivers: scene.waivers.length === 0 ? null : { path: 'waivers.yml', entries: scene.waivers },
      baseline: scene.baseline,
    },
    {
      client: fakeClient(serve(scene)),
      clock: createFakeClock(),
      warn: (line) => warnings.push(line),
      sink: null,
      deadline: Number.POSITIVE_INFINITY,
    },
  );
  return { ...answer, outcome: decideOutcome(answer.judgement), warnings };
}

const NONE = parsePatterns([]);

function serve({ policies }: Scene): Partial<GateClient> {
  const pagesOf = (wanted: string) => {
    const pages = policies.find(({ id }) => id === wanted)?.pages ?? null;
    if (pages === null) throw UNREADABLE;
    return pages;
  };
  return {
    async *walkViolations(id) {
      for (const page of pagesOf(id)) yield aPage(page);
    },
    listSomeViolations: async (id, count) => {
      const all = pagesOf(id)
        .flat()
        .map(({ violation }) => violation);
      return aPage(all.slice(0, count), { totalCount: all.length });
    },
  };
}

/** The baseline that knows these rows, by policy id; those without an identity are in none. */
export function baselineOf(known: Readonly<Record<string, readonly ViolationRow[]>>): Baseline {
  const byPolicy = new Map<string, Map<string, BaselineEntry>>();
  for (const [policy, rows] of Object.entries(known)) {
    const entries = new Map<string, BaselineEntry>();
    for (const { violation } of rows) {
      const fingerprint = identifyViolation(policy, violation);
      if (fingerprint === null) continue;
      const { accountName: account, region, name: resource } = violation;
      const count = (entries.get(fingerprint)?.count ?? 0) + 1;
      entries.set(fingerprint, { count, names: { policy, account, region, resource } });
    }
    if (entries.size > 0) byPolicy.set(policy, entries);
  }
  return { path: 'baseline.json', byPolicy };
}

const ACCOUNT_IDS: Readonly<Record<string, string>> = { prod: '111111111111', dev: '222222222222' };
const ROW = /^(~?)(\w+|\?)(?:\/(\w*))?(?:@(\w*))?(?:;([\w?-]*))?(#\w+)?$/;

function tagsOf(word: string): string[] | null {
  if (word === '-') return null;
  return word === '' ? [] : [word === '?' ? word : `env=${word}`];
}

/**
 * Rows from words: `a` is the resource with the platform id `a`, `~a` one without any, `?` one of which nothing is
 * known, and `a#2` a further row of `a`. `/dev` is its account, else `prod`; `/` says that none is known; `@eu` is its
 * region, else `us`; `;a` is its tag `env`, `;?` one that nobody can read, `;-` says that its tags are unknown, else it
 * has none.
 */
export function rowsOf(words: string): ViolationRow[] {
  return words.split(/\s+/).flatMap((word) => {
    if (word === '') return [];
    const match = ROW.exec(word);
    if (match === null) throw new Error(`no row: ${word}`);
    const [, isIdless, id = '', account = 'prod', region = 'us', tag = '', more = ''] = match;
    const place = { accountName: account, accountId: ACCOUNT_IDS[account] ?? null, region, tags: tagsOf(tag) };
    const nothing = { cloud: '', resourceType: '', accountName: '', accountId: null, name: '', region: '', tags: null };
    if (id === '?') return aRow({ ...nothing, platformId: '' }, { more });
    return aRow({ ...place, name: `res-${id}`, platformId: isIdless === '' ? id : '' }, { more });
  });
}
