import { identifyViolation } from '../../../../../src/actions/gate/baseline/fingerprint.ts';
import type { PolicyResult } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { ReportedViolation, ViolationStanding } from '../../../../../src/actions/gate/judge/tally.ts';
import type { ReportInput } from '../../../../../src/actions/gate/report/input.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import type { StepContext } from '../../../../../src/runner/context.ts';
import { buildCase, EXAMPLE_CASES } from './example-cases.ts';
import { buildJudgement, buildPolicy, buildViolation } from './example-results.ts';

/** The folder of the action's pages, as it is known of a step that takes the action from its repository. */
export const DOCS_URL = 'https://github.com/acme/cloudquery-gate/blob/v1/docs';

export const CONTEXT: StepContext = {
  repository: 'acme/infrastructure',
  sha: '8d0f3c1e5b7a49d2a6c4e0f1b2d3c4e5f6a7b8c9',
  runUrl: 'https://github.com/acme/infrastructure/actions/runs/16712345678',
  workflowRef: null,
  docsUrl: null,
  now: Date.parse('2026-08-01T12:03:00Z'),
};

/** What a report file is made of, where every violation that was found is listed too. */
export function buildInput(result: GateResult, changes: Partial<ReportInput> = {}): ReportInput {
  const byId = new Map((result.judgement?.policies ?? []).map((policy) => [policy.id, policy]));
  return {
    result,
    rowsOf: (id) => {
      const policy = byId.get(id);
      return policy === undefined || policy.resourcesProblem !== null ? [] : listRows(policy);
    },
    context: CONTEXT,
    ...changes,
  };
}

/** As many rows of each standing as the policy counts; those that gate are its resources first. */
export function* listRows(policy: PolicyResult): Generator<ReportedViolation> {
  const counts: [ViolationStanding, number][] = [
    ['gating', policy.gating],
    ['known', policy.known],
    ['waived', policy.waived],
    ['below-threshold', policy.belowThreshold],
    ['out-of-scope', policy.outOfScope],
  ];
  for (const [standing, count] of counts) {
    for (let index = 0; index < count; index += 1) {
      const sample = standing === 'gating' ? policy.resources[index] : undefined;
      const violation = sample ?? buildViolation({ name: `${standing}-${index}`, platformId: `${standing}/${index}` });
      yield {
        violation,
        standing,
        leftOutBy: standing === 'out-of-scope' ? 'accounts' : null,
        fingerprint: identifyViolation(policy.id, violation),
      };
    }
  }
}

/** A result with something of everything: the reports of it are the golden files. */
export const RICH_RESULT: GateResult = buildRichResult();

function buildRichResult(): GateResult {
  const { baseline, inconclusive, violations } = EXAMPLE_CASES;
  const known = baseline?.judgement?.policies ?? [];
  const unjudged = inconclusive?.judgement?.policies.filter(({ standing }) => standing !== 'judged') ?? [];
  const clean = buildPolicy({ id: 'c0de', name: 'Tagged cost centres', domain: '', description: '' });
  const { waivers, baseline: file, rule, news } = baseline?.judgement ?? buildJudgement([]);
  return buildCase({
    ...violations,
    judgement: buildJudgement([...known, ...unjudged, clean].map(shrink), {
      ...{ waivers, baseline: file, rule, news },
      filters: violations?.judgement?.filters ?? [],
      paused: 3,
    }),
  });
}

/** Few enough violations for a report that people review. */
function shrink(policy: PolicyResult): PolicyResult {
  const [known, belowThreshold] = [Math.min(policy.known, 4), Math.min(policy.belowThreshold, 3)];
  return {
    ...policy,
    known,
    belowThreshold,
    found: policy.gating + known + policy.waived + belowThreshold + policy.outOfScope,
  };
}
