import type { Applied } from './apply/apply.ts';
import type { Plan } from './plan/plan.ts';
import type { Proof } from './prove.ts';
import type { CheckCounts, Mode, PoliciesResult } from './result.ts';

export type Facts = Pick<PoliciesResult, keyof typeof NOTHING>;

export const NOTHING = {
  mode: null as Mode | null,
  platformUrl: null as string | null,
  fileProblems: [] as PoliciesResult['fileProblems'],
  fileWarnings: [] as PoliciesResult['fileWarnings'],
  notes: [] as PoliciesResult['notes'],
  checks: null as CheckCounts | null,
  tests: null as PoliciesResult['tests'],
  preview: null as PoliciesResult['preview'],
  warnings: [] as readonly string[],
  plan: null as Plan | null,
  applied: null as readonly Applied[] | null,
  left: null as Plan | null,
  exportDir: null as string | null,
  over: null as PoliciesResult['over'],
  backupDir: null as string | null,
};

export function addProof(facts: Facts, { problems, fileWarnings, excess: _, ...rest }: Proof): Facts {
  return { ...facts, ...rest, fileProblems: problems, fileWarnings: [...facts.fileWarnings, ...fileWarnings] };
}
