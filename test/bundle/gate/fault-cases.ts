/**
 * Fault × phase: what networks, servers and proxies do in an hour, at each place where the gate asks something.
 * A fault that passes must not be seen in the verdict, one that stays must be red, and in no case is there a second
 * run or one that goes on.
 */
import { expect } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type FaultKind,
  fixtureEstate,
  type RouteName,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

/** Faults that pass by themselves: the next try would succeed. */
const PASSING: Readonly<Record<string, FaultKind>> = {
  '408': { kind: 'status', status: 408 },
  '429 with Retry-After': { kind: 'status', status: 429, headers: { 'retry-after': '0.1' } },
  '500': { kind: 'status', status: 500, body: { message: 'internal error', status: 500 } },
  '502 as a page': { kind: 'html', status: 502 },
  '503 with a date': { kind: 'status', status: 503, headers: { 'retry-after': new Date().toUTCString() } },
  '504': { kind: 'status', status: 504 },
  'a login page with 200': { kind: 'html', status: 200 },
  'JSON that ends early': { kind: 'garbage', body: '{"items": [', contentType: 'application/json' },
  'the wrong JSON': { kind: 'garbage', body: '{"hello": "world"}', contentType: 'application/json' },
  'a body that is cut': { kind: 'cut' },
  'a body that stalls': { kind: 'trickle', bytes: 5 },
  'no answer': { kind: 'stall' },
  'a reset': { kind: 'reset' },
};

/** Faults that another try would meet again. */
const LASTING: Readonly<Record<string, FaultKind>> = {
  '400': { kind: 'status', status: 400, body: { message: 'bad request', status: 400 } },
  '401': { kind: 'status', status: 401, body: { message: 'unauthorized', status: 401 } },
  '403': { kind: 'status', status: 403, body: { message: 'forbidden', status: 403 } },
  '404': { kind: 'status', status: 404, body: { message: 'not found', status: 404 } },
  '422': { kind: 'status', status: 422, body: { message: 'unprocessable', status: 422 } },
  '501': { kind: 'status', status: 501 },
  'a redirect': { kind: 'redirect', status: 302, location: 'https://login.example/?next=/api' },
};

/** What has happened on the Platform. How many requests were sent by then depends on the machine. */
type Since = (emulator: Emulator) => boolean;

const isPosted: Since = (emulator) => emulator.count('create-run') > 0;
const isCompleted: Since = (emulator) => emulator.runsOf('aws-prod')[0]?.phase === 'completed';

