import { randomUUID } from 'node:crypto';
import { Problem } from './answers.ts';
import type { Estate } from './estate.ts';
import { type Evaluations, recordEvaluations } from './evaluations.ts';
import type { PolicyDefinition } from './policies.ts';
import { openPolicyBook, type PolicyBook, type WritingOptions } from './policy-book.ts';
import { planRun, type Run, stateOf } from './run.ts';
import type { RunScript, Timings } from './run-script.ts';
import type { SyncDefinition } from './syncs.ts';
import { tablesOf } from './tables.ts';
import { startTimeline } from './timeline.ts';
import { type EngineName, openWarehouse, type Warehouse } from './warehouse.ts';

/** A run that exists when the emulator starts. */
export interface SeededRun {
  sync: string;
  /** Milliseconds since its creation. With the usual timings, an old one is completed, ingested and evaluated. */
  age: number;
  id?: string;
  script?: RunScript;
}

export interface PlatformOptions {
  readonly estate: Estate;
  readonly policies: readonly PolicyDefinition[];
  readonly syncs: readonly SyncDefinition[];
  readonly timings: Partial<Timings>;
  /** By sync name; `*`: all others. */
  readonly scripts: Readonly<Record<string, RunScript>>;
  /** How long ago every policy was evaluated, and on what; null: never, and the warehouse is empty. */
  readonly earlier: EarlierEvaluation | null;
  readonly runs: readonly SeededRun[];
  readonly whenBusy: 409 | 422 | 'allow';
  readonly clockSkew: number;
  readonly writing: WritingOptions;
  readonly engine: EngineName;
  /** Whether its time stands still until it is started. */
  readonly isStill: boolean;
}

export interface EarlierEvaluation {
  readonly ago: number;
  readonly estate: Estate;
  /** The syncs whose accounts the warehouse held. */
  readonly syncNames: readonly string[];
}

/** The state of the emulated Platform. */
export interface PlatformState {
  readonly syncs: readonly SyncDefinition[];
  /** As readers see them now. */
  readonly policies: readonly PolicyDefinition[];
  readonly book: PolicyBook;
  readonly evaluations: Evaluations;
  readonly warehouse: Warehouse;
  readonly startedAt: number;
  /** Tests may replace or edit it. */
  estate: Estate;
  /** The Platform's clock, in milliseconds since 1970. */
  now(): number;
  /** Lets time go on after it stood still. */
  startClock(): void;
  /** Lets everything happen that is due. */
  settle(): void;
  /** Scripts for the next runs of a sync, one each; they come before the sync's usual script. */
  script(syncName: string, scripts: readonly RunScript[]): void;
  /** In the order of their creation. */
  runsOf(syncName: string): readonly Run[];
  /** @throws {Problem} 404 */
  findSync(name: string): SyncDefinition;
  /** @throws {Problem} 404 */
  findRun(syncName: string, runId: string): Run;
  /** @throws {Problem} 404, 409, 422 */
  createRun(syncName: string): Run;
  /** @throws {Problem} 403, 404, 409, 422, 500 */
  cancelRun(syncName: string, runId: string): Run;
  close(): void;
}

const DAY = 86_400_000;

/** No moment is a whole second by chance: the actions take such a date for one that is cut. */
const FRACTION_MS = 0.25;

