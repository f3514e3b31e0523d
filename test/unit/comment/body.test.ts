import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COMMENT_CHARACTERS,
  type CommentParts,
  composeBody,
  findsRoom,
  hashBriefly,
  readMarker,
} from '../../../src/comment/body.ts';
import type { Colour } from '../../../src/comment/plan.ts';
import { HOSTILE_TEXTS } from '../hostile-corpus.ts';

const MARKER = 'cloudquery-gate';

const PARTS: CommentParts = {
  commenter: { marker: MARKER, subject: 'this gate' },
  key: hashBriefly('gate'),
  standing: {
    colour: 'red',
    facts: hashBriefly('x'),
    question: hashBriefly('q'),
    run: { id: 12_345_678_901, attempt: 2 },
  },
  wasRed: false,
  markdown: '## Heading\n',
  headSha: null,
  runUrl: null,
};

const COLOURS: Colour[] = ['red', 'yellow', 'green'];

test('a short hash says which value it is of, in a form that the marker has room for', () => {
  const values = ['', 'x', ['x'], { x: 1 }, 0, null];
  const hashes = values.map(hashBriefly);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(hashes).size).toBe(values.length);
  expect(values.map(hashBriefly)).toEqual(hashes);
});

describe('the marker', () => {
  test('is read as it was written', () => {
    const standing = fc.record({
      colour: fc.constantFrom<Colour>(...COLOURS),
      facts: fc.string().map((text) => hashBriefly(text)),
      question: fc.option(fc.string().map((text) => hashBriefly(text))),
      run: fc.record({ id: fc.nat({ max: 2 ** 49 }), attempt: fc.nat({ max: 1_000 }) }),
    });
    fc.assert(
      fc.property(standing, fc.string(), fc.boolean(), (given, markdown, wasRed) => {
        const body = composeBody({ ...PARTS, standing: given, markdown, wasRed });
        expect(readMarker(body, MARKER)).toEqual({ key: PARTS.key, standing: given });
      }),
    );
  });

  test.each([
    ['of another version', `<!-- cloudquery-gate:${PARTS.key} blue moon -->`],
    ['without a standing', `<!-- cloudquery-gate:${PARTS.key} -->`],
    ['with numbers that are none', `<!-- cloudquery-gate:${PARTS.key} red ${hashBriefly('x')} 1e9.1 -->`],
    ['with numbers too large', `<!-- cloudquery-gate:${PARTS.key} red ${hashBriefly('x')} ${'9'.repeat(20)}.1 -->`],
  ])('%s: the key is known, and no more', (_, marker) => {
    expect(readMarker(`${marker}\ntext`, MARKER)).toEqual({ key: PARTS.key, standing: null });
  });

  test.each([
    ['nothing', ''],
    ['a quotation', `> ${composeBody(PARTS)}`],
    ['later in the text', `Look:\n${composeBody(PARTS)}`],
    ['after a blank', ` ${composeBody(PARTS)}`],
    ['without an end', `<!-- cloudquery-gate:${PARTS.key} red`],
    ['an end that comes late', `<!-- cloudquery-gate:${PARTS.key} ${'x'.repeat(10_000)} -->`],
    ["somebody else's", '<!-- sticky-pull-request-comment -->'],
    ["another action's", composeBody({ ...PARTS, commenter: { ...PARTS.commenter, marker: 'cloudquery-sync' } })],
    ["another action's whose name begins alike", `<!-- cloudquery-gate-post:${PARTS.key} -->`],
    ["another action's whose name ends alike", `<!-- my-cloudquery-gate:${PARTS.key} -->`],
    ['a short key', '<!-- cloudquery-gate:abc -->'],
    ['a key in capitals', `<!-- cloudquery-gate:${'A'.repeat(16)} -->`],
  ])('%s is none', (_, body) => {
    expect(readMarker(body, MARKER)).toBeNull();
  });
});

describe('composeBody', () => {
  test.each<[Colour, wasRed: boolean, RegExp | null]>([
    ['green', true, /^> \*\*Green again:\*\* /m],
    ['yellow', true, /has not passed either\.$/m],
    ['red', true, null],
    ['green', false, null],
    ['yellow', false, null],
  ])('%s, was red %s', (colour, wasRed, word) => {
    const body = composeBody({ ...PARTS, standing: { ...PARTS.standing, colour }, wasRed });
    if (word === null) expect(body).not.toContain('\n> ');
    else expect(body).toMatch(word);
  });

  test.each<[Colour, string]>([
    ['green', '> **Green again:** this report was red on this pull request, and passes now.'],
    ['yellow', '> This report was red on this pull request. It is no longer red, but it has not passed either.'],
  ])('speaks of itself in the words of its action: %s', (colour, sentence) => {
    const commenter = { marker: 'cloudquery-report', subject: 'this report' };
    const body = composeBody({ ...PARTS, commenter, standing: { ...PARTS.standing, colour }, wasRed: true });
    expect(body.split('\n')[0]).toMatch(/^<!-- cloudquery-report:/);
    expect(body.split('\n')[1]).toBe(sentence);
    expect(readMarker(body, 'cloudquery-report')?.key).toBe(PARTS.key);
  });

  test('never says green again but of a pass', () => {
    for (const colour of COLOURS) {
      for (const wasRed of [true, false]) {
        const body = composeBody({ ...PARTS, standing: { ...PARTS.standing, colour }, wasRed });
        expect(body.includes('Green again')).toBe(wasRed && colour === 'green');
      }
    }
  });

  test('the report stands between blank lines, so that it is read as Markdown', () => {
    const body = composeBody({ ...PARTS, markdown: '\n## A\n\ntext\n\n', headSha: 'abc' });
    expect(body.split('\n').slice(1)).toEqual(['## A', '', 'text', '', '<sub>Commit abc · updated in place</sub>', '']);
  });

  test('a report of the greatest length leaves room for all that is ours', () => {
    const markdown = '💥'.repeat(COMMENT_CHARACTERS / 2);
    expect(findsRoom(markdown)).toBe(true);
    expect(findsRoom(`${markdown}x`)).toBe(false);
    for (const colour of COLOURS) {
      const standing = { ...PARTS.standing, colour, run: { id: 10 ** 15 - 1, attempt: 10 ** 9 - 1 } };
      const runUrl = `https://github.example/${'r'.repeat(477)}`;
      const body = composeBody({ ...PARTS, standing, markdown, wasRed: true, headSha: 'f'.repeat(64), runUrl });
      expect(body).toContain(runUrl);
      expect(body.length).toBeLessThanOrEqual(65_536);
    }
  });

  test.each([
    ['no address', 'not a url'],
    ['another scheme', 'javascript:alert(1)'],
    ['too long', `https://github.example/${'r'.repeat(500)}`],
  ])('%s: no link', (_, runUrl) => {
    expect(composeBody({ ...PARTS, runUrl })).not.toContain('](');
  });

  test.each(Object.entries(HOSTILE_TEXTS))('an address with %s stays a link', (_, text) => {
    const body = composeBody({ ...PARTS, runUrl: `https://github.example/${text}` });
    expect(body.split('\n').at(-2)).toMatch(/^<sub>(\[workflow run\]\(<https:[^<>\s]*>\) · )?updated in place<\/sub>$/);
  });
});
