import { type AuditSpan, formatSecond } from '../../platform/audit-logs.ts';
import type { Plan } from './plan.ts';
import type { State } from './state.ts';

const NAME =
  /^audit-log_(?<from>\d{8}T\d{6}Z)_(?<to>\d{8}T\d{6}Z)(?:_late_(?<late>\d{8}T\d{6}Z))?\.(?<kind>ndjson\.gz|manifest\.json)$/;

/** The name of the file with what is new in a window. */
export function nameWindow(span: AuditSpan): string {
  return `audit-log_${boundsOf(span)}.ndjson.gz`;
}

/**
 * The name of the file with what appeared late in a window that was read before. Another run may find more there, so
 * the name says which run it was.
 */
export function nameLate(span: AuditSpan, asOf: number): string {
  return `audit-log_${boundsOf(span)}_late_${compact(asOf)}.ndjson.gz`;
}

/** The name of a run's manifest. */
export function nameManifest({ cursor, to }: Pick<Plan, 'cursor' | 'to'>): string {
  return `audit-log_${boundsOf({ from: cursor, to })}.manifest.json`;
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

function boundsOf({ from, to }: AuditSpan): string {
  return `${compact(from)}_${compact(to)}`;
}

/** Without colons, which Windows allows in no name and artifacts in none either. */
function compact(moment: number): string {
  return formatSecond(moment).replace(/[-:]/g, '');
}
