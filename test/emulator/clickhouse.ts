import type { Session } from 'chdb';
import { openSession } from './clickhouse-library.ts';
import { type Engine, QueryError, type QueryResult, type TableDefinition } from './engine.ts';

/** A page of a query's rows. */
export interface PageOfRows {
  readonly offset: number;
  readonly limit: number;
  /** What shuffles the rows of a query that says no order, each number in its own way; null: they stay as they come. */
  readonly seed: number | null;
}

/** What a query may use up. */
export interface QueryLimits {
  /** Null: as many as there are. */
  readonly rows: number | null;
  readonly seconds: number;
}

/** What a query would return. */
export interface QueryShape {
  readonly columns: readonly string[];
  readonly topLevelTables: readonly string[];
  readonly isAggregate: boolean;
}

/** The engine of the Platform. It runs nothing but SELECT, and says the server's own words if it refuses. */
export interface ClickHouse extends Engine {
  /** @throws {QueryError} if the text is not one statement */
  checkSyntax(query: string): void;
  /** @throws {QueryError} */
  describe(query: string): QueryShape;
  /** @throws {QueryError} */
  count(query: string): number;
  /** @throws {QueryError} also if the whole result, of which this is a page, is beyond the limits */
  runPage(query: string, page: PageOfRows, limits: QueryLimits): QueryResult;
}

let databases = 0;

/** Policies are evaluated, and read page by page, again and again. */
const parsed = new Map<string, string>();

/** Opens a database of its own in the process's ClickHouse. @throws {Error} if ClickHouse can't run here */
export function openClickHouse(tables: readonly TableDefinition[]): ClickHouse {
  databases += 1;
  const database = `platform_${databases}`;
  const writer = openSession();
  // The definitions of its tables are in memory too: to write files takes longer than all the rest.
  writer.query(
    [`CREATE DATABASE ${database} ENGINE = Memory`, ...tables.map((table) => defineTable(database, table))].join(';\n'),
  );
  const reader = openReader(database);
  const filled = new Set<string>();
  /** Results of the latest queries that say their order: they are read page by page, and stay as long as the rows do. */
  const ordered = new Map<string, QueryResult>();

  function attempt(work: () => string): string {
    try {
      return work();
    } catch (error) {
      // If it failed in the middle, the package puts what there was of the answer before the next one.
      reader.query('SELECT 1', 'TSV');
      throw new QueryError(readMessage((error as Error).message));
    }
  }
  /** The query alone, without comments and without the `;` at its end. */
  function parse(query: string): string {
    const known = parsed.get(query);
    if (known !== undefined) return known;
    const answer = attempt(() => reader.queryBind('SELECT formatQuery({query:String})', { query }, 'JSONCompact'));
    const text = String((JSON.parse(answer) as JsonCompact).data[0]?.[0]);
    parsed.set(query, text);
    return text;
  }
  function parseSelect(query: string): string {
    const text = parse(query);
    if (/^[\s(]*(SELECT|WITH)\b/.test(text)) return text;
    throw new QueryError(`only a SELECT can be run: ${text.split(/\s/, 1)[0]} ...`);
  }
  function read(query: string): QueryResult {
    const { meta, data } = JSON.parse(attempt(() => reader.query(query, 'JSONCompact'))) as JsonCompact;
    return { columns: meta, rows: data };
  }
  function readOrdered(query: string): QueryResult {
    const known = ordered.get(query);
    ordered.delete(query);
    const result = known ?? read(query);
    ordered.set(query, result);
    const [oldest = ''] = ordered.keys();
    if (ordered.size > RESULTS_KEPT) ordered.delete(oldest);
    return result;
  }

  return {
    fill({ name }, rows) {
      ordered.clear();
      if (filled.has(name)) writer.query(`TRUNCATE TABLE ${database}.${name}`);
      filled.add(name);
      for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
        const lines = rows.slice(first, first + ROWS_AT_ONCE).map((row) => JSON.stringify(row));
        writer.query(`INSERT INTO ${database}.${name} FORMAT JSONCompactEachRow\n${lines.join('\n')}`);
      }
    },
    run: (query) => read(wrap(parseSelect(query))),
    runPage(query, { limit, offset, seed }, { rows, seconds }) {
      const text = parseSelect(query);
      const time = `max_execution_time = ${seconds}`;
      if (rows !== null) {
        attempt(() => reader.query(`${wrap(text)} SETTINGS max_result_rows = ${rows}, ${time}`, 'Null'));
      }
      if (ORDER_BY.test(text)) {
        const { columns, rows } = readOrdered(`${wrap(text)} SETTINGS ${time}`);
        return { columns, rows: rows.slice(offset, offset + limit) };
      }
      const order = seed === null ? '' : ` ORDER BY cityHash64(${seed}, toString(tuple(*)))`;
      return read(`${wrap(text)}${order} LIMIT ${limit} OFFSET ${offset} SETTINGS ${time}`);
    },
    count: (query) => Number(read(`SELECT count() FROM (\n${parseSelect(query)}\n)`).rows[0]?.[0]),
    checkSyntax: (query) => void parse(query),
    describe(query) {
      const text = parseSelect(query);
      const columns = read(`DESCRIBE (\n${text}\n)`).rows.map(([name]) => String(name));
      const tree = read(`EXPLAIN QUERY TREE passes = 1 ${text}`).rows.map(([line]) => String(line));
      return { columns, ...readQueryTree(tree) };
    },
    close() {
      reader.close();
      writer.query(`DROP DATABASE ${database}`);
      writer.close();
    },
  };
}