interface Phase {
  readonly name: string;
  readonly route: RouteName;
  /** Without it the first request of that route belongs to the phase. */
  readonly since?: Since;
  /** The first of these requests that is spoilt; default 1. */
  readonly from?: number;
  /** What takes so long that there are such requests: a second, if the fault passes, otherwise an hour. */
  readonly waitsFor?: 'started' | 'ingestion';
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A run that goes on when the gate gives up is cancelled. */
const LOOK_AT_RUN = 'a look at the run';

/** Phases in which the gate only asks. */
const ASKING: readonly Phase[] = [
  { name: 'policies before the sync', route: 'list-policies' },
  { name: 'runs before the sync', route: 'list-runs' },
  { name: LOOK_AT_RUN, route: 'get-run', since: isPosted, from: 2, waitsFor: 'started' },
  // The step takes a run for completed, and does not cancel it, if two answers say so.
  { name: 'a look at the ingestion', route: 'get-run', since: isCompleted, from: 3, waitsFor: 'ingestion' },
  { name: 'policies after the sync', route: 'list-policies', since: isPosted },
  { name: 'groups', route: 'list-groups', inputs: { 'policy-groups': '*' } },
];

interface Expected {
  readonly outcome: string | readonly string[];
  readonly exitCode: number;
  readonly posts: number | readonly number[];
  readonly runs: number | readonly number[];
  /** Requests that cancel a run; default none. */
  readonly patches?: number;
}

interface Case extends Expected {
  readonly name: string;
  readonly phase: string;
  /** Its name among those above, or what happens only here. */
  readonly fault: string;
  readonly faults: readonly (Fault & { readonly since?: Since })[];
  readonly emulator?: EmulatorOptions;
  readonly inputs?: Readonly<Record<string, string>>;
}

const TRIGGER = 'trigger';
const DETAILS = 'details of violations';
const BY_ACCOUNT = 'violations by account';

const HOUR_MS = 3_600_000;

const GREEN: Expected = { outcome: 'passed', exitCode: 0, posts: 1, runs: 1 };

function* planCases(): Generator<Case> {
  for (const { name: phase, route, since, from = 1, waitsFor, inputs = {} } of ASKING) {
    const spoilt = { route, from, ...(since && { since }) };
    const lasting = (ms: number): EmulatorOptions => (waitsFor === undefined ? {} : { timings: { [waitsFor]: ms } });
    const started = since === undefined ? 0 : 1;
    const red = {
      ...{ phase, exitCode: 1, posts: started, runs: started, patches: phase === LOOK_AT_RUN ? 1 : 0 },
      ...{ emulator: lasting(HOUR_MS), inputs },
    };
    const times = Number.POSITIVE_INFINITY;
    for (const [name, kind] of Object.entries(PASSING)) {
      yield {
        ...GREEN,
        name: `${phase}: ${name}, once`,
        phase,
        fault: name,
        faults: [{ ...spoilt, do: kind }],
        emulator: lasting(1_000),
        inputs,
      };
    }
    for (const [name, kind] of Object.entries(LASTING)) {
      yield {
        ...red,
        name: `${phase}: ${name}, for good`,
        fault: name,
        faults: [{ ...spoilt, times, do: kind }],
        outcome: 'error',
      };
    }
    yield {
      ...red,
      name: `${phase}: 503 for good`,
      fault: '503 for good',
      faults: [{ ...spoilt, times, do: { kind: 'status', status: 503 } }],
      outcome: ['error', 'timed-out'],
    };
  }
  const otherRun: FaultKind = {
    kind: 'rewrite',
    rewrite: (run) => ({ ...run, id: '00000000-0000-4000-8000-000000000001', status: 'completed' }),
  };
  yield {
    ...GREEN,
    name: 'a look at the run: the answer is about another run, once',
    phase: LOOK_AT_RUN,
    fault: 'another run, once',
    faults: [{ route: 'get-run', do: otherRun }],
  };
  yield {
    name: 'a look at the run: the answer is about another run, for good',
    phase: LOOK_AT_RUN,
    fault: 'another run, for good',
    faults: [{ route: 'get-run', times: Number.POSITIVE_INFINITY, do: otherRun }],
    outcome: ['error', 'timed-out'],
    exitCode: 1,
    posts: 1,
    runs: 1,
    patches: 1,
    inputs: { 'timeout-minutes': '0.05' },
  };
  yield* planTriggerCases();
  yield* planViolationCases();
}

/** The one request that must not be repeated blindly. */
function* planTriggerCases(): Generator<Case> {
  const route = 'create-run';
  for (const [name, kind] of Object.entries(PASSING)) {
    yield {
      ...GREEN,
      name: `trigger: ${name}, nothing started`,
      phase: TRIGGER,
      fault: name,
      faults: [{ route, do: kind }],
      posts: [1, 2],
    };
    yield {
      ...GREEN,
      name: `trigger: ${name}, but the run was started`,
      phase: `${TRIGGER} that is obeyed`,
      fault: name,
      faults: [{ route, effect: true, do: kind }],
      posts: 1,
    };
  }
  for (const [name, kind] of Object.entries(LASTING)) {
    const isRefused = kind.kind === 'status' && [400, 422].includes(kind.status);
    yield {
      name: `trigger: ${name}`,
      phase: TRIGGER,
      fault: name,
      faults: [{ route, times: Number.POSITIVE_INFINITY, do: kind }],
      outcome: isRefused ? 'sync-failed' : 'error',
      exitCode: 1,
      // A run that nobody lists may explain a 422, and a server that lags a 404 of a sync that is listed.
      posts: kind.kind === 'status' && [404, 422].includes(kind.status) ? 3 : 1,
      runs: 0,
    };
  }
  yield {
    name: 'trigger: 500 for good ends after a few tries',
    phase: TRIGGER,
    fault: '500 for good',
    faults: [{ route, times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 500 } }],
    outcome: 'error',
    exitCode: 1,
    posts: 3,
    runs: 0,
  };
  yield {
    name: 'trigger: no answer, and the list of runs fails: nobody knows, so it is not posted again',
    phase: TRIGGER,
    fault: 'no answer, and no list',
    faults: [
      { route, effect: true, do: { kind: 'reset' } },
      { route: 'list-runs', since: isPosted, times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 403 } },
    ],
    outcome: 'error',
    exitCode: 1,
    posts: 1,
    runs: 1,
  };
  yield {
    name: 'trigger: the lost run is listed late',
    phase: TRIGGER,
    fault: 'no answer, and a list that is late',
    faults: [
      { route, effect: true, do: { kind: 'reset' } },
      { route: 'list-runs', since: isPosted, do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: [] }) } },
    ],
    ...GREEN,
  };
}

