import { redactViolation } from '../../platform/redact-violation.ts';
import { cutAddresses } from '../../text/address.ts';
import { HIDDEN_PATTERNS, hide, type Names, redactText } from '../../text/redact.ts';
import type { Group } from './judge/group.ts';
import type { Judgement } from './judge/judge.ts';
import type { PolicyResult } from './judge/policy-result.ts';
import type { WaiverResult } from './judge/waiver-effect.ts';
import { hideReason, hideSeverity, hideStatus } from './platform-words.ts';
import { redactLine } from './redact-line.ts';
import type { GateResult } from './result.ts';
import { collectNames, type Reword } from './result-names.ts';
import { holdsNames } from './select/aspect.ts';
import type { ActiveFilter } from './select/selection.ts';
import { describeFailedSyncs } from './sentence.ts';
import type { SyncResult } from './sync/result.ts';

// A step that hides names loads all of this with this file.
export { watchMentions } from './mentions.ts';
export { redactLine } from './redact-line.ts';

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

const HIDDEN_LOG = 'Left out because of `redact`: the log of a run may hold any name. The Platform shows it.';

/**
 * The result without names and ids of accounts and resources, and without words of the Platform that this version does
 * not know. Policies, domains, regions, resource types, syncs, runs and tables keep their names, and nothing that is
 * counted changes. To redact twice is to redact once.
 *
 * Every object is built field by field: one that comes to have another field does not compile until somebody has
 * decided about that one, too.
 */
export function redactResult(result: GateResult): GateResult {
  if (result.isRedacted) return result;
  const { names, reword } = collectNames(result);
  const redact = (text: string) => redactLine(text, names);
  const syncs = result.syncs.map((sync) => redactSync(sync, names));
  return {
    outcome: result.outcome,
    green: result.green,
    mode: result.mode,
    // That of a failed sync quotes its log: it is made again of what is left of the syncs.
    sentence: redact(result.outcome === 'sync-failed' ? describeFailedSyncs(syncs) : result.sentence),
    problems: result.problems.map(redact),
    remedy: mapText(result.remedy, redact),
    warnings: result.warnings.map((warning) => redact(redactWaiverWords(warning, result.judgement, reword))),
    platformUrl: result.platformUrl,
    syncs,
    judgement: result.judgement === null ? null : redactJudgement(result.judgement, names, reword),
    elapsedSeconds: result.elapsedSeconds,
    isRedacted: true,
  };
}

function redactSync(sync: SyncResult, names: Names): SyncResult {
  return {
    syncName: sync.syncName,
    runId: sync.runId,
    origin: sync.origin,
    state: sync.state,
    status: mapText(sync.status, hideStatus),
    statusReason: mapText(sync.statusReason, hideReason),
    ingested: sync.ingested,
    rows: sync.rows,
    errors: sync.errors,
    tables: sync.tables,
    createdAt: sync.createdAt,
    completedAt: sync.completedAt,
    durationSeconds: sync.durationSeconds,
    problem: mapText(sync.problem, (text) => redactLine(text, names)),
    worstTables: sync.worstTables.map(({ name, errors, rows }) => ({ name: redactText(name), errors, rows })),
    lastLogLines: sync.lastLogLines.length === 0 ? [] : [HIDDEN_LOG],
  };
}

function redactJudgement(judgement: Judgement, names: Names, reword: Reword): Judgement {
  return {
    policies: judgement.policies.map((policy) => redactPolicy(policy, names, reword)),
    selected: judgement.selected,
    judged: judgement.judged,
    failing: judgement.failing,
    inconclusive: judgement.inconclusive,
    paused: judgement.paused,
    totals: judgement.totals,
    bySeverity: judgement.bySeverity,
    unjudgedSeverities: judgement.unjudgedSeverities,
    changes: judgement.changes,
    freshSince: judgement.freshSince,
    rule: judgement.rule,
    scopeProblem: mapText(judgement.scopeProblem, (text) => redactLine(text, names)),
    emptyGroups: judgement.emptyGroups,
    filters: judgement.filters.map(redactFilter),
    baseline: judgement.baseline,
    waivers: judgement.waivers.map((waiver) => redactWaiver(waiver, names, reword)),
    formerlyWaived: judgement.formerlyWaived,
    expiredAt: mapText(judgement.expiredAt, (text) => redactLine(text, names)),
    news: judgement.news,
    past: judgement.past,
    groupBy: judgement.groupBy,
    groups: judgement.groups.map((group) => redactGroup(group, judgement.groupBy.kind === 'tag' ? 'tag' : 'account')),
  };
}

