/** What GitHub shows at the job, and at a line of a file if one is known for sure. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  /** With a line only. */
  readonly column?: number;
}
