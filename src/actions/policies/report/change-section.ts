import { toCode, toCodeBlock, toCodeLine, toMarkdown, toPlainText, toProse } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import { byteLength, renderDetails, renderTable, takeWithin } from '../../../text/markdown.ts';
import { tidyText } from '../../../text/tidy.ts';
import { describeEnd } from '../apply/ends.ts';
import { countObjects, type FieldValue, type GroupForm, type PolicyForm } from '../form.ts';
import type { PlannedChange } from '../plan/change.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import {
  countVerbs,
  describeDrift,
  describeFields,
  describeLastChange,
  describePlace,
  type EndOf,
  type NameOf,
  removes,
  takesAway,
} from './describe.ts';
import { diffTexts } from './diff.ts';
import { describeEffects, leavesNamesOut } from './effects.ts';

/** A part of a report, and whether something found no room in it. */
export interface Section {
  readonly text: string;
  readonly isCut: boolean;
}

/** How changes are seen. */
export interface View {
  readonly nameOf: NameOf;
  readonly endOf: EndOf;
  readonly isApplied: boolean;
  /** Whether they are taken as what somebody did to the Platform. */
  readonly isDrift: boolean;
}

const NAME_LENGTH = 100;
const FIELDS_LENGTH = 200;
const TEXT_LENGTH = 300;
const FACT_LENGTH = 1_500;
/** A longer text is shown as a difference. */
const SHORT_TEXT = 120;
/** For what stands around a list. */
const FRAME_BYTES = 300;

/** A row for each change. What takes something away is named also if its row finds no room. */
export function renderChanges(changes: readonly PlannedChange[], view: View, maxBytes: number): Section {
  const header = [
    ...['Action', 'Kind', 'Name', 'Slug', 'Changes'],
    ...(view.isApplied ? ['Result'] : []),
    ...(view.isDrift ? ['Changed last'] : []),
  ];
  const table = renderTable(header, changes, (change) => renderRow(change, view), maxBytes * 0.6 - FRAME_BYTES);
  const rest = changes.slice(table.taken);
  const removals = rest.filter(takesAway);
  const list = takeWithin(
    removals,
    ({ kind, verb, slug }) => `${verb} ${kind} ${toCode(slug)}, `,
    maxBytes - byteLength(table.text) - FRAME_BYTES,
  );
  const unnamed = [...removals.slice(list.taken), ...rest.filter((change) => !takesAway(change))];
  const also = list.taken === 0 ? '' : `**Takes something away, too:** ${list.text.replace(/, $/, '')}.`;
  const more =
    unnamed.length === 0 ? '' : `… and ${countNouns(unnamed.length, 'more change')}: ${countVerbs(unnamed)}.`;
  return { text: joinParts([table.text, also, more]), isCut: rest.length > 0 };
}

function renderRow(change: PlannedChange, { endOf, isApplied, isDrift }: View): readonly string[] {
  const { kind, verb, slug, name, changed } = change;
  const end = endOf(change);
  return [
    removes(change) ? `**${verb}**` : verb,
    kind,
    toMarkdown(name, NAME_LENGTH),
    toCode(slug),
    toMarkdown(describeFields(change), FIELDS_LENGTH),
    ...(isApplied ? [end === null ? 'unknown' : toMarkdown(describeEnd(end), TEXT_LENGTH)] : []),
    ...(isDrift ? [changed === null ? 'unknown' : toMarkdown(describeLastChange(changed), NAME_LENGTH)] : []),
  ];
}

/** What is behind each row, folded. Of objects that get our mark and nothing else one sentence tells it. */
export function renderChangeDetails(all: readonly PlannedChange[], view: View, maxBytes: number): Section {
  // As drift each of them is somebody's work.
  const changes = all.filter((change) => view.isDrift || !isMarkedOnly(change));
  const marked = all.length - changes.length;
  const mark = marked === 0 ? '' : describeMarked(marked);
  const mostOfOne = Math.min(Math.max(maxBytes / 6, 1_500), 30_000);
  let isCut = false;
  const portion = takeWithin(
    changes,
    (change) => {
      const section = renderChange(change, view, mostOfOne);
      isCut ||= section.isCut;
      return `${section.text}\n`;
    },
    maxBytes - FRAME_BYTES,
  );
  const rest = changes.length - portion.taken;
  const more = rest === 0 ? '' : `The details of ${countNouns(rest, 'more change')} find no room here.`;
  return { text: joinParts([mark, portion.text, more]), isCut: isCut || rest > 0 };
}

function isMarkedOnly({ verb, fields, markBefore }: PlannedChange): boolean {
  return verb === 'adopt' && fields.length === 0 && markBefore === null;
}

function describeMarked(count: number): string {
  return `Of ${countObjects(count)} only the description changes, which gets the mark of this repository. Ids, history and alerts stay.`;
}

