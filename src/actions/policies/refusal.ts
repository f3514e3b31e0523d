import { countNouns } from '../../text/format.ts';
import { DRIFT_REMEDY, describeDifference, type Ending } from './ending.ts';
import type { Plan } from './plan/plan.ts';
import type { Files } from './plan/sides.ts';
import type { PoliciesQuestion } from './question.ts';

/** Why nothing may be written of a plan; null if nothing speaks against it. */
export function refuse(
  plan: Plan,
  { mode, expectedPlan, isUnmerged }: PoliciesQuestion,
): Omit<Ending, 'outcome' | 'green'> | null {
  if (plan.conflicts.length > 0) {
    const [first, ...others] = plan.conflicts;
    const problems = plan.conflicts.map(({ sentence, remedy }) => `${sentence} ${remedy}`);
    const sentence = first === undefined ? '' : first.sentence;
    const more = others.length === 0 ? '' : ` And ${countNouns(others.length, 'more conflict')}.`;
    // Somebody who only reads the headline must not miss a policy that somebody paused.
    const isDrift = mode === 'drift' && plan.changes.length > 0;
    const drift = isDrift ? ` ${describeDifference(plan)}` : '';
    const rest = isDrift ? ` After that: ${DRIFT_REMEDY}` : '';
    return {
      sentence: `${sentence}${more}${drift}`,
      problems: others.length === 0 ? [] : problems,
      remedy: first === undefined ? null : `${first.remedy}${rest}`,
    };
  }
  if (expectedPlan !== '' && expectedPlan.toLowerCase() !== plan.hash) {
    // @failure managing | `refused` | =
    return {
      sentence: `The plan is ${plan.hash}, and \`expected-plan\` is ${expectedPlan}: the files, the Platform or the \`owner\` changed after that plan.`,
      problems: [],
      remedy:
        'Look at the new plan, and give its hash. If an earlier job of the workflow makes the plan, choose "Re-run all jobs".',
    };
  }
  if (mode === 'apply' && isUnmerged) {
    // @failure managing | `refused` | =
    return {
      sentence: 'Nothing is applied for a pull request or a merge queue: nobody has merged the files.',
      problems: [],
      remedy: 'Use `mode: plan` on pull requests, and `mode: apply` on pushes to the main branch.',
    };
  }
  return null;
}

/** What a refused plan leaves open, since it is refused before anybody asks the Platform about queries. */
export function describeUnproved(files: Pick<Files, 'policies'>, { mode }: Pick<PoliciesQuestion, 'mode'>): string[] {
  if (mode === 'drift' || files.policies.length === 0) return [];
  // @failure managing | `refused` | The step checks queries and runs tests only if the plan is not refused. Solve that
  // problem first.
  return ['Queries were not checked, tests were not run, and nothing was previewed, since the plan is refused.'];
}
