import { appendFileSync, closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { messageOf } from '../errors.ts';
import type { ReportedViolation } from '../result.ts';

/**
 * Keeps the violations on disk until the verdict is known and the reports are written: there may be a million of them,
 * and no report needs more than one at a time.
 */
export interface Spool {
  /** For the post step, which takes away what a killed step left. */
  readonly folder: string;
  /** Why not all violations are there; null where they are. */
  problem(): string | null;
  add(policyId: string, rows: readonly ReportedViolation[]): void;
  /** In the order in which they came. Each call reads them anew. */
  rowsOf(policyId: string): Iterable<ReportedViolation>;
  /** Forgets those of a policy whose list turned out not to be whole. */
  drop(policyId: string): void;
  /** Takes the files away. */
  remove(): void;
}

const CHUNK = 2 ** 18;

const PREFIX = 'cloudquery-gate-rows-';

/**
 * @param temp a folder that is the job's own
 * @param scrub takes secrets out of a text
 */
export function createSpool(temp: string, scrub: (text: string) => string): Spool {
  const paths = new Map<string, string>();
  let folder: string | null = null;
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
    folder = mkdtempSync(join(temp, PREFIX));
  });
  return {
    folder: folder ?? '',
    problem: () => problem,
    add(policyId, rows) {
      if (rows.length === 0) return;
      attempt(() => {
        const path = paths.get(policyId) ?? join(folder ?? '', `${paths.size}.jsonl`);
        paths.set(policyId, path);
        appendFileSync(path, rows.map((row) => `${scrub(JSON.stringify(row))}\n`).join(''), { mode: 0o600 });
      });
    },
    *rowsOf(policyId) {
      const path = paths.get(policyId);
      if (path === undefined || !existsSync(path)) return;
      for (const line of readLines(path)) yield JSON.parse(line) as ReportedViolation;
    },
    drop(policyId) {
      const path = paths.get(policyId);
      if (path !== undefined) rmSync(path, { force: true });
    },
    remove: () => removeSpool(folder ?? ''),
  };
}

/** Takes away what a killed step left. @param folder as it was saved; anything else is left alone */
export function removeSpool(folder: string): void {
  if (basename(folder).startsWith(PREFIX)) rmSync(folder, { recursive: true, force: true });
}

function* readLines(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(CHUNK);
  let rest = '';
  try {
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    closeSync(file);
  }
}
