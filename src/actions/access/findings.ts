/** What somebody has to look at: `warning` what has to be done, `note` what is good to know. */
export type Level = 'warning' | 'note';

/** What a review can find, the most urgent first, each with its level. The names are the contract's. */
export const LEVELS = {
  'key-expired': 'warning',
  'key-expiring': 'warning',
  'key-orphaned': 'warning',
  'key-unused': 'warning',
  'key-long-lived': 'warning',
  'user-no-mfa': 'warning',
  'key-powerful': 'note',
  'user-powerful': 'note',
  'user-local': 'note',
  'user-inactive': 'note',
} as const satisfies Readonly<Record<string, Level>>;

export type FindingId = keyof typeof LEVELS;

export const FINDINGS = Object.keys(LEVELS) as readonly FindingId[];
