import type { QueryClient } from '../../platform/queries.ts';
import { type FileProblem, sortProblems } from '../../text/file-problem.ts';
import { tidyText } from '../../text/tidy.ts';
import { checkQueries } from './check/check-queries.ts';
import type { IdRule, QueryTarget } from './check/checks.ts';
import { describeUnchecked } from './check/describe.ts';
import { findUnsendable } from './check/judge.ts';
import type { ReadFiles } from './files/read-files.ts';
import type { Plan } from './plan/plan.ts';
import type { PoliciesResult } from './result.ts';

export { createQueries } from '../../platform/queries.ts';

/** What is asked of the files before anything is written. */
export interface ProofRule {
  readonly idRule: IdRule;
}

/** What the Platform says of the files, without anything being written. */
export type Proof = Pick<PoliciesResult, 'notes' | 'checks' | 'fileWarnings'> & {
  readonly problems: readonly FileProblem[];
};

/** Checks the new and changed queries of a plan; without a plan those of all files. */
export async function prove(
  { files, queries }: Pick<ReadFiles, 'files' | 'queries'>,
  plan: Plan | null,
  rule: ProofRule,
  client: QueryClient,
): Promise<Proof> {
  const changed = plan === null ? null : listChanged(plan);
  const targets = listTargets({ files, queries }).filter(({ slug }) => changed === null || changed.has(slug));
  const checks = await checkQueries(targets, rule.idRule, client);
  return {
    problems: checks.problems,
    fileWarnings: checks.warnings,
    notes: describeUnchecked(checks.unchecked),
    checks: { passed: checks.passed, unchecked: checks.unchecked.length },
  };
}

/** What is wrong with the files, as far as it can be told without a Platform. */
export function findProblems(read: ReadFiles): FileProblem[] {
  return sortProblems([...read.problems, ...listTargets(read).flatMap((target) => findUnsendable(target) ?? [])]);
}

/** The queries of all files. */
function listTargets({ files, queries }: Pick<ReadFiles, 'files' | 'queries'>): QueryTarget[] {
  return files.policies.flatMap(({ slug, form }) => {
    const place = queries.get(slug);
    return place === undefined ? [] : [{ slug, query: form.query, place }];
  });
}

/** The slugs of policies whose query is another one than that of the Platform. */
function listChanged({ changes }: Plan): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ kind, slug, before, after }) => {
      if (kind !== 'policy' || after === null || !('query' in after)) return [];
      const isSame = before !== null && 'query' in before && tidyText(before.query) === tidyText(after.query);
      return isSame ? [] : [slug];
    }),
  );
}
