/**
 * Watches that a release could be made of what is committed: the dry run of the version that would be next. In a
 * clone, where something is always unreleased, no page says that there is no release yet, and which is on main wherever this
 * commit is. That dist/ is what src/ builds is not looked at: `npm test` does that.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BRANCH } from './release/problems.ts';
import { cloneForTrial, git, listPages, listTags, readFile, readManifest } from './release/repository.ts';
import { cutUnreleased } from './release/unreleased.ts';
import { formatVersion, latestOf } from './release/version.ts';
import { findUses, isOwn } from './workflows/uses.ts';

const UNRELEASED = '## [Unreleased]';

const clone = cloneForTrial(join(import.meta.dirname, '..'));
try {
  git(clone, 'checkout', '--quiet', '-B', BRANCH);
  git(clone, 'config', 'user.name', 'Rehearsal');
  git(clone, 'config', 'user.email', 'rehearsal@localhost');
  const entry = `${UNRELEASED}\n\n### Changed\n\n- A line of the rehearsal.`;
  writeFileSync(join(clone, 'CHANGELOG.md'), readFile(clone, 'CHANGELOG.md').replace(UNRELEASED, entry));
  for (const page of listPages(clone)) writeFileSync(join(clone, page), cutUnreleased(readFile(clone, page)));
  git(clone, 'commit', '--quiet', '--all', '--message', 'Something to release');
  execFileSync(process.execPath, ['scripts/release.ts', '--dry-run', '--skip-dist-check', nextVersion(clone)], {
    cwd: clone,
    stdio: 'inherit',
  });
} catch (error) {
  console.error(`The rehearsal of a release failed: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  rmSync(clone, { recursive: true, force: true });
}

/** The next minor version, or the first one of the major version that the README tells users to use. */
function nextVersion(root: string): string {
  const { name, version } = readManifest(root);
  const { major = 0, minor = 0 } = latestOf([...listTags(root), `v${version}`]) ?? {};
  const told = findUses({ file: 'README.md', text: readFile(root, 'README.md') }).find((uses) => isOwn(uses, name));
  const toldMajor = Number(told?.ref.slice(1));
  return formatVersion(
    toldMajor > major
      ? { major: toldMajor, minor: 0, patch: 0, prerelease: [] }
      : { major, minor: minor + 1, patch: 0, prerelease: [] },
  );
}
