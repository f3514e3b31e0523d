import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a workflow asked of somebody else. */
export interface Call {
  /** An action, without its version, or a command. */
  readonly of: string;
  /** Of a command; null for an action. */
  readonly words: readonly string[] | null;
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether it was given GitHub's token. */
  readonly hasToken: boolean;
}

/** What commands print, and how they end, by the beginning of the call: `gh issue list`. */
export type Answers = Readonly<
  Record<string, { readonly output?: string; readonly error?: string; readonly exitCode?: number }>
>;

/** The folder whose files the test reads afterwards. */
export const RECORD = process.env['RECORD'] ?? '';

/** Writes a call down, after all earlier ones. */
export function recordCall(call: Call): void {
  appendFileSync(join(RECORD, 'calls.jsonl'), `${JSON.stringify(call)}\n`);
}
