import { describePlace, type Patterns } from '../../../text/pattern.ts';
import { LOST_ZERO, NOT_SEEN, nothingInScope } from './account.ts';
import type { Aspect } from './aspect.ts';
import type { KnownNames } from './lookup.ts';
import { describeUnmatched } from './unmatched.ts';

/** The digits of an AWS account's id. */
const ID_DIGITS = 12;

/**
 * One sentence for a line that matches nothing that is known. Its first words are what `redact` finds it by.
 * @param lines those of the input
 */
export function describeUnknownName(
  { input, noun }: Aspect,
  line: string,
  names: readonly string[],
  lines?: readonly string[],
): string {
  const padded = line.padStart(ID_DIGITS, '0');
  const hasLostZero =
    input === 'accounts' && /^\d+$/.test(line) && padded !== line && (names.includes(padded) || line.length === 11);
  const place = describePlace(line, lines);
  if (!hasLostZero) return describeUnmatched(input, `known ${noun}`, line, names, { place });
  // @failure inputs | The id of an AWS account has 12 digits, and YAML removes the zeros at its start. Write the id in
  // quotes.
  return `\`${input}\`${place}: no known ${noun} matches ${line}, which may be '${padded}'. ${LOST_ZERO}`;
}

/**
 * The same if nobody knows whether it exists.
 * @param asked all that the input asks for
 */
export function describeUnproved(
  aspect: Aspect,
  lines: readonly string[],
  { names, problem }: KnownNames,
  asked: Patterns,
): string {
  const sentences = lines.map((line) => describeUnknownName(aspect, line, names, asked.lines));
  if (aspect.columns.length === 0 && problem === null) sentences.push(NOT_SEEN);
  if (lines.length === asked.include.length) sentences.push(nothingInScope(aspect.noun));
  // @failure policies#accounts | `inconclusive`; not affected with `unknown-accounts: warn` | The step can't find out
  // whether this name exists. If the name is misspelt, the gate ignores violations that should gate: correct it. If the
  // name is right, give the key a role that may read the table `cloud_assets`, or set `unknown-accounts: warn`.
  const why = problem === null ? '' : `the Platform does not tell which ${aspect.noun}s it has (${problem}): `;
  return `${why}${sentences.join(' ')}`;
}

/** Of lines that exclude all that the others include. */
export function describeNothingLeft({ input, noun }: Aspect): string {
  // @failure inputs | A line with `!` excludes what the other lines of the same input name. Remove the line with `!`,
  // or the lines that it excludes.
  return `\`${input}\`: its lines together exclude every ${noun} that the Platform knows. Then no violation would gate: remove the lines with \`!\` that exclude what the other lines name.`;
}

/** Of names of single accounts whose violations other lines exclude. */
export function describeCancelled(count: number): string {
  const lines = count === 1 ? 'a line that names an account has' : `${count} lines that name an account have`;
  // @failure policies#cancelled | `inconclusive`; not affected with `unknown-accounts: warn` | One line names an
  // account, and a line with `!` excludes the same account by its id or its other name. Remove one of the two lines.
  return `\`accounts\`: ${lines} no effect: a line with \`!\` excludes the same account by its other name or id. Remove one of the two lines.`;
}
