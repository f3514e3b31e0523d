import { type AuditSpan, formatSecond } from '../../platform/audit-logs.ts';
import type { Plan } from './plan.ts';
import type { State } from './state.ts';

const NAME =
  /^audit-log_(?<from>\d{8}T\d{6}Z)_(?<to>\d{8}T\d{6}Z)(?:_late_(?<late>\d{8}T\d{6}Z))?_[0-9a-f]{16}\.(?<kind>ndjson\.gz|manifest\.json)$/;

/** The digits of a file's own SHA-256 that its name has. */
const DIGITS = 16;

/**
 * The name of the file with what is new in a window. Every name ends in the file's own hash: if a run is repeated with an
 * old state, the same window can have other events by then, and no file may take the place of one that holds more.
 */
export function nameWindow(span: AuditSpan, sha256: string): string {
  return `audit-log_${boundsOf(span)}_${sha256.slice(0, DIGITS)}.ndjson.gz`;
}

/**
 * The name of the file with what appeared late in a window that was read before. It says which run found it: its bounds
 * alone don't show that a state is older than the file.
 */
export function nameLate(span: AuditSpan, asOf: number, sha256: string): string {
  return `audit-log_${boundsOf(span)}_late_${compact(asOf)}_${sha256.slice(0, DIGITS)}.ndjson.gz`;
}

/** The name of a run's manifest. */
export function nameManifest({ cursor, asOf }: Pick<Plan, 'cursor' | 'asOf'>, sha256: string): string {
  return `audit-log_${boundsOf({ from: cursor, to: asOf })}_${sha256.slice(0, DIGITS)}.manifest.json`;
}

/** The files that a run wrote of which this state knows nothing. Names that are none of ours are let be. */
export function findNewer(names: readonly string[], { cursor, asOf }: Pick<State, 'cursor' | 'asOf'>): string[] {
  return names.filter((name) => {
    const { to, late, kind } = NAME.exec(name)?.groups ?? {};
    if (to === undefined) return false;
    if (kind === 'manifest.json') return to > compact(asOf);
    return late === undefined ? to > compact(cursor) : late > compact(asOf);
  });
}

/** The files that an export wrote. */
export function findExported(names: readonly string[]): string[] {
  return names.filter((name) => NAME.test(name));
}

function boundsOf({ from, to }: AuditSpan): string {
  return `${compact(from)}_${compact(to)}`;
}

/** Without colons, which Windows allows in no name and artifacts in none either. */
function compact(moment: number): string {
  return formatSecond(moment).replace(/[-:]/g, '');
}
