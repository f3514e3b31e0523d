import { hash } from 'node:crypto';

/** A file that git tracks, a link, a submodule, or a folder of which it lists no files. */
export interface IndexEntry {
  /** From the root of the repository on, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'submodule' | 'folder';
}

/** By the highest four bits of the mode. A folder is there if the index is sparse, too. */
const KINDS: Readonly<Record<number, IndexEntry['kind']>> = { 4: 'folder', 8: 'file', 10: 'link', 14: 'submodule' };

/** An index does not say which of them it holds. Its last bytes are that of all bytes before them. */
const HASHES = [
  { algorithm: 'sha1', length: 20 },
  { algorithm: 'sha256', length: 32 },
];

const HEADER_LENGTH = 12;
/** What stands in front of an entry's hash, in bytes: times, numbers, the mode and the size. */
const FACTS_LENGTH = 40;
const MODE_OFFSET = 24;
/** Two more bytes of flags follow. */
const IS_EXTENDED = 0x4000;
/** The bits of the flags that tell the length of the path, in bytes; all are set if it is that long or longer. */
const NAME_LENGTH = 0xfff;
/** No path is as long. */
const MOST_STRIPPED = 2 ** 20;

/**
 * Reads the index of git, the list of all files that it tracks (https://git-scm.com/docs/index-format): versions 2 to 4.
 * @param isWanted by the path; no other entry is kept
 * @returns null: it is damaged or cut, or says something that is not known here, such as that another file has a part of it
 */
export function readIndex(bytes: Buffer, isWanted: (path: string) => boolean): IndexEntry[] | null {
  for (const { algorithm, length } of HASHES) {
    const entries = isWhole(bytes, algorithm, length) ? readEntries(bytes, length, isWanted) : null;
    if (entries !== null) return entries;
  }
  return null;
}

/** Whether the last bytes are the hash of all others. They are zero if git is set to save the time (`index.skipHash`). */
function isWhole(bytes: Buffer, algorithm: string, hashLength: number): boolean {
  const end = bytes.length - hashLength;
  if (end < HEADER_LENGTH) return false;
  const last = bytes.subarray(end);
  return last.every((byte) => byte === 0) || last.equals(hash(algorithm, bytes.subarray(0, end), 'buffer'));
}

function readEntries(bytes: Buffer, hashLength: number, isWanted: (path: string) => boolean): IndexEntry[] | null {
  const end = bytes.length - hashLength;
  if (bytes.toString('latin1', 0, 4) !== 'DIRC') return null;
  const [version, count] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8)];
  if (version < 2 || version > 4) return null;
  const entries: IndexEntry[] = [];
  let at = HEADER_LENGTH;
  let name: Buffer = Buffer.alloc(0);
  for (let number = 0; number < count; number++) {
    const flagsAt = at + FACTS_LENGTH + hashLength;
    if (flagsAt + 2 > end) return null;
    const flags = bytes.readUInt16BE(flagsAt);
    const nameAt = flagsAt + (flags & IS_EXTENDED ? 4 : 2);
    const strip = version === 4 ? readNumber(bytes, nameAt, end) : { value: name.length, end: nameAt };
    if (strip === null || strip.value > name.length) return null;
    const nameEnd = bytes.indexOf(0, strip.end);
    if (nameEnd < 0 || nameEnd >= end) return null;
    const added = bytes.subarray(strip.end, nameEnd);
    name = version === 4 ? Buffer.concat([name.subarray(0, name.length - strip.value), added]) : added;
    const kind = KINDS[bytes.readUInt32BE(at + MODE_OFFSET) >>> 12];
    const isAsLong = Math.min(name.length, NAME_LENGTH) === (flags & NAME_LENGTH);
    if (kind === undefined || name.length === 0 || !isAsLong) return null;
    const path = name.toString('utf8');
    if (isWanted(path)) entries.push({ path, kind });
    // Up to version 3 each entry is as long as a multiple of eight.
    at = version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
  }
  return areKnown(bytes, at, end) ? entries : null;
}

/** In the notation that packs of git have for offsets. */
function readNumber(bytes: Buffer, start: number, limit: number): { value: number; end: number } | null {
  let value = -1;
  for (let at = start; at < limit && value < MOST_STRIPPED; at++) {
    const byte = bytes.readUInt8(at);
    value = (value + 1) * 128 + (byte & 127);
    if (byte < 128) return { value, end: at + 1 };
  }
  return null;
}

/**
 * Whether what stands behind the entries leaves them as they are. Who does not know an extension in small letters can't
 * read the index: `link` says that another file has a part of it. `sdir` says that folders stand for their files.
 */
function areKnown(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at + 8 <= end) {
    const name = bytes.toString('latin1', at, at + 4);
    if (!/^[A-Z]/.test(name) && name !== 'sdir') return false;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === end;
}
