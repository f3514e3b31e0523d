/** Starting a run once, or using the one that is there. */
import { describe, expect, it } from 'vitest';
import { type EmulatorOptions, type JsonBody, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { BUSY } from './busy.ts';
import { runGate } from './gate.ts';

const MINUTE = 60_000;

function ended(age: number, script = {}): EmulatorOptions {
  return { estate: repairedEstate(), runs: [{ sync: 'aws-prod', age, script }] };
}

interface Case {
  readonly name: string;
  readonly emulator: EmulatorOptions;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly posts: number;
  /** Where the run that is judged comes from. */
  readonly origin?: string;
  readonly says?: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'wait: the run in progress ends first, then one is started',
    emulator: BUSY,
    outcome: 'passed',
    posts: 1,
    origin: 'started',
    says: /waits for its end, then starts a run/,
  },
  {
    name: 'attach: the run in progress is the one',
    emulator: BUSY,
    inputs: { 'if-running': 'attach' },
    outcome: 'passed',
    posts: 0,
    origin: 'attached',
  },
  {
    name: 'fail: refused',
    emulator: BUSY,
    inputs: { 'if-running': 'fail' },
    outcome: 'sync-failed',
    posts: 0,
    says: /is in progress \(/,
  },
  {
    name: 'wait: not for ever',
    emulator: { runs: [{ sync: 'aws-prod', age: 10, script: { stuckIn: 'started' } }] },
    inputs: { 'timeout-minutes': '0.04' },
    outcome: 'timed-out',
    posts: 0,
  },
  {
    name: "attach: somebody else's run fails",
    emulator: {
      runs: [{ sync: 'aws-prod', age: 5, script: { ends: 'failed', timings: { started: 500 } } }],
      stillUntil: 'list-runs',
    },
    inputs: { 'if-running': 'attach' },
    outcome: 'sync-failed',
    posts: 0,
    origin: 'attached',
  },
  {
    name: 'a run of another sync is no matter',
    emulator: { ...BUSY, runs: [{ sync: 'gcp-prod', age: 10, script: { stuckIn: 'started' } }] },
    inputs: { 'if-running': 'fail' },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  {
    name: 'reuse: a recent run is used',
    emulator: ended(MINUTE),
    inputs: { 'reuse-within-minutes': '5' },
    outcome: 'passed',
    posts: 0,
    origin: 'reused',
  },
  {
    name: 'reuse: an old run is not',
    emulator: ended(10 * MINUTE),
    inputs: { 'reuse-within-minutes': '5' },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  {
    name: 'reuse: nor one that failed',
    emulator: ended(MINUTE, { ends: 'failed' }),
    inputs: { 'reuse-within-minutes': '5' },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  {
    name: 'reuse: nor one whose data is not ingested',
    emulator: ended(MINUTE, { stuckIn: 'ingestion' }),
    inputs: { 'reuse-within-minutes': '5' },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  { name: 'reuse: 0 never does', emulator: ended(MINUTE), outcome: 'passed', posts: 1, origin: 'started' },
  {
    name: 'reuse: no clock makes an old run recent, not one that is an hour behind either',
    emulator: { ...ended(MINUTE), clockSkew: -3_600_000 },
    inputs: { 'reuse-within-minutes': '5' },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  {
    name: 'a clock that is an hour off does not matter',
    emulator: { ...ended(MINUTE), clockSkew: 3_600_000 },
    outcome: 'passed',
    posts: 1,
    origin: 'started',
  },
  {
    name: 'runs may be listed oldest first',
    emulator: { ...BUSY, runOrder: 'oldest-first' },
    inputs: { 'if-running': 'attach' },
    outcome: 'passed',
    posts: 0,
    origin: 'attached',
  },
];

describe('starting a run', { concurrent: true }, () => {
  it.for(CASES)('$name', async ({ emulator: options, inputs = {}, outcome, posts, origin, says }) => {
    await using emulator = await startEmulator(options);
    const result = await runGate(emulator, inputs);

    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    expect(emulator.count('create-run')).toBe(posts);
    expect(emulator.count('update-run')).toBe(0);
    if (origin !== undefined) expect(JSON.parse(result.outputs['sync-runs'] ?? '[]')[0]?.origin).toBe(origin);
    if (says !== undefined) expect(result.printed).toMatch(says);
  });

  const OLD = '00000000-0000-4000-8000-00000000aaaa';
  const lies: { name: string; rewrite: (run: JsonBody) => unknown; outcomes: string[] }[] = [
    {
      name: 'a run that was there before',
      rewrite: (run) => ({ ...run, id: OLD, status: 'completed', completed_at: run['created_at'], ingested: true }),
      outcomes: ['passed'],
    },
    { name: 'a run of another sync', rewrite: (run) => ({ ...run, sync_name: 'gcp-prod' }), outcomes: ['passed'] },
  ];
  it.for(lies)('does not believe the answer to its start where that is $name', async ({ rewrite, outcomes }) => {
    await using emulator = await startEmulator({
      estate: repairedEstate(),
      runs: [{ sync: 'aws-prod', id: OLD, age: MINUTE }],
    });
    emulator.fault({ route: 'create-run', do: { kind: 'rewrite', rewrite } });
    const result = await runGate(emulator);

    // The run that was really started is found in the list, and it is the one that is waited for.
    expect(outcomes).toContain(result.outputs['outcome']);
    expect(result.outputs['sync-run-id']).toBe(emulator.runsOf('aws-prod')[1]?.id);
    expect(emulator.count('create-run')).toBe(1);
  });

  it('starts none of several syncs where one of them does not exist', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { 'sync-name': 'aws-prod\naws-stagin\ngcp-prd' });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toMatch(/aws-staging.*gcp-prod/s);
    expect(emulator.count('create-run')).toBe(0);
  });

  it('says what failed of several syncs, and what became of the others', async () => {
    await using emulator = await startEmulator({ scripts: { 'aws-staging': { ends: 'failed', errors: 3 } } });
    const result = await runGate(emulator, { 'sync-name': 'aws-prod\naws-staging' });
    expect(result.outputs['outcome']).toBe('sync-failed');
    expect(result.outputs['sync-status']).toBe('failed');
    const runs = JSON.parse(result.outputs['sync-runs'] ?? '[]') as { state: string }[];
    expect(runs.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
    expect(result.printed).toMatch(/the tables with the most errors/);
    expect(result.printed).toMatch(/the last lines of its log/);
  });
});
