import { describe, expect, test } from 'vitest';
import {
  type Answer,
  decideNext,
  type Event,
  type Look,
  type WriteRule,
} from '../../../../src/actions/policies/apply/next.ts';

/** Words for looks and answers, in order. */
function events(text: string): Event[] {
  const answers: readonly string[] = ['ok', 'refused', 'later', 'lost'];
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (answers.includes(word) ? { answer: word as Answer } : { look: word as Look }));
}

function decide(text: string, rule: Partial<WriteRule> = {}): string {
  const next = decideNext(events(text), { verb: 'change', isOver: false, ...rule });
  return 'do' in next ? next.do : next.end;
}

describe('a change', () => {
  test.each([
    ['', 'look'],
    ['before', 'write'],
    ['after', 'done'],
    ['other', 'not-done'],
    ['missing', 'not-done'],
    ['unread', 'not-done'],
    ['before ok', 'look'],
    ['before ok after', 'done'],
    ['before ok other', 'differs'],
    ['before ok missing', 'not-done'],
    ['before ok unread', 'unknown'],
    // A server that lags behind its own writes.
    ['before ok before', 'pause'],
    ['before ok before before', 'pause'],
    ['before ok before before after', 'done'],
    ['before ok before before before', 'unknown'],
    ['before refused', 'not-done'],
    ['before later', 'pause'],
    ['before later before', 'write'],
    ['before later after', 'done'],
    ['before later before later before later', 'not-done'],
    ['before lost', 'look'],
    ['before lost after', 'done'],
    ['before lost other', 'differs'],
    ['before lost unread', 'unknown'],
    ['before lost before', 'pause'],
    ['before lost before before before', 'write'],
    ['before lost before before before lost before before before lost before before before', 'not-done'],
    // A refusal after a lost answer may be about what the first write did.
    ['before lost before before before refused', 'look'],
    ['before lost before before before refused after', 'done'],
    ['before lost before before before refused before before before', 'not-done'],
  ])('%s → %s', (text, expected) => {
    expect(decide(text)).toBe(expected);
  });
});

describe('a creation and a removal', () => {
  test.each<[WriteRule['verb'], string, string]>([
    ['create', 'missing', 'write'],
    ['create', 'after', 'done'],
    ['create', 'other', 'not-done'],
    ['create', 'missing lost missing missing missing', 'write'],
    ['create', 'missing lost missing after', 'done'],
    ['create', 'missing ok missing missing missing', 'unknown'],
    ['delete', 'before', 'write'],
    ['delete', 'missing', 'done'],
    ['delete', 'other', 'not-done'],
    ['delete', 'before ok missing', 'done'],
    ['delete', 'before lost missing', 'done'],
    ['delete', 'before lost before before before', 'write'],
  ])('%s: %s → %s', (verb, text, expected) => {
    expect(decide(text, { verb })).toBe(expected);
  });
});

test.each([
  ['', 'not-done'],
  ['before', 'not-done'],
  ['before ok', 'look'],
  ['before ok after', 'done'],
  ['before lost', 'look'],
  ['before lost before before before', 'unknown'],
  ['before later', 'not-done'],
])('a step that is over begins nothing, and finds out what it did: %s → %s', (text, expected) => {
  expect(decide(text, { isOver: true })).toBe(expected);
});
