import { type Answer, answerJson, Problem } from './answers.ts';
import { cutPage, describePage, readPageRequest } from './paging.ts';
import type { RouteContext } from './routes.ts';

/** The one table whose values are asked for. */
const ASSETS = 'cloud_assets';

export function listColumnValues(
  { platform, query, paging, valueField }: RouteContext,
  table: string,
  column: string,
): Answer {
  const all = table === ASSETS ? platform.warehouse.valuesOf(column) : null;
  if (all === null) throw new Problem(404, 'table or column not found');
  const text = (query.get('filter') ?? '').toLowerCase();
  const values = all.filter((value) => value.toLowerCase().includes(text));
  const request = readPageRequest(query, paging);
  const items = cutPage(values, request).map((value) => ({ [valueField]: value, kind: 'string' }));
  return answerJson(200, { items, metadata: describePage(request, values.length, paging) });
}
