import { type ClickHouse, openClickHouse } from './clickhouse.ts';
import { type Cell, type Engine, QueryError, type QueryResult } from './engine.ts';
import type { Estate } from './estate.ts';
import type { PolicyDefinition } from './policies.ts';
import { openSqlite } from './sqlite-engine.ts';
import { ASSETS, assetsOf, COMMON_COLUMNS, TABLES, type Table } from './tables.ts';

/** Which engine runs the queries; `sqlite`: only until somebody asks for ClickHouse. */
export type EngineName = 'sqlite' | 'clickhouse';

/** The rows that the syncs copied, and the violations that the policies' last evaluations found in them. */
export interface Warehouse {
  /** Replaces the rows of these accounts with what the estate holds now. */
  ingest(estate: Estate, tables: readonly Table[], accountIds: readonly string[]): void;
  /** Runs the policy's query, keeps what it finds and counts it; null: ClickHouse refuses it, and all stays as it was. */
  evaluate(policy: PolicyDefinition): number | null;
  /** The violations that the last evaluation found, as JSON texts. */
  violationsOf(policyId: string, search: string): { count: number; read: (offset: number, limit: number) => string[] };
  /** The distinct values of a column of `cloud_assets`, which holds every resource; null if it has no such column. */
  valuesOf(column: string): string[] | null;
  /** ClickHouse with all rows. From then on it also evaluates the policies. @throws {Error} if it can't run here */
  openClickHouse(): ClickHouse;
  close(): void;
}

const ALL_TABLES = [...TABLES, ASSETS];

export function openWarehouse(engineName: EngineName): Warehouse {
  const rows = new Map<string, Cell[][]>();
  const violations = new Map<string, QueryResult>();
  let clickHouse = engineName === 'clickhouse' ? openClickHouse(ALL_TABLES) : null;
  // Neither is it opened nor are rows copied before a query needs them.
  let sqlite: Engine | null = null;
  let changed = new Set<string>();
  let results = new Map<string, QueryResult | null>();
  let assets: Cell[][] | null = null;

  function openEngine(): Engine {
    if (clickHouse === null) sqlite ??= openSqlite(TABLES);
    const engine = clickHouse ?? (sqlite as Engine);
    fill(engine);
    return engine;
  }
  function fill(engine: Engine): void {
    for (const table of TABLES) {
      if (changed.has(table.name)) engine.fill(table, rows.get(table.name) ?? []);
    }
    if (engine === clickHouse && changed.size > 0) engine.fill(ASSETS, collectAssets());
    changed = new Set();
  }
  function collectAssets(): Cell[][] {
    assets ??= TABLES.flatMap(({ name }) => assetsOf(rows.get(name) ?? []));
    return assets;
  }
  function run({ name, query }: PolicyDefinition): QueryResult | null {
    try {
      return openEngine().run(query);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      // The Platform has this engine: a query that it refuses is a state of the Platform, not an error of the test.
      if (clickHouse !== null) return null;
      const remedy = "If it is ClickHouse's dialect, start the emulator with engine: 'clickhouse'.";
      throw new Error(`SQLite refuses the query of policy "${name}": ${error.message}. ${remedy}`);
    }
  }
  /** The rows stay as they are until the next ingestion, and so does what a query finds in them. */
  function runOnce(policy: PolicyDefinition): QueryResult | null {
    const known = results.get(policy.query);
    if (known !== undefined) return known;
    const result = run(policy);
    results.set(policy.query, result);
    return result;
  }
  function noteChange(tables: readonly Table[]): void {
    for (const { name } of tables) changed.add(name);
    results = new Map();
    assets = null;
  }

  return {
    ingest(estate, tables, accountIds) {
      for (const table of tables) {
        const others = (rows.get(table.name) ?? []).filter((row) => !accountIds.includes(String(row[ACCOUNT_ID])));
        rows.set(table.name, [...others, ...table.rowsOf(estate, accountIds)]);
      }
      noteChange(tables);
    },
    evaluate(policy) {
      const result = runOnce(policy);
      if (result === null) return null;
      violations.set(policy.id, result);
      return result.rows.length;
    },
    violationsOf(policyId, search) {
      const { columns, rows } = violations.get(policyId) ?? { columns: [], rows: [] };
      const names = columns.map(({ name }) => name);
      const render = (row: readonly unknown[]) => renderViolation(names, row);
      if (search === '') {
        return { count: rows.length, read: (offset, limit) => rows.slice(offset, offset + limit).map(render) };
      }
      const found = rows.map(render).filter((text) => text.toLowerCase().includes(search.toLowerCase()));
      return { count: found.length, read: (offset, limit) => found.slice(offset, offset + limit) };
    },
    valuesOf(column) {
      const at = ASSETS.columns.findIndex(({ name }) => name === column);
      if (at === -1) return null;
      const values = collectAssets()
        .map((row) => row[at] ?? null)
        .filter((value) => value !== null);
      const texts = values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)));
      return [...new Set(texts)].sort();
    },
    openClickHouse() {
      if (clickHouse === null) {
        clickHouse = openClickHouse(ALL_TABLES);
        sqlite?.close();
        sqlite = null;
        noteChange(TABLES);
      }
      fill(clickHouse);
      return clickHouse;
    },
    close() {
      sqlite?.close();
      clickHouse?.close();
    },
  };
}

const ACCOUNT_ID = COMMON_COLUMNS.findIndex(({ name }) => name === 'account_id');

/** A violation as the Platform answers it: the known columns, and all others in an object of their own. It has no nulls. */
function renderViolation(names: readonly string[], row: readonly unknown[]): string {
  const cells = names.map((name, index) => [name, row[index] ?? undefined] as const);
  const known = cells.filter(([name]) => isCommon(name));
  const others = cells.filter(([name]) => !isCommon(name));
  return JSON.stringify({
    ...Object.fromEntries(known.map(([name, value]) => [name, name === 'tags' ? readTags(value) : value])),
    ...(others.length > 0 ? { additional_properties: Object.fromEntries(others) } : {}),
  });
}

function isCommon(name: string): boolean {
  return COMMON_COLUMNS.some((column) => column.name === name);
}

/** The tables have tags as the text of a list, `cloud_assets` has a map, and a violation has a list. */
function readTags(tags: unknown): unknown {
  if (typeof tags === 'string') return tags.startsWith('[') ? JSON.parse(tags) : [tags];
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return tags;
  return Object.entries(tags).map(([key, value]) => `${key}=${value}`);
}
