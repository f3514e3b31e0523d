import { describe, expect, it } from 'vitest';
import { Problem } from './answers.ts';
import { policyOf } from './policies.ts';
import { openPolicyBook, type PolicyText, USUAL_WRITING, type WritingOptions } from './policy-book.ts';

const TEXT: PolicyText = {
  name: 'Buckets',
  domain: 'security',
  severity: 'high',
  description: ' One\ntwo. ',
  query: 'SELECT 1\n',
};

/** A book with one policy, and a clock that the test sets. */
function open(options: Partial<WritingOptions> = {}) {
  const time = { now: 0 };
  const given = [policyOf({ name: 'There', query: 'SELECT 0' })];
  return { time, book: openPolicyBook(given, { ...USUAL_WRITING, ...options }, () => time.now) };
}

describe('a book of policies', () => {
  it.for<[string, Partial<WritingOptions>, Partial<PolicyText>]>([
    ['keeps texts as they are', {}, TEXT],
    ['trims them', { trims: true }, { description: 'One\ntwo.', query: 'SELECT 1' }],
    ['changes line ends', { changesLineEnds: true }, { description: ' One\r\ntwo. ', query: 'SELECT 1\r\n' }],
    ['cuts descriptions', { longestDescription: 4 }, { description: ' One', query: 'SELECT 1\n' }],
  ])('%s', ([, options, kept]) => {
    const { book } = open(options);
    const { id } = book.createPolicy(TEXT, [], []);
    expect(book.findPolicy(id)).toMatchObject(kept);
    expect(book.updatePolicy(id, TEXT, null, null)).toMatchObject(kept);
    const group = book.createGroup('Group', TEXT.description, []);
    expect(group.description).toBe(kept.description);
  });

  it('has a name twice, unless it refuses that', () => {
    const usual = open().book;
    usual.createPolicy({ ...TEXT, name: 'There' }, [], []);
    expect(usual.policies().filter(({ name }) => name === 'There')).toHaveLength(2);
    const strict = open({ refusesDuplicates: true }).book;
    expect(() => strict.createPolicy({ ...TEXT, name: 'There' }, [], [])).toThrow(Problem);
    const { id } = strict.createPolicy(TEXT, [], []);
    expect(() => strict.updatePolicy(id, { name: 'There' }, null, null)).toThrow(Problem);
    // Its own name is free for it.
    expect(strict.updatePolicy(id, { name: 'Buckets' }, null, null).name).toBe('Buckets');
  });

  it('shows a write a while after it was done', () => {
    const { time, book } = open({ lag: 100 });
    const { id } = book.createPolicy(TEXT, [], []);
    expect(book.policies().map(({ name }) => name)).toEqual(['There']);
    expect(() => book.findPolicy(id)).toThrow(Problem);
    // It is there for those who write.
    expect(book.togglePolicy(id).status).toBe('paused');
    time.now = 101;
    expect(book.findPolicy(id).status).toBe('paused');
  });
});
