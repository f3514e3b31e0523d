/** Servers that mislead about runs: old ones for new, dates that cannot be, clocks that are wrong. */
import { describe, expect, it } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type JsonBody,
  type RouteName,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { type ActionResult, runAction } from '../run-action.ts';
import { runGate, runUntil } from './gate.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ALWAYS = Number.POSITIVE_INFINITY;

const STUCK = '00000000-0000-4000-8000-00000000dead';
const OLD = '00000000-0000-4000-8000-0000000001d0';

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** A run as an answer shows it, long over, whose data the policies have seen. */
function oldRun(age: number, more: JsonBody = {}): JsonBody {
  const created = Date.now() - age + 1;
  const dates = { created_at: iso(created), completed_at: iso(created + 5) };
  return { id: OLD, status: 'completed', ...dates, total_rows: 7, errors: 0, ingested: true, ...more };
}

type Rewrite = (body: JsonBody) => JsonBody;

/** The same change to a run or a policy, in answers with one and in lists. */
function rewriteAll(routes: readonly RouteName[], rewrite: Rewrite): Fault[] {
  const both: Rewrite = (body) =>
    body.items === undefined ? rewrite(body) : { ...body, items: body.items.map((item) => rewrite(item)) };
  return routes.map((route) => ({ route, times: ALWAYS, do: { kind: 'rewrite', rewrite: both } }));
}

function answerOnce(route: RouteName, rewrite: Rewrite): Fault {
  return { route, do: { kind: 'rewrite', rewrite } };
}

const NO_RUNS: Rewrite = (body) => ({ ...body, items: [] });

interface Case {
  readonly name: string;
  readonly emulator?: EmulatorOptions;
  readonly faults?: readonly Fault[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly posts: number;
  /** The runs that the Platform has in the end. */
  readonly runs?: number;
  readonly origin?: string;
  readonly says?: RegExp;
}

async function expectCase({ emulator: options = {}, faults = [], inputs = {}, ...expected }: Case): Promise<void> {
  await using emulator = await startEmulator({ estate: repairedEstate(), ...options });
  for (const fault of faults) emulator.fault(fault);
  const result = await runGate(emulator, inputs);

  expect(result.outputs['outcome'], result.printed).toBe(expected.outcome);
  expect(result.exitCode).toBe(expected.outcome === 'passed' ? 0 : 1);
  expect(emulator.count('create-run')).toBe(expected.posts);
  // None of these runs is proved ours before it is over.
  expect(emulator.count('update-run')).toBe(0);
  if (expected.runs !== undefined) expect(emulator.runsOf('aws-prod')).toHaveLength(expected.runs);
  if (expected.origin !== undefined) {
    expect(JSON.parse(result.outputs['sync-runs'] ?? '[]')[0]?.origin).toBe(expected.origin);
  }
  if (expected.outcome === 'passed' && expected.posts === 1) {
    expect(result.outputs['sync-run-id']).toBe(emulator.runsOf('aws-prod').at(-1)?.id);
  }
  if (expected.says !== undefined) expect(result.printed).toMatch(expected.says);
}

describe('a run that is stuck for weeks', { concurrent: true }, () => {
  const options: EmulatorOptions = {
    runs: [
      { sync: 'aws-prod', id: STUCK, age: 21 * DAY, script: { stuckIn: 'started' } },
      { sync: 'aws-prod', age: HOUR },
    ],
    whenBusy: 'allow',
  };
  it.for(['wait', 'attach', 'fail'])('does not block `if-running: %s`: a warning names it', async (ifRunning) => {
    await using emulator = await startEmulator({ estate: repairedEstate(), ...options });
    const result = await runGate(emulator, { 'if-running': ifRunning });

    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(JSON.parse(result.outputs['sync-runs'] ?? '[]')[0]?.origin).toBe('started');
    expect(emulator.count('update-run')).toBe(0);
    const warned = result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warned).toEqual([expect.stringMatching(new RegExp(`${STUCK}.*still started.*cancel it on the Platform`))]);
  });

  it.for([409, 422] as const)('and for which the Platform refuses with %i: says what to do', async (whenBusy) => {
    await expectCase({
      name: '',
      emulator: { ...options, whenBusy },
      outcome: 'sync-failed',
      posts: 1,
      runs: 2,
      says: new RegExp(`already in progress.*${STUCK}.*cancel it on the Platform, then run the job again`),
    });
  });

  it('is waited for if none that is newer has completed', async () => {
    const failed = { sync: 'aws-prod', age: HOUR, script: { ends: 'failed' } } as const;
    await expectCase({
      name: '',
      emulator: { ...options, runs: [...(options.runs ?? []).slice(0, 1), failed] },
      inputs: { 'timeout-minutes': '0.03' },
      outcome: 'timed-out',
      posts: 0,
    });
  });
});

