import type { Clock } from '../../../clock.ts';
import type { RunClient } from '../../../platform/runs.ts';
import type { SyncClient } from '../../../platform/syncs.ts';
import type { Ledger } from './ledger.ts';
import type { Turns } from './turns.ts';

/** What everything that waits for a sync needs. */
export interface SyncDeps {
  readonly client: SyncClient & RunClient;
  /** The same Platform, for what is still to be done after `stop`: quick, and deaf to it. */
  readonly lastClient: () => RunClient;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** Aborted with the whole step, if `stop` is also aborted by another sync's error; absent: `stop`. */
  readonly stepStop?: AbortSignal;
  /** By `clock.uptime`. */
  readonly deadline: number;
  /** `max-poll-interval-seconds` */
  readonly longestPauseMs: number;
  /** The longest pause as long as earlier runs say that an end is improbable. */
  readonly farPauseMs: number;
  readonly ledger: Ledger;
  /** Absent: there is one sync only, which has all turns. */
  readonly turns?: Turns;
  readonly info: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Called before a run is started, if another run was waited for: what was known before that wait is old. */
  readonly beforeStart?: () => Promise<void>;
}
