import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'chdb';

type Library = typeof import('chdb');

interface LoadedLibrary {
  readonly library: Library;
  /** All sessions of a process have to use one folder. Tables are kept in memory; only their definitions are in it. */
  readonly folder: string;
}

// It takes a third of a second to load, so it is loaded if it is needed, and once for all emulators of a process.
let loaded: LoadedLibrary | { readonly missing: string } | null = null;

/** Why ClickHouse can't run here, in a word for the name of a test that is skipped; null if it can. */
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
    const library = createRequire(import.meta.url)('chdb') as Library;
    library.version();
    const folder = mkdtempSync(join(tmpdir(), 'clickhouse-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return { library, folder };
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return { missing: `the package chdb, which is ClickHouse, does not run on ${process.platform}: ${reason}` };
  }
}
