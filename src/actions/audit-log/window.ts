import type { AuditEvent, AuditLogClient, AuditSpan } from '../../platform/audit-logs.ts';
import { isTooLarge } from '../../platform/http/errors.ts';
import { isLastPage, LARGEST_PAGE } from '../../platform/http/paging.ts';
import { timestampOf } from '../../platform/timestamp.ts';
import { IncompleteError } from './incomplete.ts';
import { findStray, type Known, mergeEvents } from './merge.ts';
import { createSightings, type Sightings } from './sightings.ts';
import { splitSpan } from './span.ts';

/** How often a window is read whose list moves. */
const READINGS = 3;

/** A window with more pages is split, if it can be: a list of many more has no end for the client. */
const MOST_PAGES = 1_000;

/** A window with more events is split, if it can be. Their ids are held in memory while it is read. */
const LARGEST_WINDOW = 200_000;

/** If a page is too large to be read, one of so much fewer events is asked for. */
const SMALLER = 4;

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
  /** For tests: a window with more events is split, if it can be. */
  readonly largestWindow?: number | undefined;
  /** Handed the events of each page, and those of them that came for the first time. */
  readonly onEvents: (events: readonly AuditEvent[], fresh: readonly AuditEvent[]) => void;
}

/** What one reading of a list shows. */
interface ListReading {
  /** As the list says last. */
  readonly total: number | null;
  readonly pages: number;
  readonly duplicates: number;
  /** Whether it ended where a list ends. */
  readonly isWhole: boolean;
  /** Whether events may have moved from a page to come to one that was read. */
  readonly hasMoved: boolean;
  /** Whether only another reading tells if an event is missing: there are several pages, and no total that can be true. */
  readonly isUnproved: boolean;
}

/**
 * Reads the list of a window until it is whole.
 * @returns null if the window has to be split: it has too many events, or moves too much
 * @throws {IncompleteError}
 */
export async function readWindow(span: AuditSpan, deps: WindowDeps): Promise<Window | null> {
  const canSplit = splitSpan(span) !== null;
  const seen = createSightings();
  let perPage = LARGEST_PAGE;
  let duplicates: number | null = null;
  let hasBefore = false;
  for (let reading = 1; ; ) {
    let list: ListReading | null;
    seen.begin();
    try {
      list = await readList(span, seen, perPage, canSplit, deps);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      if (perPage === 1) throw describeHuge(span, error);
      perPage = Math.max(1, Math.floor(perPage / SMALLER));
      hasBefore = false;
      continue;
    }
    if (list === null) return null;
    duplicates ??= list.duplicates;
    const isEnough = list.total === null || seen.size >= list.total;
    const isProved = !list.isUnproved || (hasBefore && seen.isSettled);
    if (list.isWhole && !list.hasMoved && isEnough && isProved)
      return { fresh: withoutKnown(seen.take(), deps.known), duplicates };
    hasBefore = true;
    reading += 1;
    if (reading <= READINGS) continue;
    // If a list has one page, nothing moves to another.
    const hasMoved = list.hasMoved || !isProved;
    if (hasMoved && canSplit) return null;
    throw describeShort(seen.size, { ...list, hasMoved });
  }
}

/**
 * Reads a list once. The list tells that it moved if an event comes twice, since then another one may have come never,
 * if its total falls, and if its first page is another one in the end. Without a total nothing tells of an event that was
 * taken out of a page that was read, and drew another one there: then a second reading has to have the same events.
 * @param seen the ids of all readings so far; those that come are added
 * @returns null if there are too many events
 */
async function readList(
  span: AuditSpan,
  seen: Sightings,
  perPage: number,
  canSplit: boolean,
  { client, known, largestWindow = LARGEST_WINDOW, onEvents }: WindowDeps,
): Promise<ListReading | null> {
  let top: ReadonlySet<string> | null = null;
  let total: number | null = null;
  let [pages, got, duplicates, isWhole, hasShrunk] = [0, 0, 0, true, false];
  for await (const page of client.walkEvents(span, perPage)) {
    const { items, totalCount } = page;
    top ??= new Set(items.map(({ id }) => id));
    hasShrunk ||= total !== null && totalCount !== null && totalCount < total;
    total = totalCount ?? total;
    pages += 1;
    got += items.length;
    // A page that comes again ends the walk, also if what moved it there was new.
    isWhole = isLastPage(page, pages, perPage, got);
    if (canSplit && (pages > MOST_PAGES || Math.max(total ?? 0, seen.size) > largestWindow)) return null;
    refuseStray(items, span);
    const merged = mergeEvents(items, known, seen);
    duplicates += merged.duplicates;
    onEvents(items, merged.fresh);
  }
  const hasRepeats = got > seen.came;
  const isUnproved = pages > 1 && (total === null || total < got);
  // The next reading begins with the first page.
  const isMoving = async () =>
    pages > 1 && (hasRepeats || (!isUnproved && !(await isOnTop(top, span, perPage, client))));
  const hasMoved = hasShrunk || (await isMoving());
  return { total, pages, duplicates, isWhole, hasMoved, isUnproved };
}

/** Whether the first page of a list still has these events. */
async function isOnTop(
  ids: ReadonlySet<string> | null,
  span: AuditSpan,
  perPage: number,
  client: WindowDeps['client'],
): Promise<boolean> {
  for await (const { items } of client.walkEvents(span, perPage)) {
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
  // @failure audit#list
  throw new IncompleteError(
    `The Platform's list of events does not keep to \`start_time\` and \`end_time\`: one of ${stray.at} came for ${timestampOf(span.from)} to ${timestampOf(span.to)}`,
    { remedy: 'Look for a proxy that drops the query of an address. Otherwise please report it.' },
  );
}

function describeHuge({ from, to }: AuditSpan, cause: Error): IncompleteError {
  // @failure audit | `incomplete` | The export stops before this event. =
  return new IncompleteError(
    `One event from ${timestampOf(from)} to ${timestampOf(to)} is too large to be read: ${cause.message}`,
    { cause, remedy: 'Look at that time in the audit log on the Platform, and report it to CloudQuery.' },
  );
}

function describeShort(got: number, { total, hasMoved }: ListReading): IncompleteError {
  const remedy = 'Run the job again. If it ends so every time, please report it to CloudQuery.';
  if (hasMoved) {
    // @failure audit#list
    return new IncompleteError(`The Platform's list of events changed each of the ${READINGS} times that it was read`, {
      remedy,
    });
  }
  const promised = total === null ? 'and no end' : `of the ${total} that it says it has`;
  // @failure audit#list | `incomplete` | The list changed while the action read it, or the answers are wrong. Run the
  // job again: it begins where this run stopped. If it ends so every time, look for a proxy that changes requests or
  // answers, or [report it](../CONTRIBUTING.md).
  return new IncompleteError(`The Platform's list of events has ${got} ${promised}`, { remedy });
}
