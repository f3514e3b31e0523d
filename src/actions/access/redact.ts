import { hide, redactText } from '../../text/redact.ts';
import type { AccessResult } from './result.ts';

/**
 * The result without the names of keys, which may hold an e-mail address or what the key is good for. Each becomes a
 * short hash, the same in every run.
 */
export function redactResult(result: AccessResult): AccessResult {
  return {
    outcome: result.outcome,
    green: result.green,
    sentence: redactText(result.sentence),
    problems: result.problems.map((problem) => redactText(problem)),
    remedy: result.remedy,
    review:
      result.review === null
        ? null
        : {
            ...result.review,
            findings: result.review.findings.map((finding) => ({ ...finding, keyName: hide('key', finding.keyName) })),
          },
  };
}

export function redactLine(line: string): string {
  return redactText(line);
}
