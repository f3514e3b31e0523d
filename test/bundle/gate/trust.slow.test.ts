import { describe, it } from 'vitest';
import {
  expectHiddenAround,
  expectHiddenInAnswers,
  expectHiddenInErrors,
  expectHiddenInSurroundings,
  MORE_ECHOES,
  MORE_PIECES,
} from './key-echoes.ts';

describe('the key', { concurrent: true }, () => {
  it.for(MORE_ECHOES)('is nowhere, where errors echo it %s', ([, echo]) => expectHiddenInErrors(echo));

  it.for(MORE_ECHOES)('is nowhere, where headers hold it and messages are cut within it, %s', ([, echo]) =>
    expectHiddenInSurroundings(echo),
  );

  it.for(MORE_ECHOES)('is nowhere, where policies, resources and redirects hold it %s', ([, echo]) =>
    expectHiddenInAnswers(echo),
  );

  it.for(MORE_PIECES)('is nowhere, where %s stands in the middle of it', ([, piece]) => expectHiddenAround(piece));
});
