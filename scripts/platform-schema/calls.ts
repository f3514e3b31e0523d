import type { GateClient } from '../../src/actions/gate/client.ts';
import { type Emulator, groupIdOf, startEmulator, usualPolicies } from '../../test/emulator/platform.ts';

/** What the calls are about; each is a part of an address, too. */
export interface Subjects {
  readonly syncName: string;
  readonly runId: string;
  readonly policyId: string;
  readonly policyGroupId: string;
}

export interface Call {
  readonly about: 'finished' | 'running' | 'new';
  /** Throws for an answer that is of no use. */
  readonly ask: (client: GateClient, subjects: Subjects) => Promise<unknown>;
}

/** Every function of the client, called as the gate calls it: one that is missing here is an error of types. */
export const CALLS: Readonly<Record<keyof GateClient, readonly Call[]>> = {
  listPolicies: [
    about('finished', async (client) => refuseDefects(await client.listPolicies([]))),
    about('finished', async (client, { policyGroupId }) => refuseDefects(await client.listPolicies([policyGroupId]))),
  ],
  listPolicyGroups: [about('finished', (client) => client.listPolicyGroups())],
  listSomeViolations: [about('finished', (client, { policyId }) => client.listSomeViolations(policyId, 10))],
  walkViolations: [
    about('finished', async (client, { policyId }) => {
      const seen: unknown[] = [];
      // The row itself is handed on only to be compared with others.
      for await (const { items } of client.walkViolations(policyId)) seen.push(items.map(({ violation }) => violation));
      return seen;
    }),
  ],
  listSyncNames: [about('finished', (client) => client.listSyncNames())],
  listRuns: [about('finished', (client, { syncName }) => client.listRuns(syncName))],
  createRun: [about('new', (client, { syncName }) => client.createRun(syncName, new AbortController().signal))],
  getRun: [about('finished', (client, { syncName, runId }) => client.getRun(syncName, runId))],
  cancelRun: [
    about('running', (client, { syncName, runId }) =>
      client.cancelRun(syncName, runId, 1_000, new AbortController().signal),
    ),
  ],
  findRun: [about('finished', (client, { syncName, runId }) => known(client.findRun(syncName, runId)))],
  findSyncDisabled: [about('finished', (client, { syncName }) => known(client.findSyncDisabled(syncName)))],
  findEvaluations: [about('finished', (client, { policyId }) => known(client.findEvaluations(policyId)))],
  findRunStats: [about('finished', (client, { syncName, runId }) => known(client.findRunStats(syncName, runId)))],
  findWorstTables: [
    about('finished', (client, { syncName, runId }) => known(client.findWorstTables(syncName, runId, 5))),
  ],
  findLog: [about('finished', (client, { syncName, runId }) => known(client.findLog(syncName, runId)))],
};

function about(what: Call['about'], ask: Call['ask']): Call {
  return { about: what, ask };
}

/** A policy whose result can't be read says so, instead of an error for the whole list. */
function refuseDefects<T extends { readonly defect: string | null }>(policies: readonly T[]): readonly T[] {
  for (const { defect } of policies) if (defect !== null) throw new Error(defect);
  return policies;
}

/** What only tells more is null where it could not be read. */
async function known<T>(asked: Promise<T | null>): Promise<T> {
  const answer = await asked;
  if (answer === null) throw new Error('nothing usable came');
  return answer;
}

const FINISHED = 'aws-prod';
const RUNNING = 'aws-staging';
const NEW = 'gcp-prod';

/** A Platform that has all that the calls are about, and says all that it can. */
export function startSample(): Promise<Emulator> {
  return startEmulator({
    metadata: 'full',
    runs: [
      { sync: FINISHED, age: 600_000, script: { statusReason: 'partial_success', errors: 3 } },
      { sync: RUNNING, age: 600_000, script: { stuckIn: 'started' } },
    ],
  });
}

/** What there is on it for a call. */
export function subjectsOf(emulator: Emulator, call: Call): Subjects {
  const syncName = { finished: FINISHED, running: RUNNING, new: NEW }[call.about];
  const runId = emulator.runsOf(syncName)[0]?.id ?? 'none';
  const violated = usualPolicies().find(({ name }) => (emulator.policy(name).violationCount ?? 0) > 1);
  return { syncName, runId, policyId: violated?.id ?? 'none', policyGroupId: groupIdOf('SOC 2') };
}
