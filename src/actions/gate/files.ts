import { basename, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { readInputFile } from '../../inputs/input-file.ts';
import type { GetInput } from '../../inputs/reader.ts';
import type { Folders } from '../../runner/context.ts';
import { isSameFile, type ReadText } from '../../runner/read-file.ts';
import { toLogText } from '../../text/escape.ts';
import { countNouns } from '../../text/format.ts';
import { HIDE } from '../../text/redact.ts';
import { type Baseline, countEntries } from './baseline/baseline.ts';
import type { WaiverFile } from './waivers/waiver.ts';

/** The files that the inputs name, read and checked, and where the step's own files go. */
export interface GateFiles {
  /** Null if the input is empty. */
  readonly baseline: Baseline | null;
  readonly waivers: WaiverFile | null;
  /** Absolute. */
  readonly reportDir: string;
  /** Where this step's own baseline goes; absolute. */
  readonly nextBaselinePath: string | null;
}

const LARGEST_WAIVERS = 2 ** 20;

/** Of `report-dir`, below the runner's folder for temporary files. */
const REPORT_DIR = 'cloudquery-gate';

/**
 * Reads the files.
 * @param today `YYYY-MM-DD` in UTC
 * @param isRedacted whether no value may be quoted: patterns of waivers are names of accounts and resources
 * @throws {InputError} with everything that is wrong with them, at once
 */
export async function readGateFiles(
  getInput: GetInput,
  folders: Folders,
  readText: ReadText,
  today: string,
  isRedacted = false,
): Promise<GateFiles> {
  const problems: string[] = [];
  const { workspace } = folders;
  const locate = (path: string) => resolve(workspace, path);
  function read(input: string, path: string, mostBytes: number, smallest: string): string | null {
    const file = readInputFile(input, path, mostBytes, smallest, { workspace, readText });
    if (file.kind === 'problem') problems.push(file.problem);
    return file.kind === 'text' ? file.text : null;
  }

  const reportDirInput = getInput('report-dir').trim();
  const reportDir = locate(reportDirInput || resolve(folders.temp, REPORT_DIR));
  const baselinePath = getInput('baseline').trim();
  const waiversPath = getInput('waivers').trim();
  const nextBaselinePath = baselinePath === '' ? null : resolve(reportDir, basename(baselinePath));
  // Now, and not after an hour's sync. Of a folder that nobody chose a warning after the verdict is enough.
  const isWritten = nextBaselinePath !== null || getInput('reports').trim() !== '';
  const isChecked = reportDirInput !== '' && isWritten;
  const obstacle = isChecked ? (await import('../../runner/file-problem.ts')).findFolderProblem(reportDir) : null;
  if (obstacle !== null) {
    // @failure inputs | Choose another folder, or give the user of the runner the right to write into this folder.
    problems.push(
      `\`report-dir\` ${quote(reportDirInput)} can't take the files of this step: ${obstacle}. Choose another folder.`,
    );
  }
  let baseline: Baseline | null = null;
  let waivers: WaiverFile | null = null;

  // What reads these files is loaded if there are any.
  if (baselinePath !== '') {
    const { EMPTY_BASELINE, LARGEST_BASELINE, parseBaseline } = await import('./baseline/file.ts');
    const text = read('baseline', baselinePath, LARGEST_BASELINE, `\`${EMPTY_BASELINE}\``);
    const parsed = text === null ? null : parseBaseline(text, baselinePath);
    if (parsed?.kind === 'problem') problems.push(`\`baseline\` ${quote(baselinePath)} ${parsed.problem}`);
    if (parsed?.kind === 'baseline') baseline = parsed.baseline;
    // Else a red run would accept what it found, and the next one on this machine be green.
    if (nextBaselinePath !== null && isSameFile(nextBaselinePath, locate(baselinePath))) {
      // @failure inputs | = Otherwise the step would accept the violations that it finds.
      problems.push(
        `\`report-dir\` is the folder of \`baseline\`, which the step's own baseline would overwrite: choose another folder.`,
      );
    }
  }
  if (waiversPath !== '') {
    const text = read('waivers', waiversPath, LARGEST_WAIVERS, 'one that holds `version: 1` and `waivers: []`');
    const { parseWaivers } = await (await import('../yaml-files.ts')).loadWaivers();
    const parsed = text === null ? null : parseWaivers(text, waiversPath, today, isRedacted ? HIDE : toLogText);
    if (parsed?.kind === 'problems') problems.push(...parsed.problems.map((problem) => `\`waivers\` ${problem}`));
    if (parsed?.kind === 'waivers') waivers = { path: waiversPath, entries: parsed.waivers };
  }
  if (problems.length > 0) throw new InputError(problems);
  return { baseline, waivers, reportDir, nextBaselinePath };
}

/** What was read, a line each. */
export function describeFiles({ baseline, waivers }: Pick<GateFiles, 'baseline' | 'waivers'>): string[] {
  return [
    ...(baseline === null
      ? []
      : [`Baseline ${quote(baseline.path)} holds ${countNouns(countEntries(baseline), 'violation')}.`]),
    ...(waivers === null ? [] : [`Waivers ${quote(waivers.path)}: ${countNouns(waivers.entries.length, 'waiver')}.`]),
  ];
}

function quote(path: string): string {
  return toLogText(path, 200);
}
