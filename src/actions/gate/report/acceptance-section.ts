import { toCode, toMarkdown } from '../../../text/escape.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { renderDetails, renderRest, renderTable, takeWithin } from '../../../text/markdown.ts';
import type { Judgement } from '../judge/judge.ts';
import type { WaiverResult } from '../judge/waiver-effect.ts';
import { countLeftOut, describeHolding, describeReach } from './acceptance-text.ts';

const TEXT_LENGTH = 200;
const REST_BYTES = 200;
const FILTERS_SHOWN = 20;

const STATES: Readonly<Record<WaiverResult['state'], string>> = {
  'in-force': '',
  expiring: '⏳ expires soon',
  expired: '❌ expired',
};

const LAST_DAY = '⏳ expires today';

/** The waivers: those that somebody has to look at are open, the others open on a click. Empty if there are none. */
export function renderWaivers(waivers: readonly WaiverResult[], maxBytes: number): string[] {
  const urgent = waivers.filter(needsLook);
  const others = waivers.filter((waiver) => !urgent.includes(waiver));
  const first = renderWaiverTable(urgent, maxBytes / 2);
  const rest = renderWaiverTable(others, maxBytes / 2);
  return [
    first === '' ? '' : `### Waivers to look at (${formatCount(urgent.length)})\n\n${first}`,
    rest === '' ? '' : renderDetails(`Waivers in force (${formatCount(others.length)})`, rest),
  ];
}

/** Whether somebody has to do something about it, now or soon. */
export function needsLook({ state, problem }: WaiverResult): boolean {
  return state !== 'in-force' || problem !== null;
}

function renderWaiverTable(waivers: readonly WaiverResult[], maxBytes: number): string {
  if (waivers.length === 0) return '';
  const header = ['Policy', 'Applies to', 'Until', 'Covers', 'Owner', 'Reason'];
  const table = renderTable(header, waivers, renderWaiver, maxBytes - REST_BYTES);
  return table.text + renderRest(waivers.length - table.taken, 'waiver');
}

function renderWaiver(result: WaiverResult): readonly string[] {
  const { waiver, state, isLastDay, isWhole, covered, problem } = result;
  const notes = [isLastDay ? LAST_DAY : STATES[state], problem === null ? '' : toMarkdown(problem, TEXT_LENGTH)].filter(
    (note) => note !== '',
  );
  const ticket = waiver.ticket === null ? '' : ` (${toMarkdown(waiver.ticket, TEXT_LENGTH)})`;
  return [
    toMarkdown(waiver.policy, TEXT_LENGTH),
    toMarkdown(describeReach(waiver, isWhole), TEXT_LENGTH),
    [waiver.expires, ...notes].join(' · '),
    covered === null ? 'unknown' : formatCount(covered),
    toMarkdown(waiver.owner, TEXT_LENGTH),
    toMarkdown(waiver.reason, TEXT_LENGTH) + ticket,
  ];
}

/** What is new, what the baseline says, and which filters left out what: a line each. */
export function renderScope(judgement: Judgement, maxBytes: number): string {
  const { news, totals } = judgement;
  const lines: string[] = [];
  if (news.kind === 'counts' && totals.found > 0) lines.push(describeGrowth(news.count, judgement));
  lines.push(...renderScopeBriefly(judgement));
  const portion = takeWithin(lines, (line) => `- ${line}\n`, maxBytes);
  return portion.text + renderRest(lines.length - portion.taken, 'filter');
}

/** The same without what is new. */
export function renderScopeBriefly({ baseline, filters }: Judgement): string[] {
  const known = baseline === null ? [] : [`**Baseline** ${toCode(baseline.path)} ${describeHolding(baseline)}`];
  return [
    ...known,
    ...filters.slice(0, FILTERS_SHOWN).map(({ input, value, leftOut }) => {
      const effect = leftOut === null ? '' : ` leaves out ${countLeftOut(input, leftOut)}`;
      return `**Filter** ${toCode(`${input}: ${value}`)}${effect}`;
    }),
  ];
}

/**
 * What grew, and what shrank, since the previous evaluation. The column *Change* has the sum of both, which may be 0
 * while violations come and go: so the two are told apart.
 */
function describeGrowth(grown: number, { changes: { shrunk } }: Judgement): string {
  const others = shrunk === 0 ? '' : `; other policies have ${formatCount(shrunk)} fewer`;
  return `**New since the previous evaluation:** ${countNouns(grown, 'violation')} (counted per policy${others})`;
}
