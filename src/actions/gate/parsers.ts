import { type ParseValue, parseLines, parsePatternLines, refuse } from '../../inputs/parsers.ts';
import { isSeverity, SEVERITIES, type Severity } from '../../platform/severity.ts';
import { coversPattern, type Patterns, parsePatterns } from '../../text/pattern.ts';
import { readTagLine } from '../../text/tag-line.ts';
import type { GroupBy } from './judge/group.ts';
import type { Rule } from './judge/rule.ts';

const MOST_TOLERATED = 1_000_000_000;
const LIMITS_ALLOWED = `a whole number from 0 to ${MOST_TOLERATED}, or lines such as \`medium=25\` with ${SEVERITIES.join(', ')}, each once`;

/** A number over all severities, or a line for each severity; one without a line tolerates none. */
export const parseMaxViolations: ParseValue<Rule['maxViolations']> = (text) => {
  const lines = parseLines(text);
  const [first] = lines;
  if (first !== undefined && lines.length === 1 && !first.includes('=')) {
    return { kind: 'total', limit: parseLimit(first, text) };
  }
  const limits: Record<Severity, number> = { low: 0, medium: 0, high: 0, critical: 0 };
  const seen = new Set<Severity>();
  for (const line of lines) {
    const [word = '', number = '', ...rest] = line.split('=').map((part) => part.trim());
    const severity = word.toLowerCase();
    if (!isSeverity(severity) || seen.has(severity) || rest.length > 0) return refuse(text, LIMITS_ALLOWED);
    seen.add(severity);
    limits[severity] = parseLimit(number, text);
  }
  return { kind: 'by-severity', limits };
};

function parseLimit(number: string, text: string): number {
  if (!/^\d{1,10}$/.test(number) || Number(number) > MOST_TOLERATED) return refuse(text, LIMITS_ALLOWED);
  return Number(number);
}

/** Names of syncs, one per line, each once. */
export const parseSyncNames: ParseValue<readonly string[]> = (text) => {
  const names = parseLines(text);
  const bad = names.find((name) => !/^[a-zA-Z0-9_-]{1,255}$/.test(name));
  if (bad !== undefined) {
    // What nobody sees is not in the quoted value either.
    const strange = /[^\x20-\x7e]/u.exec(bad)?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    const which = strange === undefined ? '' : ` (this one holds U+${strange})`;
    refuse(bad, `the names of syncs, one per line, of letters, digits, \`_\` and \`-\`${which}`);
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) refuse(repeated, 'each sync once');
  if (names.length > 50) refuse(`${names.length} names`, 'up to 50 syncs');
  return names;
};

/** A file of the repository, as SARIF wants it: relative, with forward slashes. Null if there is none. */
export const parseAnchor: ParseValue<string | null> = (text) => {
  if (text === '') return null;
  const path = text.replace(/^\.\//, '');
  const isRelative = !/^\/|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/iu.test(path);
  return isRelative && path.length <= 500 ? path : refuse(text, 'a path relative to the repository, without `..`');
};

/** Patterns on what has no comma in its name: a line with one holds several, which would match nothing. */
export const parseNames: ParseValue<Patterns> = (text) =>
  checkCover(parsePatterns(parseWithoutCommas(text)), coversPattern);

/** Patterns on tags: a key, `=` and a value. */
export const parseTags: ParseValue<Patterns> = (text) => {
  const patterns = parsePatterns(parseWithoutCommas(text));
  for (const line of [...patterns.include, ...patterns.exclude]) {
    if (readTagLine(line) !== null) continue;
    const isKeyless = line.startsWith('=');
    refuse(
      line,
      isKeyless
        ? "a tag's key in front of the `=`, as in `env=preview-42`"
        : `a tag's key, \`=\` and a value, one tag per line, as in \`env=preview-42\`; \`${line}=*\` is the tag with any value`,
    );
  }
  return checkCover(patterns, coversTag);
};

function parseWithoutCommas(text: string): readonly string[] {
  const lines = parsePatternLines(text);
  const several = lines.find((line) => /(?<!\\)(?:\\\\)*,/.test(line));
  if (several !== undefined) refuse(several, 'one per line; a comma that belongs to a name is written as `\\,`');
  return lines;
}

/** Lines of which one excludes all that another one means leave nothing to judge. */
function checkCover(patterns: Patterns, covers: (wide: string, narrow: string) => boolean): Patterns {
  for (const line of patterns.include) {
    const wide = patterns.exclude.find((other) => covers(other, line));
    if (wide !== undefined)
      refuse(line, `lines that no other line cancels; \`!${wide}\` excludes all that this one means`);
  }
  return patterns;
}

function coversTag(wide: string, narrow: string): boolean {
  const [other, own] = [readTagLine(wide), readTagLine(narrow)];
  return other !== null && own !== null && coversPattern(other.key, own.key) && coversPattern(other.value, own.value);
}

const LONGEST_KEY = 500;

/** `policy`, `account`, or `tag:` and a key. */
export const parseGroupBy: ParseValue<GroupBy> = (text) => {
  if (text === 'policy' || text === 'account') return { kind: text };
  const [, key = ''] = /^tag:(.*)$/s.exec(text) ?? [];
  const isKey = key.trim() !== '' && key.length <= LONGEST_KEY && !/[*?]|\p{Cc}/u.test(key);
  return isKey
    ? { kind: 'tag', key: key.trim() }
    : refuse(text, '`policy`, `account`, or `tag:` and the key of a tag without `*` and `?`, such as `tag:team`');
};
