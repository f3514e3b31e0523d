import { lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { StepError } from '../../../errors.ts';
import { readText } from '../../../runner/read-file.ts';
import { findFreePath, makeFolder, moveOver, writeText } from '../../../runner/write-file.ts';
import { toLogText } from '../../../text/escape.ts';
import type { Scrub } from '../../../text/scrub.ts';
import { readFiles } from '../files/read-files.ts';
import type { Files } from '../plan/sides.ts';
import type { ExportPlan } from './plan-export.ts';

/**
 * Writes files into a folder of their own: all of them, or none. They are read back before the folder gets its name.
 * @param path absolute; a folder that holds something stays as it is, and the new one has another name beside it
 * @param scrub takes the API key out of a text
 * @returns the folder
 * @throws {StepError} if nothing could be written
 */
export async function writeFolder(
  path: string,
  { files, read }: Pick<ExportPlan, 'files' | 'read'>,
  scrub: Scrub,
): Promise<string> {
  let draft: string | null = null;
  try {
    const free = findFreePath(path, isEmptyFolder);
    draft = findFreePath(`${free}.${process.pid}.tmp`);
    makeFolder(draft);
    for (const file of files) {
      // Without it the file would say something else.
      if (scrub(file.text) !== file.text) throw new Error(`${file.path} would hold the API key`);
      writeText(join(draft, file.path), [file.text]);
    }
    checkFolder(draft, read);
    if (isEmptyFolder(free)) rmdirSync(free);
    moveOver(draft, free);
    return free;
  } catch (cause) {
    if (draft !== null) rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
    const { describeFileError } = await import('../../../runner/file-problem.ts');
    // @failure managing | `error` | Nothing was changed on the Platform. =
    throw new StepError(`The files could not be written to ${toLogText(path)}: ${describeFileError(cause)}.`, {
      remedy: 'See that the runner has room on its disk and may write there, or set another `report-dir`.',
      cause,
    });
  }
}

/** A link is none, wherever it leads. */
function isEmptyFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && readdirSync(path).length === 0;
}

/** @throws {Error} if the files of a folder are not read as they were meant */
function checkFolder(folder: string, wanted: Files): void {
  const place = { workspace: dirname(folder), folder, path: basename(folder) };
  const { files, problems } = readFiles(place, readText, toLogText);
  const [first] = problems;
  if (first !== undefined) throw new Error(`${first.path} can't be read back (${first.sentence})`);
  if (!isDeepStrictEqual(withoutPlaces(files), withoutPlaces(wanted))) {
    throw new Error('they were read back otherwise than they were written');
  }
}

/** What files say, by slug: not where it stands. */
function withoutPlaces({ policies, groups }: Files) {
  const strip = <T extends { readonly file: unknown }>({ file: _, ...rest }: T) => rest;
  return {
    policies: new Map(policies.map((one) => [one.slug, strip(one)])),
    groups: new Map(groups.map((one) => [one.slug, strip(one)])),
  };
}
