import type { Requester } from '../../platform/http/requester.ts';
import { createPolicies, type PolicyClient } from '../../platform/policies.ts';
import { createRuns, type RunClient } from '../../platform/runs.ts';
import { createSyncs, type SyncClient } from '../../platform/syncs.ts';
import { createTables, type TableClient } from '../../platform/tables.ts';
import { createViolations, type ViolationClient } from '../../platform/violations.ts';

/** What the gate asks the Platform. */
export interface GateClient extends SyncClient, RunClient, PolicyClient, ViolationClient, TableClient {}

/** All that the gate asks, by one requester. */
export function createGateClient(requester: Requester): GateClient {
  return {
    ...createSyncs(requester),
    ...createRuns(requester),
    ...createPolicies(requester),
    ...createViolations(requester),
    ...createTables(requester),
  };
}
