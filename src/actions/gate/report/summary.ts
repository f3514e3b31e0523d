import { formatMoment } from '../../../platform/timestamp.ts';
import { toCode, toProse } from '../../../text/escape.ts';
import { countNouns, formatCount, formatDuration } from '../../../text/format.ts';
import { byteLength, renderDetails, renderRest, SUMMARY_BYTES, takeWithin } from '../../../text/markdown.ts';
import { describeStanding } from '../evaluate/freshness.ts';
import type { Judgement } from '../judge/judge.ts';
import type { Outcome } from '../outcome.ts';
import type { GateResult } from '../result.ts';
import { describeEmptyGroups } from '../select/selection.ts';
import type { SyncResult } from '../sync/result.ts';
import { needsLook, renderScope, renderScopeBriefly, renderWaivers } from './acceptance-section.ts';
import { renderGroups } from './group-section.ts';
import type { WrittenFile } from './kinds.ts';
import { renderOutcomeLink } from './outcome-page.ts';
import { renderPast } from './past-section.ts';
import { listFailing, listNotGating, listUnjudged } from './policy-order.ts';
import { renderFailing, renderNotGatingPolicies, renderUnjudged } from './policy-section.ts';
import { renderSeverities } from './severity-section.ts';
import { renderSyncBriefly, renderSyncs } from './sync-section.ts';

const SENTENCE_LENGTH = 2_000;
/** Bad inputs are told all at once. */
const PROBLEMS_SHOWN = 50;
const SHORTEST_LENGTH = 200;
const SYNCS_SHOWN = 5;
/** Not-gating policies stay open up to here; a longer list opens on a click. */
const OPEN_ROWS = 10;

/** Shares of the budget; what is left is for the failing policies. */
const SHARES = {
  warnings: 0.1,
  groups: 0.1,
  scope: 0.05,
  past: 0.03,
  waivers: 0.1,
  syncs: 0.15,
  unjudged: 0.15,
  notGating: 0.1,
};

/** What a summary says beside the result. */
export interface Surroundings {
  /** The files that the step wrote. */
  readonly files?: readonly WrittenFile[];
  /** What is to be said of those that it did not write. */
  readonly gaps?: readonly string[];
  /** The folder of the action's own pages; null if it is unknown. */
  readonly docsUrl?: string | null;
}

const HEADLINES: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  violations: 'violations found',
  inconclusive: 'inconclusive',
  'sync-failed': 'sync failed',
  'timed-out': 'timed out',
  cancelled: 'cancelled',
  error: 'error',
};

/**
 * The job summary in GitHub-flavoured Markdown. Every text of the result is escaped here.
 * @param maxBytes in UTF-8; what does not fit is left out, the least important first, and counted.
 */
export function renderSummary(
  result: GateResult,
  maxBytes: number = SUMMARY_BYTES,
  { files = [], gaps = [], docsUrl = null }: Surroundings = {},
): string {
  const { judgement } = result;
  const about = renderOutcomeLink(result.outcome, docsUrl);
  const isBrief = isAllWell(result) && gaps.length === 0;
  if (isBrief)
    return joinSections([renderHeading(result), renderSentence(result), renderFooter(result, files, isBrief, about)]);
  const before = [
    renderHeading(result),
    renderSentence(result),
    judgement === null ? '' : `**Coverage:** ${renderCoverage(result, judgement)}`,
    renderRemedy(result, about),
    renderWarnings([...gaps, ...result.warnings], maxBytes * SHARES.warnings),
    judgement === null ? '' : renderSeverities(judgement),
    judgement === null ? '' : renderGroups(judgement, maxBytes * SHARES.groups),
  ];
  const after = [
    ...(judgement === null ? [] : renderOtherPolicies(judgement, maxBytes)),
    ...(judgement === null ? [] : renderWaivers(judgement.waivers, maxBytes * SHARES.waivers)),
    judgement === null ? '' : renderScope(judgement, maxBytes * SHARES.scope),
    judgement === null || judgement.past === null ? '' : renderPast(judgement.past, maxBytes * SHARES.past),
    renderSyncs(result.syncs.filter(isKnown), [result.sentence, ...result.warnings], maxBytes * SHARES.syncs),
    renderFooter(result, files, isBrief, ''),
  ];
  const room = maxBytes - byteLength(joinSections([...before, ...after])) - 500;
  const failing = judgement === null ? '' : renderFailingSection(result, judgement, room);
  const whole = joinSections([...before, failing, ...after]);
  if (byteLength(whole) <= maxBytes) return whole;
  // Texts of the longest kind in a small budget, such as a comment's.
  return joinSections([renderHeading(result), toProse(result.sentence, SHORTEST_LENGTH)]);
}

/** Nothing to read but that nothing is wrong. */
function isAllWell({ outcome, warnings, judgement, syncs }: GateResult): boolean {
  const isQuiet = judgement === null || (judgement.totals.found === 0 && !judgement.waivers.some(needsLook));
  return outcome === 'passed' && isQuiet && warnings.length === 0 && !syncs.some(({ problem }) => problem !== null);
}

function joinSections(sections: readonly string[]): string {
  const present = sections.map((section) => section.trim()).filter((section) => section !== '');
  return `${present.join('\n\n')}\n`;
}

