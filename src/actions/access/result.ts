import type { Review } from './findings.ts';
import type { Outcome } from './outcome.ts';

/** What a review found out, as plain data. It is settled before the first report is written. */
export interface AccessResult {
  readonly outcome: Outcome;
  readonly green: boolean;
  /** One sentence, in which backticks mark the names of inputs. */
  readonly sentence: string;
  /** Its parts, if it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null if nothing is to be done. */
  readonly remedy: string | null;
  /** Null if the keys could not be read. */
  readonly review: Review | null;
}
