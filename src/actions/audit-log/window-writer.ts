import { type AuditEvent, type AuditLogClient, type AuditSpan, formatSecond } from '../../platform/audit-logs.ts';
import { millisecondsOf } from '../../platform/timestamp.ts';
import { findUnmatched, matchPatterns, type Patterns } from '../../text/pattern.ts';
import { type LineStyle, renderLine } from './format.ts';
import { IncompleteError } from './incomplete.ts';
import { type Known, measureKnown } from './merge.ts';
import { nameLate, nameWindow } from './names.ts';
import { type Delays, overlapSince, type Plan } from './plan.ts';
import type { ExportedFile } from './result.ts';
import { adaptLength, DAY_MS, splitSpan } from './span.ts';
import type { Spool } from './spool.ts';
import type { NameFile, Store } from './store.ts';
import { readWindow, type Window } from './window.ts';

/** Which events are written, and how. */
export interface Selection extends LineStyle, Delays {
  readonly eventTypes: Patterns;
}

export interface WriterDeps {
  readonly client: Pick<AuditLogClient, 'walkEvents'>;
  readonly store: Pick<Store, 'writeLines'>;
  readonly spool: Spool;
  /** As `readWindow` takes it. */
  readonly largestWindow?: number | undefined;
  /** In bytes. */
  readonly largestState: number;
}

/** The ids of events that were read. Each window adds its own. */
export interface Ids {
  /** With their times in milliseconds since 1970. */
  readonly known: Map<string, number>;
  /** Those of them that the log has no more. What comes back is taken out. */
  readonly gone: Set<string>;
}

/** Which of the known events came again, and which event was the first of all. */
export interface Watch {
  readonly awaited: Set<string>;
  /** In milliseconds since 1970. */
  earliest: number;
}

/** What came of all windows so far. */
export interface Written {
  readonly files: readonly ExportedFile[];
  /** Events that were dropped by their id. */
  readonly duplicates: number;
  /** The patterns of `event-types` that match none of the events that came. Empty if none came. */
  readonly unmatchedTypes: readonly string[];
  /** How many of the exported events have a user that can't be read. */
  readonly oddUsers: number;
  /** Whether any window was read. */
  readonly hasRead: boolean;
}

/** Reads windows, and writes each one as soon as it is whole. */
export interface WindowWriter {
  /**
   * Reads a span as windows.
   * @param cut ends a window that would reach too far
   * @param onWindow is told how far it came, and of the new events; `false` ends it
   * @throws {IncompleteError} | {PlatformError} | {StepError} The windows before that are written.
   */
  write(
    span: AuditSpan,
    cut: (from: number, length: number) => AuditSpan,
    watch: Watch,
    onWindow: (end: number, fresh: ReadonlyMap<string, number>) => boolean,
  ): Promise<void>;
  readonly written: Written;
}

/** @param ids of the runs before; those of each window are added when it is written */
export function createWindowWriter(plan: Plan, ids: Ids, wanted: Selection, deps: WriterDeps): WindowWriter {
  const { client, store, spool, largestWindow, largestState } = deps;
  const { known, gone } = ids;
  const isMeant = matchPatterns(wanted.eventTypes);
  const files: ExportedFile[] = [];
  let [duplicates, oddUsers, hasTypes, hasRead] = [0, 0, false, false];
  // A pattern that excludes too little loses no event, so only these are watched.
  let unmatched: readonly string[] = wanted.eventTypes.include;
  const lineOf = (event: AuditEvent) => renderLine(event, wanted);

  /** @returns null if the window has to be split */
  async function readLines(span: AuditSpan, watch: Watch): Promise<(Window & { readonly odd: number }) | null> {
    spool.clear();
    let odd = 0;
    const window = await readWindow(span, {
      client,
      known,
      largestWindow,
      onEvents(events, fresh) {
        noteEvents(watch, events);
        for (const { id } of events) gone.delete(id);
        const types = events.flatMap(({ type }) => (type === null ? [] : [[type]]));
        hasTypes ||= types.length > 0;
        unmatched = findUnmatched(unmatched, types);
        const wantedOnes = fresh.filter(({ type }) => type === null || isMeant([type]));
        odd += wantedOnes.filter(({ hasOddUser }) => hasOddUser).length;
        spool.add(wantedOnes.map(lineOf));
        spool.pass(events.length - wantedOnes.length);
      },
    });
    return window && { ...window, odd };
  }

  async function writeLines(span: AuditSpan): Promise<void> {
    if (spool.size === 0) return;
    const isLate = span.from < plan.cursor;
    const nameFile: NameFile = (sha256) => (isLate ? nameLate(span, plan.asOf, sha256) : nameWindow(span, sha256));
    const events = spool.size;
    files.push({ ...(await store.writeLines(nameFile, spool.sorted())), span, isLate, events });
  }

  return {
    async write({ from, to }, cut, watch, onWindow) {
      let length = DAY_MS;
      for (let at = from; at < to; ) {
        const span = cut(at, length);
        const window = await readLines(span, watch);
        if (window === null) {
          length = (splitSpan(span)?.[0].to ?? span.to) - at;
          continue;
        }
        const { fresh } = window;
        refuseFlood(known, fresh, overlapSince(Math.max(span.to, plan.cursor), wanted.overlapMs), largestState);
        duplicates += window.duplicates;
        oddUsers += window.odd;
        await writeLines(span);
        hasRead = true;
        at = span.to;
        length = adaptLength(span.to - span.from, fresh.size);
        const goesOn = onWindow(at, fresh);
        // Moved, not copied: of a hundred thousand ids none is there twice.
        for (const [id, time] of fresh) {
          fresh.delete(id);
          known.set(id, time);
        }
        if (!goesOn) return;
      }
    },
    get written() {
      return { files, duplicates, unmatchedTypes: hasTypes ? unmatched : [], oddUsers, hasRead };
    },
  };
}

/**
 * Refuses a window after which the overlap alone would fill a state. It is not written, so that the state of the windows
 * before it counts.
 */
function refuseFlood(known: Known, fresh: Known, since: number, largestState: number): void {
  if (measureKnown(known, since) + measureKnown(fresh, since) <= largestState) return;
  // @failure audit#state-room | `incomplete` or `error` | The state must hold the id of each event within
  // `overlap-minutes`, and there are too many. Set `overlap-minutes` to less, and run again. The last state that was
  // written still counts.
  throw new IncompleteError(
    `The events since ${formatSecond(since)} are too many for the state, which holds ${largestState} bytes`,
    { remedy: 'Set `overlap-minutes` to less: the next run goes on from there.' },
  );
}

function noteEvents(watch: Watch, events: readonly AuditEvent[]): void {
  for (const { id, at } of events) {
    watch.awaited.delete(id);
    watch.earliest = Math.min(watch.earliest, millisecondsOf(at));
  }
}
