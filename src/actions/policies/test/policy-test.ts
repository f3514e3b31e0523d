/** A test of a policy's query, as its file says. */
export interface PolicyTest {
  readonly name: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly tables: readonly TestTable[];
  /** The `_cq_platform_id` of each violation, or how many there are. */
  readonly violations: readonly string[] | number;
}

/** A table that stands in for a real one of its name. */
export interface TestTable {
  readonly name: string;
  readonly columns: readonly TestColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Where each row stands in the file, from 1. */
  readonly lines?: readonly number[] | undefined;
}

export interface TestColumn {
  readonly name: string;
  /** Such as `Nullable(String)`; null: that of the real table. */
  readonly type: string | null;
  /** Where it stands in the file, from 1. */
  readonly line?: number | undefined;
}

/** A value of a row. A number is its text: it may have more digits than JavaScript holds. */
export type Cell =
  | null
  | boolean
  | string
  | { readonly number: string }
  | readonly Cell[]
  | { readonly pairs: readonly (readonly [key: string, value: Cell])[] };

/** Whether a test wants its query to find something. */
export function expectsSomething({ violations }: PolicyTest): boolean {
  return typeof violations === 'number' ? violations > 0 : violations.length > 0;
}

/** A value as JSON, for a column of texts and for people. */
export function toJsonText(cell: Cell): string {
  if (cell === null || typeof cell !== 'object') return JSON.stringify(cell);
  if ('number' in cell) return cell.number;
  if ('pairs' in cell) {
    return `{${cell.pairs.map(([key, value]) => `${JSON.stringify(key)}:${toJsonText(value)}`).join(',')}}`;
  }
  return `[${cell.map(toJsonText).join(',')}]`;
}
