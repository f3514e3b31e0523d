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
