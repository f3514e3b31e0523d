import { WORST_FIRST } from '../../../platform/severity.ts';
import { type StreamedJson, streamJson } from '../../../text/json-stream.ts';
import type { BaselineResult } from '../baseline/baseline.ts';
import type { News } from '../evaluate/growth.ts';
import { formatGroupBy } from '../judge/group.ts';
import type { Judgement } from '../judge/judge.ts';
import { findKnownCounts } from '../judge/known-counts.ts';
import { comparePolicies } from '../judge/order.ts';
import type { PolicyResult, ViolationCounts } from '../judge/policy-result.ts';
import type { Rule } from '../judge/rule.ts';
import type { ReportedViolation } from '../judge/tally.ts';
import type { WaiverResult } from '../judge/waiver-effect.ts';
import type { GateResult } from '../result.ts';
import type { ActiveFilter } from '../select/selection.ts';
import type { SyncResult } from '../sync/result.ts';
import type { ReportInput } from './input.ts';
import { toJsonRun } from './outputs.ts';

/** Raised when a reader of an older version could no longer read the report rightly; a new field is no such thing. */
export const REPORT_VERSION = 1;

/**
 * The report for machines, described by `schemas/report.schema.json`. Texts are as they came, and what is unknown is
 * null: never 0, and no empty list of policies if none was judged.
 */
export function renderJson({ result, rowsOf, context }: ReportInput): Generator<string> {
  return streamJson({
    version: REPORT_VERSION,
    tool: { name: 'cloudquery-gate' },
    generated_at: new Date(context.now).toISOString(),
    repository: context.repository,
    sha: context.sha,
    run_url: context.runUrl,
    ...toJsonVerdict(result),
    syncs: result.syncs.map(toJsonSync),
    judgement: result.judgement === null ? null : toJsonJudgement(result.judgement, rowsOf),
  });
}

function toJsonVerdict(result: GateResult) {
  return {
    outcome: result.outcome,
    green: result.green,
    mode: result.mode,
    sentence: result.sentence,
    remedy: result.remedy,
    problems: result.problems,
    warnings: result.warnings,
    platform_url: result.platformUrl,
    elapsed_seconds: result.elapsedSeconds,
  };
}

/** The fields of the output `sync-runs`, and then more. */
function toJsonSync(sync: SyncResult) {
  return {
    ...toJsonRun(sync),
    tables: sync.tables,
    problem: sync.problem,
    worst_tables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
    last_log_lines: sync.lastLogLines,
  };
}

function toJsonJudgement(judgement: Judgement, rowsOf: ReportInput['rowsOf']) {
  const { failing, totals, bySeverity } = findKnownCounts(judgement);
  return {
    selected: judgement.selected,
    judged: judgement.judged,
    failing,
    inconclusive: judgement.inconclusive,
    paused: judgement.paused,
    fresh_since: judgement.freshSince,
    rule: toJsonRule(judgement.rule),
    filters: judgement.filters.map(toJsonFilter),
    baseline: judgement.baseline === null ? null : toJsonBaseline(judgement.baseline),
    waivers: judgement.waivers.map(toJsonWaiver),
    news: toJsonNews(judgement.news),
    group_by: formatGroupBy(judgement.groupBy),
    groups: judgement.groups.map(({ kind, name, id, gating }) => ({ kind, name, id, gating })),
    totals: toJsonCounts(totals),
    by_severity: Object.fromEntries(WORST_FIRST.map((word) => [word, toJsonCounts(bySeverity[word])])),
    policies: mapLazily(judgement.policies.toSorted(comparePolicies), (policy) => toJsonPolicy(policy, rowsOf)),
  };
}

function toJsonRule({ failOn, maxViolations }: Rule) {
  return {
    fail_on: failOn,
    max_violations:
      maxViolations.kind === 'total'
        ? { kind: maxViolations.kind, limit: maxViolations.limit }
        : { kind: maxViolations.kind, limits: { ...maxViolations.limits } },
  };
}

function toJsonFilter({ input, value, leftOut }: ActiveFilter) {
  return { input, value, left_out: leftOut };
}

function toJsonBaseline({ path, entries, fixed, added }: BaselineResult) {
  return { path, entries, fixed, added };
}

function toJsonWaiver({ waiver, state, isWhole, covered, problem, hint }: WaiverResult) {
  const { policy, resource, account, region, tag, resourceType, cloud, reason, owner, expires, ticket, line } = waiver;
  return {
    ...{ policy, resource, account, region, tag, resource_type: resourceType, cloud },
    ...{ reason, owner, expires, ticket, line },
    ...{ state, whole_policy: isWhole, covered, problem: problem === null ? null : problem + hint },
  };
}

function toJsonNews(news: News) {
  return { kind: news.kind, count: news.kind === 'unknown' ? null : news.count };
}

/** @param counts null if they are unknown */
function toJsonCounts(counts: ViolationCounts | null) {
  if (counts === null) return null;
  return {
    found: counts.found,
    gating: counts.gating,
    known: counts.known,
    waived: counts.waived,
    below_threshold: counts.belowThreshold,
    out_of_scope: counts.outOfScope,
    out_of_scope_by: { ...counts.outOfScopeBy },
  };
}

function toJsonPolicy(policy: PolicyResult, rowsOf: ReportInput['rowsOf']) {
  return {
    id: policy.id,
    name: policy.name,
    description: policy.description,
    definition: policy.definition === null ? null : { ...policy.definition },
    domain: policy.domain,
    severity: policy.severity,
    severity_label: policy.severityLabel,
    standing: policy.standing,
    reason: policy.reason,
    evaluated_at: policy.evaluatedAt,
    counts: toJsonCounts(policy.standing === 'judged' ? policy : null),
    violations_problem: policy.resourcesProblem,
    violations: mapLazily(rowsOf(policy.id), toJsonViolation),
  };
}

function toJsonViolation({ violation, standing, leftOutBy, fingerprint }: ReportedViolation) {
  const { cloud, accountName, accountId, region, name, platformId, resourceType } = violation;
  return {
    standing,
    left_out_by: leftOutBy,
    fingerprint,
    cloud,
    account: { name: accountName, id: accountId },
    region,
    resource: { name, id: platformId, type: resourceType },
  };
}

function* mapLazily<Item>(items: Iterable<Item>, map: (item: Item) => StreamedJson): Generator<StreamedJson> {
  for (const item of items) yield map(item);
}
