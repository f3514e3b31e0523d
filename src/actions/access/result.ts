import type { Outcome } from './outcome.ts';
import type { Review } from './review.ts';

/** What a review found out, as plain data. It is settled before the first report is written. */
export interface AccessResult {
  readonly outcome: Outcome;
  readonly green: boolean;
  /** One sentence, in which backticks mark the names of inputs. */
  readonly sentence: string;
  /** Its parts, if it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null if nothing is to be done, or each finding says it. */
  readonly remedy: string | null;
  /** The base address of the Platform's API; null if the step ended before. */
  readonly platformUrl: string | null;
  /** The path of the file of expectations; null: there is none. */
  readonly expectedPath: string | null;
  /** Null if nothing was read. */
  readonly review: Review | null;
}
