import type { AuditEvent, AuditLogClient, AuditSpan } from '../../platform/audit-logs.ts';
import { isLastPage, LARGEST_PAGE } from '../../platform/http/paging.ts';
import { timestampOf } from '../../platform/timestamp.ts';
import { IncompleteError } from './incomplete.ts';
import { findStray, type Known, mergeEvents } from './merge.ts';
import { splitSpan } from './span.ts';

/** How often a window is read whose list moves. */
const READINGS = 3;

/** A window with more pages is split, if it can be: a list of many more has no end for the client. */
const MOST_PAGES = 1_000;

/** A window whose list was read whole. */
export interface Window {
  /** The ids that were not known, with their times in milliseconds since 1970. */
  readonly fresh: Map<string, number>;
  /** How many events were dropped, because they were known or came twice. */
  readonly duplicates: number;
}

export interface WindowDeps {
  readonly client: Pick<AuditLogClient, 'walkEvents'>;
  readonly known: Known;
  /** A window with more events is split, if it can be. */
  readonly largestWindow: number;
  /** Handed the events of each page, and those of them that came for the first time. */
  readonly onEvents: (events: readonly AuditEvent[], fresh: readonly AuditEvent[]) => void;
}

/** What one reading of a list shows. */
interface ListReading {
  /** As the list says last. */
  readonly total: number | null;
  readonly duplicates: number;
  /** Whether it ended where a list ends. */
  readonly isWhole: boolean;
  /** Whether events may have moved from a page to come to one that was read. */
  readonly hasMoved: boolean;
}

/**
 * Reads the list of a window until it is whole.
 * @returns null if the window has to be split: it has too many events, or moves too much
 * @throws {IncompleteError}
 */
export async function readWindow(span: AuditSpan, deps: WindowDeps): Promise<Window | null> {
  const canSplit = splitSpan(span) !== null;
  const seen = new Map<string, number>();
  let duplicates = 0;
  for (let reading = 1; ; reading++) {
    const list = await readList(span, seen, reading, canSplit, deps);
    if (list === null) return null;
    if (reading === 1) duplicates = list.duplicates;
    const isEnough = list.total === null || seen.size >= list.total;
    if (list.isWhole && !list.hasMoved && isEnough) return { fresh: withoutKnown(seen, deps.known), duplicates };
    if (reading < READINGS) continue;
    // If a list has one page, nothing moves to another.
    if (list.hasMoved && canSplit) return null;
    throw describeShort(seen.size, list);
  }
}

/**
 * Reads a list once. The list tells that it moved if an event comes twice, since then another one may have come never,
 * if its total falls, and if its first page is another one in the end.
 * @param seen the ids of all readings so far; those that come are added
 * @returns null if there are too many events
 */
async function readList(
  span: AuditSpan,
  seen: Map<string, number>,
  reading: number,
  canSplit: boolean,
  { client, known, largestWindow, onEvents }: WindowDeps,
): Promise<ListReading | null> {
  // A second set of ids is only needed if the first reading was no good.
  const own = reading === 1 ? null : new Set<string>();
  let top: ReadonlySet<string> | null = null;
  let total: number | null = null;
  let [pages, got, duplicates, isWhole, hasShrunk] = [0, 0, 0, true, false];
  for await (const page of client.walkEvents(span)) {
    const { items, totalCount } = page;
    top ??= new Set(items.map(({ id }) => id));
    hasShrunk ||= total !== null && totalCount !== null && totalCount < total;
    total = totalCount ?? total;
    pages += 1;
    got += items.length;
    // A page that comes again ends the walk, also if what moved it there was new.
    isWhole = isLastPage(page, pages, LARGEST_PAGE, got);
    if (canSplit && (pages > MOST_PAGES || Math.max(total ?? 0, seen.size) > largestWindow)) return null;
    refuseStray(items, span);
    const merged = mergeEvents(items, known, seen);
    duplicates += merged.duplicates;
    for (const { id } of items) own?.add(id);
    onEvents(items, merged.fresh);
  }
  const hasRepeats = got > (own?.size ?? seen.size);
  const hasMoved = hasShrunk || (pages > 1 && (hasRepeats || !(await isOnTop(top, span, client))));
  return { total, duplicates, isWhole, hasMoved };
}

/** Whether the first page of a list still has these events. */
async function isOnTop(
  ids: ReadonlySet<string> | null,
  span: AuditSpan,
  client: WindowDeps['client'],
): Promise<boolean> {
  for await (const { items } of client.walkEvents(span)) {
    return items.length === ids?.size && items.every(({ id }) => ids.has(id));
  }
  return false;
}

/** Takes the known ids out: there are few of them beside what is new. */
function withoutKnown(seen: Map<string, number>, known: Known): Map<string, number> {
  for (const id of seen.keys()) if (known.has(id)) seen.delete(id);
  return seen;
}

function refuseStray(events: readonly AuditEvent[], span: AuditSpan): void {
  const stray = findStray(events, span);
  if (stray === null) return;
  // @failure audit | `incomplete` | The Platform, or a proxy in front of it, sends events of another time than it was
  // asked for. Update the action, or [report it](../CONTRIBUTING.md).
  throw new IncompleteError(
    `The Platform's list of events does not keep to \`start_time\` and \`end_time\`: one of ${stray.at} came for ${timestampOf(span.from)} to ${timestampOf(span.to)}`,
    { remedy: 'Look for a proxy that drops the query of an address. Otherwise please report it.' },
  );
}

function describeShort(got: number, { total, hasMoved }: ListReading): IncompleteError {
  const remedy = 'Run the job again. If it ends so every time, please report it to CloudQuery.';
  if (hasMoved) {
    // @failure audit | `incomplete` | The list changed while it was read. The next run begins where this one stopped.
    return new IncompleteError(`The Platform's list of events moved each of the ${READINGS} times that it was read`, {
      remedy,
    });
  }
  const promised = total === null ? 'and no end' : `of the ${total} that it says it has`;
  // @failure audit | `incomplete` | The list says that it has more events than it gives, or it changed while it was
  // read. The next run begins where this one stopped.
  return new IncompleteError(`The Platform's list of events has ${got} ${promised}`, { remedy });
}
