import { parseDate, parseRetryAfter } from '../platform/http/retry.ts';

export type GitHubFailure =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly isRateLimit: boolean;
      /** What the server asks for, in milliseconds; null if it does not say. */
      readonly pauseMs: number | null;
    }
  /** No answer, or none that can be read: GitHub may have done all the same what was asked. */
  | { readonly kind: 'network' | 'unreadable' }
  | { readonly kind: 'redirect' };

/** A request to GitHub that failed. The message is one line, without the token. */
export class GitHubError extends Error {
  override name = 'GitHubError';
  readonly failure: GitHubFailure;

  constructor(message: string, failure: GitHubFailure, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** Longest pause before the second try. A comment is not worth more. */
const LONGEST_PAUSE_MS = 10_000;

const PAUSE_MS = 1_000;

const PASSING = [500, 502, 503, 504];

/**
 * Whether an answer is a rate limit, and how long it wants to be left alone. GitHub uses 403 and 429 for both kinds of
 * limits; sometimes only the message tells the secondary one
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 * @param now milliseconds since 1970, for an answer that does not say what its server's clock shows
 */
export function readRateLimit(
  status: number,
  headers: Readonly<Record<string, string | number | undefined>>,
  message: string,
  now: number,
): { readonly isRateLimit: boolean; readonly pauseMs: number | null } {
  if (status !== 403 && status !== 429) return { isRateLimit: false, pauseMs: null };
  const serverTime = parseDate(textOf(headers['date'])) ?? now;
  const asked = parseRetryAfter(textOf(headers['retry-after']), serverTime);
  const isSpent = textOf(headers['x-ratelimit-remaining']) === '0';
  const isRateLimit = status === 429 || asked !== null || isSpent || /rate limit/i.test(message);
  if (asked !== null || !isSpent) return { isRateLimit, pauseMs: asked };
  const reset = textOf(headers['x-ratelimit-reset']) ?? '';
  return { isRateLimit, pauseMs: /^\d{1,12}$/.test(reset) ? Math.max(0, Number(reset) * 1_000 - serverTime) : null };
}

function textOf(header: string | number | undefined): string | undefined {
  return header === undefined ? undefined : String(header).trim();
}

/**
 * What to do after the first failure.
 * @param isRepeatable whether the request may be sent again although GitHub may have done it. A refused one was not
 * @returns the pause in milliseconds before the second and last try; null: give up
 */
export function pauseBeforeSecondTry(failure: GitHubFailure, isRepeatable: boolean): number | null {
  switch (failure.kind) {
    case 'redirect':
      return null;
    case 'network':
    case 'unreadable':
      return isRepeatable ? PAUSE_MS : null;
    case 'status':
      if (failure.isRateLimit) {
        return failure.pauseMs !== null && failure.pauseMs <= LONGEST_PAUSE_MS ? failure.pauseMs : null;
      }
      return isRepeatable && PASSING.includes(failure.status) ? PAUSE_MS : null;
  }
}

/** Whether GitHub says no for good: the author of the workflow has to know, and the network is not at fault. */
export function isRefusal(failure: GitHubFailure): boolean {
  return failure.kind === 'status' && !failure.isRateLimit && [401, 403, 404, 410].includes(failure.status);
}

/** What to do about a refusal; null if GitHub's own message says it all. */
export function remedyFor({ failure, message }: GitHubError, isFork: boolean): string | null {
  if (failure.kind === 'status' && failure.status === 401) return 'Check `github-token`.';
  if (/\blocked\b/i.test(message)) return null;
  const needed = 'The job needs `permissions: pull-requests: write`';
  return isFork
    ? `${needed}, which GitHub does not give to a pull request from a fork.`
    : `${needed}; for forks and for Dependabot GitHub gives a token that may only read.`;
}
