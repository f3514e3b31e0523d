import { closeSync, mkdtempSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../errors.ts';
import type { Memory } from '../../../runner/memory.ts';
import type { ReportedViolation } from '../judge/tally.ts';
import { removeSpool, SPOOL_PREFIX } from './spool-folder.ts';

/**
 * Keeps the violations on disk until the verdict is known and the reports are written: there may be a million of them,
 * and no report needs more than one at a time.
 */
export interface Spool {
  /** For the post step, which takes away what a killed step left. */
  readonly folder: string;
  /** Why not all violations are there; null if they are. */
  problem(): string | null;
  add(policyId: string, rows: readonly ReportedViolation[]): void;
  /** In the order in which they came. Each call reads them anew. */
  rowsOf(policyId: string): Iterable<ReportedViolation>;
  /** Forgets those of a policy whose list turned out not to be whole. */
  drop(policyId: string): void;
  /** Takes the files away. */
  remove(): void;
}

/** Where in the file the rows lie that came together, in bytes. */
interface Stretch {
  readonly at: number;
  readonly size: number;
}

/**
 * @param temp a folder that is the job's own
 * @param scrub takes secrets out of a text
 * @param memory told of what is read
 */
export function createSpool(temp: string, scrub: (text: string) => string, memory: Memory): Spool {
  const stretches = new Map<string, Stretch[]>();
  let folder: string | null = null;
  let file: number | null = null;
  let end = 0;
  let problem: string | null = null;
  /** That there is no room for a report must not change the verdict. */
  function attempt(write: () => void): void {
    if (problem !== null) return;
    try {
      write();
    } catch (error) {
      problem = messageOf(error);
    }
  }
  attempt(() => {
    folder = mkdtempSync(join(temp, SPOOL_PREFIX));
    file = openSync(join(folder, 'rows'), 'wx+', 0o600);
  });
  return {
    folder: folder ?? '',
    problem: () => problem,
    add(policyId, rows) {
      if (rows.length === 0) return;
      attempt(() => {
        if (file === null) throw new Error('the file is closed');
        const bytes = Buffer.from(scrub(JSON.stringify(rows)));
        // Not `writeSync`: a disk that is almost full takes a part, and says so by a number only.
        writeFileSync(file, bytes);
        const stretch = { at: end, size: bytes.length };
        end += bytes.length;
        const earlier = stretches.get(policyId);
        if (earlier === undefined) stretches.set(policyId, [stretch]);
        else earlier.push(stretch);
      });
    },
    *rowsOf(policyId) {
      for (const { at, size } of stretches.get(policyId) ?? []) {
        if (file === null) return;
        memory.add(size);
        yield* JSON.parse(readStretch(file, at, size)) as ReportedViolation[];
      }
    },
    drop: (policyId) => void stretches.delete(policyId),
    remove() {
      stretches.clear();
      if (file !== null) closeSync(file);
      file = null;
      removeSpool(folder ?? '');
    },
  };
}

/** @throws {Error} if somebody cut the file */
function readStretch(file: number, at: number, size: number): string {
  const bytes = Buffer.allocUnsafe(size);
  for (let got = 0; got < size; ) {
    const more = readSync(file, bytes, got, size - got, at + got);
    if (more === 0) throw new Error('the violations that were kept on disk are not all there any more');
    got += more;
  }
  return bytes.toString('utf8');
}
