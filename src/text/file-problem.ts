import { compareTexts } from './compare.ts';
/** Something wrong with a file, and where. */
export interface FileProblem {
  readonly path: string;
  /** Null: the whole file. */
  readonly line: number | null;
  readonly column: number | null;
  readonly sentence: string;
}

/** In the order of paths, lines and columns. */
export function sortProblems(problems: readonly FileProblem[]): FileProblem[] {
  return problems.toSorted(
    (a, b) => compareTexts(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
