import { toLogText } from '../../text/escape.ts';
import { parseScrubbed, type Scrub } from '../../text/scrub.ts';
import * as v from '../../vendor/valibot.ts';

/** The Platform's error body: `{message, status}`, and for 400, 403 and 422 maybe more. */
const ErrorBody = v.object({
  message: v.string(),
  errors: v.fallback(v.optional(v.array(v.string()), []), []),
  field_errors: v.fallback(v.optional(v.record(v.string(), v.string()), {}), {}),
});

const MOST_DETAILS = 5;

/** One sentence for an answer that is no success. Only the fields of the Platform's error body are quoted. */
export function describeServerError(status: number, contentType: string, text: string, scrub: Scrub): string {
  // @failure platform 400 | The Platform took the request for malformed. At the start of a run that is a
  // [refusal](#the-sync). | The message quotes its reason. If nothing in your inputs explains it, [report
  // it](../CONTRIBUTING.md).
  // @failure platform 401 | The key is expired, deleted, or of another Platform. Not tried again, not even during a
  // wait. | Create a key and update the secret. Keys always expire: note the date.
  // @failure platform 403 | The key's role does not permit this. On cancelling it changes nothing. | Use the role `ci`;
  // where that is not enough, `general:write`.
  // @failure platform 404 | The address is wrong, or the Platform is older than version 2 (April 2026) and has none of
  // these paths. | Check `platform-url`; update a self-hosted Platform.
  // @failure platform 429 | It limits how often it may be asked. `Retry-After` is honoured. | Run fewer gates at once,
  // or raise `max-poll-interval-seconds`.
  // @failure platform 500, 502 to 504, 520 to 530 | The Platform or a proxy in front of it is not well. | Look at its
  // status, then run the job again.
  const answered = `The Platform answered ${status}`;
  const body = v.safeParse(ErrorBody, parseOrNull(text, scrub));
  if (!body.success) {
    if (text.trim() === '') return `${answered} without a message`;
    // A proxy's or a login page: never echoed.
    // @failure platform#page | Mostly HTML: a login page, a proxy's error page, or a web server that is no Platform.
    // The page itself is never printed. | Check `platform-url` and what is in front of the Platform.
    return `${answered} with something other than its own error (${toLogText(contentType, 60) || 'no content type'}, ${text.length} characters)`;
  }
  const { message, errors, field_errors: fields } = body.output;
  const details = [...errors, ...Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`)];
  const shown = details.slice(0, MOST_DETAILS).map((detail) => toLogText(detail, 200));
  if (details.length > shown.length) shown.push(`and ${details.length - shown.length} more`);
  return `${answered}: ${toLogText(message, 300)}${shown.length > 0 ? ` [${shown.join('; ')}]` : ''}`;
}

function parseOrNull(text: string, scrub: Scrub): unknown {
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
    // @failure platform#redirect | A redirect could hand the key to somebody else. | Put the address that the message
    // names into `platform-url`, if it is your Platform. Otherwise this is a login page or a proxy.
    return { message: `The Platform answered ${status}, a redirect to nowhere`, remedy: 'Check `platform-url`.' };
  }
  const place = toLogText(`${target.origin}${target.pathname}`, 200);
  // @failure platform#redirect
  const message = `The Platform answered ${status}, a redirect to ${place}, which is not followed`;
  if (target.origin === new URL(url).origin || target.protocol !== 'https:') {
    return { message, remedy: 'Check `platform-url`: this looks like a login page or a proxy.' };
  }
  const remedy = `If that is your Platform, set \`platform-url\` to ${toLogText(target.origin, 200)}.`;
  return { message, remedy };
}
