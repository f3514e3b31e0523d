import { read, SchemaError } from '../../../platform/schema.ts';
import { compareTexts } from '../../../text/compare.ts';
import { findDamage } from '../../../text/damage.ts';
import { toLogText } from '../../../text/escape.ts';
import { describeOffset, findJsonError } from '../../../text/json-place.ts';
import { findJsonFlaw, type JsonFlaw } from '../../../text/json-scan.ts';
import * as v from '../../../vendor/valibot.ts';
import type { Baseline, BaselineEntry, EntryNames } from './baseline.ts';
import { isFingerprint } from './fingerprint.ts';

/** Raised when an older version of this action could no longer read the file rightly. */
export const BASELINE_VERSION = 1;

/** What a new baseline begins with. */
export const EMPTY_BASELINE = '{"version": 1, "violations": []}';

/** Bytes; some 250,000 entries with names. */
export const LARGEST_BASELINE = 64 * 2 ** 20;

const RESTORE = `Restore its last good version from git, or begin anew with \`${EMPTY_BASELINE}\`.`;

/** Stands last in the list, so that every entry ends in a comma: a line is added or taken without touching another. */
const END = 'end';

export type ParsedBaseline =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'problem'; readonly problem: string };

const Version = v.object({ version: v.number() });

/** Its items are read one by one: the first bad one ends it. */
const Body = v.object({ violations: v.custom<readonly unknown[]>(Array.isArray, 'Expected Array') });

/** The shortest entry has some 15 bytes for each of its commas and brackets; each may become a value in memory. */
const LEAST_BYTES = 10;
const FEW_VALUES = 1_000;
const MOST_KEYS = 100;

/** The file, its list, an entry, and what a later version may put into one. */
const DEEPEST = 20;

/** Rows of one resource; a sum of such numbers is still exact. */
const MOST_ROWS = 1_000_000_000;

const Label = v.fallback(v.string(), '');

const Entry = v.object({
  id: v.pipe(
    v.string(),
    v.check((text) => isFingerprint(text)),
  ),
  policy: v.pipe(v.string(), v.nonEmpty()),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ROWS)), 1),
  policyName: Label,
  account: Label,
  region: Label,
  resource: Label,
});

/**
 * Reads a baseline. The problem is a sentence without the file's name in front.
 * An entry that stands twice, as after a merge, counts with the smaller of its numbers.
 */
export function parseBaseline(text: string, path: string): ParsedBaseline {
  const problem = (sentence: string): ParsedBaseline => ({ kind: 'problem', problem: sentence });
  const damage = describeDamage(text);
  if (damage !== null) return problem(damage);
  const source = text.replace(/^\ufeff/, '');
  try {
    const most = source.length / LEAST_BYTES + FEW_VALUES;
    const limits = { depth: DEEPEST, containers: most, values: most, names: MOST_KEYS };
    const flaw = findJsonFlaw(source, limits);
    if (flaw !== null) return problem(describeFlaw(flaw, source));
    const json: unknown = JSON.parse(source);
    // The version first: whatever else a later one changed is no damage.
    const { version } = read(Version, json);
    if (version > BASELINE_VERSION) {
      // @failure inputs#version | Update the action, or use a file of a version that this action knows.
      return problem(
        `is of version ${version}, and this version of the action knows ${BASELINE_VERSION}: update the action.`,
      );
    }
    // @failure inputs#version
    if (version !== BASELINE_VERSION) return problem(`is of version ${version}, which does not exist.`);
    const { violations } = read(Body, json);
    const byPolicy = new Map<string, Map<string, BaselineEntry>>();
    const entries = violations.at(-1) === END ? violations.slice(0, -1) : violations;
    for (const [index, item] of entries.entries()) addEntry(byPolicy, item, `violations.${index}`);
    return { kind: 'baseline', baseline: { path, byPolicy } };
  } catch (error) {
    // @failure inputs#damage | Bring back the last good version of the baseline, or let a run [write a new
    // one](adopting.md#an-old-estate-in-three-steps).
    if (error instanceof SchemaError) return problem(`is not a baseline: ${error.message}. ${RESTORE}`);
    // @failure inputs#damage
    if (error instanceof SyntaxError)
      return problem(`is damaged: no valid JSON (${findJsonError(error, source)})${describeBlanks(text)}. ${RESTORE}`);
    throw error;
  }
}