function renderHeading({ outcome, green, mode }: GateResult): string {
  const mark = green ? (outcome === 'passed' ? '✅' : '⚠️') : '❌';
  return `## ${mark} CloudQuery ${mode}: ${HEADLINES[outcome]}`;
}

function renderSentence({ sentence, problems }: GateResult): string {
  if (problems.length < 2) return toProse(sentence, SENTENCE_LENGTH);
  const list = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `- ${toProse(problem, 1_000)}\n`);
  return `${formatCount(problems.length)} problems:\n\n${list.join('')}${renderRest(problems.length - list.length, 'problem')}`;
}

function renderRemedy({ remedy }: GateResult, about: string): string {
  const parts = remedy === null ? [] : [`**What to do:** ${toProse(remedy, SENTENCE_LENGTH)}`];
  return [...parts, about].filter((part) => part !== '').join(' · ');
}

/** Of a sync that was never polled there is nothing to tell. */
function isKnown({ runId, state }: SyncResult): boolean {
  return runId !== null || state !== 'unfinished';
}

function renderWarnings(warnings: readonly string[], maxBytes: number): string {
  const portion = takeWithin(warnings, (warning) => `- ⚠️ ${toProse(warning)}\n`, maxBytes);
  return portion.text + renderRest(warnings.length - portion.taken, 'warning');
}

function renderFailingSection(result: GateResult, judgement: Judgement, maxBytes: number): string {
  const policies = listFailing(judgement.policies);
  if (policies.length === 0) return '';
  const title = result.green ? 'Violations that are tolerated' : 'Failing policies';
  const note = result.isRedacted ? `${HIDDEN_NOTE}\n\n` : '';
  return `### ${title} (${formatCount(policies.length)})\n\n${note}${renderFailing(policies, maxBytes)}`;
}

function renderOtherPolicies({ policies, freshSince }: Judgement, maxBytes: number): string[] {
  const unjudged = listUnjudged(policies);
  const notGating = listNotGating(policies);
  const sections: string[] = [];
  if (unjudged.length > 0) {
    const rule =
      freshSince === null
        ? ''
        : `A result counts if the policy was evaluated at ${formatMoment(freshSince)} or later.\n\n`;
    const table = renderUnjudged(unjudged, maxBytes * SHARES.unjudged);
    sections.push(`### Could not be judged (${formatCount(unjudged.length)})\n\n${rule}${table}`);
  }
  if (notGating.length > 0) {
    const title = `Found, but not gating (${formatCount(notGating.length)})`;
    const table = renderNotGatingPolicies(notGating, maxBytes * SHARES.notGating);
    sections.push(notGating.length > OPEN_ROWS ? renderDetails(title, table) : `### ${title}\n\n${table}`);
  }
  return sections;
}

/** How many policies the verdict stands on, and what became of the others if the sentence does not say it. */
function renderCoverage({ mode, outcome }: GateResult, judgement: Judgement): string {
  const { selected, judged, paused, freshSince, policies, emptyGroups } = judgement;
  const latest = mode === 'check' ? ' on their latest results' : '';
  const since = freshSince === null ? latest : ` on results of ${formatMoment(freshSince)} or later`;
  const isTold = outcome === 'inconclusive' || outcome === 'timed-out';
  const untold = isTold ? [] : (['stale', 'never-evaluated', 'unreadable'] as const);
  const unjudged = untold.flatMap((standing) => {
    const count = policies.filter((policy) => policy.standing === standing).length;
    return count === 0 ? [] : [`${formatCount(count)} ${describeStanding(standing)}`];
  });
  return [
    `${formatCount(judged)} of ${countNouns(selected, 'policy', 'policies')} judged${since}`,
    ...unjudged,
    ...(paused > 0 ? [`${countNouns(paused, 'paused policy', 'paused policies')} left out`] : []),
    ...(emptyGroups.length > 0 ? [toProse(describeEmptyGroups(emptyGroups))] : []),
  ].join(' · ');
}

const HIDDEN = `Names of accounts and resources are hidden (${toCode('redact')})`;
/** Stands above resources whose names are hashes, which somebody might take for their own. */
const HIDDEN_NOTE = `${HIDDEN}. Each is shown as a hash, which is the same in every run.`;

/** One line. If all is well it is the only one below the verdict, and says what else there is to know. */
function renderFooter(result: GateResult, files: readonly WrittenFile[], isBrief: boolean, about: string): string {
  const { judgement, platformUrl, elapsedSeconds, syncs } = result;
  const facts: string[] = [];
  if (isBrief) {
    if (judgement !== null) facts.push(renderCoverage(result, judgement));
    facts.push(...syncs.slice(0, SYNCS_SHOWN).map(renderSyncBriefly));
    if (syncs.length > SYNCS_SHOWN) facts.push(`and ${countNouns(syncs.length - SYNCS_SHOWN, 'more sync')}`);
    if (judgement !== null) facts.push(...renderScopeBriefly(judgement));
  }
  facts.push(...files.map(({ kind, path }) => `${kind}: ${toCode(path)}`));
  const isSaid = listFailing(judgement?.policies ?? []).length > 0;
  if (result.isRedacted && !isSaid) facts.push(HIDDEN);
  if (platformUrl !== null) facts.push(toCode(platformUrl));
  facts.push(`took ${formatDuration(elapsedSeconds)}`);
  if (about !== '') facts.push(about);
  return facts.join(' · ');
}
