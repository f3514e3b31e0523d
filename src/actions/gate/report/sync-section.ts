import { toCode, toMarkdown } from '../../../text/escape.ts';
import { formatCount, formatDuration, UNKNOWN } from '../../../text/format.ts';
import { byteLength, renderDetails, renderRest, renderTable, takeWithin } from '../../../text/markdown.ts';
import type { RunOrigin, SyncResult, SyncState } from '../sync/result.ts';
import { findTellingLine, quoteLog } from '../sync/telling-line.ts';

const NAME_LENGTH = 120;
const TABLES_SHOWN = 10;
const LOG_LINES_SHOWN = 20;
const LOG_LINE_LENGTH = 300;

const STATE_MARKS: Readonly<Record<SyncState, string>> = {
  succeeded: '✅',
  partial: '⚠️',
  failed: '❌',
  cancelled: '❌',
  refused: '❌',
  unfinished: '⏳',
};

const ORIGIN_NOTES: Readonly<Record<RunOrigin, string | null>> = {
  started: null,
  adopted: null,
  attached: 'attached to',
  reused: 'reused',
};

/**
 * The facts of every sync, and what is known about those that went wrong. Empty if there are none.
 * @param told what the summary says already: a problem that it has is not said again
 */
export function renderSyncs(syncs: readonly SyncResult[], told: readonly string[], maxBytes: number): string {
  const isTold = (problem: string) => told.some((text) => text.includes(problem));
  const header = ['Sync', 'Run', 'Status', 'Rows', 'Tables', 'Errors', 'Duration'];
  const table = renderTable(header, syncs, renderFacts, maxBytes / 2);
  const rest = renderRest(syncs.length - table.taken, 'sync');
  const troubled = syncs.filter(hasTrouble);
  const troubles = takeWithin(
    troubled,
    (sync) => renderTrouble(sync, isTold),
    maxBytes - byteLength(table.text + rest) - 100,
  );
  const untold = renderRest(troubled.length - troubles.taken, 'sync with a problem', 'syncs with a problem');
  return [table.text + rest, troubles.text + untold].filter((part) => part !== '').join('\n');
}

/** A sync that went well, in a few words. */
export function renderSyncBriefly(sync: SyncResult): string {
  return `${renderName(sync)}: ${formatCount(sync.rows)} rows in ${formatDuration(sync.durationSeconds)}`;
}

function renderFacts(sync: SyncResult): readonly string[] {
  return [
    `${STATE_MARKS[sync.state]} ${renderName(sync)}`,
    renderRun(sync),
    renderStatus(sync),
    formatCount(sync.rows),
    formatCount(sync.tables),
    formatCount(sync.errors),
    formatDuration(sync.durationSeconds),
  ];
}

function renderName(sync: SyncResult): string {
  return toCode(sync.syncName, NAME_LENGTH) || '–';
}

function renderRun(sync: SyncResult): string {
  if (sync.runId === null) return '–';
  const note = sync.origin === null ? null : ORIGIN_NOTES[sync.origin];
  return note === null ? toCode(sync.runId) : `${toCode(sync.runId)} (${note})`;
}

function renderStatus(sync: SyncResult): string {
  if (sync.state === 'refused' && sync.status === null) return 'refused';
  const status = toMarkdown(sync.status ?? '', NAME_LENGTH) || UNKNOWN;
  const isTold = sync.statusReason === null || sync.problem?.includes(sync.statusReason);
  const reason = isTold ? '' : ` (${toMarkdown(sync.statusReason ?? '', NAME_LENGTH)})`;
  return `${status}${reason}, ${describeIngestion(sync.ingested)}`;
}

function describeIngestion(ingested: boolean | null): string {
  if (ingested === null) return 'ingestion unknown';
  return ingested ? 'ingested' : 'not ingested';
}

function hasTrouble(sync: SyncResult): boolean {
  return sync.problem !== null || sync.worstTables.length > 0 || sync.lastLogLines.length > 0;
}

function renderTrouble(sync: SyncResult, isTold: (problem: string) => boolean): string {
  const isSaid = sync.problem !== null && isTold(sync.problem);
  const problem = sync.problem === null ? 'went wrong in part.' : toMarkdown(sync.problem) || UNKNOWN;
  const blocks = [
    isSaid ? '' : `${STATE_MARKS[sync.state]} ${renderName(sync)}: ${problem}\n`,
    renderTellingLine(sync, isTold),
    renderWorstTables(sync),
    renderLog(sync),
  ].filter((block) => block !== '');
  return blocks.length === 0 ? '' : `${blocks.join('\n')}\n`;
}

/** What most people open the log for. */
function renderTellingLine(sync: SyncResult, isTold: (line: string) => boolean): string {
  const telling = findTellingLine(sync.lastLogLines) ?? '';
  const line = toCode(telling, LOG_LINE_LENGTH);
  return line === '' || isTold(quoteLog(telling)) ? '' : `The log of ${renderName(sync)} says: ${line}\n`;
}

function renderWorstTables(sync: SyncResult): string {
  const { worstTables } = sync;
  if (worstTables.length === 0) return '';
  const table = renderTable(
    ['Table', 'Errors', 'Rows'],
    worstTables.slice(0, TABLES_SHOWN),
    ({ name, errors, rows }) => [toCode(name, NAME_LENGTH), formatCount(errors), formatCount(rows)],
  );
  const body = table.text + renderRest(worstTables.length - table.taken, 'table');
  return renderDetails(`${renderName(sync)}: the tables with the most errors`, body);
}

/** `<pre>` and not a fence: a log may hold a fence of its own. */
function renderLog(sync: SyncResult): string {
  // A line alone is shown already.
  if (sync.lastLogLines.length < 2) return '';
  const shown = sync.lastLogLines.slice(-LOG_LINES_SHOWN).map((line) => toCode(line, LOG_LINE_LENGTH));
  return renderDetails(
    `${renderName(sync)}: the last lines of its log`,
    `<pre>\n${shown.filter((line) => line !== '').join('\n')}\n</pre>`,
  );
}