function addEntry(byPolicy: Map<string, Map<string, BaselineEntry>>, item: unknown, path: string): void {
  const { id, policy, count, policyName, account, region, resource } = readEntry(item, path);
  const names = { policy: policyName, account, region, resource };
  const entries = byPolicy.get(policy) ?? new Map<string, BaselineEntry>();
  const twin = entries.get(id);
  entries.set(id, { count: Math.min(count, twin?.count ?? count), names });
  byPolicy.set(policy, entries);
}

function readEntry(item: unknown, path: string): v.InferOutput<typeof Entry> {
  try {
    return read(Entry, item, path);
  } catch (error) {
    if (error instanceof SchemaError && error.path === `${path}.id`) {
      throw new SchemaError(error.path, '32 hexadecimal digits, as this action writes them');
    }
    throw error;
  }
}

function describeDamage(text: string): string | null {
  // @failure inputs#damage
  if (text.trim() === '') return `is empty; the smallest baseline is \`${EMPTY_BASELINE}\`.`;
  switch (findDamage(text)?.kind) {
    case undefined:
      return null;
    case 'conflict':
      // @failure inputs#conflict | Resolve the conflict. If you are not sure about an entry of the baseline, leave the
      // entry out: its violation then counts as new.
      return 'holds the marks of a merge conflict of git: resolve it.';
    case 'lfs':
      // @failure inputs#lfs | =
      return 'is a pointer of Git LFS: set `lfs: true` in the step that checks out the repository.';
  }
}

function describeFlaw(flaw: JsonFlaw, source: string): string {
  const place = describeOffset(source, flaw.offset);
  switch (flaw.kind) {
    case 'repeated-name':
      // @failure inputs#damage
      return `is damaged: \`${toLogText(flaw.name, 50)}\` is there twice in one object (${place}); allowed: once.`;
    case 'too-many':
      // @failure inputs#damage
      return `is not a baseline: its entries hold too many values (at ${place}).`;
    case 'too-deep':
      // @failure inputs#damage
      return `is not a baseline: it is nested deeper than ${DEEPEST} levels (${place}).`;
    case 'inexact':
      // @failure inputs#damage
      return `is damaged: it has a number that can't be read exactly (${place}).`;
  }
}

/** What looks like a blank, and is none to JSON. */
function describeBlanks(text: string): string {
  return /^[ \t\ufeff]*[^\S \t\r\n\ufeff]/m.test(text) ? '; no-break spaces or their like indent it' : '';
}

/**
 * The file's text, a piece a line, ordered by policy and fingerprint: the same baseline is the same text.
 * @param clean makes a name fit to be read, and takes secrets out of it
 * @throws if it would be larger than the next run reads
 */
export function* writeBaseline(baseline: Baseline, clean: (text: string) => string): Generator<string> {
  let size = 0;
  for (const line of renderLines(baseline, clean)) {
    size += Buffer.byteLength(line);
    if (size > LARGEST_BASELINE) {
      throw new Error(`it would be larger than ${LARGEST_BASELINE} bytes, which the next run would refuse`);
    }
    yield line;
  }
}

function* renderLines(baseline: Baseline, clean: (text: string) => string): Generator<string> {
  yield `{\n  "version": ${BASELINE_VERSION},\n  "violations": [\n`;
  for (const [policy, entries] of sortByKey(baseline.byPolicy)) {
    for (const [id, entry] of sortByKey(entries))
      yield `    ${JSON.stringify(describeEntry(id, policy, entry, clean))},\n`;
  }
  yield `    "${END}"\n  ]\n}\n`;
}

function describeEntry(id: string, policy: string, { count, names }: BaselineEntry, clean: (text: string) => string) {
  return {
    id,
    policy,
    ...(count === 1 ? {} : { count }),
    ...describeNames(names, clean),
  };
}

function describeNames({ policy, account, region, resource }: EntryNames, clean: (text: string) => string) {
  const labels = { policyName: policy, account, region, resource };
  return Object.fromEntries(
    Object.entries(labels).flatMap(([label, text]) => (text === '' ? [] : [[label, clean(text)]])),
  );
}

/** By code unit: the same order on every machine. */
function sortByKey<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareTexts(a, b));
}
