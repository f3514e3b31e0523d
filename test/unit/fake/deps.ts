import type { GateDeps, GateInputs } from '../../../src/actions/gate/gate.ts';
import { EVERYTHING } from '../../../src/actions/gate/select/aspect.ts';
import { createLedger, type Ledger, type OpenRuns } from '../../../src/actions/gate/sync/ledger.ts';
import type { SyncResult } from '../../../src/actions/gate/sync/result.ts';
import type { FakeClient } from './client.ts';
import { createFakeClock, type FakeClock } from './clock.ts';

export interface FakeDeps extends GateDeps {
  readonly clock: FakeClock;
  readonly client: FakeClient;
  readonly ledger: Ledger;
  /** Cancels the step. */
  readonly cancel: AbortController;
  readonly lines: readonly string[];
  readonly warned: readonly string[];
  /** What the ledger saved, change by change. */
  readonly saved: readonly OpenRuns[];
  readonly told: readonly (readonly SyncResult[])[];
}

/** All that the gate needs, with simulated time, an hour until the deadline, and everything that is said kept. */
export function fakeDeps(client: FakeClient, changes: Partial<GateDeps> & { clock?: FakeClock } = {}): FakeDeps {
  const clock = changes.clock ?? createFakeClock();
  const cancel = new AbortController();
  const lines: string[] = [];
  const warned: string[] = [];
  const saved: OpenRuns[] = [];
  const told: (readonly SyncResult[])[] = [];
  return {
    lastClient: () => client,
    stop: cancel.signal,
    deadline: clock.now() + 3_600_000,
    longestPauseMs: 15_000,
    farPauseMs: 120_000,
    ledger: createLedger((open) => saved.push(open)),
    info: (line) => lines.push(line),
    warn: (line) => warned.push(line),
    group: () => {},
    sink: null,
    onSyncs: (syncs) => told.push(syncs),
    lastMoment: () => null,
    ...changes,
    clock,
    client,
    cancel,
    lines,
    warned,
    saved,
    told,
  } as FakeDeps;
}

const NO_PATTERNS = { include: [], exclude: [] };

export function someInputs(changes: Partial<GateInputs> = {}): GateInputs {
  return {
    platformUrl: 'https://acme.example/api',
    mode: 'gate',
    syncNames: ['aws-prod'],
    ifRunning: 'wait',
    reuseWithinMs: 0,
    requireIngestion: true,
    onPartialSync: 'warn',
    keepRunning: false,
    evaluationTimeoutMs: 600_000,
    longestPauseMs: 15_000,
    farPauseMs: 120_000,
    filters: { policies: NO_PATTERNS, groups: NO_PATTERNS, domains: [] },
    scope: EVERYTHING,
    groupBy: { kind: 'policy' },
    unknownAccounts: 'fail',
    rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
    onInconclusive: 'fail',
    keyName: '',
    annotations: true,
    summary: true,
    redact: 'never',
    comment: 'never',
    reports: [],
    sarifAnchor: null,
    activeFilters: [],
    warnings: [],
    baseline: null,
    waivers: null,
    ...changes,
  };
}
