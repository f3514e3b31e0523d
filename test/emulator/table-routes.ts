import { type Answer, answerJson, Problem } from './answers.ts';
import type { ColumnDefinition } from './engine.ts';
import { cutPage, describePage, readPageRequest } from './paging.ts';
import type { RouteContext } from './routes.ts';
import { ASSETS, TABLES } from './tables.ts';

export function listColumnValues(
  { platform, query, paging, valueField }: RouteContext,
  table: string,
  column: string,
): Answer {
  const all = table === ASSETS.name ? platform.warehouse.valuesOf(column) : null;
  if (all === null) throw new Problem(404, 'table or column not found');
  const text = (query.get('filter') ?? '').toLowerCase();
  const values = all.filter((value) => value.toLowerCase().includes(text));
  const request = readPageRequest(query, paging);
  const items = cutPage(values, request).map((value) => ({ [valueField]: value, kind: 'string' }));
  return answerJson(200, { items, metadata: describePage(request, values.length, paging) });
}

export function getTableSchema(_: RouteContext, name: string): Answer {
  const table = [...TABLES, ASSETS].find((one) => one.name === name);
  if (table === undefined) throw new Problem(404, 'table not found');
  const displayed = PRIMARY.flatMap(({ id, label, columns }) => {
    const column = table.columns.find((one) => columns.includes(one.name));
    return column === undefined ? [] : [{ id, label, resolved_column: column.name, group: 'primary' }];
  });
  const details = table.columns
    .filter((column) => !displayed.some((one) => one.resolved_column === column.name))
    .map((column) => ({ id: column.name, label: column.name, resolved_column: column.name, group: 'details' }));
  return answerJson(200, {
    schema: table.columns.map(describeColumn),
    default_columns: displayed.map((one) => one.resolved_column),
    display_columns: [...displayed, ...details],
  });
}

/** What the UI shows first, and the columns that may be it. */
const PRIMARY = [
  { id: 'cloud', label: 'Cloud', columns: ['cloud'] },
  { id: 'account', label: 'Account', columns: ['_cq_account_name', 'account_name'] },
  { id: 'name', label: 'Name', columns: ['name'] },
  { id: 'region', label: 'Region', columns: ['region'] },
  { id: 'tags', label: 'Tags', columns: ['tags'] },
];

function describeColumn({ name, type }: ColumnDefinition): Record<string, unknown> {
  const nullable = /^Nullable\((.*)\)$/.exec(type)?.[1];
  const kind = KINDS[/^\w+/.exec(nullable ?? type)?.[0] ?? ''];
  if (kind === undefined) throw new Error(`The emulator does not know the kind of the type ${type}`);
  return {
    name,
    type,
    default_kind: '',
    default_expression: '',
    comment: '',
    kind,
    nullable: nullable !== undefined,
  };
}

/** The Platform's word for each type that a table here has. */
const KINDS: Readonly<Record<string, string>> = { Bool: 'bool', Int64: 'number', Map: 'map', String: 'string' };