export function createPlatformState(options: PlatformOptions): PlatformState {
  let skew = options.clockSkew + FRACTION_MS;
  let stillAt = options.isStill ? Date.now() + skew : null;
  const now = () => stillAt ?? Date.now() + skew;
  const warehouse = openWarehouse(options.engine);
  const evaluations = recordEvaluations(warehouse);
  const book = openPolicyBook(options.policies, options.writing, now);
  const timeline = startTimeline(now);
  const runs: Run[] = [];
  const scripts = new Map<string, RunScript[]>();

  const platform: PlatformState = {
    syncs: options.syncs,
    get policies() {
      return book.policies();
    },
    book,
    evaluations,
    warehouse,
    startedAt: now(),
    estate: options.estate,
    now,
    startClock() {
      if (stillAt === null) return;
      skew = stillAt - Date.now();
      stillAt = null;
      timeline.settle();
    },
    settle: timeline.settle,
    script: (syncName, next) => scripts.set(syncName, [...(scripts.get(syncName) ?? []), ...next]),
    runsOf: (syncName) => runs.filter((run) => run.sync.name === syncName),
    findSync(name) {
      const sync = options.syncs.find((one) => one.name === name);
      if (sync === undefined) throw new Problem(404, `sync ${name} not found`);
      return sync;
    },
    findRun(syncName, runId) {
      platform.findSync(syncName);
      const run = runs.find((one) => one.sync.name === syncName && one.id === runId.toLowerCase());
      if (run === undefined) throw new Problem(404, 'sync run not found');
      return run;
    },
    createRun(syncName) {
      const sync = platform.findSync(syncName);
      if (sync.disabled) throw new Problem(422, 'sync is disabled', { fieldErrors: { sync_name: 'is disabled' } });
      const busy = runs.some((run) => run.sync === sync && !stateOf(run, now()).ended);
      if (busy && options.whenBusy !== 'allow') {
        throw new Problem(options.whenBusy, 'a run of this sync is already in progress', {
          errors: options.whenBusy === 422 ? ['sync run in progress'] : [],
        });
      }
      const script = scripts.get(syncName)?.shift() ?? options.scripts[syncName] ?? options.scripts['*'] ?? {};
      const latest = runs.reduce((time, run) => Math.max(time, run.createdAt), 0);
      return startRun(sync, { id: randomUUID(), createdAt: Math.max(now() + 0.25, latest + 0.001), script });
    },
    cancelRun(syncName, runId) {
      const run = platform.findRun(syncName, runId);
      const { refusesCancel, ignoresCancel } = run.script;
      if (refusesCancel !== undefined) throw new Problem(refusesCancel, 'the run cannot be cancelled');
      if (stateOf(run, now()).ended) throw new Problem(422, 'the run has ended already');
      if (ignoresCancel !== true) {
        run.cancelledAt = Math.max(now(), run.createdAt);
        timeline.drop(run.id);
      }
      return run;
    },
    close() {
      timeline.close();
      warehouse.close();
    },
  };

  function startRun(sync: SyncDefinition, given: { id: string; createdAt: number; script: RunScript }): Run {
    const { id, createdAt, script } = given;
    const tables = tablesOf(sync.source).map(({ name, service, rowsOf }, index) => ({
      name,
      service,
      rows: rowsOf(platform.estate, sync.accountIds).length,
      errors: index === 1 || (index === 0 && sync.source !== 'aws') ? (script.errors ?? 0) : 0,
    }));
    const run = planRun({ id, sync, createdAt, tables }, script, options.timings);
    runs.push(run);
    const ingest = () => warehouse.ingest(platform.estate, tablesOf(sync.source), sync.accountIds);
    timeline.add({ at: run.ingestedAt, owner: id, happen: ingest });
    planEvaluations(run);
    timeline.settle();
    return run;
  }

  function planEvaluations({ id, evaluatedAt, evaluationSpread, script }: Run) {
    const due = book
      .policies()
      .filter(({ name, status }) => status === 'active' && (script.evaluatesOnly?.includes(name) ?? true));
    const evaluate = (policies: readonly PolicyDefinition[], at: number) => {
      for (const [index, policy] of policies.entries()) {
        const result = script.results?.[policy.name] ?? script.results?.['*'];
        evaluations.evaluate(policy, at + Math.min(index * 0.001, 0.9), result);
      }
    };
    if (evaluationSpread === 0) {
      timeline.add({ at: evaluatedAt, owner: id, happen: () => evaluate(due, evaluatedAt) });
      return;
    }
    for (const [index, policy] of due.entries()) {
      const at = evaluatedAt + (evaluationSpread * index) / Math.max(1, due.length - 1);
      timeline.add({ at, owner: id, happen: () => evaluate([policy], at) });
    }
  }

  function evaluateEarlier({ ago, estate, syncNames }: EarlierEvaluation) {
    const syncs = syncNames.map((name) => platform.findSync(name));
    for (const sync of syncs) warehouse.ingest(estate, tablesOf(sync.source), sync.accountIds);
    for (const policy of options.policies) {
      // A policy that is paused now was evaluated while it was not.
      const paused = policy.status === 'paused' ? 30 * DAY : 0;
      evaluations.evaluate(policy, platform.startedAt - ago - paused - DAY);
      evaluations.evaluate(policy, platform.startedAt - ago - paused);
    }
  }

  if (options.earlier !== null) evaluateEarlier(options.earlier);
  for (const seed of [...options.runs].sort((a, b) => b.age - a.age)) {
    const createdAt = platform.startedAt - seed.age;
    startRun(platform.findSync(seed.sync), { id: seed.id ?? randomUUID(), createdAt, script: seed.script ?? {} });
  }
  timeline.settle();
  return platform;
}
