import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The output of git. */
export function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
}

/** The lines that git prints. */
export function listLines(root: string, ...args: string[]): string[] {
  return git(root, ...args)
    .split('\n')
    .filter((line) => line !== '');
}

/** A file of the repository. */
export function readFile(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Writes a file of the repository, if that changes it. */
export function editFile(root: string, file: string, edit: (text: string) => string): void {
  const text = readFile(root, file);
  const edited = edit(text);
  if (edited !== text) writeFileSync(join(root, file), edited);
}

/** A clone with the same settings, in which anything may be tried. It has no node_modules. */
export function cloneForTrial(root: string): string {
  const clone = mkdtempSync(join(tmpdir(), 'cloudquery-gate-release-'));
  git(root, 'clone', '--quiet', '.', clone);
  // These settings say who commits, and how the commit is signed.
  git(clone, 'config', 'include.path', git(root, 'rev-parse', '--path-format=absolute', '--git-path', 'config'));
  return clone;
}