/** A tag's value may be any name; its key is the workflow's own word. */
function redactGroup({ kind, name, id, gating }: Group, noun: 'account' | 'tag'): Group {
  return { kind, name: hide(noun, name), id: mapText(id, (text) => hide(noun, text)), gating };
}

function redactPolicy(policy: PolicyResult, names: Names, reword: Reword): PolicyResult {
  return {
    id: policy.id,
    name: policy.name,
    // Unlike a waiver, it stands in no repository that everybody can read.
    description: reword(cutAddresses(policy.description)),
    // The names of files of this repository are as public as it is; another one's may not be.
    definition: policy.definition?.file ? policy.definition : null,
    domain: policy.domain,
    severity: policy.severity,
    severityLabel: hideSeverity(policy.severityLabel),
    evaluatedAt: policy.evaluatedAt,
    standing: policy.standing,
    reason: mapText(policy.reason, (text) => redactLine(text, names)),
    found: policy.found,
    gating: policy.gating,
    known: policy.known,
    waived: policy.waived,
    belowThreshold: policy.belowThreshold,
    outOfScope: policy.outOfScope,
    outOfScopeBy: policy.outOfScopeBy,
    resources: policy.resources.map(redactViolation),
    change: policy.change,
    resourcesProblem: mapText(policy.resourcesProblem, (text) => redactLine(text, names)),
  };
}

/** An active filter without the lines that may be names. */
export function redactFilter(filter: ActiveFilter): ActiveFilter {
  return holdsNames(filter.input) ? { input: filter.input, value: HIDDEN_PATTERNS, leftOut: filter.leftOut } : filter;
}

function redactWaiver(
  { waiver, state, isLastDay, isWhole, covered, problem, hint }: WaiverResult,
  names: Names,
  reword: Reword,
): WaiverResult {
  return {
    waiver: {
      policy: waiver.policy,
      resource: mapText(waiver.resource, (pattern) => hidePattern('resource', pattern)),
      account: mapText(waiver.account, (pattern) => hidePattern('account', pattern)),
      region: waiver.region,
      tag: mapText(waiver.tag, () => HIDDEN_PATTERNS),
      resourceType: waiver.resourceType,
      cloud: waiver.cloud,
      reason: reword(waiver.reason),
      owner: reword(waiver.owner),
      expires: waiver.expires,
      ticket: mapText(waiver.ticket, reword),
      line: waiver.line,
    },
    state,
    isLastDay,
    isWhole,
    covered,
    problem: mapText(problem, (text) => redactLine(text, names, 'distinctive')),
    hint: redactLine(hint, names, 'distinctive'),
  };
}

/** A warning that quotes a waiver's words has them as the waiver itself shows them. */
function redactWaiverWords(warning: string, judgement: Judgement | null, reword: Reword): string {
  const words = (judgement?.waivers ?? []).flatMap(({ waiver }) => [waiver.owner, waiver.reason]);
  // The longest first: a shorter one may be a part of it.
  const quoted = [...new Set(words)].filter((text) => warning.includes(text)).sort((a, b) => b.length - a.length);
  return quoted.reduce((rest, text) => rest.replaceAll(text, () => reword(text)), warning);
}

function mapText(text: string | null, map: (text: string) => string): string | null {
  return text === null ? null : map(text);
}

/** A pattern without wildcards is a name, and has the name's hash. */
function hidePattern(noun: 'account' | 'resource', pattern: string): string {
  return /[*?\\]/.test(pattern) || pattern === HIDDEN_PATTERNS ? HIDDEN_PATTERNS : hide(noun, pattern);
}
