/** Cuts an apply of many creates in the middle, and has another one finish it. */
import { expect } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/platform.ts';
import type { ActionRun } from '../run-action.ts';
import { signalAt } from '../signal-at.ts';
import { manyFiles, readSlugs } from './many.ts';
import { runPolicies } from './policies.ts';

export interface Cut {
  readonly what: string;
  /** Cuts the run on its n-th create. */
  readonly prepare: (emulator: Emulator, nth: number) => Pick<ActionRun, 'onStart'>;
  /** Of the run that is cut; none: nobody can say. */
  readonly outcome: 'partly-applied' | undefined;
}

const EVER = Number.POSITIVE_INFINITY;
const ASKED = ['list-policies', 'get-policy', 'list-groups', 'list-destinations'] as const;

export const SIGNALS: readonly Cut[] = [
  {
    what: 'a signal while a create is answered',
    prepare: (emulator, nth) => {
      emulator.fault({ route: 'create-policy', from: nth, do: { kind: 'delay', ms: 500 } });
      return { onStart: signalAt(emulator, { route: 'create-policy', count: nth, signal: 'SIGTERM' }) };
    },
    outcome: 'partly-applied',
  },
  {
    what: 'a signal while the answer to a create that is done never comes',
    prepare: (emulator, nth) => {
      emulator.fault({ route: 'create-policy', from: nth, effect: true, do: { kind: 'stall' } });
      return { onStart: signalAt(emulator, { route: 'create-policy', count: nth, signal: 'SIGTERM' }) };
    },
    outcome: 'partly-applied',
  },
  {
    what: 'a Platform that dies while it answers, and a signal',
    prepare(emulator, nth) {
      emulator.fault({ route: 'create-policy', from: nth, effect: true, do: { kind: 'reset' } });
      const when = () => emulator.count('create-policy') >= nth;
      for (const route of ['create-policy', ...ASKED] as const) {
        emulator.fault({ route, times: EVER, when, do: { kind: 'reset' } });
      }
      // The list is read once for the plan, and before and after each create.
      return { onStart: signalAt(emulator, { route: 'list-policies', count: 2 * nth + 2, signal: 'SIGTERM' }) };
    },
    outcome: 'partly-applied',
  },
  {
    what: 'a Platform that is overloaded, and a signal',
    prepare(emulator, nth) {
      emulator.fault({ route: 'create-policy', from: nth, times: EVER, do: { kind: 'status', status: 503 } });
      return { onStart: signalAt(emulator, { route: 'list-policies', count: 2 * nth + 2, signal: 'SIGTERM' }) };
    },
    outcome: 'partly-applied',
  },
  {
    what: 'the end of the runner',
    prepare: (emulator, nth) => ({
      onStart: signalAt(emulator, { route: 'create-policy', count: nth, signal: 'SIGKILL' }),
    }),
    outcome: undefined,
  },
];

export const REFUSALS: readonly Cut[] = [
  {
    what: 'a key that is revoked',
    prepare(emulator, nth) {
      const when = () => emulator.count('create-policy') >= nth;
      const kind = { kind: 'status', status: 401 } as const;
      for (const route of ['create-policy', ...ASKED] as const) emulator.fault({ route, times: EVER, when, do: kind });
      return {};
    },
    outcome: 'partly-applied',
  },
  {
    what: 'a role that is taken away',
    prepare(emulator, nth) {
      emulator.fault({ route: 'create-policy', from: nth, times: EVER, do: { kind: 'status', status: 403 } });
      return {};
    },
    outcome: 'partly-applied',
  },
];

interface Told {
  readonly slug: string;
  readonly end: 'done' | 'not-done' | 'differs' | 'unknown';
}

/** Cuts the apply of so many policies half-way, and expects that nothing is told wrongly, and nothing is done twice. */
export async function expectToResume({ prepare, outcome }: Cut, count: number): Promise<void> {
  await using emulator = await startEmulator({
    role: 'general:write',
    policies: [],
    withoutQueries: ['general:write'],
  });
  const files = manyFiles(count);
  const slugs = Object.keys(files).map((path) => path.slice('policies/'.length, -'.yml'.length));
  const half = Math.floor(count / 2);
  const cut = await runPolicies(emulator, { mode: 'apply' }, files, prepare(emulator, half));
  expect(cut.outputs['outcome'], cut.printed).toBe(outcome);
  expect(cut.exitCode).not.toBe(0);
  emulator.clearFaults();

  const there = await readSlugs(emulator);
  expect(there.length).toBeGreaterThanOrEqual(half - 1);
  expect(there.length).toBeLessThanOrEqual(half + 1);
  expect(new Set(there).size).toBe(there.length);
  if (outcome !== undefined) {
    const { applied } = JSON.parse(cut.reports['plan.json'] ?? '') as { applied: Told[] };
    const told = (end: Told['end']) => applied.filter((one) => one.end === end).map(({ slug }) => slug);
    expect(applied).toHaveLength(count);
    expect(told('differs')).toEqual([]);
    expect(there).toEqual(expect.arrayContaining(told('done')));
    expect(there.filter((slug) => told('not-done').includes(slug))).toEqual([]);
    // Only of the one that was under way nobody knows.
    expect(told('unknown').length).toBeLessThanOrEqual(1);
  }

  const sent = emulator.count('create-policy');
  const rest = await runPolicies(emulator, { mode: 'apply' }, files);
  expect([rest.exitCode, rest.outputs['outcome']], rest.printed).toEqual([0, 'applied']);
  expect(rest.outputs['to-create']).toBe(String(count - there.length));
  expect(emulator.count('create-policy') - sent).toBe(count - there.length);
  expect(await readSlugs(emulator)).toEqual(slugs.sort());

  const before = emulator.requests.length;
  const again = await runPolicies(emulator, { mode: 'apply' }, files);
  expect([again.exitCode, again.outputs['outcome']], again.printed).toEqual([0, 'unchanged']);
  expect(emulator.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
}
