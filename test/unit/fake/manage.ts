import { managePolicies } from '../../../src/actions/policies/manage.ts';
import type { Files } from '../../../src/actions/policies/plan/sides.ts';
import type { PoliciesDeps, PoliciesQuestion } from '../../../src/actions/policies/question.ts';
import type { PoliciesResult } from '../../../src/actions/policies/result.ts';
import type { Clock } from '../../../src/clock.ts';
import type { PolicyObjectClient } from '../../../src/platform/policy-objects.ts';
import { NO_PROOF } from './proof.ts';

/** The repository of all tests of policies. */
export const OWNER = 'acme/infra';

const HOUR = 3_600_000;

/** A question that plans, unless it says otherwise. */
export function policiesQuestion(changes: Partial<PoliciesQuestion> = {}): PoliciesQuestion {
  const limits = { adopt: 'by-name', onRemoved: 'delete', maxRemovals: 5, expectedPlan: '' } as const;
  return { mode: 'plan', owner: OWNER, failOnDrift: true, isUnmerged: false, ...limits, ...changes };
}

/** What the story needs, with an hour of time, and without files of its own. */
export function policiesDeps(
  client: PolicyObjectClient,
  clock: Clock,
  changes: Partial<PoliciesDeps> = {},
): PoliciesDeps {
  return {
    client,
    prove: async () => NO_PROOF,
    lastClient: () => client,
    platformUrl: 'https://acme.example/api',
    clock,
    stop: new AbortController().signal,
    deadline: clock.uptime() + HOUR,
    longestPauseMs: 15_000,
    info: () => {},
    tellPlan: async () => {},
    backUp: async () => ({ folder: '/backup', policies: 0, groups: 0, left: [] }),
    export: async () => ({
      folder: '/export',
      policies: 0,
      groups: 0,
      left: [],
      over: null,
      reason: 'there is none',
      remedy: null,
    }),
    ...changes,
  };
}

/** The story with files that are read already. */
export function manageFiles(
  files: Files,
  changes: Partial<PoliciesQuestion>,
  deps: PoliciesDeps,
): Promise<PoliciesResult> {
  return managePolicies(
    { files, problems: [], warnings: [], queries: new Map(), tests: new Map() },
    policiesQuestion(changes),
    deps,
  );
}
