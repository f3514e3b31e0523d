/** What pages say only until the first release, between `<!-- unreleased -->` and `<!-- /unreleased -->`. */

const MARKER = /<!-- \/?unreleased -->/;
const SECTION = /<!-- unreleased -->[\s\S]*?<!-- \/unreleased -->/g;

/** The lines, counted from 1, on which a page begins or ends to say that there is no release. */
export function findUnreleased(page: string): number[] {
  return page.split('\n').flatMap((line, index) => (MARKER.test(line) ? [index + 1] : []));
}

/** The page without it. */
export function cutUnreleased(page: string): string {
  return page.replace(SECTION, '');
}
