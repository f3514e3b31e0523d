import type { GateResult, ReportedViolation } from '../result.ts';

/** All that a report file is made of. Names are hidden in it already where they are to be. */
export interface ReportInput {
  readonly result: GateResult;
  /**
   * The violations of a policy, as they came; none where its list could not be read. There may be a million: each call
   * reads them anew, and none is kept.
   */
  readonly rowsOf: (policyId: string) => Iterable<ReportedViolation>;
  readonly context: ReportContext;
}

/** Where the step ran, as far as the runner says. */
export interface ReportContext {
  /** `owner/name`; null where it is not known. */
  readonly repository: string | null;
  /** Of the commit that was checked out. */
  readonly sha: string | null;
  /** `owner/name/path@ref` of the workflow; null where it is not known. */
  readonly workflowRef: string | null;
  /** The page of the workflow's run. */
  readonly runUrl: string | null;
  /** When the report is written, in milliseconds since 1970. */
  readonly now: number;
}
