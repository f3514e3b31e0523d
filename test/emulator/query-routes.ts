import { type Answer, answerJson, Problem } from './answers.ts';
import type { ClickHouse, QueryLimits } from './clickhouse.ts';
import { whyNoClickHouse } from './clickhouse-library.ts';
import { QueryError } from './engine.ts';
import { describePage, readPageRequest } from './paging.ts';
import type { PlatformState } from './platform-state.ts';
import type { RouteContext } from './routes.ts';

/** How the Platform runs queries. Nobody knows the limits of the real one, nor how it cuts pages. */
export interface QueryOptions extends QueryLimits {
  /** Rows of a query that says no order: as they are stored, or in another order for each page. */
  readonly order: 'stored' | 'shuffled';
}

export const USUAL_QUERIES: QueryOptions = { order: 'stored', rows: null, seconds: 30 };

const VALID: Answer = { status: 200, contentType: null, chunks: [''] };

export function checkSyntax({ platform, body }: RouteContext): Answer {
  const query = readQuery(body);
  return attempt(platform, (clickHouse) => {
    clickHouse.checkSyntax(query);
    return VALID;
  });
}

export function describeColumns({ platform, body }: RouteContext): Answer {
  const query = readQuery(body);
  return attempt(platform, (clickHouse) => {
    const { columns, topLevelTables, isAggregate } = clickHouse.describe(query);
    return answerJson(200, { columns, top_level_tables: topLevelTables, is_aggregate: isAggregate });
  });
}

export function executeQuery({ platform, body, query: parameters, paging, queries }: RouteContext): Answer {
  const query = readQuery(body);
  const request = readPageRequest(parameters, paging);
  const seed = queries.order === 'shuffled' ? drawSeed() : null;
  const page = { offset: (request.page - 1) * request.size, limit: request.size, seed };
  return attempt(platform, (clickHouse) => {
    const data = clickHouse.runPage(query, page, queries);
    const total = paging.metadata === 'full' ? clickHouse.count(query) : 0;
    return answerJson(200, { data, metadata: describePage(request, total, paging) });
  });
}

let seeds = 0;

/** Another one for each page, and the same ones whenever the process runs again. */
function drawSeed(): number {
  seeds += 1;
  return seeds;
}

/** @throws {Problem} 400: the object is closed */
function readQuery(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Problem(400, 'Bad Request');
  }
  const fields = Object.entries(body ?? {});
  const [name, query] = fields[0] ?? [];
  if (fields.length === 1 && name === 'query' && typeof query === 'string') return query;
  throw new Problem(400, 'Bad Request', { fieldErrors: { query: 'must be a text, and the only field' } });
}

/** @throws {Problem} 400 with ClickHouse's own words, 501 if it can't run here */
function attempt(platform: PlatformState, work: (clickHouse: ClickHouse) => Answer): Answer {
  const missing = whyNoClickHouse();
  if (missing !== null) throw new Problem(501, `emulator: ${missing}`);
  try {
    return work(platform.warehouse.openClickHouse());
  } catch (error) {
    if (error instanceof QueryError) throw new Problem(400, error.message);
    throw error;
  }
}
