import { listLines } from './repository.ts';

/**
 * The part of Semantic Versioning that a release needs and that git sorts in the same way: a prerelease is a word and a
 * number.
 * git sorts, and no library, because the job that may publish runs without node_modules.
 */
const TAG = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[a-z]+\.(0|[1-9]\d*))?$/;

/** The tag itself, if a release may have it; a release never has a moving tag such as `v1`. */
export function readTag(tag: string): string {
  if (!TAG.test(tag)) throw new Error(`"${tag}" is no tag of a release. It has to be like v1.2.3 or v1.2.3-rc.1.`);
  return tag;
}

/** The tags of releases and prereleases, the greatest first. */
export function listTags(root: string, ...filters: string[]): string[] {
  const order = ['-c', 'versionsort.suffix=-', 'tag', '--list', '--sort=-version:refname'];
  return listLines(root, ...order, ...filters).filter((tag) => TAG.test(tag));
}

/** The tag that follows the releases of a major version, or '' for a prerelease, which no tag follows. */
export function movingTagOf(tag: string): string {
  return tag.includes('-') ? '' : tag.slice(0, tag.indexOf('.'));
}

/**
 * How a release changes what users see, as outputs of a step. A moving tag only moves forward: not if a greater
 * release of its major version is tagged.
 */
export function planRelease(root: string, tag: string): string {
  const movingTag = movingTagOf(tag);
  const releases = listTags(root).filter((one) => movingTagOf(one) !== '');
  const moves = releases.find((one) => movingTagOf(one) === movingTag) === tag;
  return `prerelease=${movingTag === ''}\nlatest=${releases[0] === tag}\nmoving-tag=${moves ? movingTag : ''}`;
}
