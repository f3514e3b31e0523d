import { type ParseValue, parseLines, refuse } from '../../inputs/parsers.ts';
import { isSeverity, SEVERITIES, type Severity } from '../../platform/severity.ts';
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

/** Names of syncs, one a line, each once. */
export const parseSyncNames: ParseValue<readonly string[]> = (text) => {
  const names = parseLines(text);
  const bad = names.find((name) => !/^[a-zA-Z0-9_-]{1,255}$/.test(name));
  if (bad !== undefined) {
    // What nobody sees is not in the quoted value either.
    const strange = /[^\x20-\x7e]/u.exec(bad)?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    const which = strange === undefined ? '' : ` (this one holds U+${strange})`;
    refuse(bad, `the names of syncs, one a line, of letters, digits, \`_\` and \`-\`${which}`);
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) refuse(repeated, 'each sync once');
  if (names.length > 50) refuse(`${names.length} names`, 'up to 50 syncs');
  return names;
};

/** A file of the repository, as SARIF wants it: relative, with forward slashes. Null where there is none. */
export const parseAnchor: ParseValue<string | null> = (text) => {
  if (text === '') return null;
  const path = text.replace(/^\.\//, '');
  const isRelative = !/^\/|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/iu.test(path);
  return isRelative && path.length <= 500 ? path : refuse(text, 'a path relative to the repository, without `..`');
};
