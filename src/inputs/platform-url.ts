import { isLoopback } from '../text/loopback.ts';
import { trimEnd } from '../text/trim-end.ts';

/** The API's base address, or what is wrong with the input. */
export type ParsedUrl =
  | { readonly kind: 'url'; readonly baseUrl: string }
  | { readonly kind: 'problem'; readonly problem: string };

const EXAMPLE = 'such as https://tenant.us.platform.cloudquery.io';

/** What only an address that was copied from the browser holds. A path in front of it may be a proxy's. */
const PAGE =
  /\/(?:policies|policy-groups|syncs|integrations|queries|asset-inventory|organization-settings|settings|overview|login)(?:\/.*)?$/i;

/**
 * Reads `platform-url`: with or without a trailing `/` or `/api`. The address itself is quoted only if it can
 * hold no credentials.
 */
export function parsePlatformUrl(value: string): ParsedUrl {
  const problem = (text: string): ParsedUrl => ({ kind: 'problem', problem: `\`platform-url\` ${text}` });
  // @failure inputs#address | Give the address of your own Platform as you open it in a browser: with `https://`, and
  // without a path, a user, `?` or `#`.
  if (value === '') {
    return problem(
      `is missing: the address of your Platform, ${EXAMPLE}. If it comes from a variable or a secret, that is empty where this job runs: check its name and its environment.`,
    );
  }
  if (isQuoted(value)) {
    // @failure inputs#address
    return problem(`stands in quotes: leave them out, ${EXAMPLE}.`);
  }
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    // @failure inputs#address
    return problem(`is not an address that starts with https://, ${EXAMPLE}.`);
  }
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') {
    // @failure inputs#address
    return problem('holds credentials: remove them from the address, the key belongs into `api-key`.');
  }
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(value)) {
    // @failure inputs#address
    return problem('has a query or a fragment: give the address without what follows `?` or `#`.');
  }
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  if (host === 'api.cloudquery.io') {
    // @failure inputs#address
    return problem(
      `is api.cloudquery.io, which is another API with other keys: give the address of your own Platform, ${EXAMPLE}.`,
    );
  }
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    // @failure inputs#address
    return problem(`is ${url.origin}, and must start with https://: without TLS the key could be read on the way.`);
  }
  if (PAGE.test(url.pathname)) {
    // @failure inputs#address
    return problem(`has the path of one of the Platform's pages: leave the path out, and give ${url.origin}.`);
  }
  const path = trimEnd(url.pathname, '/').replace(/\/api$/i, '');
  return { kind: 'url', baseUrl: `${url.origin}${path}/api` };
}

/** Whether quotes stand around a value, as they do if they were stored with it. */
export function isQuoted(value: string): boolean {
  return /^(["'`]).*\1$/.test(value);
}
