import type { FileProblem } from '../../text/file-problem.ts';
import type { Applied } from './apply/apply.ts';
import type { Overlay } from './export/overlay.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan/plan.ts';
import type { Preview } from './preview/preview.ts';
import type { TestResult } from './test/test-result.ts';

export const MODES = ['validate', 'plan', 'apply', 'drift', 'export'] as const;
export type Mode = (typeof MODES)[number];

/** How many queries the Platform has nothing against, and of how many it said nothing. */
export interface CheckCounts {
  readonly passed: number;
  readonly unchecked: number;
}

/** What a step found out and did, as plain data. It is settled before the first report is written. */
export interface PoliciesResult {
  readonly outcome: Outcome;
  readonly green: boolean;
  /** One sentence, in which backticks mark the names of inputs. */
  readonly sentence: string;
  /** Its parts, if it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null if nothing is to be done, or each problem says it. */
  readonly remedy: string | null;
  readonly mode: Mode | null;
  /** The base address of the Platform's API; null if it was not asked. */
  readonly platformUrl: string | null;
  /** What is wrong with the files, in the order of paths and lines. */
  readonly fileProblems: readonly FileProblem[];
  /** What is odd about them. */
  readonly fileWarnings: readonly FileProblem[];
  /** What could not be found out, and why, as sentences. */
  readonly notes: readonly string[];
  /** Null: the Platform was not asked about queries. */
  readonly checks: CheckCounts | null;
  /** How the tests of the policies ended, in the order of files and lines; null: none was run. */
  readonly tests: readonly TestResult[] | null;
  /** Null: nothing was previewed. */
  readonly preview: Preview | null;
  /** What else is odd, a sentence each. */
  readonly warnings: readonly string[];
  /** Null if there is none: the files are wrong, or the Platform was not read. */
  readonly plan: Plan | null;
  /** What became of each change; null if nothing was to be written. */
  readonly applied: readonly Applied[] | null;
  /** What still differs once all was written; null if nothing was. */
  readonly left: Plan | null;
  /** Absolute paths; null if nothing was written there. */
  readonly exportDir: string | null;
  /** What an export changes in the files of the checkout; null: none was written, or all of its files are new. */
  readonly over: Overlay | null;
  readonly backupDir: string | null;
}
