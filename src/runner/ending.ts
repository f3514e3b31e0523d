import { toLogText } from '../text/escape.ts';
import type { Annotation } from './annotation.ts';

/** How a step ended, in words for people. */
export interface Ending {
  readonly outcome: string;
  readonly green: boolean;
  readonly sentence: string;
  /** Its parts, if it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null if nothing is to be done. */
  readonly remedy: string | null;
}

const SENTENCE_LENGTH = 2_000;
const PART_LENGTH = 1_000;

/** The last lines of the log. */
export function describeEnding({ outcome, sentence, problems, remedy }: Ending): string[] {
  const told =
    problems.length > 1
      ? [
          `Result: ${outcome}. ${problems.length} problems:`,
          ...problems.map((problem) => `- ${toLogText(problem, PART_LENGTH)}`),
        ]
      : [`Result: ${outcome}. ${toLogText(sentence, SENTENCE_LENGTH)}`];
  return [...told, ...(remedy === null ? [] : [`What to do: ${toLogText(remedy, PART_LENGTH)}`])];
}

/** One annotation if the step is red. @param action such as `CloudQuery access` */
export function planEnding(action: string, { outcome, green, sentence, remedy }: Ending): Annotation[] {
  if (green) return [];
  const message = [sentence, remedy ?? ''].map((part) => toLogText(part, 1_200)).join(' ');
  return [{ level: 'error', title: `${action}: ${outcome}`, message: message.trim() }];
}

/** One annotation for a warning that is told in the log already. */
export function planWarning(warning: string): Annotation {
  return { level: 'warning', title: 'CloudQuery: warning', message: toLogText(warning) };
}
