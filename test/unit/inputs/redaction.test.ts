import { describe, expect, test } from 'vitest';
import { decideRedaction } from '../../../src/inputs/redaction.ts';

describe('decideRedaction', () => {
  test.each([
    ['auto', 'public', true],
    ['auto', 'unknown', true],
    ['auto', 'private', false],
    ['auto', 'internal', false],
    ['always', 'private', true],
    ['always', 'internal', true],
    ['always', 'public', true],
    ['never', 'public', false],
    ['never', 'unknown', false],
    ['perhaps', 'private', true],
    ['', 'private', false],
    ['', 'internal', false],
    ['', 'public', true],
    ['', 'unknown', true],
  ] as const)('%s in a repository that is %s: %j', (redaction, visibility, expected) => {
    expect(decideRedaction(redaction, visibility)).toBe(expected);
  });
});
