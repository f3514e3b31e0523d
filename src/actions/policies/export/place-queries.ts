import { posix } from 'node:path';
import { tidyText } from '../../../text/tidy.ts';
import type { BasePolicy } from './base.ts';
import type { ExportFile } from './memory-folder.ts';

/** A policy of the checkout with a file for its query, and what that is to hold. */
export interface QueryUser {
  readonly slug: string;
  readonly base: BasePolicy;
  /** Tidy; null: whatever the file holds. */
  readonly query: string | null;
}

/**
 * Says which file of SQL each policy has, and its text. Several policies may share a file: it is changed if all of them
 * want the same, and otherwise those that want another text get a file of their own beside it.
 * @param isFree whether nothing has a path yet
 */
export function placeQueries(
  users: readonly QueryUser[],
  isFree: (path: string) => boolean,
): ReadonlyMap<string, ExportFile> {
  const placed = new Map<string, ExportFile>();
  const made = new Set<string>();
  for (const [sql, sharers] of groupByFile(users)) {
    const texts = new Set(sharers.map(({ query }) => query ?? tidyText(sql.text)));
    const [only] = texts;
    for (const { slug, query } of sharers) {
      const text = query === null ? sql.text : replaceQuery(sql.text, query);
      const isOwn = text !== sql.text && !(texts.size === 1 && only === query);
      const path = isOwn
        ? findSqlPath(posix.dirname(sql.path), slug, (one) => isFree(one) && !made.has(one))
        : sql.path;
      made.add(path);
      placed.set(slug, { path, text });
    }
  }
  return placed;
}

function groupByFile(users: readonly QueryUser[]): Map<ExportFile, QueryUser[]> {
  const files = new Map<string, ExportFile>();
  const groups = new Map<ExportFile, QueryUser[]>();
  for (const user of users) {
    const { sql } = user.base;
    if (sql === null) continue;
    const file = files.get(sql.path) ?? sql;
    files.set(sql.path, file);
    groups.set(file, [...(groups.get(file) ?? []), user]);
  }
  return groups;
}

/** A path for the query of a policy that nothing has yet. */
export function findSqlPath(folder: string, slug: string, isFree: (path: string) => boolean): string {
  for (let number = 1; ; number++) {
    const path = posix.join(folder, `${slug}${number === 1 ? '' : `-${number}`}.sql`);
    if (isFree(path)) return path;
  }
}

/** A file of SQL with another query: white space around it, and the kind of line ends, stay. @param query tidy */
export function replaceQuery(text: string, query: string): string {
  const old = text.trim();
  if (tidyText(text) === query) return text;
  const at = text.indexOf(old);
  const lines = text.includes('\r\n') ? query.replaceAll('\n', '\r\n') : query;
  return text.slice(0, at) + lines + text.slice(at + old.length);
}
