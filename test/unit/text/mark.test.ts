import { describe, expect, it } from 'vitest';
import {
  findBuriedMark,
  isOwnedBy,
  isOwner,
  LONGEST_OWNER,
  readDescription,
  writeDescription,
} from '../../../src/text/mark.ts';

const MARK = { owner: 'acme/infra', slug: 'buckets' };

describe('a mark', () => {
  it.for(['', 'Text.', 'Two\nlines.', '[managed by acme/other: x] is text'])(
    'is read as it was written behind %j',
    (text) => {
      expect(readDescription(writeDescription(text, MARK))).toEqual({ text, mark: MARK });
    },
  );

  it.for<[description: string, mark: typeof MARK | null]>([
    ['Text. [managed by acme/infra: buckets]', MARK],
    ['Text.\r\n[managed by acme/infra: buckets]\r\n ', MARK],
    ['[managed by acme/infra: buckets] Ask Jane.', null],
    ['[managed by acme/infra: two words]', null],
    ['[managed by acme infra: buckets]', null],
    ['managed by acme/infra: buckets', null],
  ])('%j: %j', ([description, mark]) => {
    expect(readDescription(description).mark).toEqual(mark);
  });

  it('has an owner, whatever the case', () => {
    expect([isOwnedBy(MARK, 'ACME/Infra'), isOwnedBy(MARK, 'acme/other'), isOwnedBy(null, 'acme/infra')]).toEqual([
      ...[true, false, false],
    ]);
  });
});

describe('a mark that text stands behind', () => {
  it.for<[description: string, slug: string | null]>([
    ['[managed by acme/infra: buckets]\nAsk Jane.', 'buckets'],
    ['[Managed by ACME/Infra: Buckets] Ask Jane.', 'buckets'],
    ['[managed by acme/other: x] [managed by acme/infra: buckets] Ask Jane.', 'buckets'],
    ['[managed by acme/other: buckets] Ask Jane.', null],
    ['Ask Jane.', null],
  ])('%j is found: %j', ([description, slug]) => {
    expect(findBuriedMark(description, 'acme/infra')).toBe(slug);
  });
});

const repository = (length: number) => `a/${'b'.repeat(length - 2)}`;

describe('the owner of a mark', () => {
  it.for<[what: string, owner: string, slug: string]>([
    ['an owner', 'acme/infra', 'a'],
    ['the longest owner', repository(LONGEST_OWNER), 'a'],
    ['a long user', `${'a'.repeat(150)}/b`, 'a'],
    ['the signs of a name', 'A-b_c.d/.github', 'a'],
    ['a long slug', 'acme/infra', 'a'.repeat(100)],
  ])('that is written with %s is read as the same', ([, owner, slug]) => {
    expect(isOwner(owner)).toBe(true);
    expect(readDescription(writeDescription('Text.', { owner, slug }))).toEqual({
      text: 'Text.',
      mark: { owner, slug },
    });
  });

  it.for([repository(LONGEST_OWNER + 1), 'acme', 'acme/', '/infra', 'a/b/c', 'a b/c', 'a/b]', 'a:/b', ''])(
    'can have no owner such as %s',
    (owner) => {
      expect(isOwner(owner)).toBe(false);
    },
  );
});
