import { formatMoment } from '../../../platform/timestamp.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { byteLength, renderDetails } from '../../../text/markdown.ts';
import type { Past, PastTotal } from '../evaluate/past.ts';

/**
 * What the last evaluations found, as a small chart that GitHub draws, and in words for everybody else. It holds
 * nothing but numbers and dates. It is an `xychart-beta`, since older versions of Mermaid have no `xychart`, and it is
 * bars with a line, since the bars of the light theme are pale.
 */
export function renderPast({ policies, isWhole, totals }: Past, maxBytes: number): string {
  const counts = totals.map(({ found }) => found);
  const [first, last] = [totals[0]?.moment ?? null, totals.at(-1)?.moment ?? null];
  const chart = [
    '```mermaid',
    '%%{init: {"xyChart": {"width": 700, "height": 260}}}%%',
    'xychart-beta',
    `    x-axis [${labelMoments(totals).join(', ')}]`,
    `    y-axis 0 --> ${Math.max(1, ...counts)}`,
    `    bar [${counts.join(', ')}]`,
    `    line [${counts.join(', ')}]`,
    '```',
  ].join('\n');
  const many = countNouns(policies, 'judged policy', 'judged policies');
  const which = isWhole ? many : `the ${many} with the most violations now`;
  const words = `All violations of ${which}, gating or not, from ${formatMoment(first)} to ${formatMoment(last)}: ${counts.map(formatCount).join(' · ')}`;
  const text = renderDetails(`Found at the last ${totals.length} evaluations`, `${words}\n\n${chart}`);
  return byteLength(text) > maxBytes ? '' : text;
}

/** Days, or times if it was all in one day. Else numbers: two bars of the same label would be drawn as one. */
function labelMoments(totals: readonly PastTotal[]): string[] {
  const shown = totals.map(({ moment }) => formatMoment(moment));
  const labels = [shown.map((text) => text.slice(5, 10)), shown.map((text) => text.slice(11, 16))];
  const isOneDay = new Set(labels[0]).size === 1;
  const isDistinct = (texts: readonly string[] = []) => new Set(texts).size === totals.length;
  const best = isDistinct(labels[0]) ? labels[0] : isOneDay && isDistinct(labels[1]) ? labels[1] : undefined;
  return (best ?? totals.map((_, index) => `${index + 1}`)).map((text) => `"${text}"`);
}
