/** A run that this step started, and that may have to be cancelled. */
export interface OwnRun {
  readonly syncName: string;
  readonly runId: string;
}

/**
 * The runs that this step started and that have not ended yet: what is cancelled when the step is, by main or, from
 * the saved state, by the post step. Nothing else is ever cancelled.
 */
export interface Ledger {
  /** From now on the run is ours to cancel. */
  add(run: OwnRun): void;
  /** The run has ended, or is left running on purpose. */
  settle(runId: string): void;
  open(): readonly OwnRun[];
}

/** @param save called with all open runs after each change, at once */
export function createLedger(save: (open: readonly OwnRun[]) => void): Ledger {
  const runs = new Map<string, OwnRun>();
  const open = () => [...runs.values()];
  return {
    add(run) {
      runs.set(run.runId, run);
      save(open());
    },
    settle(runId) {
      if (runs.delete(runId)) save(open());
    },
    open,
  };
}

/** Writes open runs for the post step. */
export function writeLedger(open: readonly OwnRun[]): string {
  return JSON.stringify(open.map(({ syncName, runId }) => ({ syncName, runId })));
}

/** Reads what `writeLedger` wrote; anything else is no run of ours. */
export function readLedger(state: string): readonly OwnRun[] {
  if (state === '') return [];
  const runs: unknown = JSON.parse(state);
  if (!Array.isArray(runs)) return [];
  return runs.filter(
    (run): run is OwnRun =>
      typeof run === 'object' && run !== null && typeof run.syncName === 'string' && typeof run.runId === 'string',
  );
}
