import { findOwnRefProblems, findUses } from '../workflows/uses.ts';
import { listLines, readFile } from './repository.ts';
import { movingTagOf } from './tags.ts';

/** Of a page, and of the comment on top of an example. */
const MARKER = /<!-- \/?unreleased -->|^# Unreleased: /;
const SECTION = /<!-- unreleased -->[\s\S]*?<!-- \/unreleased -->|^# Unreleased: .*\n/gm;

/** The files that users read and copy: pages and examples. */
export function listPages(root: string): string[] {
  return listLines(root, 'ls-files', '*.md', 'examples').filter((file) => !file.startsWith('test/'));
}

/** Lines that tell a user which version to use, or that there is none. No page names a prerelease. */
export function findPageProblems(root: string, tag: string): string[] {
  const movingTag = movingTagOf(tag);
  if (movingTag === '') return [];
  const pages = listPages(root).map((file) => ({ file, text: readFile(root, file) }));
  return [
    ...findOwnRefProblems(pages.flatMap(findUses), 'cloudquery-gate', movingTag),
    ...pages.flatMap(({ file, text }) =>
      findUnreleased(text).map(
        (line) => `${file}:${line} says that there is no release. Rewrite or delete it, with its unreleased comments.`,
      ),
    ),
  ];
}

/** The lines, counted from 1, on which a page begins or ends to say that there is no release. */
export function findUnreleased(page: string): number[] {
  return page.split('\n').flatMap((line, index) => (MARKER.test(line) ? [index + 1] : []));
}

/** The page without its parts that hold until the first release. */
export function cutUnreleased(page: string): string {
  return page.replace(SECTION, '');
}
