/** The changelog as text: sections that begin with `## [1.0.0] - 2026-01-31`, the first of them `## [Unreleased]`. */

/** The changelog's section of a version, without the heading; '' if it is empty, or if there are two. */
export function findNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m).filter((section) => section.startsWith(`## [${version}]`));
  const [, ...lines] = sections.length === 1 ? sections.join('').split('\n') : [];
  // Headings alone say nothing.
  return lines.every((line) => line.trim() === '' || line.startsWith('#')) ? '' : lines.join('\n').trim();
}

/** The changelog with what was unreleased under the version and date, and an empty Unreleased before it. */
export function releaseChangelog(changelog: string, version: string, date: string): string {
  return changelog.replace(/^## \[Unreleased\]$/m, `$&\n\n## [${version}] - ${date}`);
}
