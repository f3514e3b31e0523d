/** Severities of the Platform, lowest first. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The same, worst first: the order of every report. */
export const WORST_FIRST: readonly Severity[] = SEVERITIES.toReversed();

/** Whether the Platform's word is a severity that this version knows. */
export function isSeverity(word: string): word is Severity {
  return (SEVERITIES as readonly string[]).includes(word);
}

/** A severity that this version does not know gates as the highest: dropping it would be a silent pass. */
export function gateSeverity(label: string): Severity {
  const word = label.trim().toLowerCase();
  return isSeverity(word) ? word : 'critical';
}

/** 0 for `low` up to 3 for `critical`. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
