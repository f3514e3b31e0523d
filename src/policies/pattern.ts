import wildcardMatch from 'wildcard-match';

/** Patterns of an input, one a line; `!` in front excludes. */
export interface Patterns {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export const NO_PATTERNS: Patterns = { include: [], exclude: [] };

/** Sorts the lines of an input; empty lines say nothing. */
export function parsePatterns(lines: readonly string[]): Patterns {
  const excludes = (line: string) => line.startsWith('!');
  return {
    include: lines.filter((line) => !excludes(line)),
    exclude: lines.filter(excludes).map((line) => line.slice(1).trim()),
  };
}

export function isEmpty(patterns: Patterns): boolean {
  return patterns.include.length === 0 && patterns.exclude.length === 0;
}

/**
 * Makes a test for one pattern: `*` is any text and `?` any character, upper and lower case are the same, and a
 * backslash takes the meaning from what follows it.
 */
export function matchPattern(pattern: string): (text: string) => boolean {
  return wildcardMatch(pattern, { separator: false, flags: 'is' });
}

/** Makes a test for things that have several names: any of them will do. Without an include, everything is. */
export function matchPatterns(patterns: Patterns): (names: readonly string[]) => boolean {
  const include = patterns.include.map(matchPattern);
  const exclude = patterns.exclude.map(matchPattern);
  const some = (tests: readonly ((text: string) => boolean)[], names: readonly string[]) =>
    tests.some((test) => names.some((name) => test(name)));
  return (names) => (include.length === 0 || some(include, names)) && !some(exclude, names);
}

/** The patterns, of both kinds, that match none of these things: most likely a slip of the pen. */
export function findUnmatched(patterns: Patterns, things: readonly (readonly string[])[]): string[] {
  return [...patterns.include, ...patterns.exclude].filter((pattern) => {
    const test = matchPattern(pattern);
    return !things.some((names) => names.some((name) => test(name)));
  });
}
