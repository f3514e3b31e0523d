import { readField } from '../../../runner/event.ts';

/** A run that this step started, and that may have to be cancelled. */
export interface OwnRun {
  readonly syncName: string;
  readonly runId: string;
}

/** What the post step has to look after. */
export interface OpenRuns {
  readonly runs: readonly OwnRun[];
  /** Syncs of which a run was asked for, and no answer has come yet: nobody knows the run's id. */
  readonly attempts: readonly string[];
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
  attempt(syncName: string): void;
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
  const attempts = new Set<string>();
  const owners = new Map<string, string>();
  const doubtful = new Set<string>();
  const changed = () => save({ runs: [...runs.values()], attempts: [...attempts] });
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
    attempt(syncName) {
      attempts.add(syncName);
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

export const NOTHING_OPEN: OpenRuns = { runs: [], attempts: [] };

/** Writes what is open for the post step. */
export function writeOpenRuns({ runs, attempts }: OpenRuns): string {
  return JSON.stringify({ runs: runs.map(({ syncName, runId }) => ({ syncName, runId })), attempts });
}

/**
 * Reads what `writeOpenRuns` wrote; anything else is no run of ours.
 * @throws {SyntaxError} if it is no JSON
 */
export function readOpenRuns(state: string): OpenRuns {
  const open: unknown = state === '' ? null : JSON.parse(state);
  return {
    runs: listOf(open, 'runs').filter(isOwnRun),
    attempts: listOf(open, 'attempts').filter((name) => typeof name === 'string'),
  };
}

function listOf(value: unknown, name: string): unknown[] {
  const list = readField(value, name);
  return Array.isArray(list) ? list : [];
}

function isOwnRun(run: unknown): run is OwnRun {
  return isName(readField(run, 'syncName')) && isName(readField(run, 'runId'));
}

/** Saved state could be somebody else's text, and these become part of an address. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^(?!\.+$)[\w.:~-]{1,255}$/.test(value);
}
