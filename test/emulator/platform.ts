import { answerJson, answerProblem, Problem } from './answers.ts';
import { type AuditLog, openAuditLog } from './audit-log.ts';
import { type Estate, fixtureEstate, repairedEstate } from './estate.ts';
import type { EvaluationLog, PolicyState } from './evaluations.ts';
import { type Fault, planFaults } from './faults.ts';
import type { IdentityOptions } from './key-routes.ts';
import { type ApiKey, createKeyRing, DEFAULT_KEY, type Role } from './keys.ts';
import { createPlatformState, type SeededRun } from './platform-state.ts';
import { type PolicyDefinition, usualPolicies } from './policies.ts';
import { type QueryOptions, USUAL_QUERIES } from './query-routes.ts';
import type { RecordedRequest } from './record.ts';
import { type RoleDefinition, usualRoles } from './roles.ts';
import { answerRequest, type RouteName } from './routes.ts';
import { type Run, type RunState, stateOf } from './run.ts';
import type { RunScript, Timings } from './run-script.ts';
import { startServer } from './server.ts';
import { type SyncDefinition, usualSyncs } from './syncs.ts';
import { type UserDefinition, usualUsers } from './users.ts';
import type { EngineName } from './warehouse.ts';

export { type AuditEntry, type AuditLog, auditEntries } from './audit-log.ts';
export { whyNoClickHouse } from './clickhouse-library.ts';
export { type Estate, fixtureEstate, repairedEstate } from './estate.ts';
export type { Fault, FaultKind, JsonBody } from './faults.ts';
export { type ApiKey, DEFAULT_KEY, keyIdOf, type Role } from './keys.ts';
export type { SeededRun } from './platform-state.ts';
export { floodPolicy, manyPolicies, type PolicyDefinition, policyOf, queryOf, usualPolicies } from './policies.ts';
export { DESTINATIONS, groupIdOf, type WritingOptions } from './policy-book.ts';
export { WEBHOOK_MARKER } from './policy-routes.ts';

import { type PolicyBook, USUAL_WRITING, type WritingOptions } from './policy-book.ts';

export type { QueryOptions } from './query-routes.ts';
export type { RecordedRequest } from './record.ts';
export { type RoleDefinition, usualRoles } from './roles.ts';
export type { RouteName } from './routes.ts';
export type { Run, RunState } from './run.ts';
export type { RunScript, ScriptedResult, Timings } from './run-script.ts';
export { type SyncDefinition, syncOf, usualSyncs } from './syncs.ts';
export { type UserDefinition, usualUsers } from './users.ts';

export interface EmulatorOptions {
  /** The default key, and its role (`ci`). */
  key?: string;
  role?: Role;
  /** More keys. */
  keys?: readonly ApiKey[];
  /** Default: `usualUsers()`. */
  users?: readonly UserDefinition[];
  /** Default: `usualRoles()`. */
  roles?: readonly RoleDefinition[];
  identities?: Partial<IdentityOptions>;
  /** Default: `fixtureEstate()`. */
  estate?: Estate;
  policies?: readonly PolicyDefinition[];
  syncs?: readonly SyncDefinition[];
  /** Milliseconds; by default about a tenth of a second all together. */
  timings?: Partial<Timings>;
  /** For all runs of all syncs that have no script of their own in `scripts`. */
  script?: RunScript;
  /** By sync name. */
  scripts?: Readonly<Record<string, RunScript>>;
  /**
   * Policies were evaluated earlier, by default an hour ago, on the same estate, of which only the first sync's accounts
   * had been synced; `never`: the warehouse is empty.
   */
  earlier?: 'never' | { ago?: number; estate?: Estate; syncs?: readonly string[] };
  /** Runs that exist at the start. */
  runs?: readonly SeededRun[];
  /** The status that answers a POST while a run of the sync is in progress; default 422. */
  whenBusy?: 409 | 422 | 'allow';
  /** Default: `page-size`, since the vendor promises no more. */
  metadata?: 'page-size' | 'full';
  /** Whether lists of violations have `metadata`; default yes. */
  violationsMetadata?: boolean;
  maxPerPage?: number;
  /** Every list ends after so many items, although there are more; `metadata: 'full'` still counts them all. */
  cutsListsAfter?: number;
  /** Default: an empty one. */
  auditLog?: Partial<AuditLog>;
  /** Default: newest first. */
  runOrder?: 'newest-first' | 'oldest-first';
  /** Milliseconds by which the Platform's clock is ahead of this machine's. */
  clockSkew?: number;
  /** Milliseconds by which the `Date` header is ahead of the Platform's clock, as a proxy's may be; null: there is none. */
  dateSkew?: number | null;
  /** Roles that may not ask for tables, and so for the accounts that there are; default: none. */
  withoutTables?: readonly Role[];
  /** Roles that may not run queries; default: none. */
  withoutQueries?: readonly Role[];
  /** How queries are run. */
  queries?: Partial<QueryOptions>;
  /**
   * What evaluates the policies. Default: SQLite, which needs no start, until the first request for a query; from then
   * on ClickHouse. `clickhouse`: from the start, for policies in its dialect.
   */
  engine?: EngineName;
  /** The field of a column's value; default `value`, which the description defines. */
  valueField?: 'value' | 'name';
  /**
   * Its time stands still until this is answered for the first time: a run that is in progress at the start still is
   * when somebody polls it, however late that is.
   */
  stillUntil?: RouteName;
  /** How it treats what is written to it. */
  writing?: Partial<WritingOptions>;
  tls?: { key: string; cert: string };
  port?: number;
}