const OLD_FOR_NEW: readonly Case[] = [
  {
    name: 'a start that is answered with a run of ten days ago: the new one is found in the list',
    faults: [answerOnce('create-run', (run) => ({ ...run, ...oldRun(10 * DAY) }))],
    outcome: 'passed',
    posts: 1,
    origin: 'adopted',
  },
  {
    name: 'a start that is answered with a run of ten days ago, and no list shows a new one: nothing is proved',
    faults: [
      answerOnce('create-run', (run) => ({ ...run, ...oldRun(10 * DAY) })),
      { route: 'list-runs', times: ALWAYS, do: { kind: 'rewrite', rewrite: NO_RUNS } },
    ],
    outcome: 'error',
    posts: 1,
    runs: 1,
    says: /It is unknown whether run .*1d0/,
  },
  {
    name: 'a start that is answered with a run that is older than a listed one: no clock has to be right for that',
    emulator: { runs: [{ sync: 'aws-prod', age: MINUTE }] },
    faults: [answerOnce('create-run', (run) => ({ ...run, ...oldRun(3 * MINUTE) }))],
    outcome: 'passed',
    posts: 1,
    origin: 'adopted',
  },
  {
    name: "yesterday's run, which is listed after a 502 without a `Date` only, is not the new one",
    emulator: { dateSkew: null },
    faults: [
      { route: 'create-run', do: { kind: 'html', status: 502 } },
      {
        route: 'list-runs',
        from: 2,
        times: ALWAYS,
        do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: [oldRun(DAY)] }) },
      },
    ],
    outcome: 'error',
    posts: 1,
    runs: 0,
    says: /It is unknown whether run .*1d0/,
  },
  {
    name: 'the run is dated five hours ahead of both clocks in every answer',
    emulator: { clockSkew: 5 * HOUR, dateSkew: -5 * HOUR },
    outcome: 'error',
    posts: 1,
    runs: 1,
    says: /set the clock of this runner/,
  },
  {
    name: 'a run that is dated five hours ahead is not used again',
    emulator: { runs: [{ sync: 'aws-prod', age: HOUR }] },
    faults: rewriteAll(['list-runs'], (run) => ({
      ...run,
      created_at: iso(Date.now() + 5 * HOUR),
      completed_at: iso(Date.now() + 5 * HOUR + 7),
    })),
    inputs: { 'reuse-within-minutes': '5' },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  {
    name: 'two polls of one run with two dates of creation, once',
    emulator: { timings: { started: 300 } },
    faults: [{ ...answerOnce('get-run', (run) => ({ ...run, ...oldRun(10 * DAY), id: run['id'] })), from: 2 }],
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
];

describe('an old run in the place of a new one', { concurrent: true }, () => {
  it.for(OLD_FOR_NEW)('$name', expectCase);

  it('two polls of one run with two dates of creation, for good: the run is cancelled, and nothing is green', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate(), timings: { started: 60_000 } });
    const rewrite: Rewrite = (run) => ({ ...run, ...oldRun(10 * DAY), id: run['id'] });
    emulator.fault({ route: 'get-run', from: 2, times: ALWAYS, do: { kind: 'rewrite', rewrite } });
    const result = await runGate(emulator, { 'timeout-minutes': '0.05' });

    expect(['error', 'timed-out'], result.printed).toContain(result.outputs['outcome']);
    expect(result.printed).toMatch(/`created_at` should be what it was when the run was first seen/);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
  });

  it('one and the same run for two syncs: nothing is green', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate(), runs: [{ sync: 'aws-prod', age: 9_000 }] });
    const body = JSON.stringify({
      items: [oldRun(9_000, { id: emulator.runsOf('aws-prod')[0]?.id })],
      metadata: { page_size: 100 },
    });
    const when = ({ path }: { path: string }) => path.includes('aws-staging');
    emulator.fault({ route: 'list-runs', when, times: ALWAYS, do: { kind: 'garbage', body } });
    const result = await runGate(emulator, { 'sync-name': 'aws-prod\naws-staging', 'reuse-within-minutes': '5' });

    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toMatch(/another sync of this step has it already/);
    expect(emulator.count('create-run')).toBe(0);
  });
});

describe('a `Date` header is a hint', { concurrent: true }, () => {
  it.for([10 * MINUTE, -10 * MINUTE, 5 * HOUR, null])('%j ms ahead, and a lost answer: one run', async (dateSkew) => {
    await expectCase({
      name: '',
      emulator: { dateSkew },
      faults: [{ route: 'create-run', effect: true, do: { kind: 'html', status: 502 } }],
      outcome: 'passed',
      posts: 1,
      runs: 1,
      origin: 'adopted',
    });
  });
});

/** The Platform's clock begins two seconds after a full minute. */
const atTwoSeconds = () => (MINUTE - (Date.now() % MINUTE) + 2 * SECOND) % MINUTE;

/** Dates as a Platform writes them that keeps no decimals. */
function toTheSecond(body: JsonBody): JsonBody {
  return cutDates(body, /\.\d+Z$/, 'Z');
}

function toTheMinute(body: JsonBody): JsonBody {
  return cutDates(body, /:\d+(\.\d+)?Z$/, ':00Z');
}

function cutDates(body: JsonBody, end: RegExp, replacement: string): JsonBody {
  const cut = (value: unknown) => (typeof value === 'string' ? value.replace(end, replacement) : value);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, /_at$/.test(name) ? cut(value) : value]),
  );
}

