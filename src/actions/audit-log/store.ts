import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { hasCode } from '../../errors.ts';
import { readText, type TextOrProblem } from '../../runner/read-file.ts';
import { joinPieces, writeChunks, writeJson } from '../../runner/write-file.ts';
import type { StreamedJson } from '../../text/json-stream.ts';
import { LARGEST_STATE } from './state.ts';

/** A file that was written. */
export interface StoredFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Of the file as it lies there, compressed. */
  readonly sha256: string;
}

/** Where the export goes. Each file is there whole, or not at all. */
export interface Store {
  /** The names of what lies in the output folder. */
  listNames(): readonly string[];
  /** Writes lines, compressed. */
  writeLines(name: string, lines: Iterable<string>): Promise<StoredFile>;
  /** @returns its path */
  writeManifest(name: string, manifest: StreamedJson): string;
  readState(): TextOrProblem;
  /** @returns its path */
  writeState(state: StreamedJson): string;
}

/**
 * @param outputDir absolute
 * @param statePath absolute
 */
export function openStore(outputDir: string, statePath: string): Store {
  return {
    listNames() {
      try {
        return readdirSync(outputDir);
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return [];
        throw error;
      }
    },
    async writeLines(name, lines) {
      const path = resolve(outputDir, name);
      const hash = createHash('sha256');
      let bytes = 0;
      async function* measure(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      }
      await pipeline(joinPieces(lines), createGzip(), (compressed: AsyncIterable<Buffer>) =>
        writeChunks(path, measure(compressed)),
      );
      return { path, bytes, sha256: hash.digest('hex') };
    },
    writeManifest(name, manifest) {
      writeJson(join(outputDir, name), manifest);
      return join(outputDir, name);
    },
    readState: () => readText(statePath, LARGEST_STATE),
    writeState(state) {
      writeJson(statePath, state);
      return statePath;
    },
  };
}