export interface Emulator extends AsyncDisposable {
  /** Without `/api`. */
  readonly url: string;
  readonly key: string;
  /** Edit it as you like; the next ingestion copies it. */
  readonly estate: Estate;
  setEstate(estate: Estate): void;
  /** Edit it as you like. */
  readonly auditLog: AuditLog;
  readonly requests: readonly RecordedRequest[];
  count(route: RouteName): number;
  fault(fault: Fault): void;
  clearFaults(): void;
  addKey(key: ApiKey): void;
  revoke(key: string): void;
  /** Scripts for the next runs of a sync, one each. */
  script(syncName: string, ...scripts: RunScript[]): void;
  /** In the order of their creation, as they are now. */
  runsOf(syncName: string): (Run & RunState)[];
  /** What somebody changes here was changed in the Platform's own pages. */
  readonly book: PolicyBook;
  /** A policy by its name, with its latest result and all results, newest first. */
  policy(name: string): PolicyDefinition & PolicyState & { readonly history: readonly EvaluationLog[] };
  close(): Promise<void>;
}

const HOUR = 3_600_000;

/** Starts a CloudQuery Platform on this machine. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { key = DEFAULT_KEY, role = 'ci', estate = fixtureEstate(), syncs = usualSyncs(), earlier = {} } = options;
  const platform = createPlatformState({
    estate,
    policies: options.policies ?? usualPolicies(),
    syncs,
    timings: options.timings ?? {},
    scripts: { '*': options.script ?? {}, ...options.scripts },
    earlier:
      earlier === 'never'
        ? null
        : {
            ago: earlier.ago ?? HOUR,
            estate: earlier.estate ?? estate,
            syncNames: earlier.syncs ?? syncs.slice(0, 1).map((sync) => sync.name),
          },
    runs: options.runs ?? [],
    whenBusy: options.whenBusy ?? 422,
    clockSkew: options.clockSkew ?? 0,
    writing: { ...USUAL_WRITING, ...options.writing },
    engine: options.engine ?? 'sqlite',
    isStill: options.stillUntil !== undefined,
  });
  const keys = createKeyRing([{ key, role }, ...(options.keys ?? [])], {
    tables: options.withoutTables ?? [],
    query: options.withoutQueries ?? [],
  });
  const faults = planFaults();
  const requests: RecordedRequest[] = [];
  const auditLog = openAuditLog(options.auditLog ?? {});
  const context = {
    platform,
    users: options.users ?? usualUsers(),
    roles: options.roles ?? usualRoles(),
    identities: { revealsKeys: false, dates: 'usual', ...options.identities },
    auditLog,
    paging: {
      metadata: options.metadata ?? 'page-size',
      maxPerPage: options.maxPerPage ?? 1_000,
      cutsAfter: options.cutsListsAfter ?? Number.POSITIVE_INFINITY,
    },
    violationsMetadata: options.violationsMetadata ?? true,
    runOrder: options.runOrder ?? 'newest-first',
    valueField: options.valueField ?? 'value',
    queries: { ...USUAL_QUERIES, ...options.queries },
  } as const;
  const server = await startServer({
    port: options.port ?? 0,
    tls: options.tls ?? null,
    faults,
    date: () => (options.dateSkew === null ? null : platform.now() + (options.dateSkew ?? 0)),
    record: (request) => void requests.push(request),
    answer(request) {
      platform.settle();
      const { method, path, query, body } = request;
      if (path.startsWith('/_emulator/')) return replaceEstate(path, method, body);
      const { authorization } = request.headers;
      try {
        return answerRequest(method, path, authorization, { ...context, keys, query, body, now: platform.now() });
      } finally {
        if (request.route === options.stillUntil) platform.startClock();
      }
    },
  });

  /** For a workflow, which repairs the estate from outside of this process. */
  function replaceEstate(path: string, method: string, body: string) {
    const estates: Record<string, () => Estate> = { fixture: fixtureEstate, repaired: repairedEstate };
    const chosen = estates[body.trim()];
    if (path !== '/_emulator/estate' || method !== 'POST' || chosen === undefined) {
      return answerProblem(new Problem(400, 'POST /_emulator/estate takes the text fixture or repaired'));
    }
    platform.estate = chosen();
    return answerJson(200, { estate: body.trim() });
  }

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close().then(() => platform.close());
    return closing;
  };

  return {
    url: server.url,
    key,
    get estate() {
      platform.settle();
      return platform.estate;
    },
    setEstate(replacement) {
      platform.settle();
      platform.estate = replacement;
    },
    auditLog,
    requests,
    book: platform.book,
    count: (route) => requests.filter((request) => request.route === route).length,
    fault: faults.add,
    clearFaults: faults.clear,
    addKey: keys.add,
    revoke: keys.revoke,
    script: (syncName, ...scripts) => platform.script(syncName, scripts),
    runsOf(syncName) {
      platform.settle();
      return platform.runsOf(syncName).map((run) => ({ ...run, ...stateOf(run, platform.now()) }));
    },
    policy(name) {
      platform.settle();
      const policy = platform.policies.find((one) => one.name === name);
      if (policy === undefined) throw new Error(`The emulator has no policy named ${name}`);
      const { stateOf: resultOf, historyOf } = platform.evaluations;
      return { ...policy, ...resultOf(policy.id), history: historyOf(policy.id) };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
