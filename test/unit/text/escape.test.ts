import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralizeLog, toCode, toCodeBlock, toCodeLine, toLogText, toMarkdown } from '../../../src/text/escape.ts';
import { HOSTILE_TEXTS } from '../hostile-corpus.ts';

const CORPUS = Object.entries(HOSTILE_TEXTS);

/** Text made of what commands, escapes and Markdown are made of: random characters alone rarely form any. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'#[]:|`*_~<>()!&@$\\-.\n\r\t \u0000\u001b\u009b\u00ad\u0301\u200b\u202e\ufe0f\ud83d'.split(''),
      ),
      fc.constantFrom('::', '##[', 'error', 'add-mask', '🪣', 'www.', 'http://', '</details>', '#1', 'deadbeef', '1.'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/**
 * Whether the runner could take the line for a command. Stricter than it is: one `::` is enough here, and
 * whatever has no weight in a comparison by culture counts as absent.
 */
function looksLikeCommand(line: string): boolean {
  const weighed = line.replace(/[\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]/gu, '').trimStart();
  return weighed.startsWith('::') || weighed.includes('##[');
}

function isOneCleanLine(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b-\u200f\ufeff]| {2}|^ | $/u.test(text);
}

describe('toLogText', () => {
  test.each([
    ['::error::x', '\\::error::x'],
    ['\u001b[31m ::error::x\u001b[0m', '\\::error::x'],
    [':\u200b:error::x', '\\::error::x'],
    ['see ##[error]x', 'see ##\\[error]x'],
    ['#\u200b#\ufe0f[error]x', '##\\[error]x'],
    ['[prod] buckets', '\\[prod] buckets'],
    ['written in C#', 'written in C#\\'],
    ['arn:aws:s3:::prod-logs', 'arn:aws:s3:::prod-logs'],
    ['a\r\nb\u2028c\u0085d\te', 'a b c d e'],
    ['user\u202excod.exe', 'userxcod.exe'],
    ['a\ud800b', 'a\ufffdb'],
    ['\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007', 'click'],
    ['Bücher “quoted” 🪣 100%', 'Bücher “quoted” 🪣 100%'],
  ])('%j becomes %j', (text, expected) => {
    expect(toLogText(text)).toBe(expected);
  });

  test('cuts by code points and says so', () => {
    expect(toLogText('🪣🪣🪣', 3)).toBe('🪣🪣🪣');
    expect(toLogText('🪣🪣🪣🪣', 3)).toBe('🪣🪣…');
    expect(toLogText('one two', 5)).toBe('one…');
    expect(toLogText('abc', 0)).toBe('…');
    expect([...toLogText('x'.repeat(10_000))]).toHaveLength(500);
  });

  test('a text that is cut before it is read says so too', () => {
    expect(toLogText(`a${'\u0000'.repeat(10_000)}b`, 100)).toBe('a…');
  });

  test.each(CORPUS)('makes one harmless line of: %s', (_, text) => {
    expectHarmless(toLogText(text));
  });

  test('holds for any text, next to any other', () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.integer({ min: 1, max: 40 }), (text, other, maxLength) => {
        const shown = toLogText(text, maxLength);
        expectHarmless(shown);
        expect(looksLikeCommand(shown + toLogText(other, maxLength))).toBe(false);
        expect([...shown].length).toBeLessThanOrEqual(maxLength);
        expect(toLogText(shown, maxLength)).toBe(shown);
      }),
      { numRuns: 2_000 },
    );
  });
});

function expectHarmless(shown: string): void {
  expect(shown).toSatisfy(isOneCleanLine);
  const surroundings = [
    ['', ''],
    ['#', ''],
    ['##', ''],
    [':', ''],
    [' ', ''],
    ['', '['],
    ['', '[error]'],
    ['', shown],
  ];
  for (const [before, after] of surroundings) expect(`${before}${shown}${after}`).not.toSatisfy(looksLikeCommand);
}

