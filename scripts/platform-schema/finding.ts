import { toLogText } from '../../src/text/escape.ts';
import { SchemaProblem } from './schema.ts';

/** One difference between what the gate relies on and what a Platform says of itself. */
export interface Finding {
  /** Such as `GET /policies`. */
  readonly endpoint: string;
  /** Whether the gate, as it is, can't work with it. */
  readonly breaks: boolean;
  /** A part of the request or of the answer; empty: the endpoint as a whole. */
  readonly where: string;
  readonly message: string;
}

/** Notes a difference; unless it is said otherwise, it breaks the gate. */
export type Report = (where: string, message: string, breaks?: boolean) => void;

/** What can't be read can't be relied on. */
export function check(where: string, report: Report, compareIt: () => void): void {
  try {
    compareIt();
  } catch (error) {
    if (!(error instanceof SchemaProblem)) throw error;
    report(where, `can't be read: it ${toLogText(error.message, 200)}`);
  }
}

/** What a description names is a stranger's text. */
export function name(text: unknown): string {
  return toLogText(String(text), 100);
}
