import type { Clock } from '../../clock.ts';
import type { AuditLogClient } from '../../platform/audit-logs.ts';
import { describeClocks, describeNoClock, doClocksDiffer, proveNow, refuseFuture, warnOfClocks } from './clocks.ts';
import { describeFailure, describeReading, describeTooSoon } from './describe.ts';
import { renderManifest } from './manifest.ts';
import { nameManifest } from './names.ts';
import { type Plan, planRun } from './plan.ts';
import { type ReadDeps, type Reading, readLog, type Wanted } from './read-log.ts';
import type { AuditLogResult, Progress } from './result.ts';
import { SECOND_MS } from './span.ts';
import {
  type Beginning,
  beginExport,
  claimState,
  readStored,
  refuseNewerFiles,
  warnOfNewChain,
} from './starting-point.ts';
import { renderState, type State } from './state.ts';
import type { Store } from './store.ts';
import { warnOfTypes, warnOfUncounted, warnOfUsers } from './warnings.ts';

/** What an export was asked for. */
export interface ExportRequest extends Wanted, Beginning {}

/** What an export works with. */
export interface ExportDeps extends Omit<ReadDeps, 'store'> {
  readonly client: AuditLogClient;
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly stop: AbortSignal;
  readonly warn: (line: string) => void;
}

/** The whole story: the state, the plan, the windows, then the manifest and the new state. Nothing is thrown. */
export async function exportAuditLog(asked: ExportRequest, deps: ExportDeps): Promise<AuditLogResult> {
  try {
    // Read before anything is asked: a state that is no good costs no request.
    const stored = readStored(asked, deps.store);
    const { tenant, now: claimed } = await deps.client.readPlatform();
    if (claimed === null) throw describeNoClock();
    const runnerTime = deps.clock.now();
    const now = proveNow(claimed, runnerTime);
    const before = stored === null ? beginExport(asked, tenant, now, deps.warn) : claimState(stored, asked, tenant);
    const names = deps.store.listNames();
    refuseNewerFiles(names, stored, before, asked);
    refuseFuture(before, claimed);
    const plan = planRun(before, now, asked);
    if (plan === null) {
      // By one of the clocks there is something to read. That nothing is new is not known, then.
      const isDue = planRun(before, Math.max(claimed, runnerTime), asked) !== null;
      if (isDue && doClocksDiffer(claimed, runnerTime)) throw describeClocks(before, claimed, runnerTime);
      return describeTooSoon(before);
    }
    const reading = await readLog(plan, before, asked, deps);
    if (!reading.hasRead) return describeFailure(reading.thrown, deps.stop);
    const warnings = [
      ...warnOfClocks(claimed, runnerTime),
      ...warnOfNewChain(names, stored),
      ...warnOfTypes(reading, asked),
      ...warnOfUsers(reading, asked),
      ...warnOfUncounted(reading),
    ];
    const progress = keepReading(reading, plan, before, now, warnings, asked, deps.store);
    return describeReading(reading, progress, asked, deps.stop);
  } catch (thrown) {
    return describeFailure(thrown, deps.stop);
  }
}

/** Writes the manifest and, when all else is there, the state. */
function keepReading(
  reading: Reading,
  plan: Plan,
  before: State,
  now: number,
  warnings: readonly string[],
  asked: ExportRequest,
  store: Store,
): Progress {
  const { files, gaps, duplicates, isCapped, state } = reading;
  const count = (some: typeof files) => some.reduce((sum, { events }) => sum + events, 0);
  const progress = {
    span: { from: plan.cursor, to: state.cursor },
    events: count(files),
    lateEvents: count(files.filter(({ isLate }) => isLate)),
    duplicates,
    files,
    gaps,
    lagSeconds: Math.round((now - state.cursor) / SECOND_MS),
    isCapped,
    warnings,
  };
  const manifest = store.writeManifest(
    (sha256) => nameManifest(plan, sha256),
    renderManifest(before, plan, asked, progress),
  );
  return {
    ...progress,
    manifest: store.pathOf(manifest),
    stateFile: store.writeState(renderState({ ...state, manifest })),
  };
}
