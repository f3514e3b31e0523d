import { joinVisible } from '../../../text/escape.ts';
import { hideEmails, redactText } from '../../../text/redact.ts';

/** A line without ids of accounts, ARNs and e-mails, and without what stands in an address behind its host. */
export function redactLine(line: string): string {
  return redactText(hideEmails(cutAddresses(line)));
}

/**
 * The slashes can be escaped. Before the host there may be a user and a password. What follows the host goes as far as the
 * address does, without the punctuation of the sentence around it.
 */
const SLASH = String.raw`\\?/`;
const IN_ADDRESS = String.raw`[^\s"'\x60“”‘’«»<>|]`;
const ADDRESS = new RegExp(
  String.raw`(https?:${SLASH}${SLASH})((?:(?![/?#\\])${IN_ADDRESS})*)(\\?[/?#]${IN_ADDRESS}*(?<![.,:;!?)\]}]))?`,
  'gi',
);

/** People call a destination by its address, and that of a webhook is a secret. */
function cutAddresses(line: string): string {
  return joinVisible(line).replace(ADDRESS, (_, scheme: string, host: string, rest = '') => {
    const shown = host.slice(host.lastIndexOf('@') + 1);
    return `${scheme}${shown}${rest.length > 1 ? '/…' : rest}`;
  });
}
