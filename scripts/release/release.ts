import { rmSync } from 'node:fs';
import { findNotes, releaseChangelog } from './changelog.ts';
import { findPageProblems } from './pages.ts';
import { cloneForTrial, editFile, git, readFile } from './repository.ts';
import { listTags, planRelease } from './tags.ts';
import { findVersionProblems, writeVersion } from './versions.ts';

/** The branch of releases: only its commits are released. */
export const BRANCH = 'main';

/** Commits and tags in a clone, and takes both over from it, unless something is wrong or it is a dry run. */
export function makeRelease(root: string, tag: string, today: string, dryRun: boolean): string {
  const version = tag.slice(1);
  const tags = listTags(root);
  const branch = git(root, 'branch', '--show-current') || 'no branch';
  const changed = git(root, 'status', '--porcelain');
  const trial = cloneForTrial(root);
  try {
    writeVersion(trial, version);
    editFile(trial, 'CHANGELOG.md', (changelog) => releaseChangelog(changelog, version, today));
    git(trial, 'commit', '--quiet', '--all', '--message', `Release ${version}`);
    git(trial, 'tag', '--force', '--annotate', '--message', tag, tag);
    const isGreatest = listTags(trial)[0] === tag && !tags.includes(tag);
    refuseIf([
      !isGreatest && `${version} is not greater than the latest tag, ${tags[0]}.`,
      branch !== BRANCH && `Releases are made on ${BRANCH}; this is ${branch}.`,
      changed !== '' && `There are changes that are not committed:\n${changed}`,
      ...findTagProblems(trial, tag, 'HEAD'),
    ]);
    if (!dryRun) {
      git(root, 'fetch', '--quiet', '--no-tags', trial, `refs/tags/${tag}:refs/tags/${tag}`);
      git(root, 'merge', '--quiet', '--ff-only', `${tag}^{commit}`);
    }
    return [
      git(trial, 'show', '--stat', tag),
      `release.yml will publish\n${planRelease(trial, tag)}\nwith these notes:`,
      readNotes(trial, tag),
      `${dryRun ? 'A dry run: nothing was kept. A release is pushed with' : 'Read the commit, then push:'}
  git push --atomic origin ${BRANCH} ${tag}`,
    ].join('\n\n');
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

/** Says what release.yml has to publish. Fails if the tag is no release: anybody may have made it in any way. */
export function checkTag(root: string, tag: string, branch: string): string {
  refuseIf(findTagProblems(root, tag, branch));
  return `${planRelease(root, tag)}\nnotes=${JSON.stringify(readNotes(root, tag))}`;
}

function findTagProblems(root: string, tag: string, branch: string): (string | false)[] {
  return [
    !listTags(root, '--points-at', 'HEAD').includes(tag) && `${tag} is no tag of the commit that is checked out.`,
    !listTags(root, '--merged', branch).includes(tag) && `${tag} is not on ${branch}.`,
    readNotes(root, tag) === '' &&
      `CHANGELOG.md has to say in one section "## [${tag.slice(1)}] - …" what changed. A release makes it of "## [Unreleased]".`,
    ...findVersionProblems(root, tag.slice(1)),
    ...findPageProblems(root, tag),
  ];
}

function readNotes(root: string, tag: string): string {
  return findNotes(readFile(root, 'CHANGELOG.md'), tag.slice(1));
}

function refuseIf(problems: readonly (string | false)[]): void {
  const found = problems.filter((problem) => problem !== false);
  if (found.length > 0) throw new Error(found.join('\n'));
}
