import type { Violation } from '../../platform/violations.ts';
import { collectNames, HIDDEN_PATTERNS, hide, type Names, redactText } from '../../text/redact.ts';
import type { ActiveFilter, GateResult, Judgement, PolicyResult, SyncResult, WaiverResult } from './result.ts';

/**
 * Takes the names of accounts and resources out of a result before anybody reports it: in a public repository logs,
 * summaries, comments and artifacts can be read by everybody. Each name becomes a short hash, the same in every run and
 * on every machine, so that one can still be followed from report to report.
 *
 * The hashes hide names from readers, not from an attacker with time. The twelve digits of an account's id are found by
 * trying all there are, which takes minutes and leaves a few hundred that fit; and whoever guesses a name can check it.
 * No secret goes into them, since then a name would have another hash in each repository. Of 10,000 names two share
 * one by accident in a case of a hundred: a hash is there to be looked at, and never an identity.
 */

/** When to redact. `auto`: unless the repository is known not to be public. */
export type Redaction = 'auto' | 'always' | 'never';

export type Visibility = 'public' | 'private' | 'internal' | 'unknown';

/**
 * Whether names are hidden. What cannot be proved private is treated as public, and a word that will be refused as
 * `always`. Of `internal` only the enterprise's own people can read.
 */
export function decideRedaction(redaction: Redaction | string, visibility: Visibility): boolean {
  if (redaction === 'never') return false;
  return redaction !== 'auto' || (visibility !== 'private' && visibility !== 'internal');
}

/** Who can read the repository, by the event's payload. Never throws; what is missing or contradictory is unknown. */
export function readVisibility(payload: unknown): Visibility {
  try {
    const repository = field(payload, 'repository');
    return reconcile(field(repository, 'visibility') ?? null, field(repository, 'private') ?? null);
  } catch {
    return 'unknown';
  }
}

/** The older of the two fields is all that some servers have; of internal repositories it says `true`. */
function reconcile(visibility: unknown, isPrivate: unknown): Visibility {
  if (visibility === null && typeof isPrivate === 'boolean') return isPrivate ? 'private' : 'public';
  if (visibility !== 'public' && visibility !== 'private' && visibility !== 'internal') return 'unknown';
  return isPrivate === null || isPrivate === (visibility !== 'public') ? visibility : 'unknown';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

const HIDDEN_LOG = 'Left out because of `redact`: the log of a run may hold any name. The Platform shows it.';

/**
 * The result without names and ids of accounts and resources. Policies, severities, domains, regions, resource types,
 * syncs, runs and tables keep their names, and nothing that is counted changes. To redact twice is to redact once.
 *
 * Every object is built field by field: one that comes to have another field does not compile until somebody has
 * decided about that one, too.
 */
export function redactResult(result: GateResult): GateResult {
  const names = collectNames(result);
  const redact = (text: string) => redactText(text, names);
  return {
    outcome: result.outcome,
    green: result.green,
    mode: result.mode,
    sentence: redact(result.sentence),
    problems: result.problems.map(redact),
    remedy: mapText(result.remedy, redact),
    warnings: result.warnings.map(redact),
    platformUrl: result.platformUrl,
    syncs: result.syncs.map((sync) => redactSync(sync, names)),
    judgement: result.judgement === null ? null : redactJudgement(result.judgement, names),
    elapsedSeconds: result.elapsedSeconds,
  };
}

function redactSync(sync: SyncResult, names: Names): SyncResult {
  return {
    syncName: sync.syncName,
    runId: sync.runId,
    origin: sync.origin,
    state: sync.state,
    // A word that workflows compare.
    status: sync.status,
    statusReason: mapText(sync.statusReason, (text) => redactText(text, names, 'distinctive')),
    ingested: sync.ingested,
    rows: sync.rows,
    errors: sync.errors,
    tables: sync.tables,
    createdAt: sync.createdAt,
    completedAt: sync.completedAt,
    durationSeconds: sync.durationSeconds,
    problem: mapText(sync.problem, (text) => redactText(text, names)),
    worstTables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
    lastLogLines: sync.lastLogLines.length === 0 ? [] : [HIDDEN_LOG],
  };
}

function redactJudgement(judgement: Judgement, names: Names): Judgement {
  return {
    policies: judgement.policies.map((policy) => redactPolicy(policy, names)),
    selected: judgement.selected,
    judged: judgement.judged,
    failing: judgement.failing,
    inconclusive: judgement.inconclusive,
    paused: judgement.paused,
    totals: judgement.totals,
    bySeverity: judgement.bySeverity,
    freshSince: judgement.freshSince,
    rule: judgement.rule,
    filters: judgement.filters.map(redactFilter),
    baseline: judgement.baseline,
    waivers: judgement.waivers.map((waiver) => redactWaiver(waiver, names)),
    news: judgement.news,
  };
}

function redactPolicy(policy: PolicyResult, names: Names): PolicyResult {
  return {
    id: policy.id,
    name: policy.name,
    description: redactText(policy.description, names, 'distinctive'),
    domain: policy.domain,
    severity: policy.severity,
    severityLabel: policy.severityLabel,
    evaluatedAt: policy.evaluatedAt,
    standing: policy.standing,
    reason: mapText(policy.reason, (text) => redactText(text, names)),
    found: policy.found,
    gating: policy.gating,
    known: policy.known,
    waived: policy.waived,
    belowThreshold: policy.belowThreshold,
    outOfScope: policy.outOfScope,
    resources: policy.resources.map(redactViolation),
    source: policy.source,
    change: policy.change,
    resourcesProblem: mapText(policy.resourcesProblem, (text) => redactText(text, names)),
  };
}

/** The violation with hashes for its names and ids. An id is hashed whole: in an ARN there are both. */
export function redactViolation(violation: Violation): Violation {
  return {
    cloud: violation.cloud,
    resourceType: violation.resourceType,
    accountName: hide('account', violation.accountName),
    accountId: mapText(violation.accountId, (id) => hide('account', id)),
    name: hide('resource', violation.name),
    region: violation.region,
    platformId: hide('resource', violation.platformId),
    // They may hold any name.
    tags: [],
  };
}

/** The patterns of `accounts` are names of accounts; those of the other filters are not hidden. */
export function redactFilter(filter: ActiveFilter): ActiveFilter {
  return filter.input === 'accounts'
    ? { input: filter.input, value: HIDDEN_PATTERNS, leftOut: filter.leftOut }
    : filter;
}

/** Reason and owner stay: they are the repository's own words. */
function redactWaiver({ waiver, state, isWhole, covered, problem }: WaiverResult, names: Names): WaiverResult {
  return {
    waiver: {
      policy: waiver.policy,
      resource: mapText(waiver.resource, (pattern) => hidePattern('resource', pattern)),
      account: mapText(waiver.account, (pattern) => hidePattern('account', pattern)),
      region: waiver.region,
      reason: waiver.reason,
      owner: waiver.owner,
      expires: waiver.expires,
      ticket: waiver.ticket,
      line: waiver.line,
    },
    state,
    isWhole,
    covered,
    problem: mapText(problem, (text) => redactText(text, names, 'distinctive')),
  };
}

function mapText(text: string | null, map: (text: string) => string): string | null {
  return text === null ? null : map(text);
}

/** A pattern without wildcards is a name, and has the name's hash. */
function hidePattern(noun: 'account' | 'resource', pattern: string): string {
  return /[*?\\]/.test(pattern) || pattern === HIDDEN_PATTERNS ? HIDDEN_PATTERNS : hide(noun, pattern);
}
