import { describe, expect, it } from 'vitest';
import { isOwner, LONGEST_OWNER, readDescription, writeDescription } from '../../../src/text/mark.ts';

const repository = (length: number) => `a/${'b'.repeat(length - 2)}`;

describe('a mark', () => {
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
