import type { Visibility } from '../runner/event.ts';

/** The words of `redact`. `auto`: unless the repository is known not to be public. */
export const REDACTIONS = ['auto', 'always', 'never'] as const;

export type Redaction = (typeof REDACTIONS)[number];

/**
 * Whether names are hidden. What cannot be proved private is treated as public, and a word that will be refused as
 * `always`. Only the enterprise's own people can read an internal repository.
 * @param word the input's text; empty is `auto`
 */
export function decideRedaction(word: string, visibility: Visibility): boolean {
  if (word === 'never') return false;
  return (word !== 'auto' && word !== '') || (visibility !== 'private' && visibility !== 'internal');
}