describe('neutralizeLog', () => {
  test('leaves our own layout alone', () => {
    const text = '  Policy            Found\n  ⚠️ 👩‍💻 buckets    12  (arn:aws:s3:::x)\n\n[ok] C#\n';
    expect(neutralizeLog(text)).toBe(text);
  });

  test.each([
    ['ok\n ::error::x', 'ok\n \\::error::x'],
    ['ok\r::error::x\r\n', 'ok\n\\::error::x\n'],
    ['a ##[error]x', 'a ##\\[error]x'],
    ['\u001b[31mred\u001b[0m\ttab\u0008', 'red tab'],
  ])('%j becomes %j', (text, expected) => {
    expect(neutralizeLog(text)).toBe(expected);
  });

  test.each(CORPUS)('makes every line harmless of: %s', (_, text) => {
    for (const line of neutralizeLog(text).split(/\r\n|\r|\n/)) expect(line).not.toSatisfy(looksLikeCommand);
  });

  test('holds for any text, and changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = neutralizeLog(text);
        for (const line of shown.split(/\r\n|\r|\n/)) expect(line).not.toSatisfy(looksLikeCommand);
        expect(neutralizeLog(shown)).toBe(shown);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The pieces of text that a browser would see between the elements. */
function textNodes(markdown: string): string[] {
  return markdown.split(/<\/?(?:wbr|span|code)>/).map(decodeEntities);
}

function decodeEntities(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');
}

function expectInert(markdown: string): void {
  expect(markdown).toSatisfy(isOneCleanLine);
  const bare = markdown.replace(/<\/?(?:wbr|span|code)>|&(?:amp|lt|gt|#\d+);/g, '');
  expect(bare).not.toMatch(/[&<>|`*~\\[\]()!#@$]/);
  expect(bare).not.toMatch(/(?:^|[^A-Za-z0-9])_|_(?:$|[^A-Za-z0-9])/);
  for (const node of textNodes(markdown)) expect(node).not.toMatch(/:\/\/|www\.|@./i);
}

describe('toMarkdown', () => {
  test.each([
    ['a | b', 'a &#124; b'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['@octocat', '&#64;<wbr>octocat'],
    ['see #12', 'see &#35;<wbr>12'],
    ['GH-12', 'GH-<wbr>12'],
    [':tada:', '&#58;<wbr>tada:'],
    ['x :tada:', 'x :<wbr>tada:'],
    ['deadbeefcafe 123456', 'deadbe<wbr>efcafe 123456'],
    ['https://www.x.example', 'https:<wbr>//www<wbr>.x.example'],
    ['costs $5', 'costs <span>&#36;</span>5'],
    ['aws_s3_buckets _x_', 'aws_s3_buckets &#95;x&#95;'],
    ['- item', '&#45; item'],
    ['1. one', '1&#46; one'],
    ['from 0.0.0.0/0 to port 22', 'from 0.0.0.0/0 to port 22'],
    ['two\nlines', 'two lines'],
  ])('%j becomes %j', (text, expected) => {
    expect(toMarkdown(text)).toBe(expected);
  });

  test('counts the length before it escapes', () => {
    expect(toMarkdown('||||', 3)).toBe('&#124;&#124;…');
  });

  test.each(CORPUS)('makes inert Markdown of: %s', (_, text) => {
    expectInert(toMarkdown(text));
  });

  test('shows exactly the text, and nothing in it refers to anything', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = toMarkdown(text);
        expectInert(markdown);
        expect(toMarkdown(textNodes(markdown).join(''))).toBe(markdown);
        for (const node of textNodes(markdown)) {
          expect(node).not.toMatch(/#\d|[A-Za-z]-\d|(?<![A-Za-z0-9])[0-9a-f]{7,40}(?![A-Za-z0-9])/i);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('toCode', () => {
  test.each([
    ['prod-logs', '<code>prod-logs</code>'],
    ['`a` | b', '<code>&#96;a&#96; &#124; b</code>'],
    ['arn:aws:iam::123456789012:role/x', '<code>arn:aws:iam::123456789012:role/x</code>'],
    ['', ''],
    [' \u200b', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(toCode(text)).toBe(expected);
  });

  test.each(CORPUS)('makes an inert span of: %s', (_, text) => {
    expectInert(toCode(text));
  });

  test('shows exactly the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = toCode(text);
        expectInert(markdown);
        expect(toCode(textNodes(markdown).join(''))).toBe(markdown);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('toCodeLine', () => {
  test.each([
    ["\tSELECT 'a'  -- b", "\tSELECT 'a'  -- b"],
    ['a\u202eb', 'a‹U+202E›b'],
    ['\u001b[31mred', '‹U+001B›[31mred'],
    ['a\u2028b\u0085c\rd', 'a‹U+2028›b‹U+0085›c‹U+000D›d'],
    ['\u{e0067}', '‹U+E0067›'],
    // They look like a blank, and in a string they are none.
    ["'prod\u00a0eu\u3000\u2800'", "'prod‹U+00A0›eu‹U+3000›‹U+2800›'"],
    ['##[error]x #', '##\\[error]x #'],
    ['Bücher 🪣', 'Bücher 🪣'],
  ])('%j becomes %j', (line, expected) => {
    expect(toCodeLine(line)).toBe(expected);
  });

  test('is one line without a command of the old form, whatever it holds', () => {
    fc.assert(
      fc.property(hostileText, (line) => {
        const shown = toCodeLine(line);
        expect(shown).not.toMatch(/[\r\n\v\f\x85\u2028\u2029]|\p{Bidi_Control}/u);
        expect(shown.replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')).not.toContain('##[');
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('toCodeBlock', () => {
  test.each([
    ['a\n', '```diff\na\n```\n'],
    [' ```\n', '````diff\n ```\n````\n'],
    ['``````` ```\n', '````````diff\n``````` ```\n````````\n'],
  ])('%j becomes %j', (code, expected) => {
    expect(toCodeBlock(code, 'diff')).toBe(expected);
  });
});
