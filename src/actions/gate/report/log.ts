import { formatMoment } from '../../../platform/timestamp.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns, formatCount, formatDuration } from '../../../text/format.ts';
import { describeGroup, formatGroupBy } from '../judge/group.ts';
import type { Judgement } from '../judge/judge.ts';
import type { WaiverResult } from '../judge/waiver-effect.ts';
import type { GateResult } from '../result.ts';
import type { SyncResult } from '../sync/result.ts';
import { findTellingLine, quoteLog } from '../sync/telling-line.ts';
import { describeBaseline, describeFilter, describeNews, describeWaiver } from './acceptance-text.ts';
import type { WrittenFile } from './kinds.ts';
import { renderLogTable } from './log-table.ts';
import { countSharing, groupByReason, listUnjudged } from './policy-order.ts';

/** Where lines go. */
export interface LogSink {
  info(text: string): void;
  group(title: string, lines: readonly string[]): void;
}

/** Tells the end of the story: the verdict and why, with the detail folded. */
export function tellVerdict(result: GateResult, log: LogSink, files: readonly WrittenFile[] = []): void {
  const { judgement } = result;
  for (const sync of result.syncs) tellFailedSync(sync, result.sentence, log);
  if (judgement !== null) {
    if (judgement.policies.length > 0) log.group('The policies, worst first', renderLogTable(judgement));
    tellGroups(judgement, log);
    tellUnjudged(judgement, log);
    tellWaivers(judgement.waivers, log);
    for (const filter of judgement.filters) log.info(toLogText(describeFilter(filter), 500));
    if (judgement.baseline !== null) log.info(toLogText(describeBaseline(judgement.baseline)));
    log.info(describeNews(judgement));
  }
  for (const { kind, path } of files) log.info(`Written, ${kind}: ${path}`);
  const verdict = `Verdict: ${result.outcome} (took ${formatDuration(result.elapsedSeconds)}).`;
  if (result.problems.length > 1) {
    log.info(`${verdict} ${result.problems.length} problems:`);
    for (const problem of result.problems) log.info(`- ${toLogText(problem, 1_000)}`);
  } else {
    log.info(`${verdict} ${toLogText(result.sentence, 2_000)}`);
  }
  if (result.remedy !== null) log.info(`What to do: ${toLogText(result.remedy, 1_000)}`);
}

/** @param told what the verdict says: a line that it quotes is not told twice */
function tellFailedSync({ syncName, worstTables, lastLogLines }: SyncResult, told: string, log: LogSink): void {
  if (worstTables.length > 0) {
    const lines = worstTables.map(({ name, errors }) => `${toLogText(name, 100)}: ${countNouns(errors, 'error')}`);
    log.group(`${toLogText(syncName)}: the tables with the most errors`, lines);
  }
  const telling = findTellingLine(lastLogLines);
  if (telling !== null && !told.includes(quoteLog(telling)))
    log.info(`The log of ${toLogText(syncName)} says: ${toLogText(telling)}`);
  if (lastLogLines.length > 0) {
    log.group(
      `${toLogText(syncName)}: the last lines of its log`,
      lastLogLines.map((line) => toLogText(line)),
    );
  }
}

const GROUPS_TOLD = 50;

/** Who has the gating violations, if somebody asks. */
function tellGroups({ groupBy, groups }: Judgement, log: LogSink): void {
  if (groups.length === 0) return;
  const told = groups.slice(0, GROUPS_TOLD).map((group) => {
    return `${formatCount(group.gating)}  ${toLogText(describeGroup(group), 200)}`;
  });
  const more = groups.length > told.length ? [`and ${countNouns(groups.length - told.length, 'more group')}`] : [];
  log.group(`Gating violations by ${toLogText(formatGroupBy(groupBy))}`, [...told, ...more]);
}

/** Why policies could not be judged, which the table has no room for. */
function tellUnjudged({ policies }: Judgement, log: LogSink): void {
  const lines = groupByReason(listUnjudged(policies)).flatMap(({ reason, policies }) => [
    `${countSharing(policies)}: ${toLogText(reason, 300)}`,
    ...policies.map(({ name, evaluatedAt }) => {
      const last = evaluatedAt === null ? '' : ` (last evaluated ${formatMoment(evaluatedAt)})`;
      return `- ${toLogText(name, 120)}${last}`;
    }),
  ]);
  if (lines.length > 0) log.group('Could not be judged', lines);
}

function tellWaivers(waivers: readonly WaiverResult[], log: LogSink): void {
  if (waivers.length > 0)
    log.group(
      'The waivers',
      waivers.map((waiver) => toLogText(describeWaiver(waiver), 600)),
    );
}
