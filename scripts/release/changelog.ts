/** The changelog as text: sections that begin with `## [1.0.0] - 2026-01-31`, the first of them `## [Unreleased]`. */

const HEADING = /^## .*$/gm;
const UNRELEASED = '## [Unreleased]';

interface Section {
  readonly heading: string;
  readonly start: number;
  readonly bodyStart: number;
  readonly body: string;
}

function sectionsOf(changelog: string): Section[] {
  const headings = [...changelog.matchAll(HEADING)];
  return headings.map((match, index) => {
    const bodyStart = match.index + match[0].length;
    const body = changelog.slice(bodyStart, headings[index + 1]?.index).trim();
    return { heading: match[0].trimEnd(), start: match.index, bodyStart, body };
  });
}

function findSection(changelog: string, name: string): Section | undefined {
  const begin = `## [${name}]`;
  const found = sectionsOf(changelog).filter(({ heading }) => heading === begin || heading.startsWith(`${begin} - `));
  if (found.length > 1) throw new Error(`CHANGELOG.md has ${found.length} sections "${begin}". Leave one.`);
  return found[0];
}

/** Headings alone say nothing. */
function isEmpty(body: string): boolean {
  return body.split('\n').every((line) => line.trim() === '' || line.startsWith('#'));
}

/** What the changelog says of a version, without its heading. */
export function readNotes(changelog: string, version: string): string {
  const section = findSection(changelog, version);
  if (section === undefined) {
    throw new Error(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD". "npm run release" makes it.`);
  }
  if (isEmpty(section.body))
    throw new Error(`CHANGELOG.md says nothing under "${section.heading}". Write what changed.`);
  return section.body;
}

/** The changelog with what was unreleased under the version and date, and an empty Unreleased before it. */
export function releaseChangelog(changelog: string, version: string, date: string): string {
  const section = findSection(changelog, 'Unreleased');
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "${UNRELEASED}". Add it before the others.`);
  if (isEmpty(section.body)) throw new Error(`CHANGELOG.md says nothing under "${UNRELEASED}". Write what changed.`);
  if (findSection(changelog, version) !== undefined) {
    throw new Error(`CHANGELOG.md has a section "## [${version}]" already. Release another version.`);
  }
  const [before, after] = [changelog.slice(0, section.start), changelog.slice(section.bodyStart)];
  return `${before}${UNRELEASED}\n\n## [${version}] - ${date}${after}`;
}
