import { describe, expect, test } from 'vitest';
import { cancelOpenRuns } from '../../../../../src/actions/gate/sync/cancel.ts';
import { createLedger } from '../../../../../src/actions/gate/sync/ledger.ts';
import { aRun, failure, fakeClient } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';

function set(cancelRun: () => Promise<void>, runIds: readonly string[] = ['run-1']) {
  const clock = createFakeClock();
  const client = fakeClient({ cancelRun });
  const ledger = createLedger(() => {});
  for (const runId of runIds) ledger.add({ syncName: 'aws', runId });
  const lines: string[] = [];
  const warned: string[] = [];
  const deps = {
    client,
    clock,
    until: () => NOON + 6_000,
    info: (line: string) => void lines.push(line),
    warn: (line: string) => void warned.push(line),
  };
  return { clock, client, ledger, deps, lines, warned };
}

describe('cancelOpenRuns', () => {
  test('cancels every open run, once', async () => {
    const { client, ledger, deps, lines, warned } = set(async () => {}, ['run-1', 'run-2', 'run-3']);
    await cancelOpenRuns(ledger, deps);
    expect(client.calls).toEqual(['cancelRun aws run-1', 'cancelRun aws run-2', 'cancelRun aws run-3']);
    expect(ledger.open()).toEqual([]);
    expect(lines).toHaveLength(3);
    expect(warned).toEqual([]);
  });

  test.each([
    ['its last answer said that it has ended', false],
    ['nobody has looked at it for a while', true],
  ])('looks first if %s', async (_, looksFirst) => {
    for (const [status, calls] of [
      ['completed', ['findRun aws run-1']],
      ['started', ['findRun aws run-1', 'cancelRun aws run-1']],
    ] as const) {
      const { ledger, deps } = set(async () => {});
      const client = fakeClient({ cancelRun: async () => {}, findRun: async () => aRun({ status }) });
      if (!looksFirst) ledger.note('run-1', false);
      await cancelOpenRuns(ledger, { ...deps, client, looksFirst });
      expect(client.calls).toEqual(calls);
      expect(ledger.open()).toEqual([]);
    }
  });

  test('a look that fails holds up no cancellation', async () => {
    const { client, ledger, deps } = set(async () => {});
    await cancelOpenRuns(ledger, { ...deps, looksFirst: true });
    expect(client.calls).toEqual(['findRun aws run-1', 'cancelRun aws run-1']);
  });

  test('does nothing where nothing is open', async () => {
    const { client, deps } = set(async () => {});
    await cancelOpenRuns(
      createLedger(() => {}),
      deps,
    );
    expect(client.calls).toEqual([]);
  });

  test.each([400, 403, 404, 409, 422])('%d: refused, said, and not tried again by the post step', async (status) => {
    const { client, ledger, deps, warned } = set(() => Promise.reject(failure(status, 'PATCH')));
    await cancelOpenRuns(ledger, deps);
    expect(client.count('cancelRun')).toBe(1);
    expect(ledger.open()).toEqual([]);
    expect(warned).toEqual([
      expect.stringContaining('Run run-1 of aws could not be cancelled and may still be in progress'),
    ]);
  });

  test.each([500, 503, 429, 'network', 'timeout'] as const)(
    '%s: tried again until the time is up, then left to the post step',
    async (kind) => {
      const { client, ledger, deps, warned, clock } = set(() => Promise.reject(failure(kind, 'PATCH')));
      await cancelOpenRuns(ledger, deps);
      // Each pause is longer than the one before: what does not answer is not flooded.
      expect(client.count('cancelRun')).toBe(6);
      expect(clock.now()).toBeLessThanOrEqual(deps.until());
      expect(ledger.open()).toHaveLength(1);
      expect(warned).toHaveLength(1);
    },
  );

  test.each([
    [3_000, 3_000],
    [30_000, 250],
  ])('Retry-After is waited for, unless there is no time for it: %d ms', async (wished, waited) => {
    let tries = 0;
    const { client, ledger, deps, warned, clock } = set(async () => {
      if (tries++ === 0) throw failure(429, 'PATCH', wished);
    });
    await cancelOpenRuns(ledger, deps);
    expect(client.count('cancelRun')).toBe(2);
    expect(clock.now()).toBe(NOON + waited);
    expect(warned).toEqual([]);
  });

  test('a signal in that pause leaves less time, and is heard', async () => {
    let tries = 0;
    let until = NOON + 15_000;
    const { ledger, deps, clock } = set(async () => {
      if (tries++ === 0) throw failure(429, 'PATCH', 13_000);
    });
    clock.at(NOON + 1_000, () => {
      until = NOON + 6_000;
    });
    await cancelOpenRuns(ledger, { ...deps, until: () => until });
    expect(tries).toBe(2);
    expect(clock.now()).toBeLessThan(NOON + 2_000);
  });

  test('a run that has ended although no try was answered is not said to go on', async () => {
    const { client, ledger, deps, lines, warned } = set(() => Promise.reject(failure('unreadable', 'PATCH')));
    const findRun = async () => aRun({ status: 'cancelled' });
    await cancelOpenRuns(ledger, { ...deps, client: { ...client, findRun } });
    expect(lines).toEqual(['aws: run run-1 has ended already (cancelled).']);
    expect(warned).toEqual([]);
    expect(ledger.open()).toEqual([]);
  });

  test('a passing fault passes', async () => {
    let tries = 0;
    const { ledger, deps, warned } = set(async () => {
      if (tries++ < 3) throw failure(502, 'PATCH');
    });
    await cancelOpenRuns(ledger, deps);
    expect(ledger.open()).toEqual([]);
    expect(warned).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['401', failure(401, 'PATCH')],
    ['a certificate', failure('certificate', 'PATCH')],
    ['a fault of ours', new Error('oops')],
    ['something that is no error', 'oops'],
  ])('%s: never throws', async (_, thrown) => {
    const { client, ledger, deps, warned } = set(() => Promise.reject(thrown));
    await cancelOpenRuns(ledger, deps);
    expect(client.count('cancelRun')).toBe(1);
    expect(warned).toHaveLength(1);
  });
});
