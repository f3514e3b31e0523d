import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseChangelog } from './changelog.ts';
import { git, readFile, readManifest } from './repository.ts';
import { listVersionedFiles, replaceVersion } from './versioned-files.ts';

/** Brings the files to the version, commits and tags. */
export function commitRelease(root: string, version: string, date: string): void {
  const from = readManifest(root).version;
  const edits = listVersionedFiles(root).map(
    (file) => [file, replaceVersion(file, readFile(root, file), from, version)] as const,
  );
  const changelog = releaseChangelog(readFile(root, 'CHANGELOG.md'), version, date);
  for (const [file, text] of [...edits, ['CHANGELOG.md', changelog] as const]) writeFileSync(join(root, file), text);
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', `Release ${version}`);
  git(root, 'tag', '--annotate', '--message', `v${version}`, `v${version}`);
}

/** Puts a moving tag where the tag of a release is, in this clone. */
export function moveTag(root: string, movingTag: string, tag: string): void {
  const message = `${movingTag} is ${tag}`;
  git(root, 'tag', '--force', '--annotate', '--message', message, movingTag, `refs/tags/${tag}^{commit}`);
}
