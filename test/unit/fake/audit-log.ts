/** An audit log, an output folder and a state as plain data: exports of years take milliseconds. */
import { createHash } from 'node:crypto';
import { type ExportDeps, type ExportRequest, exportAuditLog } from '../../../src/actions/audit-log/export.ts';
import type { Spool, SpooledLine } from '../../../src/actions/audit-log/spool.ts';
import type { NameFile, Store, StoredFile } from '../../../src/actions/audit-log/store.ts';
import { type AuditLogClient, type AuditSpan, readAuditEvent } from '../../../src/platform/audit-logs.ts';
import { explainUnreadable } from '../../../src/platform/http/errors.ts';
import { type Page, readPage, walkPages } from '../../../src/platform/http/paging.ts';
import { SchemaError } from '../../../src/platform/schema.ts';
import { streamJson } from '../../../src/text/json-stream.ts';
import { NOON } from './clock.ts';

export interface FakeEvent {
  readonly id: string;
  /** Fields that are other ones in the list. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** When it happened, in milliseconds since 1970. The list shows it as `shown` and compares this. */
  readonly at: number;
  readonly shown: string;
  /** When it appears in the list. */
  readonly visibleAt: number;
}

export interface FakeLog {
  events: FakeEvent[];
  now: number;
  /** How far the clock that the server shows is ahead. */
  skew: number;
  /** Places an event in the list. */
  rank: (event: FakeEvent) => number;
  pageSize: number;
  /** What `total_count` says of so many events; null: nothing. */
  total: ((count: number) => number) | null;
  /** How long an answer takes. */
  latency: number;
  /** Called before each answer: what a list does while it is read. */
  onAsk: (() => void) | null;
  readonly requests: AuditSpan[];
}

export function anEvent(id: string, at: number, changes: Partial<FakeEvent> = {}): FakeEvent {
  return { id, at, shown: new Date(at).toISOString(), visibleAt: at, ...changes };
}

export function aLog(events: FakeEvent[], now: number, changes: Partial<FakeLog> = {}): FakeLog {
  const rank = ({ at }: FakeEvent) => -at;
  return {
    events,
    now,
    skew: 0,
    rank,
    pageSize: 1_000,
    total: (count) => count,
    latency: 0,
    onAsk: null,
    requests: [],
    ...changes,
  };
}

function describeEvent({ id, shown, more }: FakeEvent) {
  const user = { id: 'u-1', email: 'jane@acme.example', name: 'Jane' };
  return { id, user, event_type: 'user.login', created_at: shown, user_ip_address: '192.0.2.7', ...more };
}

export function clientOf(log: FakeLog): AuditLogClient {
  function ask(span: AuditSpan, number: number, size: number): Page<ReturnType<typeof readAuditEvent>> {
    log.requests.push(span);
    log.now += log.latency;
    log.onAsk?.();
    const { rank } = log;
    const all = log.events
      .filter(({ at, visibleAt }) => visibleAt <= log.now && at >= span.from && at <= span.to)
      .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
    const items = all.slice((number - 1) * size, number * size).map(describeEvent);
    const total = log.total === null ? {} : { total_count: log.total(all.length) };
    return readPage({ items, metadata: { page_size: size, ...total } }, readAuditEvent);
  }
  return {
    readPlatform: async () => ({ tenant: 'tenant-1', now: Math.floor((log.now + log.skew) / 1_000) * 1_000 }),
    async *walkEvents(span, perPage) {
      try {
        yield* walkPages(async (page, asked) => ask(span, page, Math.min(asked, log.pageSize)), perPage);
      } catch (error) {
        // As the real one tells it.
        throw error instanceof SchemaError ? explainUnreadable('GET', '/audit-logs', error) : error;
      }
    },
    countEvents: async (span) => ask(span, 1, 1).totalCount,
  };
}

/** A write that never came to its end. */
export class Crash extends Error {
  override name = 'Crash';
}

export interface FakeStore extends Store {
  readonly files: Map<string, string>;
  state: string | null;
  /** So many writes succeed; the one after them ends the process. */
  writes: number;
}

export function aStore(): FakeStore {
  const files = new Map<string, string>();
  const store: FakeStore = {
    files,
    state: null,
    writes: Number.POSITIVE_INFINITY,
    listNames: () => [...files.keys()],
    async writeLines(nameFile, lines): Promise<StoredFile> {
      const { name, text, sha256 } = write(nameFile, lines);
      return { path: name, bytes: text.length, sha256 };
    },
    writeManifest: (nameFile, manifest) => write(nameFile, streamJson(manifest)).name,
    pathOf: (name) => name,
    readState: () => (store.state === null ? { kind: 'missing' } : { kind: 'text', text: store.state }),
    writeState(state) {
      countWrite();
      store.state = [...streamJson(state)].join('');
      return 'state.json';
    },
  };
  function countWrite(): void {
    if (store.writes === 0) throw new Crash();
    store.writes -= 1;
  }
  function write(nameFile: NameFile, pieces: Iterable<string>) {
    const text = [...pieces].join('');
    countWrite();
    const sha256 = createHash('sha256').update(text).digest('hex');
    const name = nameFile(sha256);
    if (files.has(name)) throw new Error(`${name} would be overwritten`);
    files.set(name, text);
    return { name, text, sha256 };
  }
  return store;
}

export function aSpool(): Spool {
  let lines: SpooledLine[] = [];
  return {
    get size() {
      return lines.length;
    },
    add: (more) => void lines.push(...more),
    pass: () => {},
    *sorted() {
      for (const { text } of lines.toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1))) yield text;
    },
    clear: () => {
      lines = [];
    },
    remove: () => {},
  };
}

/** An export of the day before noon. */
export const REQUEST: ExportRequest = {
  platform: 'acme.example/api',
  statePath: 'state.json',
  since: NOON - 86_400_000,
  settleMs: 600_000,
  overlapMs: 7_200_000,
  eventTypes: { include: [], exclude: [] },
  maxEvents: 1_000_000,
  format: 'ndjson',
  fields: 'slim',
};

/** One run. Everything but HTTP and the disk is real. */
export function runExport(
  log: FakeLog,
  store: FakeStore,
  changes: Partial<ExportRequest> = {},
  deps: Partial<ExportDeps> = {},
) {
  return exportAuditLog(
    { ...REQUEST, ...changes },
    {
      client: clientOf(log),
      store,
      spool: aSpool(),
      clock: { now: () => log.now },
      stop: new AbortController().signal,
      warn: () => {},
      ...deps,
    },
  );
}

/** The ids in all files. */
export function exportedIds({ files }: Pick<FakeStore, 'files'>): string[] {
  return [...files].filter(([name]) => name.endsWith('.gz')).flatMap(([, text]) => idsIn(text));
}

/** The ids in a file, in its order. */
export function idsIn(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id);
}
