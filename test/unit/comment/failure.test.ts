import { describe, expect, test } from 'vitest';
import { explainFailure, explainGraphql } from '../../../src/comment/explain.ts';
import {
  GitHubError,
  type GitHubFailure,
  isRefusal,
  pauseBeforeSecondTry,
  readRateLimit,
  remedyFor,
} from '../../../src/comment/failure.ts';
import { NOON } from '../fake/clock.ts';

function status(status: number, more: Partial<Extract<GitHubFailure, { kind: 'status' }>> = {}): GitHubFailure {
  return { kind: 'status', status, isRateLimit: false, pauseMs: null, ...more };
}

const IN_7_S = String(NOON / 1_000 + 7);

describe('readRateLimit', () => {
  test.each([
    ['plain 403', 403, {}, 'Resource not accessible by integration', false, null],
    ['403 in words', 403, {}, 'You have exceeded a secondary rate limit', true, null],
    ['403 with Retry-After', 403, { 'retry-after': '5' }, '', true, 5_000],
    ['403 with a date', 403, { 'retry-after': new Date(NOON + 4_000).toUTCString() }, '', true, 4_000],
    ['403, spent', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': IN_7_S }, '', true, 7_000],
    ['403, spent, reset in the past', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, '', true, 0],
    ['403, spent, reset unknown', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, '', true, null],
    ['403, not spent', 403, { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': IN_7_S }, 'no', false, null],
    ['headers as numbers', 403, { 'x-ratelimit-remaining': 0, 'retry-after': 2 }, '', true, 2_000],
    ['429', 429, {}, '', true, null],
    [
      'Retry-After first',
      429,
      { 'retry-after': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': IN_7_S },
      '',
      true,
      1_000,
    ],
    ['503 with Retry-After', 503, { 'retry-after': '1' }, 'rate limit', false, null],
  ])('%s', (_, code, headers, message, isRateLimit, pauseMs) => {
    expect(readRateLimit(code, headers, message, NOON)).toEqual({ isRateLimit, pauseMs });
  });
});

describe('pauseBeforeSecondTry', () => {
  test.each<[string, GitHubFailure, repeatable: number | null, other: number | null]>([
    ['network', { kind: 'network' }, 1_000, null],
    ['unreadable', { kind: 'unreadable' }, 1_000, null],
    ['redirect', { kind: 'redirect' }, null, null],
    ['500', status(500), 1_000, null],
    ['503', status(503), 1_000, null],
    ['501', status(501), null, null],
    ['404', status(404), null, null],
    ['403', status(403), null, null],
    ['422', status(422), null, null],
    ['a limit of 0 s', status(429, { isRateLimit: true, pauseMs: 0 }), 0, 0],
    ['a limit of 10 s', status(403, { isRateLimit: true, pauseMs: 10_000 }), 10_000, 10_000],
    ['a longer limit', status(403, { isRateLimit: true, pauseMs: 10_001 }), null, null],
    ['a limit without a word', status(429, { isRateLimit: true }), null, null],
  ])('%s', (_, failure, repeatable, other) => {
    expect(pauseBeforeSecondTry(failure, true)).toBe(repeatable);
    expect(pauseBeforeSecondTry(failure, false)).toBe(other);
  });
});

describe('a refusal', () => {
  test.each([
    [401, true],
    [403, true],
    [404, true],
    [410, true],
    [422, false],
    [429, false],
    [500, false],
  ])('%d: %s', (code, refused) => {
    expect(isRefusal(status(code))).toBe(refused);
    expect(isRefusal(status(code, { isRateLimit: true }))).toBe(false);
  });

  test.each([
    ['401', new GitHubError('GitHub answered 401', status(401)), /github-token/],
    ['403', new GitHubError('GitHub answered 403: no', status(403)), /`permissions: pull-requests: write`/],
    ['404', new GitHubError('GitHub answered 404', status(404)), /`permissions: pull-requests: write`/],
  ])('%s has a remedy', (_, error, remedy) => {
    expect(remedyFor(error, false)).toMatch(remedy);
    expect(remedyFor(error, true)).toMatch(remedy);
  });

  test('of a locked conversation it says it all', () => {
    const message = 'GitHub answered 403: Unable to create comment because issue is locked.';
    expect(remedyFor(new GitHubError(message, status(403)), true)).toBeNull();
  });
});

describe('explainFailure', () => {
  const quote = (text: string) => `«${text}»`;
  const answered = (code: number, data: unknown) => ({ response: { status: code, headers: {}, data } });

  test.each([
    [
      'an error of GitHub',
      answered(403, { message: 'No', documentation_url: 'x' }),
      'GitHub answered 403: «No»',
      'status',
    ],
    [
      'with details',
      answered(422, { message: 'No', errors: [{ message: 'a' }, { code: 'b' }] }),
      'GitHub answered 422: «No a»',
      'status',
    ],
    [
      'with details in another form',
      answered(422, { message: 'No', errors: ['a'] }),
      'GitHub answered 422: «No»',
      'status',
    ],
    ['a page', answered(502, '<html>secret</html>'), 'GitHub answered 502', 'status'],
    ['a message that is no text', answered(500, { message: { a: 1 } }), 'GitHub answered 500', 'status'],
    ['no answer', new Error('connect ECONNREFUSED'), 'GitHub could not be reached: «connect ECONNREFUSED»', 'network'],
    ['no error at all', 'odd', 'GitHub could not be reached: «odd»', 'network'],
  ])('%s', (_, thrown, message, kind) => {
    const error = explainFailure(thrown, NOON, quote);
    expect(error.message).toBe(message);
    expect(error.failure.kind).toBe(kind);
  });

  test.each([
    ['nothing', [], null],
    ['not found only', [{ type: 'NOT_FOUND', message: 'x' }], null],
    [
      'forbidden',
      [
        { type: 'NOT_FOUND', message: 'x' },
        { type: 'FORBIDDEN', message: 'y' },
      ],
      'status',
    ],
    ['unknown', [{ type: '', message: 'y' }], 'unreadable'],
  ])('GraphQL: %s', (_, errors, kind) => {
    expect(explainGraphql(errors, quote)?.failure.kind ?? null).toBe(kind);
  });
});
