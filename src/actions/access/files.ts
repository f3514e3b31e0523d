import { resolve } from 'node:path';
import { readInputFile } from '../../inputs/input-file.ts';
import type { InputReader } from '../../inputs/reader.ts';
import type { Folders } from '../../runner/context.ts';
import type { ReadText } from '../../runner/read-file.ts';
import { toLogText } from '../../text/escape.ts';
import { HIDE } from '../../text/redact.ts';
import { COVERABLE, type ExpectedFile } from './expectation.ts';

/** The file that an input names, and where the step's own files go. */
export interface AccessFiles {
  /** Null if the input is empty. */
  readonly expected: ExpectedFile | null;
  /** Absolute. */
  readonly reportDir: string;
}

const LARGEST_EXPECTED = 2 ** 20;

/** Of `report-dir`, below the runner's folder for temporary files. */
const REPORT_DIR = 'cloudquery-access';

/**
 * Reads the files. What is wrong with them, the reader notes.
 * @param isRedacted whether nothing of a file may be quoted: it holds e-mails
 */
export async function readAccessFiles(
  reader: Pick<InputReader, 'textOf' | 'refuse'>,
  { workspace, temp }: Folders,
  readText: ReadText,
  isRedacted: boolean,
): Promise<AccessFiles> {
  const reportDir = resolve(workspace, reader.textOf('report-dir') || resolve(temp, REPORT_DIR));
  const path = reader.textOf('expected');
  if (path === '') return { expected: null, reportDir };
  const quote = isRedacted ? HIDE : toLogText;
  const file = readInputFile('expected', path, LARGEST_EXPECTED, 'one that holds `version: 1`', {
    workspace,
    readText,
  });
  if (file.kind === 'problem') {
    reader.refuse(file.problem);
    return { expected: null, reportDir };
  }
  // What reads YAML is loaded if there is some.
  const { parseExpected } = await (await import('../yaml-files.ts')).loadExpected();
  const parsed = parseExpected(file.text, path, COVERABLE, quote);
  if (parsed.kind === 'content') return { expected: { path, entries: parsed.content }, reportDir };
  for (const problem of parsed.problems) reader.refuse(`\`expected\` ${problem}`);
  return { expected: null, reportDir };
}
