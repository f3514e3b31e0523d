import { describe, test } from 'vitest';
import {
  expectEarlyRefusal,
  expectProblems,
  expectRefusal,
  HEAVY_PIECES,
  LARGE_BOMBS,
  PIECES,
} from './hostile-files.ts';

describe('a hostile file', () => {
  test.each(PIECES)('of nothing but %j is refused, wherever it stands, and however much of it', (piece) => {
    expectRefusal(piece, 2 ** 15);
  });

  test.each(HEAVY_PIECES)('of a mebibyte of %j is refused after %i words and signs', expectEarlyRefusal);

  test.each(LARGE_BOMBS)('%s is refused', (_, text) => expectProblems(text()));
});
