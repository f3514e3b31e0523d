import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIndex } from '../../../../src/actions/policies/files/git-index.ts';
import { runs } from '../../../runs.ts';
import { buildIndex, type FakeEntry } from '../../fake/git-index.ts';

const all = () => true;
const KINDS = [
  [0o100644, 'file'],
  [0o100755, 'file'],
  [0o120000, 'link'],
  [0o160000, 'submodule'],
  [0o040000, 'folder'],
] as const;

const shape = fc.record({
  version: fc.constantFrom(2, 3, 4),
  hashLength: fc.constantFrom(20, 32),
  isUnhashed: fc.boolean(),
  extensions: fc.subarray([
    { name: 'TREE', data: 'x' },
    { name: 'sdir', data: '' },
    { name: 'UNTR', data: 'y'.repeat(300) },
  ]),
});
const paths = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', 'é', '🪣'), minLength: 1, maxLength: 300 }),
  { maxLength: 20 },
);
const index = fc
  .tuple(paths, shape, fc.infiniteStream(fc.constantFrom(...KINDS)), fc.infiniteStream(fc.boolean()))
  .map(([names, given, kinds, flags]) => {
    const entries = names
      .toSorted()
      .map((path) => ({ path, kind: kinds.next().value, isExtended: flags.next().value }));
    const fakes: FakeEntry[] = entries.map(({ path, kind: [mode], isExtended }) => ({
      path,
      mode,
      isExtended: isExtended && given.version > 2,
    }));
    return {
      bytes: buildIndex(fakes, given),
      wanted: entries.map(({ path, kind: [, kind] }) => ({ path, kind })),
    };
  });

describe('the index of git', () => {
  test('is read whole, in each version', () => {
    fc.assert(
      fc.property(index, ({ bytes, wanted }) => {
        expect(readIndex(bytes, all)).toEqual(wanted);
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('is not read if it is cut', () => {
    fc.assert(
      fc.property(index, fc.nat(), ({ bytes, wanted }, cut) => {
        const read = readIndex(bytes.subarray(0, cut % bytes.length), all);
        // If git wrote no hash, what is left of an index without entries can look whole.
        if (read !== null) expect(read).toEqual(wanted);
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('is not read if a byte is another one', () => {
    const hashed = index.filter(({ bytes }) => bytes.at(-1) !== 0);
    fc.assert(
      fc.property(hashed, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ bytes }, at, change) => {
        const changed = Buffer.from(bytes);
        const place = at % changed.length;
        changed[place] = changed.readUInt8(place) ^ change;
        expect(readIndex(changed, all)).toBeNull();
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('never throws, whatever its bytes are', () => {
    const noise = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 5 });
    fc.assert(
      fc.property(index, noise, ({ bytes }, changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        const read = readIndex(changed, all);
        expect(read === null || Array.isArray(read)).toBe(true);
      }),
      { numRuns: runs(2_000) },
    );
  });
});
