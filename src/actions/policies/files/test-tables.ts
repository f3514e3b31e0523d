import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { checkEntries, describeNode, isEmpty, type Reading, readEntries } from '../../../text/yaml-entries.ts';
import { offsetOf, resolveNode } from '../../../text/yaml-tree.ts';
import * as v from '../../../vendor/valibot.ts';
import type { Cell, TestColumn, TestTable } from '../test/policy-test.ts';

const MOST_TABLES = 50;
const MOST_COLUMNS = 500;
/** Of a test, those within lists and mappings included. */
export const MOST_VALUES = 20_000;
const DEEPEST_VALUE = 20;
const LONGEST_TYPE = 500;

/** As the Platform's tables and columns are called. */
const NAME = /^[A-Za-z_]\w{0,199}$/;
const NAME_ALLOWED = 'a letter or `_`, and up to 199 letters, digits and `_` more';
const TYPE = /^[A-Za-z]\w*(?:\(.*\))?$/;
/** `Map(String` of `Map(String, String)`. */
const CUT_TYPE = /^[A-Za-z]\w*\([^)]*$/;

const ALLOWED = {
  columns: 'a mapping of columns to their types, such as `{ name: Nullable(String) }`',
  rows: 'a list of rows, each a list of as many values as there are columns',
} as const;

/** Whether a value of YAML is a mapping. */
export const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const TABLE = {
  schema: v.object({
    columns: v.custom<object>(isMapping, ALLOWED.columns),
    rows: v.custom<readonly unknown[]>(Array.isArray, ALLOWED.rows),
  }),
  allowed: ALLOWED,
  hasNumbers: true,
};

/** What is read once and in memory once, however many aliases repeat it. It counts each time. */
export interface Known {
  /** Of the test that is read. */
  values: number;
  readonly tables: Once<readonly TestTable[]>;
  readonly columns: Once<readonly TestColumn[]>;
  readonly rows: Once<Required<Pick<TestTable, 'rows' | 'lines'>>>;
}

type Once<T> = (node: Node | null, read: () => T) => T;

/** For the tests of one policy. */
export function createKnown(): Known {
  const known: Known = { values: 0, tables: once(), columns: once(), rows: once() };
  return known;

  function once<T>(): Once<T> {
    const results = new Map<Node | null, { readonly result: T; readonly values: number }>();
    return (node, read) => {
      const before = known.values;
      const { result, values } = results.get(node) ?? { result: read(), values: known.values - before };
      known.values = before + values;
      results.set(node, { result, values });
      return result;
    };
  }
}

/** Reads the tables of a test; what is wrong with them is told. */
export function readTables(node: Node | null, reading: Reading, known: Known): TestTable[] {
  return readNamed(node, 'table', MOST_TABLES, reading).flatMap(({ name, node: value, offset }) => {
    const map = resolveNode(value, reading.targets);
    if (!isMap<Node, Node | null>(map)) {
      reading.tell(
        offset,
        `The table \`${name}\` is ${describeNode(map, reading.quote)}; allowed: \`columns\` and \`rows\`.`,
      );
      return [];
    }
    const entries = readEntries(map, TABLE, reading);
    if (checkEntries(TABLE, entries, offsetOf(map), reading) === null) return [];
    const [columnsNode, rowsNode] = [entries.get('columns')?.node ?? null, entries.get('rows')?.node ?? null];
    const columns = known.columns(columnsNode, () => readColumns(columnsNode, reading));
    if (columns.length === 0) {
      reading.tell(offset, `The table \`${name}\` has no columns; allowed: ${ALLOWED.columns}.`);
      return [];
    }
    if (!haveWidth(rowsNode, columns.length, reading)) return [];
    const rows = known.rows(rowsNode, () => readRows(rowsNode, reading, known));
    return [{ name, columns, ...rows }];
  });
}

