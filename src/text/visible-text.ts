import * as v from '../vendor/valibot.ts';
import { formatCount } from './format.ts';

export const LONGEST_TEXT = 2_000;

export const TEXT_ALLOWED = `a text that is not blank, of up to ${formatCount(LONGEST_TEXT)} characters`;

/** A reason that nobody can see is none. */
export const VISIBLE = /[^\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** Lengths go first: with an alias, one text of a megabyte can stand in every entry. */
export function textSchema(most: number, allowed: string) {
  return v.pipe(
    v.string(allowed),
    v.check((text) => text.length <= most && VISIBLE.test(text), allowed),
  );
}
