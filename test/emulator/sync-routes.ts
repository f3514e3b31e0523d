import { type Answer, answerJson, answerText, NO_CONTENT, Problem } from './answers.ts';
import { cutPage, describePage, readPageRequest, readWords, sortBy } from './paging.ts';
import type { RouteContext } from './routes.ts';
import { describeRun, describeUsage, type Run } from './run.ts';
import { describeStats, describeTables, logOf } from './run-detail.ts';
import type { SyncDefinition } from './syncs.ts';
import { formatTimestamp } from './timestamp.ts';

const STATUSES = ['completed', 'failed', 'started', 'cancelled', 'created', 'pending'];

const DAY = 86_400_000;

export function listSyncs({ platform, query, paging, now }: RouteContext): Answer {
  const filter = (query.get('filter') ?? '').toLowerCase();
  const descending = readWords(query, 'sort_dir', ['asc', 'desc'])[0] === 'desc';
  const found = platform.syncs.filter((sync) => `${sync.name} ${sync.displayName}`.toLowerCase().includes(filter));
  const request = readPageRequest(query, paging);
  const items = cutPage(
    sortBy(found, (sync) => sync.name, descending),
    request,
  ).map((sync) => {
    const last = platform.runsOf(sync.name).at(-1);
    if (last === undefined) return describeSync(sync, platform.startedAt);
    const { sync_name: _, workers: __, ...run } = describeRun(last, now);
    return { ...describeSync(sync, platform.startedAt), last_run: run };
  });
  return answerJson(200, { items, metadata: describePage(request, found.length, paging) });
}

export function getSync({ platform }: RouteContext, name: string): Answer {
  return answerJson(200, describeSync(platform.findSync(name), platform.startedAt));
}

function describeSync(sync: SyncDefinition, startedAt: number): Record<string, unknown> {
  return {
    name: sync.name,
    display_name: sync.displayName,
    source: sync.source,
    destinations: ['warehouse'],
    disabled: sync.disabled,
    schedule: '0 4 * * *',
    cpu: '2',
    memory: '4GiB',
    created_at: formatTimestamp(startedAt - 200 * DAY + 0.5),
    updated_at: formatTimestamp(startedAt - 20 * DAY + 0.5),
    created_by: 'platform-team@acme.example',
  };
}

export function createRun({ platform, now }: RouteContext, name: string): Answer {
  return answerJson(201, describeRun(platform.createRun(name), now));
}

export function listRuns({ platform, query, paging, runOrder, now }: RouteContext, name: string): Answer {
  const sync = platform.findSync(name);
  const runs = sortBy(platform.runsOf(sync.name), (run) => run.createdAt, runOrder === 'newest-first');
  const request = readPageRequest(query, paging);
  const items = cutPage(runs, request).map((run) => describeRun(run, now));
  return answerJson(200, { items, metadata: describePage(request, runs.length, paging) });
}

export function getRun({ platform, now }: RouteContext, name: string, id: string): Answer {
  const run = platform.findRun(name, id);
  return answerJson(200, { ...describeRun(run, now), ...describeUsage(run, now) });
}

export function updateRun({ platform, body }: RouteContext, name: string, id: string): Answer {
  const run = platform.findRun(name, id);
  const { status } = readObject(body);
  if (typeof status !== 'string' || !STATUSES.includes(status)) {
    throw new Problem(400, 'Bad Request', { fieldErrors: { status: `must be one of ${STATUSES.join(', ')}` } });
  }
  if (status !== 'cancelled') throw new Problem(422, `a run cannot be set to ${status}`);
  platform.cancelRun(name, id);
  // Later than the context's: the cancellation has just happened.
  return answerJson(200, describeRun(run, platform.now()));
}

function readObject(body: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(body) };
  } catch {
    throw new Problem(400, 'Bad Request', { errors: ['the body is not JSON'] });
  }
}

export function getRunStats({ platform, now }: RouteContext, name: string, id: string): Answer {
  const stats = describeStats(platform.findRun(name, id), now);
  if (stats === null) throw new Problem(404, 'the run has no statistics yet');
  return answerJson(200, stats);
}

const TABLE_FIELDS = ['name', 'started_at', 'completed_at', 'runtime_seconds', 'resources', 'errors'] as const;

export function listRunTables({ platform, query, paging, now }: RouteContext, name: string, id: string): Answer {
  const tables = describeTables(platform.findRun(name, id), now);
  const field = readWords(query, 'sort_by', TABLE_FIELDS)[0] ?? 'name';
  const descending = readWords(query, 'sort_dir', ['asc', 'desc'])[0] === 'desc';
  const request = readPageRequest(query, paging);
  const sorted = sortBy(tables, (table) => cellOf(table[field]), descending);
  return answerJson(200, { items: cutPage(sorted, request), metadata: describePage(request, tables.length, paging) });
}

function cellOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

export function getLiveLog({ platform, now }: RouteContext, name: string, id: string): Answer {
  const lines = logOf(platform.findRun(name, id), now);
  return lines === null ? NO_CONTENT : answerText(lines);
}

export function queryLog({ platform, query, paging, now }: RouteContext, name: string, id: string): Answer {
  const run: Run = platform.findRun(name, id);
  const lines = now >= run.endsAt ? logOf(run, now) : null;
  if (lines === null) return NO_CONTENT;
  if (query.get('download') === 'true') return answerText(lines);
  const request = readPageRequest(query, paging);
  const columns = [
    { name: 'line', type: 'Int64' },
    { name: 'message', type: 'String' },
  ];
  const rows = cutPage([...lines.entries()], request);
  return answerJson(200, { data: { columns, rows }, metadata: describePage(request, lines.length, paging) });
}
