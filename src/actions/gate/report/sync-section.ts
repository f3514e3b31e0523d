import { toCode, toMarkdown } from '../../../text/escape.ts';
import { formatCount, formatDuration, UNKNOWN } from '../../../text/format.ts';
import { byteLength, renderDetails, renderRest, renderTable, takeWithin } from '../../../text/markdown.ts';
import type { RunOrigin, SyncResult, SyncState } from '../sync/result.ts';

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

/** The facts of every sync, and what is known about those that went wrong. Empty where there are none. */
export function renderSyncs(syncs: readonly SyncResult[], maxBytes: number): string {
  const header = ['Sync', 'Run', 'Status', 'Rows', 'Tables', 'Errors', 'Duration'];
  const table = renderTable(header, syncs, renderFacts, maxBytes / 2);
  const rest = renderRest(syncs.length - table.taken, 'sync');
  const troubled = syncs.filter(hasTrouble);
  const troubles = takeWithin(troubled, renderTrouble, maxBytes - byteLength(table.text + rest) - 100);
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
  const reason = sync.statusReason === null ? '' : ` (${toMarkdown(sync.statusReason, NAME_LENGTH)})`;
  return `${status}${reason}, ${describeIngestion(sync.ingested)}`;
}

function describeIngestion(ingested: boolean | null): string {
  if (ingested === null) return 'ingestion unknown';
  return ingested ? 'ingested' : 'not ingested';
}

function hasTrouble(sync: SyncResult): boolean {
  return sync.problem !== null || sync.worstTables.length > 0 || sync.lastLogLines.length > 0;
}

function renderTrouble(sync: SyncResult): string {
  const problem = sync.problem === null ? 'went wrong in part.' : toMarkdown(sync.problem) || UNKNOWN;
  const blocks = [
    `${STATE_MARKS[sync.state]} ${renderName(sync)}: ${problem}\n`,
    renderWorstTables(sync),
    renderLog(sync.lastLogLines),
  ];
  return `${blocks.filter((block) => block !== '').join('\n')}\n`;
}

function renderWorstTables({ worstTables }: SyncResult): string {
  if (worstTables.length === 0) return '';
  const table = renderTable(
    ['Table', 'Errors', 'Rows'],
    worstTables.slice(0, TABLES_SHOWN),
    ({ name, errors, rows }) => [toCode(name, NAME_LENGTH), formatCount(errors), formatCount(rows)],
  );
  const body = table.text + renderRest(worstTables.length - table.taken, 'table');
  return renderDetails('Tables with the most errors', body);
}

/** `<pre>` and not a fence: a log may hold a fence of its own. */
function renderLog(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(-LOG_LINES_SHOWN).map((line) => toCode(line, LOG_LINE_LENGTH));
  return renderDetails('Last lines of the log', `<pre>\n${shown.filter((line) => line !== '').join('\n')}\n</pre>`);
}
