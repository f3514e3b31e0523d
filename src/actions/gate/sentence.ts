import type { StepError } from '../../errors.ts';
import { countNouns, formatCount } from '../../text/format.ts';
import type { Inputs } from './inputs.ts';
import type { Judgement } from './judge/judge.ts';
import type { ViolationCounts } from './judge/policy-result.ts';
import { describeReasons } from './judge/reason.ts';
import { describeRule } from './judge/rule.ts';
import type { Outcome } from './outcome.ts';
import type { GateResult } from './result.ts';
import { isScopeInput } from './select/aspect.ts';
import { SYNC_DISABLED, type SyncResult } from './sync/result.ts';
import { findCause, quoteLog } from './sync/telling-line.ts';

export interface Ending {
  readonly outcome: Outcome;
  readonly green: boolean;
  readonly error: StepError | null;
  readonly syncs: readonly SyncResult[];
  readonly judgement: Judgement | null;
  readonly inputs: Pick<Inputs, 'mode' | 'onInconclusive'>;
}

/** The verdict in one sentence, and what to do next. */
export function describeEnding(ending: Ending): Pick<GateResult, 'sentence' | 'problems' | 'remedy'> {
  const { error } = ending;
  if (error !== null) return { sentence: error.message, problems: error.problems, remedy: error.remedy };
  return { ...describeVerdict(ending), problems: [] };
}

function describeVerdict(ending: Ending): Pick<GateResult, 'sentence' | 'remedy'> {
  const { outcome, judgement, syncs } = ending;
  switch (outcome) {
    case 'passed':
      return { sentence: describePassed(ending), remedy: null };
    case 'sync-failed':
      return {
        sentence: describeFailedSyncs(syncs),
        remedy: remedyForSyncs(syncs),
      };
    case 'violations':
      return {
        sentence: judgement === null ? '' : describeViolations(judgement),
        remedy: judgement === null ? REMEDY_FOR_VIOLATIONS : remedyForViolations(judgement),
      };
    case 'timed-out':
    case 'inconclusive':
      return { sentence: describeInconclusive(ending), remedy: remedyForInconclusive(ending) };
    case 'cancelled':
    case 'error':
      return { sentence: `The step ended as ${outcome}.`, remedy: null };
  }
}

const REMEDY_FOR_VIOLATIONS =
  // @remedy violations
  'Fix the resources, accept the violations in writing (`waivers`, `baseline`), or change the rule (`fail-on`, `max-violations`, `accounts`, `tags`, `policies`).';

function remedyForViolations({ totals, formerlyWaived, expiredAt }: Judgement): string {
  if (formerlyWaived === 0) return REMEDY_FOR_VIOLATIONS;
  const place = expiredAt === null ? '' : ` (${expiredAt})`;
  const renew = `Of those whose waiver has expired, fix the resources, or renew the waiver with its owner${place}.`;
  return formerlyWaived >= totals.gating ? renew : `${renew} Of the others: ${REMEDY_FOR_VIOLATIONS}`;
}

function remedyForSyncs(syncs: readonly SyncResult[]): string {
  const failed = syncs.filter(({ state }) => state !== 'succeeded');
  const none = failed.length === syncs.length ? 'No run' : 'For a refused sync no run';
  if (failed.every(({ problem }) => problem === SYNC_DISABLED)) {
    const what = failed.length === 1 ? 'the sync' : 'the syncs';
    return `${none} was started, and no policy was judged. Enable ${what} on the Platform, then run the job again.`;
  }
  return failed.every(({ state }) => state === 'refused')
    ? `${none} was started, and no policy was judged. If another run is in progress, \`if-running: wait\` waits for its end, and \`attach\` uses it; if the sync is disabled, enable it on the Platform.`
    : 'Look at the run on the Platform, fix what failed, then run the job again; no policy was judged.';
}

/** The verdict if a sync failed: what became of each that did not succeed. */
export function describeFailedSyncs(syncs: readonly SyncResult[]): string {
  return describeSyncs(syncs.filter(({ state }) => state !== 'succeeded'));
}

/** What became of each of these syncs, and the line of its log that says why. */
export function describeSyncs(syncs: readonly SyncResult[]): string {
  return syncs
    .map(({ syncName, runId, problem, lastLogLines }) => {
      const run = runId === null ? '' : ` (run ${runId})`;
      const cause = findCause(lastLogLines);
      const log = cause === null ? '' : ` ${quoteLog(cause)}${cause.endsWith('.') ? '' : '.'}`;
      return `Sync ${syncName}${run}: ${problem ?? 'no problem is known'}.${log}`;
    })
    .join(' ');
}

/** What to say of a sync that completed, and not with all of its data, if `on-partial-sync` tolerates that. */
export function describePartial(sync: SyncResult): string {
  const tables = sync.worstTables.map(({ name, errors }) => `${name} (${countNouns(errors, 'error')})`);
  const worst = tables.length === 0 ? '' : ` The tables with the most errors: ${tables.join(', ')}.`;
  return `${describeSyncs([sync])}${worst} Violations in the data that is missing can't be found: look at the run on the Platform, and fix the cause. \`on-partial-sync: fail\` makes such a step red.`;
}

