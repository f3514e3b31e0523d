import { formatSecond } from '../../platform/audit-logs.ts';
import { NonEmptyText, optional, read, SchemaError, When } from '../../platform/schema.ts';
import { millisecondsOf, timestampOf } from '../../platform/timestamp.ts';
import { compareTexts } from '../../text/compare.ts';
import { findDamage } from '../../text/damage.ts';
import { countNouns } from '../../text/format.ts';
import type { StreamedJson } from '../../text/json-stream.ts';
import * as v from '../../vendor/valibot.ts';
import { floorSecond } from './span.ts';

/** Raised when an older version of this action could no longer read the file rightly. */
export const STATE_VERSION = 1;

/** Bytes; some 600,000 ids. No larger one is read, and none is written. */
export const LARGEST_STATE = 64 * 2 ** 20;

/** Where the export stands: all that a run has to know of the ones before it. Times in milliseconds since 1970. */
export interface State {
  /** Of the Platform: host, port and path of its API. */
  readonly platform: string;
  readonly tenant: string;
  /** Everything older was read. */
  readonly cursor: number;
  /** When the last run was: up to then it meant to read. */
  readonly asOf: number;
  /** The name of the last run's manifest; null before the first run. */
  readonly manifest: string | null;
  /** The ids of all events since then are known. */
  readonly knownFrom: number;
  /** The ids of events that were read, with their times. The newest is kept, however old it is. */
  readonly known: ReadonlyMap<string, number>;
  /** Those of them that the log has no more, which was told. If they come back, they are known all the same. */
  readonly gone: ReadonlySet<string>;
}

/** Where a state belongs to. */
export type Origin = Pick<State, 'platform' | 'tenant'>;

/** The state of an export that begins. */
export function beginState(origin: Origin, since: number): State {
  const start = floorSecond(since);
  return { ...origin, cursor: start, asOf: start, manifest: null, knownFrom: start, known: new Map(), gone: new Set() };
}

export type ParsedState =
  | { readonly kind: 'state'; readonly state: State }
  /** A sentence's end, and what to do. */
  | { readonly kind: 'problem'; readonly problem: string; readonly remedy: string };

/** What to do about a state that can't be read. */
export const BRING_BACK =
  'Bring back the last good version of it, from its branch or bucket. If there is none, begin anew: `audit-log/README.md`, "If the state is lost". Nothing was exported.';

const UPDATE = 'Update the action: a newer version of it wrote the state, which is in order. Nothing was exported.';

const Version = v.object({ version: v.number() });

const Body = v.object({
  platform: NonEmptyText,
  tenant: NonEmptyText,
  cursor: When,
  as_of: When,
  manifest: optional(NonEmptyText),
  known_from: When,
  known: v.array(v.object({ at: When, id: NonEmptyText, gone: optional(v.boolean()) })),
});

/** Reads a state. Never throws. */
export function parseState(text: string): ParsedState {
  const problem = (sentence: string, remedy = BRING_BACK): ParsedState => ({
    kind: 'problem',
    problem: sentence,
    remedy,
  });
  const damage = findDamage(text);
  // @failure audit#damage
  if (damage !== null) return problem(`is damaged: it holds ${describeDamage(damage.kind)}`);
  try {
    const json: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    const { version } = read(Version, json);
    // @failure audit | `error` | If the version in the state is higher, update the action. Otherwise bring back the
    // last good version of the state.
    if (version !== STATE_VERSION) {
      const remedy = version > STATE_VERSION ? UPDATE : BRING_BACK;
      return problem(`is of version ${version}; this version of the action reads ${STATE_VERSION}`, remedy);
    }
    const body = read(Body, json);
    const [cursor, asOf, knownFrom] = [momentOf(body, 'cursor'), momentOf(body, 'as_of'), momentOf(body, 'known_from')];
    if (knownFrom > cursor || cursor > asOf) throw new SchemaError('cursor', 'between `known_from` and `as_of`');
    const known = new Map<string, number>();
    const gone = new Set<string>();
    for (const { at, id, gone: isGone } of body.known) {
      if (at === null) throw new SchemaError('known', 'a list of times and ids');
      known.set(id, millisecondsOf(at));
      if (isGone === true) gone.add(id);
    }
    const { platform, tenant, manifest } = body;
    return { kind: 'state', state: { platform, tenant, cursor, asOf, manifest, knownFrom, known, gone } };
  } catch (error) {
    // @failure audit#damage | `error` | Nothing was exported. Bring back the last good version of the state, from the
    // bucket or the branch that holds it. If there is none: [begin anew](../audit-log/README.md#if-the-state-is-lost).
    if (error instanceof SchemaError) return problem(`is not the state of an export: ${error.message}`);
    // @failure audit#damage
    if (error instanceof SyntaxError) return problem(`is damaged: ${describeNoJson(text)}`);
    throw error;
  }
}

/** Nothing of the file is quoted: whatever lies there may be a secret. */
function describeNoJson(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text)) return 'it is a page of HTML';
  return `its ${countNouns(Buffer.byteLength(text), 'byte')} are no valid JSON`;
}

function describeDamage(kind: 'conflict' | 'lfs'): string {
  return kind === 'conflict' ? 'the marks of a merge conflict' : 'a pointer of Git LFS in place of the file';
}

function momentOf(body: v.InferOutput<typeof Body>, field: 'cursor' | 'as_of' | 'known_from'): number {
  const moment = body[field];
  if (moment === null || millisecondsOf(moment) % 1_000 !== 0) throw new SchemaError(field, 'a whole second');
  return millisecondsOf(moment);
}

/** The state as a file, an id a line. `schemas/audit-log-state.schema.json` describes it. */
export function renderState(state: State): StreamedJson {
  return {
    version: STATE_VERSION,
    platform: state.platform,
    tenant: state.tenant,
    cursor: formatSecond(state.cursor),
    as_of: formatSecond(state.asOf),
    manifest: state.manifest,
    known_from: formatSecond(state.knownFrom),
    known: listKnown(state),
  };
}

/** By time and id: a run changes few lines of the file. */
function* listKnown({ known, gone }: Pick<State, 'known' | 'gone'>) {
  const sorted = [...known.keys()].sort((a, b) => (known.get(a) ?? 0) - (known.get(b) ?? 0) || compareTexts(a, b));
  for (const id of sorted) {
    yield { at: timestampOf(known.get(id) ?? 0), id, ...(gone.has(id) ? { gone: true } : {}) };
  }
}
