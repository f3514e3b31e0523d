import type { Asked } from './novelty.ts';

/** A run that this step started, and that may have to be cancelled. */
export interface OwnRun {
  readonly syncName: string;
  readonly runId: string;
}

/** A run that was asked for, and of which no answer has come yet: nobody knows its id. */
export interface Attempt {
  readonly syncName: string;
  /** Null: whatever run there is may be somebody else's. */
  readonly asked: Asked | null;
}

/** What the post step has to look after. */
export interface OpenRuns {
  readonly runs: readonly OwnRun[];
  readonly attempts: readonly Attempt[];
}

/**
 * The runs that this step started and that have not ended yet: what is cancelled when the step is, by main or, from
 * the saved state, by the post step. Nothing else is ever cancelled.
 */
export interface Ledger {
  /**
   * Takes a run for a sync, whoever started it.
   * @returns false if it is another sync's already: one run proves nothing about two of them
   */
  claim(run: OwnRun): boolean;
  /** A run is about to be asked for. */
  attempt(attempt: Attempt): void;
  /** Whatever came of it is known. */
  attempted(syncName: string): void;
  /** From now on the run is ours to cancel. */
  add(run: OwnRun): void;
  /**
   * What an answer said of a run. One that says that it has ended may be wrong: the run is looked at before it is
   * cancelled. After a second one in a row it is settled.
   */
  note(runId: string, isInProgress: boolean): void;
  /** Whether an answer said that the run has ended, and nothing more was heard of it. */
  isDoubtful(runId: string): boolean;
  /** The run has ended, or is left running on purpose. */
  settle(runId: string): void;
  open(): readonly OwnRun[];
}

/**
 * @param save called with all that is open after each change, at once. If it fails, nothing is begun; that something
 * ended may stay unsaved, which the post step finds out by itself.
 */
export function createLedger(save: (open: OpenRuns) => void): Ledger {
  const runs = new Map<string, OwnRun>();
  const attempts = new Map<string, Attempt>();
  const owners = new Map<string, string>();
  const doubtful = new Set<string>();
  const changed = () => save({ runs: [...runs.values()], attempts: [...attempts.values()] });
  const ended = () => {
    try {
      changed();
    } catch {
      // A run that could not be cancelled is to be told, whatever became of this.
    }
  };
  function settle(runId: string): void {
    doubtful.delete(runId);
    if (runs.delete(runId)) ended();
  }
  return {
    claim({ syncName, runId }) {
      if (!owners.has(runId)) owners.set(runId, syncName);
      return owners.get(runId) === syncName;
    },
    attempt(attempt) {
      attempts.set(attempt.syncName, attempt);
      changed();
    },
    attempted(syncName) {
      if (attempts.delete(syncName)) ended();
    },
    add(run) {
      if (runs.has(run.runId)) return;
      runs.set(run.runId, run);
      attempts.delete(run.syncName);
      changed();
    },
    note(runId, isInProgress) {
      if (isInProgress) doubtful.delete(runId);
      else if (doubtful.has(runId)) settle(runId);
      else doubtful.add(runId);
    },
    isDoubtful: (runId) => doubtful.has(runId),
    settle,
    open: () => [...runs.values()],
  };
}
