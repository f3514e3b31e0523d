import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../../src/actions/audit-log/describe.ts';
import { IncompleteError } from '../../../../src/actions/audit-log/incomplete.ts';
import { CancelledError, StepError } from '../../../../src/errors.ts';
import { type Failure, PlatformError } from '../../../../src/platform/http/errors.ts';

const REQUEST = { method: 'GET', url: 'https://platform.example/api/audit-logs' } as const;

function status(code: number): Failure {
  return { kind: 'status', status: code, retryAfterMs: null };
}

function outcomeOf(thrown: unknown): string {
  return describeFailure(thrown, new AbortController().signal).outcome;
}

describe('a request that failed', () => {
  it.each<[Failure, string]>([
    [{ kind: 'network' }, 'incomplete'],
    [{ kind: 'timeout' }, 'incomplete'],
    [{ kind: 'unreadable' }, 'incomplete'],
    [{ kind: 'stray', status: 403 }, 'incomplete'],
    [{ kind: 'certificate' }, 'error'],
    [{ kind: 'redirect' }, 'error'],
    ...[400, 401, 403, 404, 422].map((code): [Failure, string] => [status(code), 'error']),
    // They pass by themselves.
    ...[408, 425, 429].map((code): [Failure, string] => [status(code), 'incomplete']),
    ...[500, 501, 503].map((code): [Failure, string] => [status(code), 'incomplete']),
  ])('%j: %s', (failure, outcome) => {
    expect(outcomeOf(new PlatformError('No', REQUEST, failure))).toBe(outcome);
  });

  it('is told as the end of the step if that is what ended it', () => {
    const stop = AbortSignal.abort(new CancelledError('SIGINT'));
    expect(describeFailure(new PlatformError('No', REQUEST, { kind: 'network' }), stop).outcome).toBe('cancelled');
  });
});

it.each([
  ['a list that is not whole', new IncompleteError('The list changed'), 'incomplete'],
  ['a bad state', new StepError('There is no state'), 'error'],
  ['a fault of the action itself', new TypeError('x is not a function'), 'error'],
])('%s', (_, thrown, outcome) => {
  expect(outcomeOf(thrown)).toBe(outcome);
});

it('ends its sentence once', () => {
  const sentenceOf = (message: string) =>
    describeFailure(new StepError(message), new AbortController().signal).sentence;
  expect([sentenceOf('It broke'), sentenceOf('It broke.')]).toEqual(['It broke.', 'It broke.']);
});

it('says which role a refused key needs', () => {
  const { remedy } = describeFailure(new PlatformError('No', REQUEST, status(403)), new AbortController().signal);
  expect(remedy).toContain('admin:read');
});
