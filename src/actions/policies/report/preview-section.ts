import type { Violation } from '../../../platform/violations.ts';
import { compareTexts } from '../../../text/compare.ts';
import { toCode, toMarkdown, toProse } from '../../../text/escape.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { byteLength, renderDetails, renderTable, takeWithin } from '../../../text/markdown.ts';
import { HIDDEN_PATTERNS } from '../../../text/redact.ts';
import type { AccountCount, PolicyPreview, Preview } from '../preview/preview.ts';
import { joinParts, type Section } from './change-section.ts';

const NAME_LENGTH = 100;
const TEXT_LENGTH = 300;
/** For what stands around lists. */
const FRAME_BYTES = 400;

/** Such as `Preview: 12 new violations, 3 gone`. What is unknown for some policies is said so. */
export function describePreview({ policies, added, gone }: Preview): string {
  const unknown = policies.filter(({ difference }) => difference === null).length;
  if (unknown === policies.length) return `Preview: unknown for ${countNouns(unknown, 'policy', 'policies')}`;
  const sum = (count: (one: PolicyPreview) => number) => policies.reduce((total, one) => total + count(one), 0);
  const least = unknown === 0 ? '' : 'at least ';
  const news = added ?? sum(({ difference }) => difference?.added ?? 0);
  const left = gone ?? sum(({ difference }) => difference?.gone ?? 0);
  const rest = unknown === 0 ? '' : `; unknown for ${countNouns(unknown, 'policy', 'policies')}`;
  return `Preview: ${least}${countNouns(news, 'new violation')}, ${formatCount(left)} gone${rest}`;
}

/** One line for a policy, as it stands in the log. */
export function describePolicyPreview({ slug, before, after, isThere, difference, why }: PolicyPreview): string {
  const old = isThere ? `the Platform's query ${formatCount(before)}` : 'and is not active on the Platform';
  const finds = `finds ${formatCount(after)}, ${old}`;
  if (difference === null) return `${slug}: ${finds}; which are new is unknown: ${why ?? ''}`;
  const { added, gone, same } = difference;
  const news = `${formatCount(added)} new ${describeForgiven(difference)}`.trim();
  return `${slug}: ${finds}: ${news}, ${formatCount(gone)} gone, ${formatCount(same)} the same`;
}

function describeForgiven({ added, forgiven }: NonNullable<PolicyPreview['difference']>): string {
  if (forgiven === null || added === 0) return '';
  const { waived, known } = forgiven;
  return `(${formatCount(added - waived - known)} would gate, ${formatCount(waived)} waived, ${formatCount(known)} known)`;
}

/** Those that change most first; what is unknown above all. */
export function sortPreviews(policies: readonly PolicyPreview[]): PolicyPreview[] {
  const weight = ({ difference }: PolicyPreview) =>
    difference === null ? Number.POSITIVE_INFINITY : difference.added + difference.gone;
  return policies.toSorted((a, b) => {
    const [left, right] = [weight(a), weight(b)];
    return left === right ? compareTexts(a.slug, b.slug) : right - left;
  });
}

/** A row for each policy, and what is behind it, folded. */
export function renderPreview({ policies }: Preview, maxBytes: number): Section {
  const sorted = sortPreviews(policies);
  const isJudged = sorted.some(({ difference }) => difference?.forgiven != null);
  const header = [
    ...['Policy', 'Found now', 'Would find', 'New'],
    ...(isJudged ? ['Of these gating'] : []),
    ...['Gone', 'Same'],
  ];
  const cells = (one: PolicyPreview) => renderRow(one, isJudged);
  const table = renderTable(header, sorted, cells, maxBytes * 0.5 - FRAME_BYTES);
  const rest = sorted.length - table.taken;
  const more = rest === 0 ? '' : `… and ${countNouns(rest, 'more policy', 'more policies')}.`;
  const room = maxBytes - byteLength(table.text) - 2 * FRAME_BYTES;
  const unknown = sorted.filter(({ difference }) => difference === null);
  const reasons = takeWithin(
    unknown,
    (one) => `- ${toCode(one.slug)}: ${toProse(one.why ?? '', TEXT_LENGTH)}\n`,
    room / 3,
  );
  const details = sorted.filter(({ difference }) => (difference?.added ?? 0) + (difference?.gone ?? 0) > 0);
  const shown = takeWithin(details, renderPolicy, room - byteLength(reasons.text));
  return {
    text: joinParts([
      table.text,
      more,
      reasons.text === '' ? '' : renderDetails(`Unknown (${unknown.length})`, reasons.text),
      shown.text === '' ? '' : renderDetails('What is new and what is gone', shown.text),
    ]),
    isCut: rest > 0 || reasons.taken < unknown.length || shown.taken < details.length,
  };
}

function renderRow({ slug, before, after, difference, isThere }: PolicyPreview, isJudged: boolean): readonly string[] {
  const gating =
    difference === null || difference.forgiven === null
      ? null
      : difference.added - difference.forgiven.waived - difference.forgiven.known;
  return [
    toCode(slug),
    isThere ? formatCount(before) : '–',
    formatCount(after),
    ...[
      difference?.added ?? null,
      ...(isJudged ? [gating] : []),
      difference?.gone ?? null,
      difference?.same ?? null,
    ].map((count) => formatCount(count)),
  ];
}

function renderPolicy({ slug, name, difference }: PolicyPreview): string {
  if (difference === null) return '';
  const { accounts, added, addedShown, gone, goneShown } = difference;
  return `${joinParts([
    `**${toMarkdown(name, NAME_LENGTH)}** (${toCode(slug)}) ${toProse(describeForgiven(difference))}`,
    accounts.length === 0 ? '' : `Most of the new ones: ${accounts.map(renderAccount).join(', ')}.`,
    renderResources('New', addedShown, added),
    renderResources('Gone', goneShown, gone),
  ])}\n\n`;
}

function renderAccount({ account, count }: AccountCount): string {
  return `${account.trim() === '' ? 'without an account' : toMarkdown(account, NAME_LENGTH)} ${formatCount(count)}`;
}

function renderResources(title: string, shown: readonly Violation[], count: number): string {
  if (count === 0) return '';
  const rest = count - shown.length;
  const lines = shown.map((one) => `- ${renderResource(one)}\n`);
  if (rest > 0) lines.push(`- … and ${formatCount(rest)} more\n`);
  return `${title} (${formatCount(count)}):\n\n${lines.join('')}`;
}

function renderResource({ name, platformId, accountName, accountId, region, resourceType }: Violation): string {
  const account = accountName.trim() === '' ? (accountId ?? '') : accountName;
  const place = [resourceType, account, region].filter((text) => text.trim() !== '' && text !== HIDDEN_PATTERNS);
  const details = place.map((text) => toMarkdown(text, NAME_LENGTH)).join(', ');
  const id = name.trim() === '' ? '' : ` ${toCode(platformId, NAME_LENGTH)}`;
  return `${toMarkdown(name.trim() === '' ? platformId : name, NAME_LENGTH)}${id}${details === '' ? '' : ` (${details})`}`;
}