function renderChange(change: PlannedChange, view: View, maxBytes: number): Section {
  const { verb, kind, slug, name, file, before, after } = change;
  const title = `${verb} ${kind} ${toMarkdown(name, NAME_LENGTH)} (${toCode(slug)})`;
  const facts = [
    view.isDrift ? `The ${kind} ${describeDrift(change)}.` : describeGone(change),
    ...describeEffects(change, view.nameOf),
  ].filter((fact) => fact !== '');
  const [query, description] = [readTexts(change, 'query'), readTexts(change, 'description')];
  const names = readTexts(change, 'name');
  const form = before === null || after === null ? renderForm(after ?? before) : renderFields(change, view);
  const parts = [
    file === null ? '' : `Defined in ${toCode(describePlace({ ...file, column: null }), TEXT_LENGTH)}`,
    facts.map((fact) => `- ${toProse(fact, FACT_LENGTH)}\n`).join(''),
    form.text,
  ];
  const room = maxBytes - byteLength(title) - byteLength(parts.join('')) - FRAME_BYTES;
  const texts = [
    { label: 'Name', section: needDiff(names) ? renderDiff(names, room / 8) : NOTHING },
    { label: 'Description', section: needDiff(description) ? renderDiff(description, room / 4) : NOTHING },
    { label: 'Query', section: query === null ? NOTHING : renderDiff(query, (room * 5) / 8) },
  ].filter(({ section }) => section !== NOTHING);
  const blocks = texts.map(({ label, section }) => `${label}:\n\n${section.text}`);
  return {
    text: renderDetails(title, joinParts([...parts, ...blocks])),
    isCut:
      form.isCut ||
      leavesNamesOut(change) ||
      facts.some((fact) => fact.length > FACT_LENGTH) ||
      texts.some(({ section }) => section.isCut),
  };
}

const NOTHING: Section = { text: '', isCut: false };

interface Texts {
  readonly before: string | null;
  readonly after: string | null;
}

type TextField = 'name' | 'description' | 'query';

/** A text that changes, comes or goes, tidy; null if it stays. */
function readTexts({ before, after, fields }: PlannedChange, field: TextField): Texts | null {
  const textOf = (form: PolicyForm | GroupForm | null) => {
    if (form === null) return null;
    if (field !== 'query') return tidyText(form[field]);
    return 'query' in form ? tidyQuery(form.query) : null;
  };
  const texts = { before: textOf(before), after: textOf(after) };
  const isSame = before !== null && after !== null && !fields.some((one) => one.field === field);
  return isSame || ((texts.before ?? '') === '' && (texts.after ?? '') === '') ? null : texts;
}

/** Whether texts are shown as a difference. */
function needDiff(texts: Texts | null): texts is Texts {
  return [texts?.before, texts?.after].some((text) => text != null && needsBlock(text));
}

/** Whether a cell of a table would not show all of a text. A line leaves out what can't be seen, and all blanks but one. */
function needsBlock(text: string): boolean {
  return text.length > SHORT_TEXT || toPlainText(text, text.length) !== text;
}

/** Drift says it in its own words. */
function describeGone({ file, before }: PlannedChange): string {
  return file === null && before !== null ? 'Its file is gone.' : '';
}

/** What is not in lists, which effects tell, and no long text. */
function renderFields(change: PlannedChange, { isDrift }: View): Section {
  const isTold = (field: string) =>
    field === 'query' || ((field === 'name' || field === 'description') && needDiff(readTexts(change, field)));
  const shown = change.fields.filter(({ field, before, after }) => !isTold(field) && !Array.isArray(before ?? after));
  const header =
    isDrift && change.file !== null ? ['Field', 'On the Platform', 'In the file'] : ['Field', 'Before', 'After'];
  const isCut = shown.some(({ before, after }) => [before, after].some(isTooLong));
  const rows = renderTable(header, shown, ({ field, before, after }) => [
    field,
    renderValue(before),
    renderValue(after),
  ]);
  return { text: rows.text, isCut };
}

function isTooLong(value: FieldValue | null): boolean {
  return typeof value === 'string' && value.length > TEXT_LENGTH;
}

function renderValue(value: FieldValue | null): string {
  return typeof value === 'string' ? toMarkdown(value, TEXT_LENGTH) : '';
}

/** What comes or goes as a whole. */
function renderForm(form: PolicyForm | GroupForm | null): Section {
  if (form === null) return NOTHING;
  const description = needsBlock(tidyText(form.description)) ? '' : form.description;
  const words = ['query' in form ? [form.domain, form.severity, form.status] : [], description].flat();
  const text = words
    .filter((word) => word !== '')
    .map((word) => toMarkdown(word, TEXT_LENGTH))
    .join(' · ');
  return { text, isCut: words.some(isTooLong) };
}

/** A difference in a block of code. What finds no room is counted. */
function renderDiff({ before, after }: Texts, maxBytes: number): Section {
  const isChange = before !== null && after !== null;
  // A plan makes the Platform as the files say, whoever changed what.
  const sides = isChange ? '--- on the Platform\n+++ in the file\n' : '';
  const { lines, isCut } = diffTexts(before, after);
  const room = maxBytes - FRAME_BYTES - byteLength(sides);
  const portion = takeWithin(lines, (line) => `${toCodeLine(line)}\n`, room);
  const rest = lines.slice(portion.taken);
  const count = (sign: string) => rest.filter((line) => line.startsWith(sign)).length;
  const more =
    rest.length === 0
      ? ''
      : `… and ${countNouns(rest.length, 'more line')}, ${count('-')} of them taken off and ${count('+')} added.`;
  const block = portion.taken === 0 ? '' : toCodeBlock(`${sides}${portion.text}`, 'diff');
  return { text: joinParts([block, more]), isCut: isCut || rest.length > 0 };
}

/** Parts with an empty line between them. */
export function joinParts(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
