import { toCode, toMarkdown } from '../../../text/escape.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { renderRest, renderTable } from '../../../text/markdown.ts';
import { describeGroup, formatGroupBy, type Group } from '../judge/group.ts';
import type { Judgement } from '../judge/judge.ts';

const NAME_LENGTH = 160;
const GROUPS_SHOWN = 50;
const REST_BYTES = 300;

/** Who has how many gating violations, the most first; empty if nobody asks, or none gates. */
export function renderGroups({ groupBy, groups }: Judgement, maxBytes: number): string {
  if (groups.length === 0) return '';
  const header = [groupBy.kind === 'tag' ? `Tag ${toCode(groupBy.key)}` : 'Account', 'Gating'];
  const table = renderTable(header, groups.slice(0, GROUPS_SHOWN), renderGroup, maxBytes - REST_BYTES);
  const rest = groups.slice(table.taken);
  const gating = rest.reduce((sum, group) => sum + group.gating, 0);
  const violations = `, with ${countNouns(gating, 'violation')}`;
  const more = renderRest(rest.length, `group${violations}`, `groups${violations}`);
  return `### Who has the gating violations (${toCode(formatGroupBy(groupBy))})\n\n${table.text}${more}`;
}

function renderGroup(group: Group): readonly string[] {
  const label = group.kind === 'named' ? renderName(group) : `*${describeGroup(group)}*`;
  return [label, formatCount(group.gating)];
}

function renderName({ name, id }: Group): string {
  const parts = [toMarkdown(name, NAME_LENGTH), toCode(id ?? '')].filter((part) => part !== '');
  return parts.join(' ') || '*empty*';
}
