import type { AuditSpan } from '../../platform/audit-logs.ts';
import type { Gap } from './merge.ts';
import type { Outcome } from './outcome.ts';

/** What came of an export, as plain data. It is settled before the first report is written. */
export interface AuditLogResult {
  readonly outcome: Outcome;
  readonly green: boolean;
  /** One sentence, in which backticks mark the names of inputs. */
  readonly sentence: string;
  /** Its parts, if it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null if nothing is to be done. */
  readonly remedy: string | null;
  /** Null if nothing was read. */
  readonly progress: Progress | null;
}

/** What was exported, and where the export stands now. */
export interface Progress {
  /** The new time that was read, in milliseconds since 1970. */
  readonly span: AuditSpan;
  /** Lines in all files. */
  readonly events: number;
  /** Those of them that appeared after their time had been read. */
  readonly lateEvents: number;
  /** Events that came again, and were dropped by their id. */
  readonly duplicates: number;
  readonly files: readonly ExportedFile[];
  readonly gaps: readonly Gap[];
  /** Absolute. */
  readonly manifest: string;
  /** Absolute. */
  readonly stateFile: string;
  /** How far the export is behind the Platform's clock, in seconds. */
  readonly lagSeconds: number;
  /** Whether `max-events` ended it. */
  readonly isCapped: boolean;
  /** What somebody should look at, however the export ended; sentences. */
  readonly warnings: readonly string[];
}

/** A file of the export, for one window. */
export interface ExportedFile {
  /** Absolute. */
  readonly path: string;
  readonly span: AuditSpan;
  readonly isLate: boolean;
  readonly events: number;
  readonly bytes: number;
  readonly sha256: string;
}
