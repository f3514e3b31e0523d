/** The values of `reports`. */
export const FORMATS = ['json', 'csv', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];

export const FILE_NAMES: Readonly<Record<Format, string>> = {
  json: 'access.json',
  csv: 'access.csv',
  markdown: 'access.md',
};

/** A file that the step wrote. */
export interface WrittenFile {
  readonly kind: Format;
  /** Absolute. */
  readonly path: string;
}
