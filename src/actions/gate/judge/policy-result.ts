import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity, type Severity } from '../../../platform/severity.ts';
import type { Timestamp } from '../../../platform/timestamp.ts';
import type { Violation } from '../../../platform/violations.ts';
import { type Mark, readDescription } from '../../../text/mark.ts';
import type { PolicyStanding, Standing } from '../evaluate/freshness.ts';
import type { ScopeInput } from '../select/aspect.ts';
import { gates, type Rule } from './rule.ts';
import { isWholeList } from './tally.ts';
import type { PolicyList } from './violations.ts';

/** A selected policy with all that is known about it. */
export interface Finding {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  /** Undefined if it was not asked for. */
  readonly list: PolicyList | undefined;
  /** How much its count grew since the evaluation before the sync; null if that is unknown. */
  readonly change: number | null;
}

/** The verdict on one policy. */
export interface PolicyResult extends ViolationCounts {
  /** How much its count grew since the evaluation before the sync; null if that is not known without asking. */
  readonly change: number | null;
  readonly id: string;
  readonly name: string;
  /** Without the mark of who manages it. */
  readonly description: string;
  /** Null: nobody manages it from files. */
  readonly definition: Definition | null;
  readonly domain: string;
  /** The severity that it gates with. */
  readonly severity: Severity;
  /** The severity in the Platform's word. */
  readonly severityLabel: string;
  readonly evaluatedAt: Timestamp | null;
  readonly standing: Standing;
  /** Why it could not be judged; null if it was. */
  readonly reason: string | null;
  /** The first violations that gate, no more than the reports show. */
  readonly resources: readonly Violation[];
  /** Why there are none to show although there are violations; null otherwise. */
  readonly resourcesProblem: string | null;
}

/** The file of a repository that defines a policy. */
export interface Definition extends Mark {
  /** Its path in this checkout; null if it is not there, or not known for certain. */
  readonly file: string | null;
}

/** found = gating + known + waived + belowThreshold + outOfScope. */
export interface ViolationCounts {
  readonly found: number;
  readonly gating: number;
  /** In the baseline. */
  readonly known: number;
  readonly waived: number;
  /** Of a severity lower than `fail-on`. */
  readonly belowThreshold: number;
  /** Left out by `accounts`, `tags`, `regions`, `resource-types` or `clouds`. */
  readonly outOfScope: number;
  /** The same by input; one that several leave out counts for the first. What is 0 is left out. */
  readonly outOfScopeBy: Readonly<Partial<Record<ScopeInput, number>>>;
}

export const NO_COUNTS = { found: 0, gating: 0, known: 0, waived: 0, belowThreshold: 0, outOfScope: 0 };
const NONE: ViolationCounts = { ...NO_COUNTS, outOfScopeBy: {} };

/** The verdict on one policy by itself. */
export function judgePolicy({ policy, standing, list, change }: Finding, rule: Rule): PolicyResult {
  const severity = gateSeverity(policy.severity);
  const { text, mark } = readDescription(policy.description);
  return {
    id: policy.id,
    name: policy.name,
    description: mark === null ? policy.description : text,
    definition: mark === null ? null : { ...mark, file: null },
    domain: policy.domain,
    severity,
    severityLabel: policy.severity,
    evaluatedAt: policy.runAt,
    ...standing,
    ...(standing.standing === 'judged' ? countViolations(policy, severity, list, rule) : NONE),
    ...describeList(policy, list),
    change,
  };
}

/** Some rows came twice, or fewer came than the list or the policy states: others are missing. */
const NOT_WHOLE = 'the list lacks some that the Platform counts';

function describeList(
  policy: Policy,
  list: PolicyList | undefined,
): Pick<PolicyResult, 'resources' | 'resourcesProblem'> {
  switch (list?.kind) {
    case 'whole':
      return { resources: list.tally.shown, resourcesProblem: isWholeList(policy, list.tally) ? null : NOT_WHOLE };
    case 'sample':
      return { resources: list.shown, resourcesProblem: null };
    case 'moving':
    case 'unread':
    case 'none':
      return { resources: [], resourcesProblem: list.problem };
    case undefined:
      return { resources: [], resourcesProblem: null };
  }
}

/** A role may hide rows from the list, and the count may be older: the larger of both is what there is. */
function countViolations(
  policy: Policy,
  severity: Severity,
  list: PolicyList | undefined,
  rule: Rule,
): ViolationCounts {
  const tally = list?.kind === 'whole' ? list.tally : null;
  const listed = list === undefined || list.kind === 'none' ? 0 : 'tally' in list ? list.tally.listed : list.listed;
  const found = Math.max(policy.violationCount ?? 0, listed);
  if (!gates(severity, rule.failOn)) return { ...NONE, found, belowThreshold: found };
  const [outOfScope, waived, known] = [tally?.outOfScope ?? 0, tally?.waived ?? 0, tally?.known ?? 0];
  const rest = found - outOfScope - waived - known;
  const counts = { ...NONE, found, outOfScope, outOfScopeBy: tally?.outOfScopeBy ?? {}, known };
  return list?.isWaived === true ? { ...counts, waived: waived + rest } : { ...counts, waived, gating: rest };
}
