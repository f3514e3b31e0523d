/**
 * Rehearses a release of the last commit, up to the push, in a clone: there something is always unreleased, no page
 * says that there is no release yet, and the commit is on main. `npm test` compares dist/ with src/.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cutUnreleased, listPages } from './release/pages.ts';
import { BRANCH, makeRelease } from './release/release.ts';
import { cloneForTrial, editFile, git, readFile } from './release/repository.ts';
import { readTag } from './release/tags.ts';

const clone = cloneForTrial(join(import.meta.dirname, '..'));
try {
  git(clone, 'checkout', '--quiet', '-B', BRANCH);
  git(clone, 'config', 'user.name', 'Rehearsal');
  git(clone, 'config', 'user.email', 'rehearsal@localhost');
  editFile(clone, 'CHANGELOG.md', (text) => text.replace('## [Unreleased]', '$&\n\n- A line of the rehearsal.'));
  for (const page of listPages(clone)) editFile(clone, page, cutUnreleased);
  git(clone, 'commit', '--quiet', '--all', '--message', 'Something to release');
  // Above each release of the major version that the README names.
  const [, major] = /\/cloudquery-gate@v(\d+)/.exec(readFile(clone, 'README.md')) ?? [];
  console.log(makeRelease(clone, readTag(`v${major}.9999.0`), '2026-01-31', true));
} catch (error) {
  console.error(`The rehearsal of a release failed: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  rmSync(clone, { recursive: true, force: true });
}
