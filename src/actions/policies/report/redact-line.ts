import { cutAddresses } from '../../../text/address.ts';
import { hideEmails, redactText } from '../../../text/redact.ts';

/** A line without ids of accounts, ARNs and e-mails, and without what stands in an address behind its host. */
export function redactLine(line: string): string {
  return redactText(hideEmails(cutAddresses(line)));
}
