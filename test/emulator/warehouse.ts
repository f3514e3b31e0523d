import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Estate } from './estate.ts';
import type { PolicyDefinition } from './policies.ts';
import { COMMON_COLUMNS, TABLES, type Table } from './tables.ts';

/** The rows that the syncs copied, and the violations that the policies' last evaluations found in them. */
export interface Warehouse {
  /** Replaces the rows of these accounts with what the estate holds now. */
  ingest(estate: Estate, tables: readonly Table[], accountIds: readonly string[]): void;
  /** Runs the policy's query, keeps what it finds and counts it. */
  evaluate(policy: PolicyDefinition): number;
  /** The violations that the last evaluation found, as JSON texts. */
  violationsOf(policyId: string, search: string): { count: number; read: (offset: number, limit: number) => string[] };
  /** The distinct values of a column of `cloud_assets`, which holds every resource; null if it has no such column. */
  valuesOf(column: string): string[] | null;
  /** Runs many statements as one. */
  together(work: () => void): void;
  close(): void;
}

export function openWarehouse(): Warehouse {
  const database = new DatabaseSync(':memory:');
  for (const { name, columns } of TABLES) {
    database.exec(`CREATE TABLE ${name} (${[...COMMON_COLUMNS, ...columns].join(', ')})`);
  }
  database.exec('CREATE TABLE violations (policy, position, body, PRIMARY KEY (policy, position)) WITHOUT ROWID');
  const forget = database.prepare('DELETE FROM violations WHERE policy = ?');
  const matching = "policy = ? AND (? = '' OR instr(lower(body), lower(?)))";
  const count = database.prepare(`SELECT count(*) AS count FROM violations WHERE ${matching}`);
  const page = database.prepare(
    `SELECT body FROM violations WHERE ${matching} ORDER BY position LIMIT cast(? AS INTEGER) OFFSET cast(? AS INTEGER)`,
  );
  const evaluations = new Map<string, StatementSync>();

  function prepareEvaluation(policy: PolicyDefinition): StatementSync {
    const known = evaluations.get(policy.query);
    if (known !== undefined) return known;
    const columns = database.prepare(policy.query).columns();
    const statement = database.prepare(
      `INSERT INTO violations SELECT ?, row_number() OVER () - 1, ${toJsonObject(columns.map((column) => column.name))} FROM (${policy.query})`,
    );
    evaluations.set(policy.query, statement);
    return statement;
  }

  return {
    ingest(estate, tables, accountIds) {
      for (const table of tables) {
        const drop = database.prepare(`DELETE FROM ${table.name} WHERE account_id = ?`);
        for (const id of accountIds) drop.run(id);
        const width = COMMON_COLUMNS.length + table.columns.length;
        const insert = database.prepare(`INSERT INTO ${table.name} VALUES (${Array(width).fill('?').join(', ')})`);
        for (const row of table.rowsOf(estate, accountIds)) insert.run(...row);
      }
    },
    evaluate(policy) {
      forget.run(policy.id);
      return Number(prepareEvaluation(policy).run(policy.id).changes);
    },
    violationsOf: (policyId, search) => ({
      count: Number(count.get(policyId, search, search)?.['count']),
      read: (offset, limit) => page.all(policyId, search, search, limit, offset).map((row) => String(row['body'])),
    }),
    valuesOf(column) {
      const own = ASSET_COLUMNS[column];
      if (own === undefined) return null;
      const all = TABLES.map(({ name }) => `SELECT ${own} AS value FROM ${name}`).join(' UNION ');
      return database
        .prepare(`SELECT value FROM (${all}) WHERE value IS NOT NULL ORDER BY value`)
        .all()
        .map(({ value }) => (own === 'tags' ? toMap(String(value)) : String(value)));
    },
    together(work) {
      database.exec('BEGIN');
      try {
        work();
      } finally {
        database.exec('COMMIT');
      }
    },
    close: () => database.close(),
  };
}

/** The columns of `cloud_assets`, by what the tables call them. */
const ASSET_COLUMNS: Readonly<Record<string, (typeof COMMON_COLUMNS)[number]>> = {
  account: 'account_id',
  account_name: '_cq_account_name',
  cloud: 'cloud',
  region: 'region',
  resource_type_label: 'resource_type_label',
  tags: 'tags',
};

/** The tags of an asset as the text of a map, which is what the column of the table is. */
function toMap(tags: string): string {
  const texts: unknown = JSON.parse(tags);
  const pairs = (Array.isArray(texts) ? texts : []).map((text: string) => {
    if (text.startsWith('{')) return Object.values<string>(JSON.parse(text));
    const [, key = text, value = ''] = /^([^=:]*)(?:=|: ?)(.*)$/s.exec(text) ?? [];
    return [key, value];
  });
  return JSON.stringify(Object.fromEntries(pairs));
}

/** SQL for a violation as the Platform answers it: the known columns, and all others in an object of their own. */
function toJsonObject(columns: readonly string[]): string {
  const known = columns.filter((column) => COMMON_COLUMNS.some((common) => common === column));
  const others = columns.filter((column) => !known.includes(column));
  const pairs = known.map((column) => `'${column}', ${column === 'tags' ? 'json(tags)' : column}`);
  if (others.length > 0) {
    pairs.push(
      `'additional_properties', json_object(${others.map((column) => `'${column}', "${column}"`).join(', ')})`,
    );
  }
  return `json_object(${pairs.join(', ')})`;
}
