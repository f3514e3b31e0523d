import { expect, test } from 'vitest';
import type { Past } from '../../../../../src/actions/gate/evaluate/past.ts';
import { renderPast } from '../../../../../src/actions/gate/report/past-section.ts';
import { moment } from './example-results.ts';
import { findFaults } from './markdown-structure.ts';

const pastOf = (moments: readonly string[], changes: Partial<Past> = {}): Past => ({
  policies: 3,
  isWhole: true,
  totals: moments.map((text, index) => ({ moment: moment(text), found: index * 1_000 })),
  ...changes,
});

const DAYS = [1, 2, 3, 4, 5].map((day) => `2026-08-0${day}T12:00:00Z`);
const axisOf = (past: Past) => /x-axis (.*)/.exec(renderPast(past, 10_000))?.[1];

test('it is a chart, folded, with the same numbers in words', () => {
  const section = renderPast(pastOf(DAYS), 10_000);
  expect(findFaults(section)).toEqual([]);
  expect(section).toMatchInlineSnapshot(`
    "<details>
    <summary>Found at the last 5 evaluations</summary>

    All violations of 3 judged policies, gating or not, from 2026-08-01 12:00:00 UTC to 2026-08-05 12:00:00 UTC: 0 · 1,000 · 2,000 · 3,000 · 4,000

    \`\`\`mermaid
    %%{init: {"xyChart": {"width": 700, "height": 260}}}%%
    xychart-beta
        x-axis ["08-01", "08-02", "08-03", "08-04", "08-05"]
        y-axis 0 --> 4000
        bar [0, 1000, 2000, 3000, 4000]
        line [0, 1000, 2000, 3000, 4000]
    \`\`\`

    </details>
    "
  `);
});

test.each<[string, readonly string[], string]>([
  ['days', DAYS, '["08-01", "08-02", "08-03", "08-04", "08-05"]'],
  ['times of one day', ['2026-08-01T10:00:00Z', '2026-08-01T11:30:00Z'], '["10:00", "11:30"]'],
  ['numbers, if two are of one day', [...DAYS, '2026-08-05T13:00:00Z'], '["1", "2", "3", "4", "5", "6"]'],
  ['numbers, if two are of one minute', ['2026-08-01T10:00:01Z', '2026-08-01T10:00:59Z'], '["1", "2"]'],
  ['numbers, if two are a year apart', ['2025-08-01T10:00:00Z', '2026-08-01T10:00:00Z'], '["1", "2"]'],
])('its labels are never the same: %s', (_, moments, expected) => {
  expect(axisOf(pastOf(moments))).toBe(expected);
});

test('it says of how many policies it is', () => {
  expect(renderPast(pastOf(DAYS, { policies: 1 }), 10_000)).toContain(
    'All violations of 1 judged policy, gating or not',
  );
  const some = renderPast(pastOf(DAYS, { policies: 10, isWhole: false }), 10_000);
  expect(some).toContain('All violations of the 10 judged policies with the most violations now');
});

test('a scale of zeros has a height', () => {
  const totals = pastOf(DAYS).totals.map((total) => ({ ...total, found: 0 }));
  expect(renderPast(pastOf(DAYS, { totals }), 10_000)).toContain('y-axis 0 --> 1\n');
});

test('the largest counts are digits, as Mermaid reads them', () => {
  const totals = pastOf(DAYS).totals.map((total) => ({ ...total, found: 10 * 2 ** 63 }));
  expect(renderPast(pastOf(DAYS, { totals }), 10_000)).toMatch(/y-axis 0 --> \d+\n {4}bar \[\d+(, \d+){4}\]\n/);
});

test('without room there is none of it', () => {
  expect(renderPast(pastOf(DAYS), 300)).toBe('');
});
