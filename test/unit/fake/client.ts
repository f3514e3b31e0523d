import type { GateClient } from '../../../src/actions/gate/client.ts';
import { type Failure, type Method, PlatformError } from '../../../src/platform/http/errors.ts';
import type { Page } from '../../../src/platform/http/paging.ts';
import type { Policy } from '../../../src/platform/policy.ts';
import type { PageOfRows, Row } from '../../../src/platform/queries.ts';
import type { SyncRun } from '../../../src/platform/run.ts';
import type { RunList, RunLook } from '../../../src/platform/runs.ts';
import { parseTimestamp, type Timestamp, timestampOf } from '../../../src/platform/timestamp.ts';
import type { Violation, ViolationRow } from '../../../src/platform/violations.ts';
import { NOON } from './clock.ts';

export function moment(text: string): Timestamp {
  const timestamp = parseTimestamp(text);
  if (timestamp === null) throw new Error(`no timestamp: ${text}`);
  return timestamp;
}

/** Seconds after noon, as a timestamp. */
export const atSecond = (seconds: number): Timestamp => timestampOf(NOON + seconds * 1_000);

/** A run; its dates are not cut. */
export function aRun(changes: Partial<SyncRun> = {}): SyncRun {
  const base = { id: 'run-1', statusReason: null, createdAt: atSecond(1), completedAt: null, rows: 0, errors: 0 };
  const completedBy = changes.completedAt ?? null;
  return { ...base, completedBy, status: 'created', ingested: null, ...changes };
}

export function aCompletedRun(changes: Partial<SyncRun> = {}): SyncRun {
  return aRun({ status: 'completed', completedAt: atSecond(60), rows: 1_204, ingested: true, ...changes });
}

export function aPolicy(changes: Partial<Policy> = {}): Policy {
  return {
    id: 'policy-1',
    name: 'Unencrypted S3 buckets',
    aliases: [],
    description: '',
    domain: 'security',
    severity: 'high',
    status: 'active',
    runAt: atSecond(120),
    violationCount: 0,
    updatedAt: null,
    queryHash: null,
    defect: null,
    ...changes,
  };
}

export function aViolation(changes: Partial<Violation> = {}): Violation {
  return {
    cloud: 'aws',
    resourceType: 'aws_s3_buckets',
    accountName: 'prod',
    accountId: '123456789012',
    name: 'prod-logs',
    region: 'us-east-1',
    platformId: '7d1f4b0a9c3e',
    tags: [],
    ...changes,
  };
}

/** A violation as a list holds it. @param more fields of its row that are not used, such as tags */
export function aRow(changes: Partial<Violation> = {}, more: Readonly<Record<string, unknown>> = {}): ViolationRow {
  const violation = aViolation(changes);
  return { violation, json: { ...violation, ...more } };
}

export function look(run: SyncRun, serverTime: number | null = null): RunLook {
  return { run, serverTime };
}

export function runList(runs: readonly SyncRun[] = [], serverTime: number | null = null, isWhole = false): RunList {
  return { runs, isWhole, serverTime };
}

export function aPage<T>(items: readonly T[], changes: Partial<Page<T>> = {}): Page<T> {
  return { items, pageSize: null, totalCount: null, lastPage: null, ...changes };
}

/** A page of a query's result, whose columns are those of its first row if none are given. */
export function aPageOfRows(items: readonly Row[], changes: Partial<PageOfRows> = {}): PageOfRows {
  return { ...aPage(items), columns: Object.keys(items[0] ?? {}), ...changes };
}

export function failure(kind: Failure['kind'] | number, method: Method = 'GET', retryAfterMs: number | null = null) {
  const what: Failure = typeof kind === 'number' ? { kind: 'status', status: kind, retryAfterMs } : asFailure(kind);
  const message = typeof kind === 'number' ? `The Platform answered ${kind}` : `A failure: ${kind}`;
  return new PlatformError(message, { method, url: 'https://acme.example/api/x' }, what);
}

function asFailure(kind: Failure['kind']): Failure {
  if (kind === 'stray') return { kind, status: 404 };
  return kind === 'status' ? { kind, status: 500, retryAfterMs: null } : { kind };
}

/** A list that is walked page by page. @param error thrown where the list breaks, after its pages */
export async function* walkPages<T>(pages: readonly Page<T>[], error?: Error): AsyncGenerator<Page<T>> {
  yield* pages;
  if (error !== undefined) throw error;
}

export interface FakeClient extends GateClient {
  /** Every call, such as `createRun aws-prod`. */
  readonly calls: readonly string[];
  /** How many calls there were of an endpoint. */
  count(name: keyof GateClient): number;
}

/** A client as a plain object: what is not given is not expected to be called, but for what only tells more. */
export function fakeClient(handlers: Partial<GateClient>): FakeClient {
  const calls: string[] = [];
  function note(name: string, args: readonly unknown[]): void {
    const texts = args.filter((arg) => typeof arg === 'string' && arg !== 'asking' && arg !== 'waiting');
    calls.push([name, ...texts].join(' '));
  }
  function record<A extends unknown[], R>(
    name: string,
    handler: (...args: A) => Promise<R>,
  ): (...args: A) => Promise<R> {
    return async (...args) => {
      note(name, args);
      return handler(...args);
    };
  }
  const refuse = (name: string) => new Error(`${name} was not expected to be called`);
  const unexpected = (name: string) => () => Promise.reject(refuse(name));
  const walk = handlers.walkViolations ?? (() => walkPages<ViolationRow>([], refuse('walkViolations')));
  const nothing = () => Promise.resolve(null);
  return {
    calls,
    count: (name) => calls.filter((call) => call.split(' ')[0] === name).length,
    listPolicies: record('listPolicies', handlers.listPolicies ?? unexpected('listPolicies')),
    listPolicyGroups: record('listPolicyGroups', handlers.listPolicyGroups ?? unexpected('listPolicyGroups')),
    listSomeViolations: record('listSomeViolations', handlers.listSomeViolations ?? unexpected('listSomeViolations')),
    // As with the real one, nothing is asked for until somebody iterates.
    async *walkViolations(policyId) {
      note('walkViolations', [policyId]);
      yield* walk(policyId);
    },
    async *findColumnValues(table, column, text) {
      note('findColumnValues', [table, column, text]);
      yield* handlers.findColumnValues?.(table, column, text) ?? [];
    },
    listColumnValues: record('listColumnValues', handlers.listColumnValues ?? unexpected('listColumnValues')),
    listSyncNames: record('listSyncNames', handlers.listSyncNames ?? unexpected('listSyncNames')),
    listRuns: record('listRuns', handlers.listRuns ?? (() => Promise.resolve(runList()))),
    createRun: record('createRun', handlers.createRun ?? unexpected('createRun')),
    getRun: record('getRun', handlers.getRun ?? unexpected('getRun')),
    cancelRun: record('cancelRun', handlers.cancelRun ?? unexpected('cancelRun')),
    findSyncDisabled: record('findSyncDisabled', handlers.findSyncDisabled ?? nothing),
    findRun: record('findRun', handlers.findRun ?? nothing),
    findEvaluations: record('findEvaluations', handlers.findEvaluations ?? nothing),
    findRunStats: record('findRunStats', handlers.findRunStats ?? nothing),
    findWorstTables: record('findWorstTables', handlers.findWorstTables ?? nothing),
    findLog: record('findLog', handlers.findLog ?? nothing),
  };
}
