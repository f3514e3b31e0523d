import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { findTraces } from './trace.ts';

/** The checkout's files that a tagger may have written, read at the first call. Never throws. */
export type SourceFiles = () => SourceIndex;

export interface SourceIndex {
  /**
   * Paths relative to the workspace, with forward slashes. A path from elsewhere is only looked up in here and
   * never opened, so none can lead out of the workspace.
   */
  readonly files: ReadonlySet<string>;
  /** Trace → file → line; null if it stands in that file more than once. */
  readonly traces: ReadonlyMap<string, ReadonlyMap<string, number | null>>;
  /** False if a limit was reached: there may be more of both. */
  readonly isComplete: boolean;
}

export interface SourceLimits {
  readonly files: number;
  /** Of all files that are read. */
  readonly bytes: number;
  /** A larger file counts as there, but is not read. */
  readonly fileBytes: number;
  readonly traces: number;
  readonly milliseconds: number;
}

/** A step that is cancelled has 7.5 s, and nothing else happens while the files are read. */
const LIMITS: SourceLimits = {
  files: 20_000,
  bytes: 64 * 2 ** 20,
  fileBytes: 2 ** 20,
  traces: 200_000,
  milliseconds: 3_000,
};

/** What Yor writes: Terraform, CloudFormation and Serverless. */
const TAGGED = /\.(?:tf|ya?ml|json|template)$/;

/** `.terraform` holds copies of modules, which would make their traces ambiguous. */
const SKIPPED = new Set(['.git', '.terraform', 'node_modules']);

/** GitHub could not be told of such a name, or would take it for another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found.
const UNFIT = /[\\\x00-\x1f\x7f\ufffd]/;

/** @param workspace absolute */
export function openSourceFiles(workspace: string, limits: SourceLimits = LIMITS): SourceFiles {
  let index: SourceIndex | null = null;
  return () => {
    index ??= indexFiles(workspace, limits);
    return index;
  };
}

function indexFiles(workspace: string, limits: SourceLimits): SourceIndex {
  const files = new Set<string>();
  const traces = new Map<string, Map<string, number | null>>();
  const until = performance.now() + limits.milliseconds;
  const buffer = Buffer.alloc(limits.fileBytes);
  let bytes = 0;
  let found = 0;

  for (const entry of walk(workspace)) {
    if (performance.now() >= until) return { files, traces, isComplete: false };
    if (entry.kind === 'file' && !addFile(entry.path)) return { files, traces, isComplete: false };
  }
  return { files, traces, isComplete: true };

  /** False if a limit is in its way. */
  function addFile(file: string): boolean {
    if (files.size >= limits.files) return false;
    const text = readSource(join(workspace, file), buffer);
    if (text === null) return true;
    bytes += text.length;
    if (bytes > limits.bytes) return false;
    files.add(file);
    for (const [trace, line] of findTraces(text)) {
      found += 1;
      if (found > limits.traces) return false;
      const lines = traces.get(trace) ?? new Map<string, number | null>();
      traces.set(trace, lines.set(file, line));
    }
    return true;
  }
}

interface Entry {
  readonly kind: 'folder' | 'file';
  readonly path: string;
}

/** Every folder, and the files of interest in it. Follows no link: `isFile` and `isDirectory` are false of one. */
export function* walk(workspace: string): Generator<Entry> {
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    yield { kind: 'folder', path: folder };
    const entries = listFolder(join(workspace, folder));
    // Another repository, such as a submodule or a second checkout: its files are none of this one.
    if (folder !== '' && entries.some(({ name }) => name === '.git')) continue;
    for (const entry of entries) {
      if (UNFIT.test(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(path);
      else if (entry.isFile() && TAGGED.test(entry.name)) yield { kind: 'file', path };
    }
  }
}

function listFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** Windows knows neither. Without them a file that has become a link or a pipe would be followed, or waited for. */
const FLAGS = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

/**
 * Null if it can't be read; empty if it is larger than the buffer. One buffer serves 20,000 files: a new one
 * for each, as `readText` takes it, costs more than the reading.
 */
export function readSource(path: string, buffer: Buffer): string | null {
  let file: number | null = null;
  try {
    file = openSync(path, FLAGS);
    const stats = fstatSync(file);
    if (!stats.isFile()) return null;
    if (stats.size > buffer.length) return '';
    return buffer.toString('utf8', 0, readSync(file, buffer));
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
