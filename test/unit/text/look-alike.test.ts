import { expect, test } from 'vitest';
import { explainLookAlike } from '../../../src/text/look-alike.ts';

test.each<[string, string, string[], string | null]>([
  [
    'a zero-width space in what was typed',
    'acme\u200b-prod',
    ['dev', 'acme-prod'],
    'without the invisible U+200B it would be acme-prod',
  ],
  ['the same in a pattern', 'acme\u00ad-*', ['acme-prod'], 'without the invisible U+00AD it would be acme-prod'],
  [
    'a zero-width space on the Platform',
    'acme-prod',
    ['acme\u200b-prod'],
    'acme\u200b-prod is almost the same: it holds the invisible U+200B',
  ],
  [
    'a Cyrillic letter',
    'acme-prod',
    ['dev', 'acme-pr\u043ed'],
    'acme-pr\u043ed is almost the same: it has U+043E (Cyrillic) where yours has "o"',
  ],
  [
    'a Greek letter in what was typed',
    '\u03bfne',
    ['one'],
    'one is almost the same: it has "o" where yours has U+03BF (Greek)',
  ],
  ['an accent', 'cafe', ['caf\u00e9'], 'caf\u00e9 is almost the same: it has U+00E9 where yours has "e"'],
  [
    'a dash that is no hyphen',
    'acme-prod',
    ['acme\u2013prod'],
    'acme\u2013prod is almost the same: it has U+2013 where yours has "-"',
  ],
  [
    'a digit in place of a letter',
    'acme-pr0d',
    ['acme-prod'],
    'acme-prod is almost the same: it has "o" where yours has "0"',
  ],
  [
    'capitals make no difference',
    'PI-1',
    ['p1-l'],
    'p1-l is almost the same: it has "1" where yours has "i", and has "l" where yours has "1"',
  ],
  ['an underscore', 'acme_prod', ['acme-prod'], 'acme-prod is almost the same: it has "-" where yours has "_"'],
  [
    'both sides hold what nobody sees',
    'a\u200bb',
    ['ab\u2060'],
    'ab\u2060 is almost the same: it lacks the invisible U+200B of yours, and holds the invisible U+2060',
  ],
  ['another letter', 'acme-prod', ['acme-prox'], null],
  ['a letter more', 'acme-prod', ['acme-prods'], null],
  ['too many differences', '0000', ['\u043e\u03bf\u00f2\u00f3'], null],
  ['the name itself', 'acme-prod', ['ACME-PROD'], null],
  ['a wildcard is no letter', 'caf*', ['caf\u00e9x'], null],
  ['no names', 'acme-prod', [], null],
])('%s', (_, wanted, names, expected) => {
  expect(explainLookAlike(wanted, names)).toBe(expected);
});
