import type { ReadText } from '../../../runner/read-file.ts';
import type { Folder } from '../files/folder.ts';

/** A file that is to be written, by its path in the folder. */
export interface ExportFile {
  readonly path: string;
  readonly text: string;
}

/** Files that are not written yet, as their reader lists those of a folder. */
export function listFiles(files: readonly ExportFile[]): Folder {
  const named = (pattern: RegExp) =>
    files.filter(({ path }) => pattern.test(path)).map(({ path }) => ({ path, absolute: path }));
  return { yaml: named(/\.ya?ml$/i), sql: named(/\.sql$/i), folders: [], problems: [] };
}

/** Reads such files as a disk would give them: what is no UTF-8 comes back as something else. */
export function createReader(files: readonly ExportFile[]): ReadText {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return (path, mostBytes) => {
    const text = texts.get(path);
    if (text === undefined) return { kind: 'missing' };
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > mostBytes) return { kind: 'problem', problem: `would be larger than ${mostBytes} bytes.` };
    return { kind: 'text', text: bytes.toString('utf8') };
  };
}
