import { posix } from 'node:path';
import { readSqlQuery } from '../files/sql-file.ts';
import type { BasePolicy } from './base.ts';
import type { ExportFile } from './memory-folder.ts';

/** A policy, and the query that its files are to hold. */
export interface QueryUser {
  readonly slug: string;
  /** Null: it has no file yet. */
  readonly base: BasePolicy | null;
  /** Tidy; null: whatever its files hold. */
  readonly query: string | null;
}

/**
 * Says which file of SQL each policy has, and its text. Several policies may share a file: it is changed if all of them
 * want the same, and otherwise those that want another text get a file of their own beside it.
 * @param taken the paths of the checkout, in lower case: no new file may have one
 * @returns by slug; none for a policy whose own file has the query
 */
export function placeQueries(users: readonly QueryUser[], taken: ReadonlySet<string>): ReadonlyMap<string, ExportFile> {
  const placed = new Map<string, ExportFile>();
  const made = new Set<string>();
  function make(folder: string, slug: string, text: string): void {
    for (let number = 1; ; number++) {
      const path = posix.join(folder, `${slug}${number === 1 ? '' : `-${number}`}.sql`);
      if (taken.has(path.toLowerCase()) || made.has(path)) continue;
      made.add(path);
      placed.set(slug, { path, text });
      return;
    }
  }

  for (const { slug, base, query } of users) if (base === null) make('.', slug, `${query ?? ''}\n`);
  for (const [sql, sharers] of groupByFile(users)) {
    const texts = new Set(sharers.map(({ query }) => query ?? readSqlQuery(sql.text)));
    for (const { slug, query } of sharers) {
      const text = query === null ? sql.text : replaceQuery(sql.text, query);
      if (text === sql.text || texts.size === 1) placed.set(slug, { path: sql.path, text });
      else make(posix.dirname(sql.path), slug, text);
    }
  }
  return placed;
}

function groupByFile(users: readonly QueryUser[]): Iterable<[ExportFile, QueryUser[]]> {
  const groups = new Map<string, [ExportFile, QueryUser[]]>();
  for (const user of users) {
    const sql = user.base?.sql ?? null;
    if (sql === null) continue;
    const group = groups.get(sql.path);
    if (group === undefined) groups.set(sql.path, [sql, [user]]);
    else group[1].push(user);
  }
  return groups.values();
}

/** A file of SQL with another query: white space around it, and the kind of line ends, stay. @param query tidy */
function replaceQuery(text: string, query: string): string {
  if (readSqlQuery(text) === query) return text;
  const old = text.trim();
  const at = text.indexOf(old);
  const lines = text.includes('\r\n') ? query.replaceAll('\n', '\r\n') : query;
  return text.slice(0, at) + lines + text.slice(at + old.length);
}
