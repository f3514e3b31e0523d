import { HIDDEN_PATTERNS, hideEmails, type Names, redactText, type Thoroughness } from '../../text/redact.ts';
import { HINTS } from './select/account.ts';

/** A sentence that quotes a line of `accounts` or `tags`, and names that are near to it, up to the next one. */
const QUOTING_SENTENCE =
  /(`(?:accounts|tags)`(?:, line \d+)?: no known (?:account|tag) matches )(.*?)(?=`(?:accounts|tags)`(?:, line \d+)?: no known (?:account|tag) matches |$)/gs;

/** The name, and whether a hint follows it, is all that such a sentence hides: a hint is shown whole, or not at all. */
function hideQuoted(_: string, start: string, quoted: string): string {
  let rest = quoted.trimEnd();
  const blank = quoted.slice(rest.length);
  const hints: string[] = [];
  for (;;) {
    const hint = HINTS.find((one) => rest.endsWith(` ${one}`));
    if (hint === undefined) break;
    hints.unshift(hint);
    rest = rest.slice(0, -hint.length - 1);
  }
  return `${[`${start}${HIDDEN_PATTERNS}.`, ...hints].join(' ')}${blank}`;
}

/** A sentence that quotes a waiver's `account`, and names that are near to it, up to its end. */
const WAIVER_SENTENCE = /(`account`: no account that this step has seen matches )(?:.*(?=\.$)|.*)/gs;

/**
 * A free text of the gate without the given names, e-mails, and lines of `accounts` and `tags`.
 * @param names those of the result; a line that is told while the gate still runs does without
 */
export function redactLine(text: string, names?: Names, thoroughness?: Thoroughness): string {
  const unquoted = text.replace(QUOTING_SENTENCE, hideQuoted).replace(WAIVER_SENTENCE, `$1${HIDDEN_PATTERNS}`);
  // The names first: an e-mail may be the name of a resource, and then has its hash.
  return hideEmails(redactText(unquoted, names, thoroughness));
}
