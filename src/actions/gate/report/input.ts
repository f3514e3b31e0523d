import type { StepContext } from '../../../runner/context.ts';
import type { ReportedViolation } from '../judge/tally.ts';
import type { GateResult } from '../result.ts';

/** All that a report file is made of. Names are hidden in it already if they have to be. */
export interface ReportInput {
  readonly result: GateResult;
  /**
   * The violations of a policy, as they came; none if its list could not be read. There may be a million: each call
   * reads them anew, and none is kept.
   */
  readonly rowsOf: (policyId: string) => Iterable<ReportedViolation>;
  readonly context: StepContext;
}
