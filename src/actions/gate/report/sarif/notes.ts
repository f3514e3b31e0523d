import { countNouns } from '../../../../text/format.ts';
import type { ViolationCounts } from '../../judge/policy-result.ts';

/** What the file has, and what it leaves out. */
export interface SarifCounts extends Omit<ViolationCounts, 'outOfScopeBy'> {
  readonly results: number;
  /** Beyond what GitHub takes. */
  readonly cut: number;
  /** Counted by the policy, and not in its list. */
  readonly unlisted: number;
}

/** Violations that have a result. If one is waived or out of scope, its alert closes until that ends. */
export function countReported({ gating, known, belowThreshold }: ViolationCounts): number {
  return gating + known + belowThreshold;
}

/** @param isCut whether there were more results than are written */
export function countSarif(totals: ViolationCounts, results: number, isCut: boolean): SarifCounts {
  const { found, gating, known, waived, belowThreshold, outOfScope } = totals;
  const missing = Math.max(0, countReported(totals) - results);
  return {
    ...{ found, gating, known, waived, belowThreshold, outOfScope, results },
    // There was one more, whatever the policies count.
    cut: isCut ? Math.max(1, missing) : 0,
    unlisted: isCut ? 0 : missing,
  };
}

/** SARIF notifications of what has no result, and why. */
export function listNotes({ waived, outOfScope, cut, unlisted }: SarifCounts): object[] {
  const notes = [
    describeNote('waived', waived, 'Waived', ' An alert closes until its waiver expires.'),
    describeNote('out-of-scope', outOfScope, 'Out of scope'),
    describeNote('cut', cut, 'Beyond what GitHub takes', ' What gates comes first, and then the worst policies.'),
    describeNote('unlisted', unlisted, 'Counted by policies that do not list them'),
  ];
  return notes.filter(({ properties }) => properties.count > 0);
}

function describeNote(id: string, count: number, reason: string, remark = '') {
  const text = `${reason}, and so without a result: ${countNouns(count, 'violation')}.${remark}`;
  return { descriptor: { id }, level: 'note', message: { text }, properties: { count } };
}
