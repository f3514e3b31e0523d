import type { Judgement } from './judge/judge.ts';
import type { Mentions } from './mentions.ts';
import type { Outcome } from './outcome.ts';
import type { SyncResult } from './sync/result.ts';

/**
 * What a step found out, as plain data. It is settled before the first reporter runs; reporters only read it.
 * Every text in it that came from the Platform is as the Platform sent it: a reporter escapes what it shows.
 */
export interface GateResult {
  readonly outcome: Outcome;
  /** Whether the step is green. */
  readonly green: boolean;
  readonly mode: Mode;
  /** One sentence that names the outcome, the rule and the count: plain text, in which backticks mark input names. */
  readonly sentence: string;
  /** The sentence's parts, if it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null if nothing is to be done. */
  readonly remedy: string | null;
  /** What people should know and what did not decide the outcome. */
  readonly warnings: readonly string[];
  /** Base address of the Platform's API; null if the input was bad. */
  readonly platformUrl: string | null;
  /** One a sync that was asked for, in the order of the input. */
  readonly syncs: readonly SyncResult[];
  /** Null if the step ended before there was anything to judge, and in mode `sync`. */
  readonly judgement: Judgement | null;
  /** From the start of the step to its verdict. */
  readonly elapsedSeconds: number;
  /** Names to hide in people's words, next to those that reports show; null: any may be there. Absent: none is hidden. */
  readonly mentions?: Mentions | null;
  /** Whether names of accounts and resources are hidden in all of it. */
  readonly isRedacted: boolean;
}

export type Mode = 'gate' | 'sync' | 'check';
