import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'chdb';

interface LoadedLibrary {
  readonly library: typeof import('chdb');
  /** All sessions of a process have to use one folder. Little is in it: the tables are kept in memory. */
  readonly folder: string;
  /** Stays open: the engine ends with its last session, and to start it again takes longer than a test. */
  readonly first: Session;
}

// It takes a third of a second to load, so it is loaded if it is needed, and once for all emulators of a process.
let loaded: LoadedLibrary | { readonly missing: string } | null = null;

/** Why ClickHouse can't run here, for the name of a test that is skipped; null if it can. */
export function whyNoClickHouse(): string | null {
  const found = load();
  return 'missing' in found ? found.missing : null;
}

/** @throws {Error} if ClickHouse can't run here */
export function openSession(): Session {
  const found = load();
  if ('missing' in found) throw new Error(found.missing);
  return new found.library.Session(found.folder);
}

function load(): LoadedLibrary | { readonly missing: string } {
  loaded ??= loadLibrary();
  return loaded;
}

function loadLibrary(): LoadedLibrary | { readonly missing: string } {
  try {
    const library = createRequire(import.meta.url)('chdb') as LoadedLibrary['library'];
    const folder = makeFolder();
    return { library, folder, first: new library.Session(folder) };
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return { missing: `the package chdb, which is ClickHouse, does not run on ${process.platform}: ${reason}` };
  }
}

const PREFIX = 'emulated-clickhouse-';

/** A folder for this process. Who is killed, as Vitest's workers are, leaves one behind: it is removed here. */
function makeFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (!Number.isNaN(owner) && !isRunning(owner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
