import type { PolicyObjectClient } from '../../platform/policy-objects.ts';
import type { WriteDeps } from './apply/write.ts';
import type { WrittenExport, WrittenFolder } from './export/write.ts';
import type { PlannedChange } from './plan/change.ts';
import type { PlanRule } from './plan/rule.ts';
import type { PlatformState } from './plan/sides.ts';
import type { Planned, Proof } from './prove.ts';
import type { Mode, PoliciesResult } from './result.ts';

/** What the step was asked for. */
export interface PoliciesQuestion extends PlanRule {
  readonly mode: Exclude<Mode, 'validate'>;
  /** Empty: any plan will do. */
  readonly expectedPlan: string;
  readonly failOnDrift: boolean;
  /** Whether the workflow runs for files that nobody has merged, such as those of a pull request. */
  readonly isUnmerged: boolean;
}

export interface PoliciesDeps extends WriteDeps {
  readonly client: PolicyObjectClient;
  /** Asks the Platform about the queries of a plan, or without one about those of all files. */
  readonly prove: (planned: Planned | null) => Promise<Proof>;
  /** Another one, for the last looks of a step that is cancelled, or whose time is over. */
  readonly lastClient: () => PolicyObjectClient;
  /** The base address of the Platform's API. */
  readonly platformUrl: string;
  readonly info: (line: string) => void;
  /** Tells the plan before it is carried out. */
  readonly tellPlan: (result: PoliciesResult) => Promise<void>;
  /** Writes files of objects that are about to go. @throws {StepError} if it can't */
  readonly backUp: (changes: readonly PlannedChange[], state: PlatformState) => Promise<WrittenFolder>;
  /** Writes files of all that is there. @throws {StepError} if it can't */
  readonly export: (state: PlatformState) => Promise<WrittenExport>;
}
