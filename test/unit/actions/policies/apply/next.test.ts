import { describe, expect, test } from 'vitest';
import {
  type Answer,
  decideNext,
  type Event,
  type Look,
  type WriteRule,
} from '../../../../../src/actions/policies/apply/next.ts';

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
    // Without an answer it may be somebody else's work.
    ['before lost other', 'unknown'],
    ['before lost missing', 'not-done'],
    ['before later missing', 'not-done'],
    ['before later other', 'not-done'],
    ['before later unread', 'not-done'],
    ['before ok missing', 'not-done'],
    ['before ok unread', 'unknown'],
    // A server that lags behind its own writes.
    ['before ok before', 'pause'],
    ['before ok before before', 'pause'],
    ['before ok before before after', 'done'],
    ['before ok before before before', 'unknown'],
    // A server may say no after it has written.
    ['before refused', 'look'],
    ['before refused after', 'done'],
    ['before refused before', 'not-done'],
    // It may have written before it said no.
    ['before refused unread', 'unknown'],
    ['before refused missing', 'not-done'],
    ['before refused other', 'unknown'],
    ['before later', 'pause'],
    ['before later before', 'write'],
    ['before later after', 'done'],
    [`before ${'later before '.repeat(7)}later`, 'not-done'],
    [`before ${'later before '.repeat(6)}later`, 'pause'],
    ['before lost', 'look'],
    ['before lost after', 'done'],
    ['before lost unread', 'unknown'],
    ['before lost before', 'pause'],
    ['before lost before before before', 'write'],
    ['before lost before before before lost before before before lost before before before', 'unknown'],
    ['before lost before before before later before', 'write'],
    ['before lost before before before later unread', 'unknown'],
    // A refusal after a lost answer may be about what the first write did.
    ['before lost before before before refused', 'look'],
    ['before lost before before before refused after', 'done'],
    ['before lost before before before refused before before before', 'unknown'],
  ])('%s → %s', (text, expected) => {
    expect(decide(text)).toBe(expected);
  });
});

describe('a toggle', () => {
  test.each([
    ['before', 'write'],
    ['before ok after', 'done'],
    ['before lost after', 'done'],
    // The first one may still arrive, and two of them are none.
    [`before lost ${'before '.repeat(5)}`, 'pause'],
    [`before lost ${'before '.repeat(5)}after`, 'done'],
    [`before lost ${'before '.repeat(6)}`, 'unknown'],
    [`before ok ${'before '.repeat(5)}`, 'pause'],
    [`before ok ${'before '.repeat(6)}`, 'unknown'],
    // It surely did not arrive.
    ['before later before', 'write'],
    ['before later after', 'done'],
    [`before later before lost ${'before '.repeat(6)}`, 'unknown'],
    ['before refused', 'look'],
    ['before refused after', 'done'],
    ['before refused before', 'not-done'],
    ['before refused other', 'unknown'],
  ])('%s → %s', (text, expected) => {
    expect(decide(text, { verb: 'toggle' })).toBe(expected);
  });
});

describe('a list that is sent whole', () => {
  test.each([
    ['before', 'write'],
    ['before lost after', 'done'],
    // It may still arrive, and undo what is written after it.
    [`before lost ${'before '.repeat(5)}`, 'pause'],
    [`before lost ${'before '.repeat(5)}after`, 'done'],
    [`before lost ${'before '.repeat(6)}`, 'unknown'],
    [`before ok ${'before '.repeat(6)}`, 'unknown'],
    ['before later before', 'write'],
    ['before refused before', 'not-done'],
    ['before refused other', 'unknown'],
  ])('%s → %s', (text, expected) => {
    expect(decide(text, { verb: 'replace' })).toBe(expected);
  });
});

