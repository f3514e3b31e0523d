import { countNouns, formatCount } from '../../../text/format.ts';
import type { BaselineResult } from '../baseline/baseline.ts';
import type { News } from '../evaluate/growth.ts';
import type { WaiverResult } from '../judge/waiver-effect.ts';
import { isScopeInput } from '../select/aspect.ts';
import type { ActiveFilter } from '../select/selection.ts';

/** A filter and its effect in a sentence. */
export function describeFilter({ input, value, leftOut }: ActiveFilter): string {
  const effect = leftOut === null ? '' : ` leaves out ${countLeftOut(input, leftOut)}`;
  return `Filter \`${input}: ${value}\`${effect}.`;
}

/** `12 violations`, `1 active policy`. */
export function countLeftOut(input: string, leftOut: number): string {
  return isScopeInput(input)
    ? countNouns(leftOut, 'violation')
    : countNouns(leftOut, 'active policy', 'active policies');
}

/** Such as `Baseline known.json: 65 known, 3 fixed, 2 new.` */
export function describeBaseline(baseline: BaselineResult): string {
  return `Baseline ${baseline.path}: ${countKnown(baseline)}.`;
}

/** `65 known, 3 fixed, 2 new`. Those that are fixed are known ones, too. */
export function countKnown({ entries, fixed, added }: Pick<BaselineResult, 'entries' | 'fixed' | 'added'>): string {
  return `${formatCount(entries)} known, ${formatCount(fixed)} fixed, ${formatCount(added)} new`;
}

/** What is new, and how well that is known. */
export function describeNews(news: News): string {
  switch (news.kind) {
    case 'baseline':
      return `New: ${countNouns(news.count, 'violation')} that gate and are not in the baseline.`;
    case 'counts':
      return `New since the previous evaluation: ${countNouns(news.count, 'violation')} (counted per policy; fewer in one policy does not make up for more in another).`;
    case 'unknown':
      return 'New: unknown (not all counts of this evaluation and of the previous one are known).';
  }
}

/** A waiver in one line, as plain text. */
export function describeWaiver({ waiver, state, isWhole, covered, problem }: WaiverResult): string {
  const end = { 'in-force': 'holds until', expiring: 'expires soon, on', expired: 'expired on' }[state];
  const parts = [
    `${waiver.policy}: ${describeReach(waiver, isWhole)}`,
    `${end} ${waiver.expires}`,
    covered === null || problem !== null ? '' : `covers ${countNouns(covered, 'violation')}`,
    problem ?? '',
    `owner ${waiver.owner}`,
    waiver.ticket === null ? '' : `ticket ${waiver.ticket}`,
    `line ${waiver.line}`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}. ${waiver.reason}`;
}

/** `the whole policy in account prod-*`, `resource web-*`. */
export function describeReach(waiver: WaiverResult['waiver'], isWhole: boolean): string {
  const { resource, account, region, tag, resourceType, cloud } = waiver;
  const limits = [
    ['of type', resourceType],
    ['with tag', tag],
    ['in account', account],
    ['in region', region],
    ['in cloud', cloud],
  ] as const;
  const parts = limits.flatMap(([words, pattern]) => (pattern === null ? [] : [`${words} ${pattern}`]));
  return [isWhole ? 'the whole policy' : `resource ${resource}`, ...parts].join(' ');
}
