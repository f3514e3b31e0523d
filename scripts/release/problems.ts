import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findOwnRefProblems, findUses } from '../workflows/uses.ts';
import { readNotes, releaseChangelog } from './changelog.ts';
import { movingTagOf } from './plan.ts';
import { askGit, git, linesOf, listPages, listTags, readFile, readManifest, runScript } from './repository.ts';
import { findUnreleased } from './unreleased.ts';
import { compareVersions, formatVersion, isPrerelease, latestOf, type Version } from './version.ts';
import { listVersionedFiles, replaceVersion } from './versioned-files.ts';

/** Releases are made on it, and only what is on it is released. */
export const BRANCH = 'main';

/** What stands against making a release here and now. */
export function findReleaseProblems(root: string, version: Version, checkDist: boolean): string[] {
  const text = formatVersion(version);
  const latest = latestOf(listTags(root));
  const branch = askGit(root, 'symbolic-ref', '--short', 'HEAD') ?? 'no branch';
  const changed = linesOf(git(root, 'status', '--porcelain'));
  return [
    ...problemIf(
      latest !== undefined && compareVersions(version, latest) <= 0 && latest,
      (tagged) => `${text} is not greater than the latest tag, v${formatVersion(tagged)}.`,
    ),
    ...problemIf(branch !== BRANCH, () => `Releases are made on ${BRANCH}; this is ${branch}.`),
    ...problemIf(changed.length > 0, () => `There are changes that are not committed:\n${changed.join('\n')}`),
    ...problemIf(
      askGit(root, 'var', 'GIT_COMMITTER_IDENT') === undefined,
      () => "git doesn't know who you are. Set user.name and user.email.",
    ),
    ...problemsOf(() => releaseChangelog(readFile(root, 'CHANGELOG.md'), text, '')),
    ...findVersionProblems(root, readManifest(root).version),
    ...findPageProblems(root, version),
    ...(checkDist ? findDistProblems(root) : []),
  ];
}

/** What stands against publishing a tag, which may have been made by anybody in any way. */
export function findTagProblems(root: string, tag: string, version: Version, branch: string | undefined): string[] {
  const text = formatVersion(version);
  const commit = askGit(root, 'rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`);
  const head = git(root, 'rev-parse', 'HEAD');
  return [
    ...problemIf(commit === undefined, () => `There is no tag ${tag} in this clone.`),
    ...problemIf(commit !== undefined && commit !== head, () => `${tag} is ${commit}, and ${head} is checked out.`),
    ...problemIf(
      branch !== undefined && askGit(root, 'merge-base', '--is-ancestor', 'HEAD', branch) === undefined,
      () => `${tag} is not on ${branch}.`,
    ),
    ...findVersionProblems(root, text),
    ...problemsOf(() => readNotes(readFile(root, 'CHANGELOG.md'), text)),
    ...findPageProblems(root, version),
  ];
}

/** Files that name another version, or none. */
function findVersionProblems(root: string, version: string): string[] {
  let files: string[] = [];
  const problems = problemsOf(() => {
    files = listVersionedFiles(root);
  });
  return [
    ...problems,
    ...files.flatMap((file) => problemsOf(() => replaceVersion(file, readFile(root, file), version, version))),
  ];
}

/**
 * Lines of pages and examples that tell a user which version to use, or that there is none. A prerelease is for
 * nobody's pages.
 */
function findPageProblems(root: string, version: Version): string[] {
  if (isPrerelease(version)) return [];
  const pages = listPages(root).map((file) => ({ file, text: readFile(root, file) }));
  return [
    ...findOwnRefProblems(pages.flatMap(findUses), readManifest(root).name, movingTagOf(version)),
    ...pages.flatMap(({ file, text }) =>
      findUnreleased(text).map(
        (line) => `${file}:${line} says that there is no release. Rewrite or delete it, with its unreleased comments.`,
      ),
    ),
  ];
}

function findDistProblems(root: string): string[] {
  if (!existsSync(join(root, 'node_modules'))) return ['node_modules is missing. Run "npm ci".'];
  return problemsOf(() => runScript(root, 'scripts/build.ts', '--check'));
}

function problemIf<T>(found: T | false, describe: (found: T) => string): string[] {
  return found === false ? [] : [describe(found)];
}

/** The message of what `attempt` throws, if it does: what a child process wrote, where it was one. */
function problemsOf(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    const { message, stderr } = error as Error & { stderr?: string };
    return [stderr?.trim() || message];
  }
}
