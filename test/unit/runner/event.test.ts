import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isForkEvent, isUnmerged, readField, readVisibility } from '../../../src/runner/event.ts';

describe('isForkEvent', () => {
  test.each<[unknown, boolean]>([
    [{ pull_request: { head: { repo: { full_name: 'me/x' } }, base: { repo: { full_name: 'acme/x' } } } }, true],
    [{ pull_request: { head: { repo: { full_name: 'acme/x' } }, base: { repo: { full_name: 'acme/x' } } } }, false],
    [{ pull_request: { head: { repo: null }, base: { repo: { full_name: 'acme/x' } } } }, true],
    [{ ref: 'refs/heads/main' }, false],
    [null, false],
    ['x', false],
    [[], false],
  ])('the event %j comes from a fork: %s', (payload, expected) => {
    expect(isForkEvent(payload)).toBe(expected);
  });
});

describe('isUnmerged', () => {
  it.for<[eventName: string, payload: unknown, expected: boolean]>([
    ['push', {}, false],
    ['push', null, false],
    ['schedule', null, false],
    ['workflow_dispatch', { inputs: {} }, false],
    ['pull_request', {}, true],
    ['pull_request', null, true],
    ['pull_request_target', {}, true],
    ['pull_request_review', {}, true],
    ['merge_group', { merge_group: {} }, true],
    ['workflow_run', { workflow_run: { event: 'push' } }, false],
    ['workflow_run', { workflow_run: { event: 'pull_request' } }, true],
    ['workflow_run', { workflow_run: { event: 'merge_group' } }, true],
    ['workflow_run', null, true],
    ['issue_comment', { issue: { pull_request: { url: 'https://x' } } }, true],
    ['issue_comment', { issue: {} }, false],
    ['issue_comment', null, true],
    ['deployment_status', { pull_request: {} }, true],
    ['workflow_run', { workflow_run: { event: 'push', head_branch: 'gh-readonly-queue/main/pr-7-abc' } }, true],
    ['workflow_run', { workflow_run: { event: 'push', head_branch: 'main' } }, false],
  ])('%s with %j: %s', ([eventName, payload, expected]) => {
    expect(isUnmerged(eventName, 'refs/heads/main', payload)).toBe(expected);
  });

  it.for<[ref: string, expected: boolean]>([
    ['refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef', true],
    ['refs/pull/7/merge', true],
    ['refs/heads/main', false],
    ['refs/heads/my/gh-readonly-queue/main', false],
    ['refs/heads/gh-readonly-queues', false],
    ['refs/tags/gh-readonly-queue/main', false],
    ['', false],
  ])('a push to %j: %s', ([ref, expected]) => {
    expect(isUnmerged('push', ref, null)).toBe(expected);
  });
});

describe('readVisibility', () => {
  test.each<[unknown, string]>([
    [{ repository: { visibility: 'public', private: false } }, 'public'],
    [{ repository: { visibility: 'private', private: true } }, 'private'],
    [{ repository: { visibility: 'internal', private: true } }, 'internal'],
    [{ repository: { visibility: 'private' } }, 'private'],
    [{ repository: { visibility: 'private', private: null } }, 'private'],
    [{ repository: { private: true } }, 'private'],
    [{ repository: { private: false } }, 'public'],
    [{ repository: { visibility: null, private: true } }, 'private'],
    // Contradictory.
    [{ repository: { visibility: 'private', private: false } }, 'unknown'],
    [{ repository: { visibility: 'internal', private: false } }, 'unknown'],
    [{ repository: { visibility: 'public', private: true } }, 'unknown'],
    [{ repository: { visibility: 'private', private: 'true' } }, 'unknown'],
    // Words that this version does not know.
    [{ repository: { visibility: 'secret', private: true } }, 'unknown'],
    [{ repository: { visibility: 'PRIVATE', private: true } }, 'unknown'],
    [{ repository: { visibility: true, private: true } }, 'unknown'],
    [{ repository: { private: 'true' } }, 'unknown'],
    [{ repository: { private: 1 } }, 'unknown'],
    // Missing.
    [{ schedule: '0 6 * * *' }, 'unknown'],
    [{ repository: {} }, 'unknown'],
    [{ repository: null }, 'unknown'],
    [{ repository: 'private' }, 'unknown'],
    [{ visibility: 'private', private: true }, 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
    ['private', 'unknown'],
    [[], 'unknown'],
  ])('%j: %s', (payload, expected) => {
    expect(readVisibility(payload)).toBe(expected);
  });

  test('takes whatever it is given', () => {
    const throwing = {
      get repository(): unknown {
        throw new Error('no');
      },
    };
    expect(readVisibility(throwing)).toBe('unknown');
    const payloads = fc.oneof(
      fc.anything(),
      fc.record({ repository: fc.anything() }),
      fc.record({ repository: fc.record({ visibility: fc.anything(), private: fc.anything() }) }),
    );
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(['public', 'private', 'internal', 'unknown']).toContain(readVisibility(payload));
      }),
    );
  });
});

describe('readField', () => {
  test.each<[unknown, string[], unknown]>([
    [{ a: { b: 1 } }, ['a', 'b'], 1],
    [{ a: { b: null } }, ['a', 'b'], null],
    [{ a: { b: null } }, ['a', 'b', 'c'], undefined],
    [{ a: 'text' }, ['a', 'length'], undefined],
    [{ a: [7] }, ['a', '0'], 7],
    [{ a: 1 }, ['b'], undefined],
    [null, ['a'], undefined],
    [undefined, ['a'], undefined],
    ['text', ['length'], undefined],
    ['text', [], 'text'],
  ])('of %j %j: %j', (value, names, expected) => {
    expect(readField(value, ...names)).toBe(expected);
  });
});
