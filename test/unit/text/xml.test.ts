import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLogText } from '../../../src/text/escape.ts';
import { toXml } from '../../../src/text/xml.ts';
import { readJunit } from '../actions/gate/report/junit/junit-schema.ts';
import { HOSTILE_TEXTS } from '../hostile-corpus.ts';

/** What a reader gets of a text, as an attribute and as text. */
function readBack(text: string): [attribute: string, text: string] {
  const xml = `<testcase name="${toXml(text)}"><failure>${toXml(text)}</failure></testcase>`;
  const report = readJunit(`<testsuites><testsuite name="" tests="1">${xml}</testsuite></testsuites>`);
  const [only] = report.suites[0]?.cases ?? [];
  return [only?.name ?? '', only?.text ?? ''];
}

test.each(Object.entries(HOSTILE_TEXTS))('a reader gets the line that a log shows: %s', (_, text) => {
  expect(readBack(text)).toEqual([toLogText(text), toLogText(text)]);
});

test('the same of any text', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    units.map((one) => String.fromCharCode(...one)),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(readBack(one)).toEqual([toLogText(one), toLogText(one)]);
    }),
  );
});

test('markup is shown and colours are gone', () => {
  expect(toXml('\u001b[31m<a href="x">Tom & Jerry\'s</a>\u001b[0m ]]>\n\u0000')).toBe(
    '&lt;a href=&quot;x&quot;&gt;Tom &amp; Jerry&apos;s&lt;/a&gt; ]]&gt;',
  );
});

test('the length is that of the text, and no entity is cut', () => {
  expect(toXml('&'.repeat(10), 3)).toBe('&amp;&amp;…');
});
