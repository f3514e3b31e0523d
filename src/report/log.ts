import { formatDuration, formatMoment } from '../format.ts';
import type { GateResult, PolicyResult, SyncResult } from '../result.ts';
import { toLogText } from '../sanitize.ts';

/** Where lines go. */
export interface LogSink {
  info(text: string): void;
  group(title: string, lines: readonly string[]): void;
}

/** Tells the end of the story: the verdict and why, with the detail folded. */
export function tellVerdict(result: GateResult, log: LogSink): void {
  for (const sync of result.syncs) tellFailedSync(sync, log);
  if (result.judgement !== null && result.judgement.policies.length > 0) {
    log.group('The policies, worst first', result.judgement.policies.map(describePolicy));
  }
  const verdict = `Verdict after ${formatDuration(result.elapsedSeconds)}: ${result.outcome}.`;
  if (result.problems.length > 1) {
    log.info(`${verdict} ${result.problems.length} problems:`);
    for (const problem of result.problems) log.info(`- ${toLogText(problem, 1_000)}`);
  } else {
    log.info(`${verdict} ${toLogText(result.sentence, 2_000)}`);
  }
  if (result.remedy !== null) log.info(`What to do: ${toLogText(result.remedy, 1_000)}`);
}

function tellFailedSync({ syncName, worstTables, lastLogLines }: SyncResult, log: LogSink): void {
  if (worstTables.length > 0) {
    const lines = worstTables.map(({ name, errors }) => `${toLogText(name, 100)}: ${errors} errors`);
    log.group(`${toLogText(syncName)}: the tables with most errors`, lines);
  }
  if (lastLogLines.length > 0) {
    log.group(
      `${toLogText(syncName)}: the last lines of the run's log`,
      lastLogLines.map((line) => toLogText(line)),
    );
  }
}

function describePolicy(policy: PolicyResult): string {
  const severity = toLogText(policy.severityLabel, 20).padEnd(8);
  const name = toLogText(policy.name, 120);
  if (policy.standing !== 'judged') {
    const last = policy.evaluatedAt === null ? '' : ` (last evaluated ${formatMoment(policy.evaluatedAt)})`;
    return `${severity}  could not be judged  ${name}: ${toLogText(policy.reason ?? policy.standing, 300)}${last}`;
  }
  const counts = policy.found === 0 ? 'no violations' : `${policy.gating} gating of ${policy.found}`;
  return `${severity}  ${counts}  ${name} (evaluated ${formatMoment(policy.evaluatedAt)})`;
}
