import { isAbsolute, relative, resolve } from 'node:path';
import type { ReadText } from '../runner/read-file.ts';
import { toLogText } from '../text/escape.ts';

/** Where files of the repository are, and what reads them. */
export interface Workspace {
  readonly workspace: string;
  readonly readText: ReadText;
}

export type InputFile =
  | { readonly kind: 'text'; readonly text: string }
  /** A sentence. */
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Reads the file that an input names.
 * @param path relative to the workspace, or absolute
 * @param smallest what to begin with, such as ``one that holds `version: 1` ``
 */
export function readInputFile(
  input: string,
  path: string,
  mostBytes: number,
  smallest: string,
  { workspace, readText }: Workspace,
): InputFile {
  const file = readText(resolve(workspace, path), mostBytes);
  if (file.kind === 'text') return file;
  const problem = file.kind === 'missing' ? describeMissing(path, smallest, workspace) : file.problem;
  return { kind: 'problem', problem: `\`${input}\` ${quotePath(path)} ${problem}` };
}

function describeMissing(path: string, smallest: string, workspace: string): string {
  if (isAbsolute(path) && relative(workspace, path).startsWith('..')) {
    // @failure inputs | Write the path relative to the workspace. In a job with `container:`, the expression
    // `github.workspace` gives a path that exists only outside of the container.
    return `is not there, and outside of the workspace ${quotePath(workspace)}: in a job with \`container:\`, \`\${{ github.workspace }}\` is a path on the host, not inside the container. Give the path relative to the workspace.`;
  }
  // @failure inputs | Put `actions/checkout` in front of this step, or correct the path.
  return `is not in the workspace: check the repository out before this step (\`actions/checkout\`), or begin with ${smallest}.`;
}

function quotePath(path: string): string {
  return toLogText(path, 200);
}
