/** How long each part of a run's life takes, in milliseconds. */
export interface Timings {
  created: number;
  pending: number;
  started: number;
  /** From completed to ingested. */
  ingestion: number;
  /** From ingested until the (first) policy is evaluated. */
  evaluation: number;
  /** From the first policy's evaluation to the last one's; 0: all at once. */
  evaluationSpread: number;
}

export const QUICK: Timings = {
  created: 10,
  pending: 10,
  started: 30,
  ingestion: 20,
  evaluation: 20,
  evaluationSpread: 0,
};

export type Phase = 'created' | 'pending' | 'started' | 'ingestion';

/** How a run's life differs from the usual one. */
export interface RunScript {
  timings?: Partial<Timings>;
  /** The run never leaves this phase; `ingestion`: it completes and is never ingested. */
  stuckIn?: Phase;
  /** The status that follows `started`; default `completed`. Only a completed run is ingested and evaluated. */
  ends?: 'completed' | 'failed' | 'cancelled';
  /** Other words for statuses, known or not, such as `{ completed: 'archived' }`. */
  statuses?: Partial<Record<'created' | 'pending' | 'started' | 'completed' | 'failed' | 'cancelled', string>>;
  /** From its end on; default none, and `error` for a failed run. */
  statusReason?: string;
  errors?: number;
  warnings?: number;
  /** The number of rows, instead of the estate's. */
  totalRows?: number;
  /** Fields that the run's JSON lacks. */
  omit?: readonly ('ingested' | 'completed_at' | 'total_rows' | 'errors' | 'warnings' | 'workers')[];
  /**
   * When the policies are evaluated: after ingestion (the default), never, halfway through `started`, so on the data
   * of before, or halfway between completion and ingestion.
   */
  evaluates?: 'after-ingestion' | 'never' | 'before-completion' | 'before-ingestion';
  /** Names of the policies that are evaluated; default all active ones. */
  evaluatesOnly?: readonly string[];
  /** What an evaluation records instead of the truth, by policy name; `*`: all. */
  results?: Readonly<Record<string, ScriptedResult>>;
  /** PATCH answers this and changes nothing. */
  refusesCancel?: 403 | 404 | 409 | 422 | 500;
  /** PATCH answers 200, and the run goes on all the same. */
  ignoresCancel?: boolean;
  /** More lines of its log, before the last one. */
  log?: readonly string[];
}

export interface ScriptedResult {
  violation_count?: number | null | 'absent';
  /** Milliseconds are added to the true time. */
  run_at?: number | null | 'absent';
}
