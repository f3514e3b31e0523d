/** Files of these names are devices to Windows, whatever their end; and `groups.yml` is no policy. */
const RESERVED = ['con', 'prn', 'aux', 'nul', 'groups', ...numbered('com'), ...numbered('lpt')];

/** Room for a number behind it, and for the rest of a path. */
const LONGEST = 80;

/**
 * Makes slugs of names. Each is made once, and never one that is taken.
 * @param taken slugs that objects have already
 */
export function createSlugs(taken: Iterable<string>): (name: string, fallback: string) => string {
  const used = new Set([...RESERVED, ...taken]);
  /** The last number of each base: all up to it are used. */
  const last = new Map<string, number>();
  return (name, fallback) => {
    const base = toSlug(name) || fallback;
    for (let number = (last.get(base) ?? 0) + 1; ; number++) {
      const slug = number === 1 ? base : `${base}-${number}`;
      if (used.has(slug)) continue;
      used.add(slug);
      last.set(base, number);
      return slug;
    }
  };
}

/** Empty if no character of the name is a letter or a digit of English once its accents are off. */
function toSlug(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-/, '').slice(0, LONGEST).replace(/-$/, '');
}

function numbered(device: string): string[] {
  return Array.from({ length: 10 }, (_, number) => `${device}${number}`);
}
