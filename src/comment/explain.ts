import { messageOf } from '../errors.ts';
import * as v from '../vendor/valibot.ts';
import { GitHubError, readRateLimit } from './failure.ts';

/** Makes a remote text one harmless line without the token. */
export type Quote = (text: string) => string;

/** Octokit hands over the answer, if there was one. Its own message quotes whatever came, also a page. */
const Refused = v.object({
  response: v.object({
    status: v.number(),
    headers: v.record(v.string(), v.optional(v.union([v.string(), v.number()]))),
    data: v.unknown(),
  }),
});

/** GitHub's own error. Nothing of any other one, such as a proxy's, is quoted. */
const ErrorBody = v.object({
  message: v.string(),
  errors: v.fallback(v.array(v.object({ message: v.optional(v.string(), '') })), []),
});

/** GraphQL adds this to an answer whose status says 200. */
export const GraphqlErrors = v.object({
  errors: v.array(v.object({ type: v.optional(v.string(), ''), message: v.string() })),
});

/**
 * Says why a request failed.
 * @param thrown by Octokit
 * @param now milliseconds since 1970
 */
export function explainFailure(thrown: unknown, now: number, quote: Quote): GitHubError {
  const refused = v.safeParse(Refused, thrown);
  if (!refused.success) {
    return new GitHubError(`GitHub could not be reached: ${quote(messageOf(thrown))}`, { kind: 'network' });
  }
  const { status, headers, data } = refused.output.response;
  const body = v.safeParse(ErrorBody, data);
  const told = body.success ? [body.output.message, ...body.output.errors.map(({ message }) => message)] : [];
  const message = told.filter((text) => text !== '').join(' ');
  const failure = { kind: 'status', status, ...readRateLimit(status, headers, message, now) } as const;
  return new GitHubError(`GitHub answered ${status}${message === '' ? '' : `: ${quote(message)}`}`, failure);
}

/**
 * GraphQL says in words what REST says by a status.
 * @returns null if something is missing at most, which the answer says as well
 */
export function explainGraphql(
  errors: v.InferOutput<typeof GraphqlErrors>['errors'],
  quote: Quote,
): GitHubError | null {
  const [error] = errors.filter(({ type }) => type !== 'NOT_FOUND');
  if (error === undefined) return null;
  const message = `GitHub did not say who wrote the comments: ${quote(error.message)}`;
  switch (error.type) {
    case 'RATE_LIMITED':
      return new GitHubError(message, { kind: 'status', status: 429, isRateLimit: true, pauseMs: null });
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return new GitHubError(message, { kind: 'status', status: 403, isRateLimit: false, pauseMs: null });
    default:
      return new GitHubError(message, { kind: 'unreadable' });
  }
}