/** What only adds detail must not change the verdict; what decides it must. */
function* planViolationCases(): Generator<Case> {
  const red = { outcome: 'violations', exitCode: 1, posts: 1, runs: 1 } as const;
  const emulator = { estate: fixtureEstate() };
  const times = Number.POSITIVE_INFINITY;
  for (const [name, kind] of Object.entries({ ...PASSING, ...LASTING })) {
    yield {
      ...red,
      name: `details of violations: ${name}`,
      phase: DETAILS,
      fault: name,
      faults: [{ route: 'list-violations', do: kind }],
      emulator,
    };
  }
  yield {
    ...red,
    name: 'details of violations: 503 for good',
    phase: DETAILS,
    fault: '503 for good',
    faults: [{ route: 'list-violations', times, do: { kind: 'status', status: 503 } }],
    emulator,
    inputs: { 'timeout-minutes': '0.1' },
  };
  for (const [name, kind] of Object.entries(PASSING)) {
    yield {
      ...red,
      name: `violations by account: ${name}`,
      phase: BY_ACCOUNT,
      fault: name,
      faults: [{ route: 'list-violations', do: kind }],
      emulator,
      inputs: { accounts: 'acme-prod' },
    };
  }
  yield {
    name: 'violations by account: 403 for good leaves it unproved',
    phase: BY_ACCOUNT,
    fault: '403 for good',
    faults: [{ route: 'list-violations', times, do: { kind: 'status', status: 403 } }],
    outcome: 'inconclusive',
    exitCode: 1,
    posts: 1,
    runs: 1,
    emulator,
    inputs: { accounts: 'acme-prod' },
  };
  yield {
    name: 'violations by account: the key stops working',
    phase: BY_ACCOUNT,
    fault: '401 for good',
    faults: [{ route: 'list-violations', times, do: { kind: 'status', status: 401 } }],
    outcome: 'error',
    exitCode: 1,
    posts: 1,
    runs: 1,
    emulator,
    inputs: { accounts: 'acme-prod' },
  };
}

const CASES = [...planCases()];
const PHASES = [...new Set(CASES.map(({ phase }) => phase))];
const FAULTS = [...new Set(CASES.map(({ fault }) => fault))];

/** So many diagonals has the matrix; one of them is fast. */
const DIAGONALS = 6;

function isMain({ phase, fault }: Case): boolean {
  const isEverywhere = CASES.filter((one) => one.fault === fault).length >= DIAGONALS;
  return !isEverywhere || (PHASES.indexOf(phase) + FAULTS.indexOf(fault)) % DIAGONALS === 0;
}

/** One diagonal of the matrix, so that each fault and each phase is there, and what happens in one phase only. */
export const MAIN_CASES: readonly Case[] = CASES.filter(isMain);

/** All others. */
export const MORE_CASES: readonly Case[] = CASES.filter((one) => !isMain(one));

/** Some three times what the most patient case sends. Whoever tries again without a pause sends thousands. */
const MOST_REQUESTS = 200;

/** What a workflow sees of a case. */
export async function runCase({ faults, emulator: options = {}, inputs = {}, ...expected }: Case): Promise<void> {
  await using emulator = await startEmulator({ estate: repairedEstate(), ...options });
  for (const { since, ...fault } of faults) emulator.fault(since ? { ...fault, when: () => since(emulator) } : fault);
  const result = await runGate(emulator, inputs);

  const context = result.printed;
  expect([expected.outcome].flat(), context).toContain(result.outputs['outcome']);
  expect(result.exitCode, context).toBe(expected.exitCode);
  expect([expected.posts].flat(), context).toContain(emulator.count('create-run'));
  const runs = emulator.runsOf('aws-prod');
  expect([expected.runs].flat(), context).toContain(runs.length);
  expect(emulator.count('update-run'), context).toBe(expected.patches ?? 0);
  expect(emulator.requests.length, context).toBeLessThanOrEqual(MOST_REQUESTS);
  // A message for people: no stack, no page, no key.
  expect(context).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
  expect(context).not.toMatch(/<html/i);
  expect(`${result.log.join('\n')}${result.summary}`).not.toContain(emulator.key);
}
