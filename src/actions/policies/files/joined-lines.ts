import { Scalar } from 'yaml';
import { lexSql } from '../sql/lex.ts';

/** The styles in which YAML makes a blank of a line end. */
const JOINING: ReadonlySet<string | undefined> = new Set([
  Scalar.BLOCK_FOLDED,
  Scalar.PLAIN,
  Scalar.QUOTE_SINGLE,
  Scalar.QUOTE_DOUBLE,
]);

/**
 * Finds SQL that a line comment hides, since YAML joins the lines of a text: the query is another one than that which the
 * file shows.
 * @param written as it stands in the file, without what quotes it
 * @param value what YAML makes of it
 * @returns how many line ends stand in front of it; null: nothing is hidden
 */
export function countLinesToHidden(written: string, value: string, style: string | undefined): number | null {
  if (!JOINING.has(style) || !written.includes('\n')) return null;
  // Who writes escapes writes line ends, too.
  if (style === Scalar.QUOTE_DOUBLE && written.includes('\\')) return null;
  const shown = style === Scalar.QUOTE_SINGLE ? written.replaceAll("''", "'") : written;
  const hidden = lexSql(shown).tokens[lexSql(value).tokens.length];
  return hidden === undefined ? null : shown.slice(0, hidden.start).split('\n').length - 1;
}
