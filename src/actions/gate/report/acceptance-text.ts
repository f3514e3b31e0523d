import { countNouns, formatCount } from '../../../text/format.ts';
import type { BaselineResult } from '../baseline/baseline.ts';
import type { Judgement } from '../judge/judge.ts';
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

/** Such as `Baseline known.json holds 65 violations (3 fixed); 2 new.` */
export function describeBaseline(baseline: BaselineResult): string {
  return `Baseline ${baseline.path} ${describeHolding(baseline)}.`;
}

/**
 * What the file holds, as the rest of a sentence: `holds 65 violations (3 fixed); 2 new`. They are not called known, as
 * the violations are that were found and are in the file: those are other ones, and mostly fewer.
 */
export function describeHolding({ entries, fixed, added }: Omit<BaselineResult, 'path'>): string {
  const holds = `holds ${countNouns(entries, 'violation')}`;
  return fixed === null || added === null
    ? `${holds}; which of them are fixed, and what is new, is unknown, since nothing was judged`
    : `${holds} (${formatCount(fixed)} fixed); ${formatCount(added)} new`;
}

/** What is new, and how well that is known. */
export function describeNews({
  news,
  inconclusive,
  judged,
}: Pick<Judgement, 'news' | 'inconclusive' | 'judged'>): string {
  switch (news.kind) {
    case 'baseline': {
      const [gate, are] = news.count === 1 ? ['gates', 'is'] : ['gate', 'are'];
      return `New: ${countNouns(news.count, 'violation')} ${gate} and ${are} not in the baseline.`;
    }
    case 'counts':
      return `New since the previous evaluation: ${countNouns(news.count, 'violation')} (counted per policy; fewer in one policy does not make up for more in another).`;
    case 'unknown':
      return inconclusive > 0 || judged === 0
        ? 'New: unknown, since not all policies could be judged.'
        : 'New: unknown, since not all counts of the previous evaluation are known.';
  }
}

/** A waiver in one line, as plain text. */
export function describeWaiver(result: WaiverResult): string {
  const { waiver, state, isLastDay, isWhole, covered, problem } = result;
  const end = { 'in-force': 'holds until', expiring: 'expires soon, on', expired: 'expired on' }[state];
  const covers = state === 'expired' ? 'would cover' : 'covers';
  const parts = [
    `${waiver.policy}: ${describeReach(waiver, isWhole)}`,
    isLastDay ? `expires today, ${waiver.expires}` : `${end} ${waiver.expires}`,
    covered === null || problem !== null ? '' : `${covers} ${countNouns(covered, 'violation')}`,
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
