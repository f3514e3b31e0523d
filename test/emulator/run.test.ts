import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ask, itemsOf } from './ask.ts';
import { fixtureEstate, type RunScript, repairedEstate, startEmulator, usualPolicies } from './platform.ts';

/** Waits, up to a limit, until something holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 400; looks++) {
    if (await holds()) return;
    await sleep(5);
  }
  throw new Error('It never came true');
}

const BUCKETS = 'Unencrypted S3 buckets';

describe('A run', () => {
  it('goes from created to evaluated, at the times it says', async () => {
    await using emulator = await startEmulator({ timings: { created: 40, pending: 40, started: 40, ingestion: 40 } });
    const { status, json } = await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    expect({ status, ...json }).toMatchObject({ status: 'created', ingested: false, total_rows: 0 });
    expect(json).not.toHaveProperty('completed_at');
    const seen: string[] = [];
    const rows: number[] = [];
    await until(async () => {
      const run = (await ask(emulator, 'GET', `/syncs/aws-prod/runs/${json['id']}`)).json;
      const state = `${run['status']} ${run['ingested']}`;
      if (!seen.includes(state)) seen.push(state);
      rows.push(Number(run['total_rows']));
      return run['ingested'] === true;
    });
    // A slow machine may miss a phase; it never sees one twice or too early.
    const inOrder = ['created false', 'pending false', 'started false', 'completed false', 'completed true'];
    expect(seen).toEqual(inOrder.filter((state) => seen.includes(state)));
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(rows.at(-1)).toBe(21);
    const run = emulator.runsOf('aws-prod')[0];
    await until(() => (emulator.policy(BUCKETS).runAt ?? 0) > (run?.endsAt ?? Infinity));
    expect(emulator.policy(BUCKETS).runAt).toBe(run?.evaluatedAt);
    expect(emulator.policy(BUCKETS).history).toHaveLength(3);
  });

  it.each<[RunScript, string]>([
    [{ stuckIn: 'created' }, 'created false 0'],
    [{ stuckIn: 'pending' }, 'pending false 0'],
    [{ timings: { started: 10_000_000 } }, 'started false 0'],
    [{ stuckIn: 'ingestion' }, 'completed false 21'],
    [{}, 'completed true 21'],
  ])('looks as its age says: %o', async (script, expected) => {
    await using emulator = await startEmulator({ runs: [{ sync: 'aws-prod', age: 5_000, script }] });
    const [run] = await itemsOf(emulator, '/syncs/aws-prod/runs');
    expect(`${run?.['status']} ${run?.['ingested']} ${run?.['total_rows']}`).toBe(expected);
  });

  it('makes the estate of its own accounts the one that policies are judged on', async () => {
    await using emulator = await startEmulator();
    const counts = () => [
      emulator.policy(BUCKETS).violationCount,
      emulator.policy('Unattached EBS volumes').violationCount,
    ];
    expect(counts()).toEqual([3, 1]);
    emulator.setEstate(repairedEstate());
    expect(counts()).toEqual([3, 1]);
    await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    await until(() => counts().join() === '0,0');
    emulator.setEstate(fixtureEstate());
    await ask(emulator, 'POST', '/syncs/aws-staging/runs');
    await until(() => counts().join() === '1,0');
    for (const { name, status } of usualPolicies()) {
      if (status === 'active') expect(emulator.policy(name).history.length, name).toBe(4);
    }
  });

  it('breaks no policy with the repaired estate, and each with the fixture', async () => {
    for (const estate of [fixtureEstate(), repairedEstate()]) {
      await using emulator = await startEmulator({
        earlier: { estate, syncs: ['aws-prod', 'aws-staging', 'gcp-prod'] },
      });
      const active = usualPolicies().filter(({ status }) => status === 'active');
      const broken = active.filter(({ name }) => emulator.policy(name).violationCount !== 0);
      expect(broken).toHaveLength(estate.volumes.some((volume) => volume.attachedTo === null) ? active.length : 0);
    }
  });

  it.each<[string, RunScript, Record<string, unknown>]>([
    [
      'fails',
      { ends: 'failed', statusReason: 'oom_killed' },
      { status: 'failed', status_reason: 'oom_killed', ingested: false },
    ],
    [
      'is partial',
      { errors: 3, statusReason: 'partial_success' },
      { status: 'completed', errors: 3, status_reason: 'partial_success' },
    ],
    ['has a new word', { statuses: { completed: 'archived' } }, { status: 'archived', ingested: true }],
    ['is never ingested', { stuckIn: 'ingestion' }, { status: 'completed', ingested: false }],
    ['does not say whether it is ingested', { omit: ['ingested'] }, { status: 'completed' }],
  ])('that %s says so', async (_, script, expected) => {
    await using emulator = await startEmulator({ runs: [{ sync: 'aws-prod', age: 5_000, script }] });
    const [run] = await itemsOf(emulator, '/syncs/aws-prod/runs');
    expect(run).toMatchObject(expected);
    expect(Object.hasOwn(run ?? {}, 'ingested')).toBe(script.omit === undefined);
  });

  it.each<
    [NonNullable<RunScript['evaluates']>, (run: { endsAt: number; ingestedAt: number }, runAt: number) => boolean]
  >([
    ['after-ingestion', (run, runAt) => runAt > run.ingestedAt],
    ['before-ingestion', (run, runAt) => runAt > run.endsAt && runAt < run.ingestedAt],
    ['before-completion', (run, runAt) => runAt < run.endsAt],
    ['never', (run, runAt) => runAt < run.endsAt - 1_000_000],
  ])('is evaluated %s', async (evaluates, holds) => {
    const runs = [{ sync: 'aws-prod', age: 5_000, script: { evaluates } }];
    await using emulator = await startEmulator({ runs });
    const [run] = emulator.runsOf('aws-prod');
    expect(run !== undefined && holds(run, emulator.policy(BUCKETS).runAt ?? 0)).toBe(true);
  });

  it('has no date without decimals, whenever the emulator starts', async () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 27));
    try {
      await using emulator = await startEmulator({ runs: [{ sync: 'aws-prod', age: 5_000 }] });
      const [run] = await itemsOf(emulator, '/syncs/aws-prod/runs');
      expect(run).toMatchObject({ created_at: '2026-11-26T23:59:55.00025Z' });
      expect(run?.['completed_at']).toMatch(/\.\d+Z$/);
    } finally {
      clock.mockRestore();
    }
  });

  it('evaluates only some, spreads it, and records what it is told to', async () => {
    const script: RunScript = {
      evaluatesOnly: [BUCKETS, 'Unattached EBS volumes'],
      timings: { evaluationSpread: 100 },
      results: { [BUCKETS]: { violation_count: null, run_at: 'absent' } },
    };
    await using emulator = await startEmulator({ runs: [{ sync: 'aws-prod', age: 5_000, script }] });
    const [run] = emulator.runsOf('aws-prod');
    expect(emulator.policy(BUCKETS)).toMatchObject({ violationCount: null, runAt: undefined });
    expect(emulator.policy('Unattached EBS volumes').runAt).toBe((run?.evaluatedAt ?? 0) + 100);
    const policies = await itemsOf(emulator, '/policies?search=buckets&sort_dir=asc');
    expect(policies[0]).toMatchObject({ name: BUCKETS, violation_count: null });
    expect(policies[0]).not.toHaveProperty('run_at');
    expect(emulator.policy('Untagged large EC2 instances').history).toHaveLength(2);
  });

  it('is refused where one is in progress, disabled or unknown', async () => {
    await using emulator = await startEmulator({ whenBusy: 409, script: { stuckIn: 'started' } });
    const post = async (sync: string) => (await ask(emulator, 'POST', `/syncs/${sync}/runs`)).status;
    expect([await post('aws-prod'), await post('aws-prod'), await post('gcp-prod')]).toEqual([201, 409, 201]);
    expect([await post('aws-legacy'), await post('nowhere'), await post('a%20b')]).toEqual([422, 404, 400]);
    expect(emulator.runsOf('aws-prod')).toHaveLength(1);
    expect(emulator.count('create-run')).toBe(6);
  });

  it('is cancelled, with all that would have followed, unless it refuses', async () => {
    await using emulator = await startEmulator({
      scripts: { 'aws-prod': { stuckIn: 'started' }, 'gcp-prod': { refusesCancel: 403 } },
    });
    const cancel = async (sync: string) => {
      const { json } = await ask(emulator, 'POST', `/syncs/${sync}/runs`);
      return ask(emulator, 'PATCH', `/syncs/${sync}/runs/${json['id']}`, { body: { status: 'cancelled' } });
    };
    expect((await cancel('aws-prod')).json).toMatchObject({ status: 'cancelled', ingested: false });
    expect((await cancel('gcp-prod')).status).toBe(403);
    await until(() => emulator.runsOf('gcp-prod')[0]?.ingested === true);
    expect(emulator.runsOf('aws-prod')[0]).toMatchObject({ phase: 'cancelled', ended: true, ingested: false });
  });

  it('takes its script from those for the next runs first', async () => {
    await using emulator = await startEmulator({ whenBusy: 'allow' });
    emulator.script('aws-prod', { stuckIn: 'created' }, { stuckIn: 'pending' });
    for (let run = 0; run < 3; run++) await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    expect(emulator.runsOf('aws-prod').map(({ script }) => script.stuckIn)).toEqual(['created', 'pending', undefined]);
  });
});