const TWENTY_MINUTES_AGO = iso(Date.now() - 20 * MINUTE);

const BEFORE_THE_END = { script: { evaluates: 'before-completion' } } as const;
const RUNS: readonly RouteName[] = ['create-run', 'get-run', 'list-runs'];

const CONTRADICTED: readonly Case[] = [
  {
    name: 'evaluation and completion in one second, in whole seconds: no order is proved',
    emulator: BEFORE_THE_END,
    faults: rewriteAll([...RUNS, 'list-policies'], toTheSecond),
    outcome: 'inconclusive',
    posts: 1,
  },
  {
    name: 'completion in whole seconds only',
    emulator: BEFORE_THE_END,
    faults: rewriteAll(RUNS, toTheSecond),
    outcome: 'inconclusive',
    posts: 1,
  },
  {
    name: 'whole seconds, and an evaluation in a later one: it counts',
    emulator: { timings: { evaluation: 1_100 } },
    faults: rewriteAll([...RUNS, 'list-policies'], toTheSecond),
    outcome: 'passed',
    posts: 1,
  },
  {
    name: 'a completion that is cut to the minute',
    emulator: {
      ...BEFORE_THE_END,
      get clockSkew() {
        return atTwoSeconds();
      },
    },
    faults: rewriteAll(RUNS, (run) => ({
      ...run,
      ...(typeof run['completed_at'] === 'string' ? { completed_at: `${run['completed_at'].slice(0, 17)}00Z` } : {}),
    })),
    outcome: 'inconclusive',
    posts: 1,
  },
  {
    name: 'creation and completion cut to the minute, no `Date` header, and an evaluation before the ingestion',
    emulator: {
      // The run ends shortly before a full minute, and is evaluated shortly after it.
      script: { evaluates: 'before-ingestion', timings: { started: 300, ingestion: 5_000 } },
      dateSkew: null,
      get clockSkew() {
        return atTwoSeconds() + 55 * SECOND;
      },
    },
    faults: rewriteAll(RUNS, toTheMinute),
    outcome: 'inconclusive',
    posts: 1,
  },
  ...['true', 'false'].map((requireIngestion) => ({
    name: `a completion at a moment when the run was seen to go on (require-ingestion: ${requireIngestion})`,
    emulator: { ...BEFORE_THE_END, timings: { started: 700 } },
    faults: rewriteAll(RUNS, (run) => ({
      ...run,
      ...(typeof run['completed_at'] === 'string' ? { completed_at: run['created_at'] } : {}),
    })),
    inputs: { 'require-ingestion': requireIngestion },
    outcome: 'inconclusive',
    posts: 1,
  })),
  {
    name: 'an attached run that is over minutes before it was seen to go on',
    emulator: {
      runs: [
        { sync: 'aws-prod', age: 30 * MINUTE, script: { timings: { started: 30 * MINUTE + 500 }, evaluates: 'never' } },
      ],
      stillUntil: 'list-runs',
      earlier: { ago: 10 * MINUTE },
    },
    faults: rewriteAll(RUNS, (run) => ({
      ...run,
      ...(typeof run['completed_at'] === 'string' ? { completed_at: TWENTY_MINUTES_AGO } : {}),
    })),
    inputs: { 'if-running': 'attach' },
    outcome: 'inconclusive',
    posts: 0,
    says: /contradicts what this step saw/,
  },
];

describe('what the step saw outranks a date', { concurrent: true }, () => {
  it.for(CONTRADICTED)('$name', expectCase);
});

/** On Windows `kill` ends a child without a word. */
describe.skipIf(process.platform === 'win32')('a closed terminal (skipped on Windows)', { concurrent: true }, () => {
  const LONG = { timings: { started: 60_000 } };

  function expectCancelled(emulator: Emulator, { killed, exitCode }: ActionResult): void {
    expect(killed).toBe(false);
    expect(exitCode).toBe(1);
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
    expect(emulator.count('update-run')).toBe(1);
  }

  it('ends the step as any other signal does, its run cancelled', async () => {
    await using emulator = await startEmulator(LONG);
    const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGHUP' });

    expect(result.outputs['outcome'], result.printed).toBe('cancelled');
    expectCancelled(emulator, result);
  });

  it('does so with nobody left to read the log', async () => {
    await using emulator = await startEmulator(LONG);
    let watch: NodeJS.Timeout | undefined;
    const result = await runGate(
      emulator,
      {},
      {
        onStart: (child) => {
          watch = setInterval(() => {
            if (emulator.count('get-run') === 0) return;
            clearInterval(watch);
            child.stdout?.destroy();
            child.stderr?.destroy();
            child.kill('SIGHUP');
          }, 5);
        },
      },
    );
    expectCancelled(emulator, result);
  });

  it('leaves the run to the post step if main is killed at once', async () => {
    await using emulator = await startEmulator(LONG);
    const main = await runUntil(emulator, { route: 'get-run', signal: 'SIGKILL' });
    const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'sync-name': 'aws-prod' };
    await runAction({ entry: 'gate-post', inputs: given, state: main.state });
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['cancelled']);
  });
});
