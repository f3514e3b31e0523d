import type { PolicyClient } from '../../platform/policies.ts';
import type { SyncRun } from '../../platform/run.ts';
import type { RunClient, RunLook } from '../../platform/runs.ts';
import { isSeverity } from '../../platform/severity.ts';
import { HIDDEN_PATTERNS } from '../../text/redact.ts';
import { isKnownStatus } from './sync/run-state.ts';

/** Words of the Platform that workflows compare; any other one may say anything. */
export function hideStatus(status: string): string {
  return isKnownStatus(status) || status === 'refused' ? status : HIDDEN_PATTERNS;
}

const KNOWN_REASONS = ['error', 'oom_killed', 'partial_success', 'ingestion_failed'];

/** The same of a run's reason. */
export function hideReason(reason: string): string {
  return KNOWN_REASONS.includes(reason) ? reason : HIDDEN_PATTERNS;
}

/** The same of a policy's severity. */
export function hideSeverity(label: string): string {
  return isSeverity(label.trim().toLowerCase()) ? label : HIDDEN_PATTERNS;
}

function hidePolicyStatus(status: string): string {
  return ['active', 'paused'].includes(status) ? status : HIDDEN_PATTERNS;
}

/**
 * The same client, whose answers hold no word of the Platform that this version does not know: what is told while the
 * gate still runs quotes such words in many places. Each of them means the same, so that nothing is decided otherwise.
 */
export function hideWords<Client extends RunClient>(client: Client): Client {
  const hideRun = (run: SyncRun): SyncRun => ({
    ...run,
    status: hideStatus(run.status),
    statusReason: run.statusReason === null ? null : hideReason(run.statusReason),
  });
  const hideLook = (look: RunLook): RunLook => ({ ...look, run: hideRun(look.run) });
  return {
    ...client,
    async listRuns(...question) {
      const list = await client.listRuns(...question);
      return { ...list, runs: list.runs.map(hideRun) };
    },
    createRun: async (...question) => hideLook(await client.createRun(...question)),
    getRun: async (...question) => hideLook(await client.getRun(...question)),
    async findRun(...question) {
      const run = await client.findRun(...question);
      return run === null ? null : hideRun(run);
    },
  };
}

/** The same for policies. */
export function hidePolicyWords<Client extends PolicyClient>(client: Client): Client {
  return {
    ...client,
    async listPolicies(...question) {
      const policies = await client.listPolicies(...question);
      return policies.map((policy) => ({
        ...policy,
        status: hidePolicyStatus(policy.status),
        severity: hideSeverity(policy.severity),
      }));
    },
  };
}