function describePassed({ judgement, inputs, syncs }: Ending): string {
  if (judgement === null) return `${countNouns(syncs.length, 'sync')} completed.`;
  const { judged, totals, rule } = judgement;
  const seen = inputs.mode === 'check' ? "by the Platform's latest results" : 'on results newer than the sync';
  const found =
    totals.found === 0
      ? 'no violations'
      : `${countNouns(totals.found, 'violation')}, of which ${totals.gating} gating${describeForgiven(totals)}`;
  return `${countNouns(judged, 'policy was', 'policies were')} judged ${seen}: ${found}; rule: ${describeRule(rule)}.`;
}

function describeViolations(judgement: Judgement): string {
  const { totals, failing, judged, rule } = judgement;
  const gating = describeGating(judgement);
  const where = `${failing} of ${countNouns(judged, 'judged policy', 'judged policies')}`;
  return `${gating} in ${where}${describeForgiven(totals)}; rule: ${describeRule(rule)}.`;
}

/** What was waived until a while ago is in no baseline, and yet not new. */
function describeGating({ totals, formerlyWaived, baseline }: Judgement): string {
  const expired = `${formatCount(formerlyWaived)} with an expired waiver`;
  // @failure policies with a number | `violations` | The summary names the resources. =violations
  const gating = countNouns(totals.gating, `${baseline === null || formerlyWaived > 0 ? '' : 'new '}gating violation`);
  if (formerlyWaived === 0) return gating;
  if (formerlyWaived >= totals.gating) return `${gating} with an expired waiver`;
  return `${gating} (${baseline === null ? '' : `${formatCount(totals.gating - formerlyWaived)} new, `}${expired})`;
}

/** What else was found and why it does not gate, as the rest of a sentence. */
function describeForgiven(counts: ViolationCounts): string {
  return describeReasons(counts)
    .map((reason) => `, ${reason}`)
    .join('');
}

function describeInconclusive({ judgement, outcome }: Ending): string {
  if (judgement === null || judgement.selected === 0)
    // @failure policies | `inconclusive` | =no-policies
    return 'The Platform has no active policy, so nothing was judged.';
  const { inconclusive, selected, policies, scopeProblem } = judgement;
  if (inconclusive === 0 && scopeProblem !== null) return `Not proved: ${scopeProblem}`;
  const kinds = {
    // @failure policies#stale
    stale: 'not evaluated since the sync',
    'never-evaluated': 'never evaluated',
    unreadable: 'unreadable',
  };
  const parts = Object.entries(kinds).flatMap(([standing, words]) => {
    const many = policies.filter((policy) => policy.standing === standing).length;
    return many === 0 ? [] : [`${many} ${words}`];
  });
  // @failure policies | `timed-out`, or `inconclusive` | The log and the summary give the reason for each policy:
  // search this table for it. If the outcome is `timed-out`, raise `timeout-minutes`.
  const when = outcome === 'timed-out' ? 'The deadline passed before' : 'Not proved:';
  const rest = `${inconclusive} of ${countNouns(selected, 'policy', 'policies')} could ${outcome === 'timed-out' ? '' : 'not '}be judged (${parts.join(', ')})`;
  return `${when} ${rest}.`;
}

function remedyForInconclusive({ judgement, outcome }: Ending): string {
  if (judgement === null || judgement.selected === 0) {
    // @remedy no-policies
    return 'Activate policies on the Platform, or choose mode `sync` if only the data counts.';
  }
  if (outcome === 'timed-out') return 'Raise `timeout-minutes`.';
  if (judgement.inconclusive === 0 && judgement.scopeProblem !== null) {
    return 'Correct the lines, give the key a role that may read the table `cloud_assets`, or set `unknown-accounts: warn`.';
  }
  const isStale = judgement.policies.some(({ standing }) => standing === 'stale');
  if (isStale && judgement.freshSince === null) {
    return 'The run has no `completed_at`, so no result can be shown to be newer than its data: look at the run on the Platform.';
  }
  const isNever = judgement.policies.some(({ standing }) => standing === 'never-evaluated');
  if (!isStale && !isNever) {
    return 'The log and the summary give the reason for each. Most such failures pass if the job is run again; otherwise leave these policies out with `policies`.';
  }
  if (isStale && judgement.judged === 0) return remedyForNoneEvaluated(judgement);
  return isStale
    ? 'Most likely they read tables that this sync does not write: leave them out (`policies`, `policy-groups`, `domains`). Otherwise see on the Platform why they are not evaluated, or raise `evaluation-timeout-minutes` if they are only slow.'
    : 'See on the Platform why they are not evaluated, or leave them out with `policies`.';
}

/** If no policy at all was evaluated, to leave out those that were not would leave nothing. */
function remedyForNoneEvaluated({ filters }: Judgement): string {
  const isLimited = filters.some(({ input }) => !isScopeInput(input));
  const others = isLimited
    ? ' If the selected policies read only tables that this sync does not write, select others (`policies`, `policy-groups`, `domains`).'
    : '';
  return `None of the policies was evaluated in time. Most likely the Platform only needs longer: raise \`evaluation-timeout-minutes\`. Otherwise see on the Platform why it does not evaluate them.${others}`;
}
