import { distance } from 'fastest-levenshtein';
import { foldName } from './pattern.ts';

/** The time of a comparison is the product of both lengths. */
const LONGEST_COMPARED = 200;

/** The names that are nearest to one that does not exist, the nearest first, compared as patterns compare them. */
export function findNearest(wanted: string, names: Iterable<string>, most = 3): string[] {
  const comparable = (name: string) => foldName(name.slice(0, LONGEST_COMPARED));
  const asked = comparable(wanted);
  return [...new Set(names)]
    .map((name) => ({ name, far: distance(asked, comparable(name)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Of a name's length, the part that a slip may change. */
const SLIP = 1 / 3;

/**
 * The name that somebody most likely meant, or null if none is near: no more than a third of it differs. Capitals,
 * blanks, hyphens and underscores make no difference, nor does one or several of a thing.
 */
export function findNear(wanted: string, names: Iterable<string>): string | null {
  const comparable = (name: string) =>
    name
      .slice(0, LONGEST_COMPARED)
      .toLowerCase()
      .split(/[\s_-]/)
      .map(toSingular)
      .join('');
  const asked = comparable(wanted);
  const known = new Map([...names].map((name) => [comparable(name), name]));
  const [nearest] = findNearest(asked, known.keys(), 1);
  if (nearest === undefined) return null;
  const isNear = distance(asked, nearest) <= Math.max(asked.length, nearest.length) * SLIP;
  return isNear ? (known.get(nearest) ?? null) : null;
}

/** It takes up to 40 microseconds for each, so a second in all. */
const MOST_COMPARED = 20_000;

/** Like `findNear`; null also if it is not searched for. */
export type FindNear = (wanted: string, names: Iterable<string>) => string | null;

/**
 * A `findNear` for one run that may have many problems, each with many names: once it would compare more names in all than
 * allowed, it finds none any more.
 */
export function limitFindNear(most = MOST_COMPARED): FindNear {
  let left = most;
  return (wanted, names) => {
    if (left <= 0) return null;
    const all = [...names];
    left -= all.length;
    return left < 0 ? null : findNear(wanted, all);
  };
}

function toSingular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/(?<=[^s]{3})s$/, '');
}
