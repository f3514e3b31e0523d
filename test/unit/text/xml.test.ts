import { expect, test } from 'vitest';
import { toLogText } from '../../../src/text/escape.ts';
import { toXml } from '../../../src/text/xml.ts';
import { HOSTILE_TEXTS } from '../hostile-corpus.ts';
import { readBack } from './read-back.ts';

test.each(Object.entries(HOSTILE_TEXTS))('a reader gets the line that a log shows: %s', (_, text) => {
  expect(readBack(text)).toEqual([toLogText(text), toLogText(text)]);
});

test('markup is shown and colours are gone', () => {
  expect(toXml('\u001b[31m<a href="x">Tom & Jerry\'s</a>\u001b[0m ]]>\n\u0000')).toBe(
    '&lt;a href=&quot;x&quot;&gt;Tom &amp; Jerry&apos;s&lt;/a&gt; ]]&gt;',
  );
});

test('the length is that of the text, and no entity is cut', () => {
  expect(toXml('&'.repeat(10), 3)).toBe('&amp;&amp;…');
});
