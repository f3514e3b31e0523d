import { hash } from 'node:crypto';

/** The index of git, as bytes, for checkouts that no git made. */

export interface FakeEntry {
  readonly path: string;
  /** By default that of a file. */
  readonly mode?: number;
  /** Whether it has the flags of version 3, such as the one that leaves it out of the checkout. */
  readonly isExtended?: boolean;
}

export interface FakeIndex {
  readonly version?: number;
  /** In bytes. */
  readonly hashLength?: number;
  /** Whether it ends with zeros instead of its hash. */
  readonly isUnhashed?: boolean;
  readonly extensions?: readonly { readonly name: string; readonly data: string }[];
}

export function buildIndex(
  entries: readonly FakeEntry[],
  { version = 2, hashLength = 20, isUnhashed = false, extensions = [] }: FakeIndex = {},
): Buffer {
  const parts = [Buffer.from('DIRC'), number32(version), number32(entries.length)];
  let before = Buffer.alloc(0);
  for (const { path, mode = 0o100644, isExtended = false } of entries) {
    const name = Buffer.from(path);
    const facts = [Buffer.alloc(24, 7), number32(mode), Buffer.alloc(12, 7), Buffer.alloc(hashLength, 7)];
    const length = Math.min(name.length, 0xfff);
    const flags = isExtended ? [number16(0x4000 | length), number16(0x4000)] : [number16(length)];
    let same = 0;
    while (same < Math.min(name.length, before.length) && name[same] === before[same]) same += 1;
    const named = version === 4 ? [varint(before.length - same), name.subarray(same)] : [name];
    const entry = Buffer.concat([...facts, ...flags, ...named]);
    const padding = version === 4 ? 1 : 8 - (entry.length % 8);
    parts.push(entry, Buffer.alloc(padding));
    before = name;
  }
  for (const { name, data } of extensions) parts.push(Buffer.from(name), number32(data.length), Buffer.from(data));
  const whole = Buffer.concat(parts);
  const end = isUnhashed ? Buffer.alloc(hashLength) : hash(hashLength === 20 ? 'sha1' : 'sha256', whole, 'buffer');
  return Buffer.concat([whole, end]);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function number16(value: number): Buffer {
  return number32(value).subarray(2);
}

/** As packs of git write offsets. */
function varint(value: number): Buffer {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(128 | (--rest & 127));
  return Buffer.from(bytes);
}
