import type { GateClient } from '../../../src/actions/gate/client.ts';
import type { SyncRun } from '../../../src/platform/run.ts';
import type { RunLook } from '../../../src/platform/runs.ts';
import { timestampOf } from '../../../src/platform/timestamp.ts';
import { aRun, failure, look, runList } from './client.ts';
import type { FakeClock } from './clock.ts';

/** What becomes of a run: from so many seconds after its creation on, these fields are so. */
export type Life = readonly (readonly [seconds: number, changes: Partial<SyncRun>])[];

/** Five minutes, and half a minute until its data is ingested. */
export const GOOD_LIFE: Life = [
  [5, { status: 'pending' }],
  [20, { status: 'started' }],
  // No whole minute, which may be a date that is cut.
  [300.5, { status: 'completed', rows: 1_204, ingested: false }],
  [330, { ingested: true }],
];

interface Born {
  readonly id: string;
  readonly at: number;
  readonly life: Life;
  cancelledAt: number | null;
}

export interface FakeSync {
  /** A run comes into being, now or at a moment of the past. */
  create(life?: Life, at?: number): SyncRun;
  /** The run as it is now. */
  read(id: string): SyncRun;
  all(): readonly SyncRun[];
  /** The endpoints of one sync. */
  readonly handlers: Pick<GateClient, 'listRuns' | 'createRun' | 'getRun' | 'cancelRun'>;
}

/** One sync of a Platform that lives on simulated time. */
export function fakeSync(clock: FakeClock, life: Life = GOOD_LIFE, prefix = 'run'): FakeSync {
  const born: Born[] = [];

  function runAt(one: Born): SyncRun {
    const now = Math.min(clock.now(), one.cancelledAt ?? Number.POSITIVE_INFINITY);
    let run = aRun({ id: one.id, createdAt: timestampOf(one.at) });
    for (const [seconds, changes] of one.life) {
      const moment = one.at + seconds * 1_000;
      if (moment > now) break;
      const completedAt = changes.status === 'completed' ? timestampOf(moment) : run.completedAt;
      run = { ...run, completedAt, ...changes };
      run = { ...run, completedBy: run.completedAt };
    }
    return one.cancelledAt === null ? run : { ...run, status: 'cancelled' };
  }

  function find(id: string): Born {
    const one = born.find((run) => run.id === id);
    if (one === undefined) throw failure(404);
    return one;
  }

  const lookAt = (one: Born): RunLook => look(runAt(one), clock.now());
  function bear(itsLife: Life, at: number): Born {
    const one: Born = { id: `${prefix}-${born.length + 1}`, at, life: itsLife, cancelledAt: null };
    born.push(one);
    return one;
  }

  return {
    create: (itsLife = life, at = clock.now()) => runAt(bear(itsLife, at)),
    read: (id) => runAt(find(id)),
    all: () => born.map(runAt),
    handlers: {
      listRuns: async () => runList([...born].sort((a, b) => b.at - a.at).map(runAt), clock.now()),
      createRun: async () => lookAt(bear(life, clock.now())),
      getRun: async (_, id) => lookAt(find(id)),
      cancelRun: async (_, id) => {
        find(id).cancelledAt ??= clock.now();
      },
    },
  };
}