describe('a creation and a removal', () => {
  test.each<[WriteRule['verb'], string, string]>([
    ['create', 'missing', 'write'],
    ['create', 'after', 'done'],
    ['create', 'other', 'not-done'],
    ['create', 'twice', 'not-done'],
    // A gateway gave it up, and the server behind it is still at it: a second one would be there for good.
    ['create', `missing lost ${'missing '.repeat(5)}`, 'pause'],
    ['create', `missing lost ${'missing '.repeat(5)}after`, 'done'],
    ['create', `missing lost ${'missing '.repeat(6)}`, 'unknown'],
    ['create', 'missing later missing', 'write'],
    ['create', `missing later missing lost ${'missing '.repeat(6)}`, 'unknown'],
    ['create', 'missing lost missing after', 'done'],
    ['create', 'missing lost twice', 'differs'],
    ['create', 'missing ok twice', 'differs'],
    ['create', `missing ok ${'missing '.repeat(5)}`, 'pause'],
    ['create', `missing ok ${'missing '.repeat(6)}`, 'unknown'],
    ['create', 'missing refused', 'look'],
    ['create', 'missing refused missing', 'not-done'],
    ['create', 'missing refused other', 'not-done'],
    // Somebody else did the same at that moment.
    ['create', 'missing refused after', 'done'],
    ['create', 'missing lost other', 'unknown'],
    ['delete', 'before', 'write'],
    ['delete', 'missing', 'done'],
    ['delete', 'other', 'not-done'],
    ['delete', 'before ok missing', 'done'],
    ['delete', 'before lost missing', 'done'],
    ['delete', 'before lost before before before', 'write'],
    ['delete', 'before refused missing', 'done'],
    ['delete', 'before refused before', 'not-done'],
    ['delete', 'before refused other', 'not-done'],
    ['delete', 'before lost other', 'unknown'],
    ['delete', 'before ok other', 'differs'],
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
  ['before refused', 'look'],
  ['before refused after', 'done'],
  ['before refused before', 'not-done'],
  ['before ok unread', 'look'],
  ['before lost before before before later', 'unknown'],
])('a step that is over begins nothing, and finds out what it did: %s → %s', (text, expected) => {
  expect(decide(text, { isOver: true })).toBe(expected);
});

test('a look that the end of the step cut short is tried once more, with an effort of its own', () => {
  const written: Event[] = [{ look: 'before' }, { answer: 'lost' }, { look: 'unread', isLast: false }];
  const rule = { verb: 'change', isOver: true } as const;
  expect(decideNext(written, rule)).toEqual({ do: 'look' });
  expect(decideNext([...written, { look: 'unread', isLast: true }], rule)).toMatchObject({ end: 'unknown' });
  expect(decideNext(written, { ...rule, isOver: false })).toMatchObject({ end: 'unknown' });
});

test.each(['create', 'toggle'] as const)('what is sent once is looked for during half a minute or more: %s', (verb) => {
  const look = verb === 'create' ? 'missing' : 'before';
  for (const answer of ['ok', 'lost'] as const) {
    const given: Event[] = [{ look }, { answer }, { look }];
    let waitedMs = 0;
    for (;;) {
      const next = decideNext(given, { verb, isOver: false });
      if (!('do' in next)) break;
      expect(next.do).toBe('pause');
      if (next.do === 'pause') waitedMs += next.ms;
      given.push({ look });
    }
    expect(waitedMs).toBeGreaterThanOrEqual(30_000);
    expect(waitedMs).toBeLessThanOrEqual(60_000);
  }
});

test.each<[string, Event[], WriteRule['verb'], string]>([
  ['a server that is busy', [{ look: 'before' }, { answer: 'later', waitMs: 30_000 }], 'change', '30000'],
  ['a server that is busy for a moment', [{ look: 'before' }, { answer: 'later', waitMs: 10 }], 'change', '2000'],
])('%s is given the time that it asks for', (_, given, verb, expected) => {
  const next = decideNext(given, { verb, isOver: false });
  expect('ms' in next && String(next.ms)).toBe(expected);
});

test.each<[string, Event[], WriteRule['verb'], RegExp]>([
  [
    'what the last answer was',
    [{ look: 'before' }, { answer: 'lost', reason: 'timeout' }, ...Array<Event>(6).fill({ look: 'before' })],
    'toggle',
    /^the answer was lost \(timeout\), a toggle is not sent twice/,
  ],
  [
    'that no second one is made',
    [{ look: 'missing' }, { answer: 'lost', reason: 'timeout' }, ...Array<Event>(6).fill({ look: 'missing' })],
    'create',
    /^the answer was lost \(timeout\), a creation is not sent twice, and nothing shows of it so far$/,
  ],
  ['which fields differ', [{ look: 'other', detail: 'severity, query' }], 'change', /changed it .*\(severity, query\)/],
  [
    'which objects there are',
    [{ look: 'missing' }, { answer: 'lost' }, { look: 'twice', detail: 'a, b' }],
    'create',
    /several of it now \(a, b\)/,
  ],
  [
    'why it could not be read',
    [{ look: 'unread', detail: 'The Platform answered 503' }],
    'change',
    /^it could not be read first \(The Platform answered 503\)$/,
  ],
  [
    'why it could not be read afterwards',
    [
      { look: 'before' },
      { answer: 'lost', reason: 'a reset' },
      { look: 'unread', detail: 'The Platform answered 503', isLast: true },
    ],
    'change',
    /^the answer was lost \(a reset\), and it could not be read since \(The Platform answered 503\)$/,
  ],
  [
    'why the Platform refused it',
    [{ look: 'before' }, { answer: 'refused', reason: 'The Platform answered 403' }, { look: 'before' }],
    'change',
    /^The Platform answered 403$/,
  ],
  [
    'why nobody knows whether a refusal is the truth',
    [
      { look: 'before' },
      { answer: 'refused', reason: 'The Platform answered 422' },
      { look: 'unread', detail: 'The Platform answered 403' },
    ],
    'change',
    /^The Platform answered 422, and it could not be read since \(The Platform answered 403\)$/,
  ],
  [
    'that a refusal may be half of the truth',
    [
      { look: 'before' },
      { answer: 'refused', reason: 'The Platform answered 422' },
      { look: 'other', detail: 'query' },
    ],
    'change',
    /^The Platform answered 422, and part of it may be done, or somebody changed it meanwhile \(query\)$/,
  ],
])('it says %s', (_, given, verb, expected) => {
  const next = decideNext(given, { verb, isOver: false });
  expect('why' in next && next.why).toMatch(expected);
});
