import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { hasCode, StepError } from '../../errors.ts';
import { attemptWrite, explainFileError } from '../../runner/file-problem.ts';
import { readText, type TextOrProblem } from '../../runner/read-file.ts';
import { joinPieces, writeChunks, writeText } from '../../runner/write-file.ts';
import { type StreamedJson, streamJson } from '../../text/json-stream.ts';
import { LARGEST_STATE } from './state.ts';

/** A file that was written. */
export interface StoredFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Of the file as it lies there, compressed. */
  readonly sha256: string;
}

/** Names a file by its SHA-256. */
export type NameFile = (sha256: string) => string;

/** Where the export goes. Each file is there whole, or not at all. */
export interface Store {
  /** The names of what lies in the output folder. */
  listNames(): readonly string[];
  /** Writes lines, compressed. */
  writeLines(nameFile: NameFile, lines: Iterable<string>): Promise<StoredFile>;
  /** @returns its name */
  writeManifest(nameFile: NameFile, manifest: StreamedJson): string;
  /** Absolute. */
  pathOf(name: string): string;
  readState(): TextOrProblem;
  /** @returns its path */
  writeState(state: StreamedJson): string;
}

/**
 * @param outputDir absolute
 * @param statePath absolute
 * @param largestState in bytes: a larger state is neither read nor written
 */
export function openStore(outputDir: string, statePath: string, largestState = LARGEST_STATE): Store {
  const files = `The files in \`output-dir\` ${outputDir}`;
  const state = `The state at \`state\` ${statePath}`;
  return {
    listNames: () =>
      attemptWrite(files, () => {
        try {
          return readdirSync(outputDir);
        } catch (error) {
          if (hasCode(error, 'ENOENT')) return [];
          throw error;
        }
      }),
    async writeLines(nameFile, lines) {
      const hash = createHash('sha256');
      let bytes = 0;
      async function* measure(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      }
      let [path, sha256] = ['', ''];
      const findPath = () => {
        sha256 = hash.digest('hex');
        path = join(outputDir, nameFile(sha256));
        return path;
      };
      try {
        await pipeline(joinPieces(lines), createGzip(), (compressed: AsyncIterable<Buffer>) =>
          writeChunks(join(outputDir, randomUUID()), measure(compressed), findPath),
        );
      } catch (error) {
        throw explainFileError(error, files);
      }
      return { path, bytes, sha256 };
    },
    writeManifest(nameFile, manifest) {
      const text = [...streamJson(manifest)].join('');
      const name = nameFile(createHash('sha256').update(text).digest('hex'));
      attemptWrite(files, () => writeText(join(outputDir, name), [text]));
      return name;
    },
    pathOf: (name) => join(outputDir, name),
    readState: () => readText(statePath, largestState),
    writeState(json) {
      attemptWrite(state, () => writeText(statePath, refuseBeyond(streamJson(json), largestState)));
      return statePath;
    },
  };
}

/** Passes pieces on as long as the next run can read them all. */
function* refuseBeyond(pieces: Iterable<string>, most: number): Generator<string> {
  let bytes = 0;
  for (const piece of pieces) {
    bytes += Buffer.byteLength(piece);
    if (bytes > most) {
      // @failure audit#state-room
      throw new StepError(`The state would be larger than the ${most} bytes that the next run reads.`, {
        remedy: 'Set `overlap-minutes` to less, and run again.',
      });
    }
    yield piece;
  }
}
