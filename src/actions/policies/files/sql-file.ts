import { findDamage, findStrangeCharacter } from '../../../text/damage.ts';
import type { FileProblem } from '../../../text/file-problem.ts';
import { countLines } from '../../../text/yaml-file.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import { LONGEST_QUERY } from './schema.ts';

/**
 * The query that a file of SQL holds, tidy. In quotes, too, its line ends are those of Unix, as in YAML: on Windows git
 * writes others than the commit has, and the query must not depend on the machine.
 */
export function readSqlQuery(text: string): string {
  return tidyQuery(text.replaceAll('\r\n', '\n'));
}

/** What is wrong with the text of a file of SQL; null: nothing. @param path as the problem names it */
export function findSqlProblem(text: string, path: string): FileProblem | null {
  const whole = (sentence: string): FileProblem => ({ path, line: null, column: null, sentence });
  const damage = findDamage(text);
  if (damage?.kind === 'lfs') return whole('The file is a pointer of Git LFS; set `lfs: true` in the checkout.');
  if (damage !== null) return whole('The file holds the marks of a merge conflict of git; resolve it.');
  const strange = findStrangeCharacter(text);
  if (strange !== null) {
    const { line, col: column } = countLines(text).linePos(strange.offset);
    return { path, line, column, sentence: strange.sentence };
  }
  const isBlank = text.trim() === '';
  if (!isBlank && text.length <= LONGEST_QUERY) return null;
  const held = isBlank ? 'nothing' : `${text.length} characters`;
  return whole(`It holds ${held}; allowed: SQL of up to ${LONGEST_QUERY}.`);
}
