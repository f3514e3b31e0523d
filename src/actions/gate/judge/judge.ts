import type { Clock } from '../../../clock.ts';
import type { PolicyClient } from '../../../platform/policies.ts';
import type { Policy } from '../../../platform/policy.ts';
import { latestClock } from '../../../platform/sight.ts';
import type { TableClient } from '../../../platform/tables.ts';
import type { Timestamp } from '../../../platform/timestamp.ts';
import type { ViolationClient } from '../../../platform/violations.ts';
import { dayOf } from '../../../text/day.ts';
import {
  type Baseline,
  type BaselineChange,
  type BaselineResult,
  countEntries,
  type PolicyLook,
  updateBaseline,
} from '../baseline/baseline.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import type { Freshness } from '../evaluate/freshness.ts';
import { findChange, type News, UNKNOWN_NEWS } from '../evaluate/growth.ts';
import { readHistory } from '../evaluate/history.ts';
import type { Past } from '../evaluate/past.ts';
import { isScopeInput, type ScopePatterns } from '../select/aspect.ts';
import type { PreparedScope } from '../select/scope.ts';
import type { ActiveFilter } from '../select/selection.ts';
import { isInForce, type WaiverFile } from '../waivers/waiver.ts';
import { type Changes, sumChanges } from './changes.ts';
import { type Group, type GroupBy, sumGroups } from './group.ts';
import type { Finding } from './policy-result.ts';
import type { Rule } from './rule.ts';
import { findScopeProblem } from './scope-proof.ts';
import { isWholeList } from './tally.ts';
import { judgePolicies, type Verdict } from './verdict.ts';
import { readViolations, type ViolationSink } from './violations.ts';
import type { WaiverResult } from './waiver-effect.ts';
import { describeOverlap, describeUnlisted, describeUntagged } from './warnings.ts';

/** The verdict on the policies, and what people want to know beside it. */
export interface Judgement extends Verdict {
  /** How the counts of the judged policies changed. */
  readonly changes: Changes;
  /** Would be selected, were they not paused. */
  readonly paused: number;
  /** A policy counts if it was evaluated at this moment or later; null in mode `check`. */
  readonly freshSince: Timestamp | null;
  /** The filters that are active. */
  readonly filters: readonly ActiveFilter[];
  /** The names of the groups that are selected and have no active policy. */
  readonly emptyGroups: readonly string[];
  /** Null without a baseline. */
  readonly baseline: BaselineResult | null;
  /** Every entry of the waivers file, in its order. */
  readonly waivers: readonly WaiverResult[];
  /** Gating violations that a waiver covered until it expired, as far as they were looked at. */
  readonly formerlyWaived: number;
  /** Where these waivers stand, such as `waivers.yml, line 3`; null if there are none. */
  readonly expiredAt: string | null;
  readonly news: News;
  /** What the last evaluations found; null if nobody shows it, or too little is known. */
  readonly past: Past | null;
  readonly groupBy: GroupBy;
  /** Who has the gating violations, the largest group first; none if the policies are the groups. */
  readonly groups: readonly Group[];
}

/** What decides whether a violation gates. */
export interface Question {
  /** Whether the syncs fetched all that they should: else a violation that is not found may be there all the same. */
  readonly isDataWhole: boolean;
  readonly rule: Rule;
  readonly scope: ScopePatterns;
  readonly unknownAccounts: 'fail' | 'warn';
  readonly waivers: WaiverFile | null;
  readonly baseline: Baseline | null;
  readonly groupBy: GroupBy;
}

export interface Answer {
  readonly judgement: Judgement;
  /** Null without a baseline. */
  readonly nextBaseline: Baseline | null;
}

export interface JudgeDeps {
  readonly client: Pick<PolicyClient, 'findEvaluations'> & ViolationClient & TableClient;
  readonly clock: Clock;
  /** By `clock.uptime`. */
  readonly deadline: number;
  readonly warn: (line: string) => void;
  /** Takes every violation if a report lists them all; else null. */
  readonly sink: ViolationSink | null;
  /** As `readHistory` takes it. */
  readonly showsPast?: boolean;
}

/**
 * Fetches what the verdict needs of the violations, and judges.
 * @throws {StepError} if the key is refused, or the step is cancelled or out of time
 */
