import { distance } from 'fastest-levenshtein';

/** The time of a comparison is the product of both lengths. */
const LONGEST_COMPARED = 200;

/** The names that are nearest to one that does not exist, the nearest first; capitals make no difference. */
export function findNearest(wanted: string, names: Iterable<string>, most = 3): string[] {
  const comparable = (name: string) => name.slice(0, LONGEST_COMPARED).toLowerCase();
  const asked = comparable(wanted);
  return [...new Set(names)]
    .map((name) => ({ name, far: distance(asked, comparable(name)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}
