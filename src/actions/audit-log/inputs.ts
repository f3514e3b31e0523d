import { resolve } from 'node:path';
import { type ParseValue, parseBoolean, parseNumber, parseWord, refuse } from '../../inputs/parsers.ts';
import type { InputReader } from '../../inputs/reader.ts';
import { millisecondsOf, parseTimestamp } from '../../platform/timestamp.ts';
import type { Folders } from '../../runner/context.ts';
import type { Visibility } from '../../runner/event.ts';
import type { ExportRequest } from './export.ts';
import { FIELDS, FORMATS } from './format.ts';
import { SECOND_MS } from './span.ts';

/** Everything that the export was asked for. */
export interface Inputs extends Omit<ExportRequest, 'platform'> {
  /** Absolute. */
  readonly outputDir: string;
  /** Absolute. */
  readonly stateFile: string;
  readonly summary: boolean;
  readonly longestPauseMs: number;
}

/** What an input is if it is empty. `audit-log/action.yml` says the same, which a test checks. */
export const DEFAULTS = {
  'settle-minutes': '10',
  'overlap-minutes': '120',
  format: 'ndjson',
  fields: 'slim',
  'max-events': '1000000',
  'allow-public': 'false',
  summary: 'true',
  'timeout-minutes': '30',
} as const;

/** Longest pause between two tries of a request. */
const LONGEST_PAUSE_MS = 15_000;

/** Of `output-dir`, below the runner's folder for temporary files. */
const OUTPUT_DIR = 'cloudquery-audit-log';

const MOST_EVENTS = 100_000_000;

/**
 * Reads all inputs but the connection.
 * @param visibility who can read the repository, and so its artifacts
 * @throws {InputError} with everything that is wrong, at once
 */
export function readInputs(reader: InputReader, folders: Folders, visibility: Visibility): Inputs {
  const { parse, minutes, patterns, textOf, isSet, refuse: note } = reader;
  const statePath = textOf('state');
  if (statePath === '') {
    // @failure audit | `error` | =
    note('`state` is missing: give the path of the file that says where the next export begins.');
  }
  const allowsPublic = parse('allow-public', parseBoolean);
  if (allowsPublic === false) refusePublic(reader, visibility);
  const inputs = reader.finish({
    statePath,
    since: isSet('since') ? parse('since', parseSince) : null,
    settleMs: minutes('settle-minutes', 0),
    overlapMs: minutes('overlap-minutes', 1),
    format: parse('format', parseWord(FORMATS)),
    fields: parse('fields', parseWord(FIELDS)),
    eventTypes: patterns('event-types'),
    maxEvents: parse('max-events', parseNumber(1, MOST_EVENTS, 'events')),
    summary: parse('summary', parseBoolean),
  });
  return {
    ...inputs,
    outputDir: resolve(folders.workspace, textOf('output-dir') || resolve(folders.temp, OUTPUT_DIR)),
    stateFile: resolve(folders.workspace, statePath),
    longestPauseMs: LONGEST_PAUSE_MS,
  };
}

/** Artifacts and branches of a public repository can be read by everybody. */
function refusePublic({ refuse }: InputReader, visibility: Visibility): void {
  if (visibility === 'public') {
    // @failure audit#public | `error` | The files hold e-mail and IP addresses, and everybody can read the artifacts of
    // a public repository. Use a private repository. Set `allow-public: true` only if the repository is private after
    // all, or if the files never become artifacts.
    refuse(
      '`allow-public` is "false", and this repository is public: move the export to a private repository, or set `allow-public: true` if the files never become artifacts.',
    );
  } else if (visibility === 'unknown') {
    // A scheduled workflow has the repository in its event since September 2022.
    // @failure audit#public
    refuse(
      '`allow-public` is "false", and the event does not say that this repository is private. On an old GitHub Enterprise Server, a scheduled workflow never says it. If the repository is private, set `allow-public: true`.',
    );
  }
}

/** A day, or a date and time with its zone; milliseconds since 1970 at a whole second. */
const parseSince: ParseValue<number> = (text) => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const moment = parseTimestamp(time);
  // `Date` takes 30 February for 2 March.
  if (moment === null || (time !== text && !moment.startsWith(text)))
    return refuse(text, 'a day such as `2026-08-01`, or a time such as `2026-08-01T12:00:00Z`');
  return Math.floor(millisecondsOf(moment) / SECOND_MS) * SECOND_MS;
};
