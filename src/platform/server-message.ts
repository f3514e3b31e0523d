import * as v from 'valibot';
import { toLogText } from '../sanitize.ts';
import { parseScrubbed, type Scrub } from './scrub.ts';

/** The Platform's error body: `{message, status}`, and for 400, 403 and 422 maybe more. */
const ErrorBody = v.object({
  message: v.string(),
  errors: v.fallback(v.optional(v.array(v.string()), []), []),
  field_errors: v.fallback(v.optional(v.record(v.string(), v.string()), {}), {}),
});

const MOST_DETAILS = 5;

/** One sentence for an answer that is no success. Only the fields of the Platform's error body are quoted. */
export function describeServerError(status: number, contentType: string, text: string, scrub: Scrub): string {
  const answered = `The Platform answered ${status}`;
  const body = v.safeParse(ErrorBody, parseOrNull(text, scrub));
  if (!body.success) {
    if (text.trim() === '') return `${answered} without a message`;
    // A proxy's or a login page: never echoed.
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
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  if (target === null) {
    return { message: `The Platform answered ${status}, a redirect to nowhere`, remedy: 'Check `platform-url`.' };
  }
  const place = toLogText(`${target.origin}${target.pathname}`, 200);
  const message = `The Platform answered ${status}, a redirect to ${place}, which is not followed`;
  if (target.origin === new URL(url).origin || target.protocol !== 'https:') {
    return { message, remedy: 'Check `platform-url`: this looks like a login page or a proxy.' };
  }
  const remedy = `If that is your Platform, set \`platform-url\` to ${toLogText(target.origin, 200)}.`;
  return { message, remedy };
}
