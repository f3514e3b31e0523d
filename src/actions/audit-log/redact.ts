import { hideEmails, redactText } from '../../text/redact.ts';
import type { AuditLogResult } from './result.ts';

/** The result holds counts, times and paths. Only a message of the Platform's could say more. */
export function redactResult(result: AuditLogResult): AuditLogResult {
  return {
    ...result,
    sentence: redactLine(result.sentence),
    problems: result.problems.map((text) => redactLine(text)),
  };
}

/** A free text without e-mail addresses and what else names anybody. */
export function redactLine(line: string): string {
  return redactText(hideEmails(line));
}
