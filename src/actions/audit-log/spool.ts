import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Memory } from '../../runner/memory.ts';

/**
 * Holds the lines of a window until all of them are there and can be sorted: a second may have a hundred thousand. Only
 * what they are sorted by is held in memory.
 */
export interface Spool {
  /** @param lines each with what it is sorted by */
  add(lines: readonly SpooledLine[]): void;
  /** Since it was cleared. */
  readonly size: number;
  /** All lines in order. */
  sorted(): Iterable<string>;
  clear(): void;
  /** Takes the file away. */
  remove(): void;
}

export interface SpooledLine {
  readonly key: string;
  readonly text: string;
}

const PREFIX = 'cloudquery-audit-log-';

/** @param temp a folder that is the job's own */
export function openSpool(temp: string, memory: Memory): Spool {
  const folder = mkdtempSync(join(temp, PREFIX));
  const path = join(folder, 'lines');
  let file = openSync(path, 'wx+', 0o600);
  let keys: string[] = [];
  /** Where each line begins; one more is where the last one ends. */
  let offsets: number[] = [0];
  function readLine(index: number): string {
    const at = offsets[index] ?? 0;
    const bytes = Buffer.allocUnsafe((offsets[index + 1] ?? 0) - at);
    for (let got = 0; got < bytes.length; ) {
      const more = readSync(file, bytes, got, bytes.length - got, at + got);
      if (more === 0) throw new Error('the events that were kept on disk are not all there any more');
      got += more;
    }
    memory.add(bytes.length);
    return bytes.toString('utf8');
  }
  return {
    get size() {
      return keys.length;
    },
    add(lines) {
      if (lines.length === 0) return;
      let end = offsets.at(-1) ?? 0;
      for (const { key, text } of lines) {
        keys.push(key);
        end += Buffer.byteLength(text);
        offsets.push(end);
      }
      // Not `writeSync`: a disk that is almost full takes a part, and says so by a number only.
      writeFileSync(file, lines.map(({ text }) => text).join(''));
    },
    *sorted() {
      const order = Uint32Array.from(keys.keys()).sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
      for (const index of order) yield readLine(index);
    },
    clear() {
      keys = [];
      offsets = [0];
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
