import { identifierOf } from './identifier.ts';
import type { PolicyDefinition } from './policies.ts';
import type { ScriptedResult } from './run-script.ts';
import type { Warehouse } from './warehouse.ts';

/** The latest result of a policy, as the Platform answers it. */
export interface PolicyState {
  /** Milliseconds since 1970. Never evaluated: null if the answer says so, undefined if it leaves that out. */
  readonly runAt: number | null | undefined;
  readonly violationCount: number | null | undefined;
}

export interface EvaluationLog {
  readonly id: string;
  readonly violationCount: number;
  readonly runAt: number;
}

/** The results of the policies: the latest, and those before. */
export interface Evaluations {
  /** A policy whose query is refused keeps the result that it had. */
  evaluate(policy: PolicyDefinition, at: number, result?: ScriptedResult): void;
  stateOf(policyId: string): PolicyState;
  /** Newest first. */
  historyOf(policyId: string): readonly EvaluationLog[];
}

/** A policy that was never evaluated answers null for both. */
const NEVER: PolicyState = { runAt: null, violationCount: null };

export function recordEvaluations(warehouse: Warehouse): Evaluations {
  const states = new Map<string, PolicyState>();
  const histories = new Map<string, EvaluationLog[]>();
  return {
    evaluate(policy, at, result = {}) {
      const found = warehouse.evaluate(policy);
      if (found === null) return;
      const { violation_count: count = found, run_at: shift = 0 } = result;
      states.set(policy.id, {
        runAt: typeof shift === 'number' ? at + shift : shift === null ? null : undefined,
        violationCount: count === 'absent' ? undefined : count,
      });
      const history = histories.get(policy.id) ?? [];
      history.unshift({ id: identifierOf(`${policy.id} ${at}`), violationCount: found, runAt: at });
      histories.set(policy.id, history);
    },
    stateOf: (policyId) => states.get(policyId) ?? NEVER,
    historyOf: (policyId) => histories.get(policyId) ?? [],
  };
}