interface JsonCompact {
  readonly meta: { readonly name: string; readonly type: string }[];
  readonly data: unknown[][];
}

const ROWS_AT_ONCE = 20_000;

/** Twice as many as an action asks for at a time. */
const RESULTS_KEPT = 16;

// The clause of the statement itself stands at the start of a line, and a text has no line breaks in it here.
const ORDER_BY = /^ORDER BY\b/m;

function defineTable(database: string, { name, columns }: TableDefinition): string {
  const list = columns.map((column) => `${column.name} ${column.type}`).join(', ');
  return `CREATE TABLE ${database}.${name} (${list}) ENGINE = Memory`;
}

/** A session that can't write, and that gives up soon if a query asks another machine. */
function openReader(database: string): Session {
  const reader = openSession();
  reader.query(`USE ${database}`);
  // Tables are small: threads would wait for one another more than they compute.
  reader.query('SET http_max_tries = 1, max_execution_time = 30, max_threads = 1');
  reader.query('SET readonly = 2');
  return reader;
}

function wrap(query: string): string {
  return `SELECT * FROM (\n${query}\n)`;
}

/** The server's own text, without what this file and the package put around it. */
function readMessage(text: string): string {
  const message = text.replace(/^Query failed: /, '');
  const [own = ''] = message.split(': In scope SELECT formatQuery(', 1);
  return own === message ? message : `${own}. (SYNTAX_ERROR)`;
}

/** What the outermost SELECT reads and collapses; of a UNION, the first. */
function readQueryTree(lines: readonly string[]): Pick<QueryShape, 'topLevelTables' | 'isAggregate'> {
  const nodes = lines.map((line) => ({ depth: line.search(/\S/), text: line.trim() }));
  const query = nodes.findIndex(({ text }) => text.startsWith('QUERY '));
  const sectionOf = (title: string) => {
    const all = inside(nodes, query);
    const at = all.findIndex(({ depth, text }) => depth === (nodes[query]?.depth ?? 0) + 2 && text === title);
    return at === -1 ? [] : inside(all, at);
  };
  const items = sectionOf('PROJECTION').filter(({ depth }, _, [list]) => depth === (list?.depth ?? 0) + 2);
  const isAggregate =
    sectionOf('GROUP BY').length > 0 ||
    (items.length > 0 && items.every(({ text }) => text.includes(', function_type: aggregate,')));
  return { topLevelTables: tablesOf(sectionOf('JOIN TREE')), isAggregate };
}

interface TreeNode {
  readonly depth: number;
  readonly text: string;
}

/** The nodes below the one at this place. */
function inside(nodes: readonly TreeNode[], at: number): TreeNode[] {
  const top = nodes[at]?.depth ?? 0;
  const rest = nodes.slice(at + 1);
  const end = rest.findIndex(({ depth }) => depth <= top);
  return end === -1 ? rest : rest.slice(0, end);
}

/** What a SELECT without FROM reads. */
const NOTHING = 'system.one';

function tablesOf(nodes: readonly TreeNode[]): string[] {
  const [first, ...rest] = nodes;
  if (first === undefined) return [];
  const isQuery = /^(QUERY|UNION) /.test(first.text);
  const after = isQuery ? rest.slice(inside(nodes, 0).length) : rest;
  const name = /^TABLE .*\btable_name: (.+)$/.exec(first.text)?.[1];
  const own = name === undefined || name === NOTHING ? [] : [name.replace(/^\w+\./, '')];
  return [...own, ...tablesOf(after)];
}
