import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What git prints. */
export function git(root: string, ...args: string[]): string {
  return run(root, 'git', args);
}

/** Undefined where git says no. */
export function askGit(root: string, ...args: string[]): string | undefined {
  try {
    return git(root, ...args);
  } catch {
    return undefined;
  }
}

/** Runs a script of the repository, quietly unless it fails. */
export function runScript(root: string, ...args: string[]): void {
  run(root, process.execPath, args);
}

function run(root: string, program: string, args: string[]): string {
  return execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
}

export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

export function readFile(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function readManifest(root: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFile(root, 'package.json')) as { name: string; version: string };
}

export function listTags(root: string): string[] {
  return linesOf(git(root, 'tag', '--list'));
}

/** What users read and copy: pages and examples. */
export function listPages(root: string): string[] {
  return linesOf(git(root, 'ls-files', '*.md', 'examples')).filter((file) => !file.startsWith('test/'));
}

/** A clone with the same committer, in which anything may be tried. It has no node_modules. */
export function cloneForTrial(root: string): string {
  const clone = mkdtempSync(join(tmpdir(), 'cloudquery-gate-release-'));
  git(root, 'clone', '--quiet', '.', clone);
  for (const name of ['user.name', 'user.email']) {
    const value = askGit(root, 'config', name);
    if (value !== undefined) git(clone, 'config', name, value);
  }
  return clone;
}
