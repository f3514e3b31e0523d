import { findDamage, findStrangeCharacter } from '../../../text/damage.ts';
import type { FileProblem } from '../../../text/file-problem.ts';
import { countLines } from '../../../text/yaml-file.ts';
import { LONGEST_QUERY } from './schema.ts';

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
