import { toLogText } from '../../text/escape.ts';
import { parseScrubbed, type Scrub, scrubShown } from '../../text/scrub.ts';
import * as v from '../../vendor/valibot.ts';

/** The Platform's error body: `{message, status}`, and for 400, 403 and 422 maybe more. */
const ErrorBody = v.object({
  message: v.string(),
  status: v.fallback(v.optional(v.number()), undefined),
  errors: v.fallback(v.optional(v.array(v.string()), []), []),
  field_errors: v.fallback(v.optional(v.record(v.string(), v.string()), {}), {}),
});

const MOST_DETAILS = 5;

/** In characters: a longer body is no error of the Platform's, and is not parsed. */
const LONGEST_ERROR = 2 ** 18;

export interface ServerError {
  /** One sentence. Only the fields of the Platform's error body are quoted. */
  readonly message: string;
  /** Whether it is the Platform's own error, which repeats the status, and not one of something in front of it. */
  readonly isOwn: boolean;
}

/** Reads an answer that is no success. */
export function readServerError(status: number, contentType: string, text: string, scrub: Scrub): ServerError {
  // @failure platform 400 | The Platform calls the request malformed. | The message quotes the reason. If nothing in
  // your inputs explains it, [report it](../CONTRIBUTING.md).
  // @failure platform 401 | The step does not try again. | =refused-key
  // @failure platform 403 | The role of the key does not allow the request. | Use a key with the role `ci` for the
  // gate, or `general:read` for the action `policies`. If that is not enough, use `general:write`.
  // @failure platform 404 | The address is wrong, or the Platform is older than version 2 (April 2026). | Check
  // `platform-url` and the version of the Platform.
  // @failure platform 429 | The step waits, then asks again. | Run fewer gates at the same time, or raise
  // `max-poll-interval-seconds`.
  // @failure platform 500, 502 to 504, 520 to 530 | The Platform, or a proxy in front of it, has an outage. | Look at
  // its status, then run the job again.
  const answered = `The Platform answered ${status}`;
  const body = v.safeParse(ErrorBody, parseOrNull(text, scrub));
  if (!body.success) {
    if (text.trim() === '') return { message: `${answered} without a message`, isOwn: false };
    const kind = toLogText(contentType, 60) || 'no content type';
    // A proxy's or a login page: never echoed.
    return {
      // @failure platform#page | The answer is not from a Platform. Mostly it is a login page, the error page of a
      // firewall or proxy, or another web server. The step tries again. | Check `platform-url`, and what is in front of
      // the Platform.
      message: `${answered} with something other than its own error (${kind}, ${text.length} characters)`,
      isOwn: false,
    };
  }
  // Before the cut: it may leave half of the key.
  const quote = (words: string, most: number) => toLogText(scrubShown(words, scrub), most);
  const { message, errors, field_errors: fields } = body.output;
  const details = [...errors, ...Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`)];
  const shown = details.slice(0, MOST_DETAILS).map((detail) => quote(detail, 200));
  if (details.length > shown.length) shown.push(`and ${details.length - shown.length} more`);
  const told = `${answered}: ${quote(message, 300)}${shown.length > 0 ? ` [${shown.join('; ')}]` : ''}`;
  return { message: told, isOwn: body.output.status === status };
}

function parseOrNull(text: string, scrub: Scrub): unknown {
  if (text.length > LONGEST_ERROR) return null;
  try {
    return parseScrubbed(text, scrub);
  } catch {
    return null;
  }
}

/** What to say of a redirect, which is never followed: it would hand the key to another place. */
export function describeRedirect(
  status: number,
  location: string,
  url: string,
): { message: string; remedy: string | null } {
  const target = location !== '' && URL.canParse(location, url) ? new URL(location, url) : null;
  if (target === null) {
    // @failure platform#redirect | The step follows no redirect, since a redirect could give the key to somebody else.
    // | If the message names the address of your Platform, put that address into `platform-url`. Otherwise there is a
    // login page or a proxy in front of the Platform.
    return { message: `The Platform answered ${status}, a redirect to nowhere`, remedy: 'Check `platform-url`.' };
  }
  const place = toLogText(describePlace(target), 200);
  // @failure platform#redirect
  const message = `The Platform answered ${status}, a redirect to ${place}, which is not followed`;
  if (target.origin === new URL(url).origin || target.protocol !== 'https:') {
    return { message, remedy: 'Check `platform-url`: this looks like a login page or a proxy.' };
  }
  const remedy = `If that is your Platform, set \`platform-url\` to ${toLogText(target.origin, 200)}.`;
  return { message, remedy };
}

/** Without what may be secret: user, password, query. Only an address of the web has an origin. */
function describePlace({ protocol, origin, host, pathname, href }: URL): string {
  if (protocol === 'https:' || protocol === 'http:') return `${origin}${pathname}`;
  return `${protocol}${href.startsWith(`${protocol}//`) ? '//' : ''}${host}${pathname}`;
}
