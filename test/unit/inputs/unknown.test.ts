import { expect, test } from 'vitest';
import { explainUnknown } from '../../../src/inputs/unknown.ts';
import { findNear } from '../../../src/text/nearest.ts';

const KNOWN = ['fail-on', 'max-violations', 'mode', 'policies'];

test.each<[string, 'slip' | 'stranger', RegExp]>([
  ['failon', 'slip', /^`failon` is not an input of this action; the nearest that it has is `fail-on`: .*INPUT_FAILON/],
  ['fail_on', 'slip', /`fail-on`/],
  ['max-violation', 'slip', /`max-violations`/],
  ['modes', 'slip', /`mode`/],
  ['polices', 'slip', /`policies`/],
  ['policy', 'slip', /`policies`/],
  ['mod', 'slip', /`mode`/],
  ['pass', 'stranger', /no effect/],
  ['slack-webhook', 'stranger', /^`slack-webhook` is not an input of this action, and has no effect\.$/],
  ['a\n::error::b', 'stranger', /^`a ::error::b` is/],
])('%j is a %s', (name, kind, says) => {
  expect(explainUnknown([name], { findNear: (wanted) => findNear(wanted, KNOWN) })).toEqual([
    { kind, sentence: expect.stringMatching(says) },
  ]);
});
