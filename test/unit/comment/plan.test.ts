import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Colour, type CommentWhen, type OwnComment, planComment } from '../../../src/comment/plan.ts';

const RUN = { id: 100, attempt: 1 };

const question = 'q';

function own(
  id: number,
  colour: Colour | null,
  facts = 'same',
  run = { id: 99, attempt: 1 },
  asked: string | null = question,
): OwnComment {
  return { id, standing: colour === null ? null : { colour, facts, question: asked, run } };
}

describe('without an earlier comment', () => {
  test.each<[CommentWhen, Colour, 'create' | 'skipped']>([
    ['on-failure', 'red', 'create'],
    ['on-failure', 'yellow', 'skipped'],
    ['on-failure', 'green', 'skipped'],
    ['on-change', 'red', 'create'],
    ['on-change', 'yellow', 'create'],
    ['on-change', 'green', 'skipped'],
    ['always', 'red', 'create'],
    ['always', 'yellow', 'create'],
    ['always', 'green', 'create'],
  ])('%s, %s: %s', (when, colour, kind) => {
    expect(planComment(when, { colour, facts: 'same', question, run: RUN }, []).kind).toBe(kind);
  });
});

describe('with an earlier comment', () => {
  // The facts differ in the last column only.
  test.each<[CommentWhen, before: Colour | null, now: Colour, same: string, other: string]>([
    ['on-failure', 'red', 'red', 'update', 'update'],
    ['on-failure', 'red', 'yellow', 'update', 'update'],
    ['on-failure', 'red', 'green', 'update', 'update'],
    ['on-failure', 'yellow', 'red', 'update', 'update'],
    ['on-failure', 'yellow', 'yellow', 'unchanged', 'unchanged'],
    ['on-failure', 'yellow', 'green', 'update', 'update'],
    ['on-failure', 'green', 'red', 'update', 'update'],
    ['on-failure', 'green', 'yellow', 'update', 'update'],
    ['on-failure', 'green', 'green', 'unchanged', 'unchanged'],
    ['on-failure', null, 'green', 'update', 'update'],
    ['on-change', 'red', 'red', 'unchanged', 'update'],
    ['on-change', 'red', 'green', 'update', 'update'],
    ['on-change', 'yellow', 'yellow', 'unchanged', 'update'],
    ['on-change', 'green', 'green', 'unchanged', 'update'],
    ['on-change', 'green', 'red', 'update', 'update'],
    ['on-change', null, 'green', 'update', 'update'],
    ['always', 'red', 'red', 'update', 'update'],
    ['always', 'green', 'green', 'update', 'update'],
    ['always', null, 'red', 'update', 'update'],
  ])('%s, %s → %s: %s, and with other facts %s', (when, before, now, same, other) => {
    const ours = [own(5, before)];
    expect(planComment(when, { colour: now, facts: 'same', question, run: RUN }, ours).kind).toBe(same);
    expect(planComment(when, { colour: now, facts: 'other', question, run: RUN }, ours).kind).toBe(other);
  });

  test.each<[before: Colour | null, wasRed: boolean]>([
    ['red', true],
    ['yellow', false],
    ['green', false],
    [null, false],
  ])('%s: was red %s', (before, wasRed) => {
    const plan = planComment('always', { colour: 'green', facts: 'same', question, run: RUN }, [own(5, before)]);
    expect(plan).toEqual({ kind: 'update', id: 5, surplus: [], wasRed });
  });
});

