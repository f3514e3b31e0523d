import { parseTimestamp } from '../../../platform/timestamp.ts';
import { readField } from '../../../runner/event.ts';
import type { OpenRuns, OwnRun } from './ledger.ts';
import type { Asked } from './novelty.ts';

/**
 * Reads what `writeOpenRuns` wrote; anything else is no run of ours.
 * @throws {SyntaxError} if it is no JSON
 */
export function readSavedRuns(state: string): OpenRuns {
  const open: unknown = state === '' ? null : JSON.parse(state);
  return {
    runs: listOf(open, 'runs').filter(isOwnRun),
    attempts: listOf(open, 'attempts').flatMap((attempt) => {
      const syncName = readField(attempt, 'syncName');
      return isName(syncName) ? [{ syncName, asked: readAsked(readField(attempt, 'asked')) }] : [];
    }),
  };
}

function readAsked(asked: unknown): Asked | null {
  const [before, at] = [readField(asked, 'before'), readField(asked, 'at')];
  const [here, there, isWhole] = [readField(at, 'here'), readField(at, 'there'), readField(before, 'isWhole')];
  const isSight = typeof here === 'number' && (there === null || typeof there === 'number');
  if (!isSight || typeof isWhole !== 'boolean') return null;
  const list = listOf(before, 'runs');
  const runs = list.flatMap((run) => {
    const [id, date] = [readField(run, 'id'), readField(run, 'createdAt')];
    const createdAt = typeof date === 'string' ? parseTimestamp(date) : null;
    return isName(id) && createdAt !== null ? [{ id, createdAt }] : [];
  });
  return runs.length === list.length ? { before: { runs, isWhole }, at: { here, there } } : null;
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
