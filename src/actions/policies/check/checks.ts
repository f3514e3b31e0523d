import type { FileProblem } from '../../../text/file-problem.ts';
import type { QueryPlace } from '../sql/align.ts';

/** A query that is to be checked, previewed or tested. */
export interface QueryTarget {
  readonly slug: string;
  readonly query: string;
  readonly place: QueryPlace;
}

/** What the Platform says of queries, none of which was run. */
export interface Checks {
  /** How many queries it has nothing against. */
  readonly passed: number;
  /** In the order of paths and lines. */
  readonly problems: readonly FileProblem[];
  readonly warnings: readonly FileProblem[];
  readonly unchecked: readonly Unchecked[];
  /** The slugs of those that it does not understand, or that may not be sent. */
  readonly refused: ReadonlySet<string>;
  /** What the queries give, by slug, as far as the Platform said it. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** A query of which the Platform said nothing. */
export interface Unchecked {
  readonly slug: string;
  readonly why: string;
}

/** The column by which a violation is told from another one. */
export const ID_COLUMN = '_cq_platform_id';

export const ID_RULES = ['warn', 'error', 'ignore'] as const;
/** What a query is that gives violations without an id. */
export type IdRule = (typeof ID_RULES)[number];