function readColumns(node: Node | null, reading: Reading): TestColumn[] {
  return readNamed(node, 'column', MOST_COLUMNS, reading).flatMap(({ name, node: value, offset }): TestColumn[] => {
    const meant = value === null ? null : resolveNode(value, reading.targets);
    const line = reading.lineOf(offset);
    if (value === null || isEmpty(meant)) return [{ name, type: null, line }];
    const type = isScalar(meant) && typeof meant.value === 'string' ? meant.value : '';
    if (type.length <= LONGEST_TYPE && TYPE.test(type)) return [{ name, type, line }];
    const shown = describeNode(meant, reading.quote);
    const cut = CUT_TYPE.test(type)
      ? '; between `{` and `}` YAML ends it at its comma, unless it stands in quotes'
      : '';
    reading.tell(
      offset,
      `The type of \`${name}\` is ${shown}; allowed: a type of ClickHouse, such as \`Nullable(String)\`${cut}.`,
    );
    return [];
  });
}

/** Whether each row has a value for each column; one that does not is told. */
function haveWidth(node: Node | null, width: number, { targets, tell, quote }: Reading): boolean {
  if (!isSeq<Node>(node)) return true;
  for (const item of node.items) {
    const row = resolveNode(item, targets);
    if (isSeq(row) && row.items.length === width) continue;
    const shown = isSeq(row) ? `a list of ${row.items.length}` : describeNode(row, quote);
    tell(offsetOf(item), `A row is ${shown}; allowed: a list of ${width}, a value for each column.`);
    return false;
  }
  return true;
}

function readRows(node: Node | null, reading: Reading, known: Known): Pick<Required<TestTable>, 'rows' | 'lines'> {
  const rows: Cell[][] = [];
  const lines: number[] = [];
  if (!isSeq<Node>(node)) return { rows, lines };
  const spend = () => {
    known.values += 1;
    return known.values <= MOST_VALUES;
  };
  for (const item of node.items) {
    const row = resolveNode(item, reading.targets);
    if (isSeq<Node>(row)) {
      rows.push(row.items.map((cell) => readCell(cell, reading, spend, 0)));
      lines.push(reading.lineOf(offsetOf(item)));
    }
    if (!spend()) break;
  }
  return { rows, lines };
}

/** What goes on beyond the limit counts for nothing: the test is refused. */
function readCell(node: Node | null, reading: Reading, spend: () => boolean, depth: number): Cell {
  if (!spend()) return null;
  if (depth > DEEPEST_VALUE) {
    reading.tell(offsetOf(node), `A value has more than ${DEEPEST_VALUE} levels; allowed: up to that.`);
    return null;
  }
  const meant = node === null ? null : resolveNode(node, reading.targets);
  if (isSeq<Node>(meant)) return meant.items.map((item) => readCell(item, reading, spend, depth + 1));
  if (isMap<Node, Node | null>(meant)) {
    return {
      pairs: meant.items.map(({ key, value }) => {
        const name = resolveNode(key, reading.targets);
        if (!isScalar(name)) {
          reading.tell(offsetOf(key), `A key in a value is ${describeNode(name, reading.quote)}; allowed: a text.`);
        }
        const text = isScalar(name) ? (name.source ?? String(name.value)) : '';
        return [text, readCell(value, reading, spend, depth + 1)] as const;
      }),
    };
  }
  if (!isScalar(meant)) return null;
  const { value, source } = meant;
  if (typeof value === 'number' || typeof value === 'bigint') return { number: source ?? String(value) };
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

interface Named {
  readonly name: string;
  readonly node: Node | null;
  readonly offset: number;
}

/** The entries of a mapping whose keys are names of the Platform's, each once. */
function readNamed(node: Node | null, noun: string, most: number, reading: Reading): Named[] {
  if (!isMap<Node, Node | null>(node)) return [];
  const excess = node.items[most];
  if (excess !== undefined) {
    reading.tell(offsetOf(excess.key), `There are more than ${most} ${noun}s; allowed: up to ${most}.`);
    return [];
  }
  const names = new Set<string>();
  return node.items.flatMap(({ key, value }): Named[] => {
    const meant = resolveNode(key, reading.targets);
    const name = isScalar(meant) && typeof meant.value === 'string' ? meant.value : '';
    const offset = offsetOf(key);
    if (!NAME.test(name)) {
      const shown = describeNode(meant, reading.quote);
      reading.tell(offset, `The name of a ${noun} is ${shown}; allowed: ${NAME_ALLOWED}.`);
      return [];
    }
    if (names.has(name)) reading.tell(offset, `The ${noun} \`${name}\` is there twice; allowed: once.`);
    names.add(name);
    return [{ name, node: value, offset }];
  });
}
