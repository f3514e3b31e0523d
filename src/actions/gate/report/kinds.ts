/** The values of `reports`. */
export const FORMATS = ['json', 'sarif', 'junit', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];

const FILE_NAMES: Readonly<Record<Format, string>> = {
  json: 'report.json',
  sarif: 'report.sarif',
  junit: 'report.junit.xml',
  markdown: 'report.md',
};

/** The name of a report's file in `report-dir`. */
export function fileNameOf(format: Format): string {
  return FILE_NAMES[format];
}

/** Whether a format lists every violation, so that all of them have to be read. */
export function listsViolations(format: Format): boolean {
  return format !== 'markdown';
}

/** A file that the step wrote. */
export interface WrittenFile {
  readonly kind: Format | 'baseline';
  /** Absolute. */
  readonly path: string;
}
