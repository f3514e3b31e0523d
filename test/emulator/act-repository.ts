/** A repository whose workflows act runs: a folder that git knows, and that does not show what the emulator leaves. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Git leaves them out, and act then does not copy them for a job. */
const IGNORED = ['/.actrc', '/.act/'];

/**
 * Makes a folder a git repository if it is none, with a folder for workflows.
 * @param path absolute
 * @throws {Error} for people: it can't be a folder
 */
export function prepareRepository(path: string): { readonly isNew: boolean } {
  makeFolder(path);
  const isNew = !existsSync(join(path, '.git'));
  if (isNew) makeRepository(path);
  mkdirSync(join(path, '.github', 'workflows'), { recursive: true });
  ignoreFiles(path);
  return { isNew };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file, or a part of its path is one' : message;
    throw new Error(`${path} can't be a folder: ${reason}. Give another one with --act.`, { cause: error });
  }
}

/** With a commit: without one act complains with every line. */
function makeRepository(path: string): void {
  const git = (...words: string[]) => execFileSync('git', words, { stdio: 'pipe' });
  git('init', '--quiet', path);
  const author = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@acme.example', '-c', 'commit.gpgsign=false'];
  git('-C', path, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
}

function ignoreFiles(repository: string): void {
  const git = execFileSync('git', ['-C', repository, 'rev-parse', '--absolute-git-dir'], { encoding: 'utf8' }).trim();
  const file = join(git, 'info', 'exclude');
  const given = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const missing = IGNORED.filter((line) => !given.split('\n').includes(line));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    [given.trimEnd(), ...missing]
      .filter((line) => line !== '')
      .join('\n')
      .concat('\n'),
  );
}
