import { deflateRawSync } from 'node:zlib';

const CHUNK_LENGTH = 256 * 1024;

/**
 * Follows how large a text becomes that is written piece by piece and then zipped, and never says less: each chunk is
 * zipped by itself and in haste. How far text can be zipped depends on it: a list of random ids shrinks by half, one of
 * names by nine tenths.
 * @returns bytes so far, after another piece
 */
export function createZippedSize(): (piece: string) => number {
  let zipped = 0;
  let pending = '';
  let pendingBytes = 0;
  return (piece) => {
    pending += piece;
    pendingBytes += Buffer.byteLength(piece);
    if (pendingBytes >= CHUNK_LENGTH) {
      zipped += deflateRawSync(pending, { level: 1 }).length;
      pending = '';
      pendingBytes = 0;
    }
    return zipped + pendingBytes;
  };
}
