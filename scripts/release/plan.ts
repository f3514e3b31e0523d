import { compareVersions, isPrerelease, latestOf, parseTag, type Version } from './version.ts';

/** What a release does to what users see besides its own tag. */
export interface ReleasePlan {
  readonly prerelease: boolean;
  /** GitHub shows it as the latest release. */
  readonly latest: boolean;
  /** The tag of the major version, such as `v1`, where this release moves it. */
  readonly movingTag: string | undefined;
}

/** A moving tag only moves forward: not to a prerelease, and not back where a greater release of its major is tagged. */
export function planRelease(version: Version, tags: readonly string[]): ReleasePlan {
  if (isPrerelease(version)) return { prerelease: true, latest: false, movingTag: undefined };
  const releases = tags.filter((tag) => {
    const tagged = parseTag(tag);
    return tagged !== undefined && !isPrerelease(tagged);
  });
  return {
    prerelease: false,
    latest: isNewest(version, releases),
    movingTag: isNewest(
      version,
      releases.filter((tag) => parseTag(tag)?.major === version.major),
    )
      ? movingTagOf(version)
      : undefined,
  };
}

/** The tag that follows the releases of a major version. */
export function movingTagOf({ major }: Version): string {
  return `v${major}`;
}

function isNewest(version: Version, tags: readonly string[]): boolean {
  const latest = latestOf(tags);
  return latest === undefined || compareVersions(version, latest) >= 0;
}
