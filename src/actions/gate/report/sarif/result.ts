import type { Violation } from '../../../../platform/violations.ts';
import type { PolicyResult } from '../../judge/policy-result.ts';
import type { ReportedViolation } from '../../judge/tally.ts';
import { identifyRule, nameRule } from './rule.ts';
import { toSarifText } from './text.ts';

/** Of violations that have a result. */
export type SarifStanding = 'gating' | 'known' | 'below-threshold';

const REMARKS: Readonly<Record<SarifStanding, string>> = {
  gating: '',
  known: 'It does not gate, since the baseline has it.',
  'below-threshold': 'It does not gate, since its severity is below the threshold.',
};

/** Where a result is in the file, and where it points to. */
export interface SarifPlace {
  readonly ruleIndex: number;
  /** Relative address of the anchor. */
  readonly uri: string;
  readonly lineHash: string;
}

/** A violation as a SARIF result. */
export function describeResult(
  { violation, standing }: ReportedViolation & { readonly standing: SarifStanding },
  policy: PolicyResult,
  { ruleIndex, uri, lineHash }: SarifPlace,
) {
  return {
    ruleId: identifyRule(policy),
    ruleIndex,
    message: { text: describeViolation(violation, nameRule(policy), REMARKS[standing]) },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: START_OF_FILE } }],
    partialFingerprints: { primaryLocationLineHash: lineHash },
    properties: { standing },
  };
}

/** GitHub refuses a result without a line. This region is empty, and so is in every file. */
const START_OF_FILE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/**
 * The first sentence says all that is needed: it is what GitHub shows if room is short. With all parts at their
 * longest there are fewer than 1,024 characters.
 */
function describeViolation(violation: Violation, policyName: string, remark: string): string {
  const [name, id] = [toSarifText(violation.name, 200), toSarifText(violation.platformId, 180)];
  const type = toSarifText(violation.resourceType, 80);
  const subject = joinParts([quote(name || id) || 'A resource without a name', type && `(${type})`], ' ');
  const region = quote(toSarifText(violation.region, 50));
  const place = joinParts([describeAccount(violation), region && `region ${region}`], ', ');
  return joinParts(
    [
      joinParts([subject, place && `in ${place},`, `breaks the policy ${quote(toSarifText(policyName, 160))}.`], ' '),
      name && id && name !== id ? `Its id is ${quote(id)}.` : '',
      remark,
    ],
    ' ',
  );
}

function describeAccount({ accountName, accountId }: Violation): string {
  const [name, id] = [toSarifText(accountName, 100), toSarifText(accountId ?? '', 60)];
  const first = quote(name || id);
  return joinParts([first && `account ${first}`, name && id && name !== id ? `(${id})` : ''], ' ');
}

function quote(text: string): string {
  return text && `'${text}'`;
}

function joinParts(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}
