import type { Clock } from '../../clock.ts';
import type { QueryClient } from '../../platform/queries.ts';
import { type FileProblem, sortProblems } from '../../text/file-problem.ts';
import { countNouns } from '../../text/format.ts';
import { isOwnedBy } from '../../text/mark.ts';
import { checkQueries } from './check/check-queries.ts';
import type { IdRule } from './check/checks.ts';
import { describeUnchecked } from './check/describe.ts';
import { findUnsendable } from './check/judge.ts';
import type { ReadFiles } from './files/read-files.ts';
import { findLostWaivers } from './plan/lost-waivers.ts';
import type { Plan } from './plan/plan.ts';
import type { PlatformState } from './plan/sides.ts';
import { findExcess, type PREVIEWS } from './preview/preview.ts';
import { type PreviewDeps, previewPolicies } from './preview/preview-policies.ts';
import type { PreviewTarget } from './preview/preview-policy.ts';
import type { PoliciesResult } from './result.ts';
import { isSameQuery } from './sql/tidy-query.ts';
import { describeUnexplained, describeUntestable, toProblems } from './test/describe.ts';
import { type FetchTypes, runTests } from './test/run-tests.ts';
import { findTestFaults, findUntestable, isCovered, type TestTarget } from './test/untested.ts';

export { createQueries } from '../../platform/queries.ts';
export { createColumnTypes } from '../../platform/tables.ts';

/** What is asked of the files before anything is written. */
export interface ProofRule {
  readonly owner: string;
  readonly idRule: IdRule;
  readonly preview: (typeof PREVIEWS)[number];
  readonly previewRows: number;
  /** Null: any number. */
  readonly maxNewViolations: number | null;
  readonly minTests: number;
}

export interface ProofDeps extends PreviewDeps {
  readonly client: QueryClient;
  readonly clock: Clock;
  readonly fetchTypes: FetchTypes;
  /** How many waivers in force name a policy so; null: no waivers are given. */
  readonly countWaivers: ((name: string) => number) | null;
  /** Whether words of the engine and rows are hidden that can be data of the Platform. */
  readonly hidesData: boolean;
}

/** What a plan was made of. */
export interface Planned {
  readonly plan: Plan;
  readonly state: PlatformState;
}

/** What the Platform says of the files, without anything being written. */
export type Proof = Pick<PoliciesResult, 'notes' | 'checks' | 'tests' | 'preview' | 'fileWarnings'> & {
  readonly problems: readonly FileProblem[];
  /** More new violations than allowed; null: no more, or nobody said how many. */
  readonly excess: { readonly sentence: string; readonly remedy: string } | null;
};

type Files = Pick<ReadFiles, 'files' | 'queries' | 'tests'>;

/**
 * Checks the new and changed queries of a plan, runs the tests of all policies, and says what the queries find. Without a
 * plan it checks the queries of all files.
 */
export async function prove(read: Files, planned: Planned | null, rule: ProofRule, deps: ProofDeps): Promise<Proof> {
  const changed = planned === null ? null : listChanged(planned.plan);
  const all = listTargets(read);
  const asked = all.filter(({ slug }) => changed === null || changed.has(slug));
  const checks = await checkQueries(asked, rule.idRule, deps.client, deps.hidesData);
  const faults = all.flatMap((target) => findTestFaults(target, rule.minTests));
  // A test that lacks a table would read the real one.
  const tested = all.filter((target) => !checks.refused.has(target.slug) && isCovered(target));
  const { results: tests, unexplained } = await runTests(tested, deps.client, deps.fetchTypes, deps.hidesData);
  const problems = sortProblems([...checks.problems, ...faults, ...toProblems(tests)]);
  const renamed = findLostWaivers(planned?.plan.changes ?? [], deps.countWaivers ?? (() => 0));
  const proof = {
    problems,
    fileWarnings: sortProblems([...checks.warnings, ...renamed]),
    notes: [
      ...describeUnchecked(checks.unchecked),
      ...describeUntestable(tests, findUntestable(all, rule.minTests)),
      ...describeUnexplained(unexplained),
    ],
    tests: tests.length === 0 ? null : tests,
    checks: { passed: checks.passed, unchecked: checks.unchecked.length },
  };
  if (planned === null || rule.preview === 'none') return { ...proof, preview: null, excess: null };
  const previewed = listPreviewTargets(read, planned, rule, checks.columns);
  if (problems.length > 0) {
    const notes = previewed.length === 0 ? proof.notes : [...proof.notes, describeUnpreviewed(previewed.length)];
    return { ...proof, notes, preview: null, excess: null };
  }
  const preview = await previewPolicies(previewed, rule.previewRows, deps);
  const excess = rule.maxNewViolations === null ? null : findExcess(preview, rule.maxNewViolations);
  return { ...proof, preview, excess };
}

function describeUnpreviewed(count: number): string {
  const what = countNouns(count, 'policy was', 'policies were');
  // @failure managing | `invalid` | Correct the files first. The step previews queries only if all files are right.
  return `${what} not previewed, since the files have problems. Correct those first.`;
}

/** What is wrong with the files, as far as it can be told without a Platform. */
export function findProblems(read: ReadFiles, minTests: number): FileProblem[] {
  const targets = listTargets(read);
  return sortProblems([
    ...read.problems,
    ...targets.flatMap((target) => findUnsendable(target) ?? []),
    ...targets.flatMap((target) => findTestFaults(target, minTests)),
  ]);
}

/** The queries of all files, and their tests. */
function listTargets({ files, queries, tests }: Files): TestTarget[] {
  return files.policies.flatMap(({ slug, form, file }) => {
    const place = queries.get(slug);
    return place === undefined ? [] : [{ slug, query: form.query, place, file, tests: tests.get(slug) ?? [] }];
  });
}

/** The slugs of policies whose query is another one than that of the Platform. */
function listChanged({ changes }: Plan): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ kind, slug, before, after }) => {
      if (kind !== 'policy' || after === null || !('query' in after)) return [];
      const isSame = before !== null && 'query' in before && isSameQuery(before.query, after.query);
      return isSame ? [] : [slug];
    }),
  );
}

/** What is to be previewed: a policy that is to be active, and asks for something else than now, or all of them. */
export function listPreviewTargets(
  { files }: Pick<ReadFiles, 'files'>,
  { plan, state }: Planned,
  { owner, preview }: Pick<ProofRule, 'owner' | 'preview'>,
  columns: ReadonlyMap<string, readonly string[]>,
): PreviewTarget[] {
  const ids = new Map<string, string>();
  for (const { id, mark } of state.policies) if (isOwnedBy(mark, owner)) ids.set(mark.slug, id);
  // Also what is taken over has no mark yet.
  for (const { kind, slug, id } of plan.changes) if (kind === 'policy' && id !== null) ids.set(slug, id);
  const policies = new Map(state.policies.map((policy) => [policy.id, policy]));
  return files.policies.flatMap(({ slug, form }): PreviewTarget[] => {
    if (form.status !== 'active') return [];
    const existing = policies.get(ids.get(slug) ?? '');
    const before = existing?.form.status === 'active' ? existing.form.query : null;
    const isSame = before !== null && isSameQuery(before, form.query);
    if (isSame && preview === 'changed') return [];
    const target = { slug, name: form.name, id: existing?.id ?? null, before, after: form.query };
    return [{ ...target, columns: columns.get(slug) ?? null }];
  });
}
