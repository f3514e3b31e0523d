import { explainLookAlike } from '../../../text/look-alike.ts';
import { findNearest } from '../../../text/nearest.ts';
import { describePlace } from '../../../text/pattern.ts';
import { DOUBLED, ONE_A_LINE, SLIP } from './account.ts';

/** What else the sentence on a pattern says. */
interface Addition {
  /** As `describePlace` gives it. */
  readonly place?: string;
  /** In place of the nearest names. */
  readonly instead?: string | null;
}

/** One sentence for a pattern that matches nothing, with the nearest names that there are. */
export function describeUnmatched(
  input: string,
  noun: string,
  pattern: string,
  names: readonly string[],
  { place = '', instead = null }: Addition = {},
): string {
  const where = `\`${input}\`${place}`;
  // @failure inputs in `policies` or `policy-groups` | Correct this line: the message names what is most similar. If it
  // names nothing, the Platform has no policies or groups, or the key may not see them.
  // @failure inputs in `accounts`, `regions`, `resource-types` or `clouds` | Correct this line: the message names what
  // is most similar. If the name is right but new, set `unknown-accounts: warn`.
  return `${where}: no ${noun} matches ${pattern}${instead ?? describeNearest(pattern, names)}.${hintFor(pattern)}`;
}

function hintFor(pattern: string): string {
  const hints = [...(pattern.includes(',') ? [ONE_A_LINE] : []), ...(pattern.includes('\\') ? [DOUBLED] : [])];
  return hints.map((hint) => ` ${hint}`).join('');
}

/** One sentence for a pattern that excludes nothing. */
export function describeIdle(
  input: string,
  noun: string,
  pattern: string,
  names: readonly string[],
  lines?: readonly string[],
): string {
  const place = describePlace(`!${pattern}`, lines);
  return `${describeUnmatched(input, noun, pattern, names, { place })} ${SLIP}`;
}

/** What can follow a name that does not exist. */
export function describeNearest(wanted: string, names: readonly string[]): string {
  const alike = explainLookAlike(wanted, names);
  if (alike !== null) return `; ${alike}`;
  const near = findNearest(wanted, names);
  return near.length === 0 ? ': there are none' : `; the nearest names are: ${near.join('; ')}`;
}
