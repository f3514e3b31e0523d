import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGramIndex, type GramIndex } from '../../../src/text/gram-index.ts';
import { gatherNames, redactWords } from '../../../src/text/names.ts';
import { HIDDEN_PATTERNS } from '../../../src/text/redact.ts';

function indexOf(...texts: readonly string[]): GramIndex {
  const index = createGramIndex();
  for (const text of texts) index.add(text);
  return index;
}

describe('a name that texts may hold', () => {
  const index = indexOf('The bucket Prod-Logs-EU is public, asks the\n  data  team.', 'CUSTOMER');

  test.each([
    'prod-logs-eu',
    'PROD-LOGS',
    'ｐｒｏｄ-logs',
    'the data team',
    'pro\u200bd-logs',
    'customer',
    // Too short to say no.
    'eu',
    '',
  ])('%j', (name) => {
    expect(index.mayHold(name)).toBe(true);
  });

  test.each(['prod-logs-us', 'prodlogs', 'data team 2', 'customers', 'team. CUSTOMER', 'zzzz'])('not %j', (name) => {
    expect(index.mayHold(name)).toBe(false);
  });

  test('a name longer than any that a cloud has counts by its beginning', () => {
    const name = 'long-name-'.repeat(20);
    expect(indexOf(`see ${name.slice(0, 100)}`).mayHold(name)).toBe(true);
  });

  test('without texts there is none', () => {
    expect(indexOf().mayHold('prod')).toBe(false);
  });
});

test('no name is missed that the words would lose', () => {
  const piece = fc.constantFrom(
    'a',
    'B',
    '-',
    '_',
    ' ',
    '  ',
    '\n',
    '.',
    'é',
    'e\u0301',
    'ß',
    'İ',
    'Σ',
    'ﬁ',
    '①',
    '\u200b',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, text, (before, name, after) => {
      const words = before + name + after;
      const names = gatherNames({ kept: [], accounts: [], resources: [name] });
      const redacted = redactWords(words, names);
      const isLost = redacted === HIDDEN_PATTERNS || redacted.includes('resource-');
      if (isLost) expect(indexOf(words).mayHold(name)).toBe(true);
    }),
  );
});