describe('another question', () => {
  const now = { colour: 'green', facts: 'same', question, run: RUN } as const;

  test.each<[string, string | null, boolean]>([
    ['the same one', question, true],
    ['another one', 'other', false],
    ['one of a version that did not say', null, false],
  ])('%s was answered with red: repaired %s', (_, asked, wasRed) => {
    const plan = planComment('always', now, [own(5, 'red', 'same', { id: 99, attempt: 1 }, asked)]);
    expect(plan).toMatchObject({ kind: 'update', wasRed });
  });

  test.each<[string, Colour, typeof RUN, string, string]>([
    ['a worse answer of the same run stays', 'red', RUN, 'other', 'skipped'],
    ['a yellow one does, too', 'yellow', RUN, 'other', 'skipped'],
    ['one as good is replaced', 'green', RUN, 'other', 'update'],
    ['that of an earlier attempt is replaced', 'red', { id: 100, attempt: 0 }, 'other', 'update'],
    ['one to the same question is of another leg, too: with another key', 'red', RUN, question, 'skipped'],
    ['that of an earlier attempt at the same question is replaced', 'red', { id: 100, attempt: 0 }, question, 'update'],
  ])('%s', (_, before, run, asked, kind) => {
    expect(planComment('always', now, [own(5, before, 'same', run, asked)]).kind).toBe(kind);
  });

  test('of a run that nobody knows, none is said to be of the same', () => {
    const run = { id: 0, attempt: 0 };
    expect(planComment('always', { ...now, run }, [own(5, 'red', 'same', run)]).kind).toBe('update');
  });
});

describe('several runs', () => {
  test.each([
    ['an earlier run', { id: 99, attempt: 9 }, 'update'],
    ['an earlier attempt', { id: 100, attempt: 0 }, 'update'],
    ['the same', { id: 100, attempt: 1 }, 'update'],
    ['a later attempt', { id: 100, attempt: 2 }, 'skipped'],
    ['a later run', { id: 101, attempt: 1 }, 'skipped'],
  ])('%s wrote the comment', (_, run, kind) => {
    const now = { colour: 'red', facts: 'other', question, run: RUN } as const;
    expect(planComment('always', now, [own(5, 'green', 'same', run)]).kind).toBe(kind);
  });
});

describe('several comments', () => {
  test('the oldest stays, and what the latest run said counts', () => {
    const ours = [
      own(9, 'red', 'same', { id: 98, attempt: 1 }),
      own(5, 'green', 'same', { id: 97, attempt: 1 }),
      own(7, null),
    ];
    const plan = planComment('on-failure', { colour: 'green', facts: 'same', question, run: RUN }, ours);
    expect(plan).toEqual({ kind: 'update', id: 5, surplus: [7, 9], wasRed: true });
  });

  test.each<CommentWhen>(['on-failure', 'on-change', 'always'])(
    '%s: two are one too many, also without news',
    (when) => {
      const now = { colour: 'green', facts: 'same', question, run: RUN } as const;
      const plan = planComment(when, now, [own(5, 'green'), own(7, 'green')]);
      expect(plan).toEqual({ kind: 'update', id: 5, surplus: [7], wasRed: false });
    },
  );

  test('in whatever order they come, the plan is the same, and the oldest is never surplus', () => {
    const run = fc.record({ id: fc.integer({ min: 90, max: 110 }), attempt: fc.integer({ min: 1, max: 3 }) });
    const standing = fc.record({
      colour: fc.constantFrom<Colour>('red', 'yellow', 'green'),
      facts: fc.constantFrom('a', 'b'),
      question: fc.constantFrom('q', 'r', null),
      run,
    });
    const comments = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 50 }), standing: fc.option(standing) }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 5,
    });
    const when = fc.constantFrom<CommentWhen>('on-failure', 'on-change', 'always');
    fc.assert(
      fc.property(when, standing, comments, (given, now, ours) => {
        const plan = planComment(given, now, ours);
        expect(planComment(given, now, ours.toReversed())).toMatchObject({ kind: plan.kind });
        expect(plan.kind).not.toBe('create');
        if (plan.kind !== 'update') return;
        expect(plan.id).toBe(Math.min(...ours.map(({ id }) => id)));
        expect([plan.id, ...plan.surplus].sort()).toEqual(ours.map(({ id }) => id).sort());
      }),
    );
  });
});
