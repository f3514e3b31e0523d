import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { millisecondsOf, type Timestamp } from '../../platform/timestamp.ts';
import { attemptWrite } from '../../runner/file-problem.ts';
import type { Memory } from '../../runner/memory.ts';

/**
 * Holds the lines of a window until all of them are there and can be sorted: a second may have a hundred thousand. Only
 * what they are sorted by is held in memory.
 */
export interface Spool {
  /** @param lines each with what it is sorted by: its time, to the nanosecond, then its id */
  add(lines: readonly SpooledLine[]): void;
  /** Counts events that came and are not held. They are garbage as well, if a list is read twice. */
  pass(events: number): void;
  /** Since it was cleared. */
  readonly size: number;
  /** All lines in order. */
  sorted(): Iterable<string>;
  clear(): void;
  /** Takes the file away. */
  remove(): void;
}

export interface SpooledLine {
  readonly at: Timestamp;
  readonly id: string;
  readonly text: string;
}

/** Lines that a window has room for at first. */
const LEAST_ROOM = 1_024;

/** What a line holds in memory, more or less, while its window is read. */
const HELD_BYTES = 200;

/** What an event was in memory that is not held, more or less. */
const PASSED_BYTES = 4_000;

const PREFIX = 'cloudquery-audit-log-';

/** @param temp a folder that is the job's own */
export function openSpool(temp: string, memory: Memory): Spool {
  const what = `The events that wait in ${temp} to be sorted`;
  const { folder, path, opened } = attemptWrite(what, () => {
    const made = mkdtempSync(join(temp, PREFIX));
    return { folder: made, path: join(made, 'lines'), opened: openSync(join(made, 'lines'), 'wx+', 0o600) };
  });
  let file = opened;
  let ids: string[] = [];
  /** Of each time the milliseconds, and the nanoseconds below. As texts they would take several times the room. */
  let milliseconds = new Float64Array(LEAST_ROOM);
  let nanoseconds = new Float64Array(LEAST_ROOM);
  /** Where each line ends. */
  let ends = new Float64Array(LEAST_ROOM);
  /** One for all lines: a hundred thousand of them would wait to be collected. */
  let bytes = Buffer.alloc(0);
  const endOf = (index: number) => ends[index] ?? 0;

  /** Numbers in a list of JavaScript's own would be objects as soon as they are compared. */
  function makeRoom(): void {
    if (ids.length < ends.length) return;
    [milliseconds, nanoseconds, ends] = [doubleRoom(milliseconds), doubleRoom(nanoseconds), doubleRoom(ends)];
  }

  function readLine(index: number): string {
    const at = endOf(index - 1);
    const size = endOf(index) - at;
    if (bytes.length < size) bytes = Buffer.allocUnsafeSlow(2 * size);
    for (let got = 0; got < size; ) {
      const more = readSync(file, bytes, got, size - got, at + got);
      if (more === 0) throw new Error('the events that were kept on disk are not all there any more');
      got += more;
    }
    memory.add(8 * size);
    return bytes.toString('utf8', 0, size);
  }
  return {
    get size() {
      return ids.length;
    },
    add(lines) {
      if (lines.length === 0) return;
      for (const { at, id, text } of lines) {
        makeRoom();
        const index = ids.push(id) - 1;
        milliseconds[index] = millisecondsOf(at);
        nanoseconds[index] = Number(at.slice(23, 29));
        ends[index] = endOf(index - 1) + Buffer.byteLength(text);
      }
      // Not `writeSync`: a disk that is almost full takes a part, and says so by a number only.
      const text = lines.map((line) => line.text).join('');
      attemptWrite(what, () => writeFileSync(file, text));
      // Each line was an object, a text and bytes, and is none of them any more.
      memory.add(8 * text.length);
    },
    pass: (events) => memory.add(PASSED_BYTES * events),
    *sorted() {
      const compare = (a: number, b: number) =>
        (milliseconds[a] ?? 0) - (milliseconds[b] ?? 0) ||
        (nanoseconds[a] ?? 0) - (nanoseconds[b] ?? 0) ||
        ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1);
      const order = new Uint32Array(ids.length).map((_, index) => index).sort(compare);
      for (const index of order) yield readLine(index);
    },
    clear() {
      // What was held of each line, here and where its id was counted, is garbage now.
      memory.add(HELD_BYTES * ids.length);
      ids = [];
      [milliseconds, nanoseconds, ends] = [
        new Float64Array(LEAST_ROOM),
        new Float64Array(LEAST_ROOM),
        new Float64Array(LEAST_ROOM),
      ];
      // Opened anew it is empty, and is written from its beginning.
      closeSync(file);
      file = openSync(path, 'w+', 0o600);
    },
    remove() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function doubleRoom(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * numbers.length);
  more.set(numbers);
  return more;
}