export async function judge(
  prepared: PreparedScope,
  evaluated: Evaluation,
  freshness: Freshness,
  { isDataWhole, rule, scope, unknownAccounts, waivers, baseline, groupBy }: Question,
  { client, clock, deadline, warn, sink, showsPast = false }: JudgeDeps,
): Promise<Answer> {
  // By the later clock: if one of them is behind, that must not keep a waiver in force.
  const today = dayOf(latestClock({ here: clock.now(), there: evaluated.serverTime }));
  const entries = waivers?.entries ?? [];
  const inForce = entries.filter((waiver) => isInForce(waiver, today));
  const expired = entries.filter((waiver) => !isInForce(waiver, today));
  const before = new Map(prepared.selection.active.map((policy) => [policy.id, policy]));
  const renamed = waivers === null ? null : await import('./renamed.ts');
  const evaluation = renamed?.withholdRenamed(evaluated, before, inForce, rule) ?? evaluated;
  const counted = evaluation.assessed.filter(({ standing }) => standing.standing === 'judged');
  const policies = counted.map(({ policy }) => policy);
  // A baseline counts what is new. Among the violations of what could not be judged there may be new ones, too.
  const countsGrowth = baseline === null && policies.length === evaluation.assessed.length;
  // At the same time, since neither needs the other.
  const [found, { growth, past }] = await Promise.all([
    readViolations(policies, { scope, waivers: inForce, expired, baseline }, rule, client, { sink, groupBy }),
    readHistory(policies, before, freshness, { countsGrowth, showsPast }, { client, clock, until: deadline }),
  ]);
  const findings = evaluation.assessed.map(({ policy, standing }) => ({
    policy,
    standing,
    list: found.byPolicy.get(policy.id),
    change: standing.standing === 'judged' ? findChange(policy, before.get(policy.id), freshness) : null,
  }));
  const scopeProblem = await findScopeProblem(prepared.lookups, freshness, found, client);
  const verdict: Verdict = {
    ...judgePolicies(findings, rule),
    scopeProblem: unknownAccounts === 'fail' ? scopeProblem : null,
  };

  const looks = findings.flatMap((finding) => lookOf(finding, isDataWhole));
  const isNothingJudged = verdict.judged === 0;
  // A run that judged nothing has learned nothing: it leaves no baseline of its own.
  const change = baseline === null || isNothingJudged ? null : updateBaseline(baseline, looks);
  const effect = waivers === null ? null : await import('./waiver-effect.ts');
  const catalogue = updateCatalogue(prepared, evaluation);
  const results = (await effect?.assessWaivers(entries, today, catalogue, findings, { rule, isDataWhole })) ?? [];
  const remade =
    baseline === null
      ? []
      : (await import('../baseline/remade.ts')).describeRemade(baseline, verdict.policies, catalogue);
  const listed = prepared.lookups.find(({ aspect }) => aspect.input === 'accounts')?.known?.names ?? [];
  const seenAccounts = [...new Set([...listed, ...found.accounts])];
  const told = (await effect?.describeWaivers(results, waivers?.path ?? '', seenAccounts)) ?? [];
  const warnings = [
    ...(scopeProblem !== null && unknownAccounts === 'warn' ? [scopeProblem] : []),
    ...remade,
    ...describeOverlap(findings, waivers?.path ?? ''),
    ...describeUntagged(findings),
    ...describeUnlisted(verdict, findings),
    ...told,
  ];
  for (const sentence of warnings) warn(sentence);

  const judgement: Judgement = {
    ...verdict,
    changes: sumChanges(verdict.policies),
    paused: evaluation.paused,
    freshSince: freshness.kind === 'since' ? freshness.moment : null,
    filters: prepared.filters.map((filter) =>
      isScopeInput(filter.input)
        ? { ...filter, leftOut: isNothingJudged ? null : (verdict.totals.outOfScopeBy[filter.input] ?? 0) }
        : filter,
    ),
    emptyGroups: prepared.emptyGroups,
    baseline: baseline === null ? null : describeBaseline(baseline, change),
    waivers: results,
    formerlyWaived: effect?.countFormerlyWaived(expired, findings, verdict.policies) ?? 0,
    expiredAt: effect?.placeExpired(results, waivers?.path ?? '') ?? null,
    news: findNews(verdict, baseline, growth),
    past,
    groupBy,
    groups: groupBy.kind === 'policy' ? [] : findGroups(verdict, findings),
  };
  return { judgement, nextBaseline: change?.next ?? null };
}

/** Policies may have been renamed while the step waited. */
function updateCatalogue({ catalogue }: PreparedScope, { assessed }: Evaluation): Policy[] {
  const latest = new Map([...catalogue, ...assessed.map(({ policy }) => policy)].map((policy) => [policy.id, policy]));
  return [...latest.values()];
}

/** @param growth of the counts, if there is no baseline */
function findNews(verdict: Verdict, baseline: Baseline | null, growth: News): News {
  if (verdict.inconclusive > 0 || verdict.judged === 0) return UNKNOWN_NEWS;
  // What is not in the baseline, nor forgiven otherwise, gates.
  return baseline === null ? growth : { kind: 'baseline', count: verdict.totals.gating };
}

function findGroups({ policies }: Verdict, findings: readonly Finding[]): readonly Group[] {
  const listed = new Map(
    findings.map(({ policy, list }) => [policy.id, list !== undefined && 'tally' in list ? list.tally.groups : []]),
  );
  return sumGroups(policies.map(({ id, gating }) => ({ gating, groups: gating === 0 ? [] : (listed.get(id) ?? []) })));
}

/** What a baseline can learn of a policy: nothing if its result does not count. */
function lookOf({ policy, standing, list }: Finding, isDataWhole: boolean): PolicyLook[] {
  if (standing.standing !== 'judged') return [];
  if (policy.violationCount === 0) return [{ policy, seen: undefined, isWhole: isDataWhole }];
  if (list?.kind !== 'whole' || list.tally.seen === undefined) return [];
  return [{ policy, seen: list.tally.seen, isWhole: isDataWhole && isWholeList(policy, list.tally) }];
}

function describeBaseline(baseline: Baseline, change: BaselineChange | null): BaselineResult {
  const { fixed = null, added = null } = change ?? {};
  return { path: baseline.path, entries: countEntries(baseline), fixed, added };
}
