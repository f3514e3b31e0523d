import type { PolicyObjectClient } from '../../platform/policy-objects.ts';
import { findUnlisted } from '../../platform/silent-lists.ts';
import type { WriteDeps } from './apply/write.ts';
import type { Files, PlatformState } from './plan/sides.ts';
import type { PoliciesDeps, PoliciesQuestion } from './question.ts';
import { toExistingGroup, toExistingPolicy } from './state.ts';

/** How often the Platform is read until lists agree, and all of it is done: a server may lag behind its own writes. */
export const READINGS = 3;
const PAUSE_BETWEEN_READINGS_MS = 2_000;

/** @throws {PlatformError} if the lists contradict each other each time that they are read */
export async function readPlatform(
  files: Files,
  question: PoliciesQuestion,
  deps: PoliciesDeps,
): Promise<PlatformState> {
  for (let reading = 1; ; reading++) {
    const { policies, groups, destinations } = await readLists(files, question.mode, deps.client);
    const unlisted = findUnlisted(policies, groups);
    if (unlisted === null) {
      return { policies: policies.map(toExistingPolicy), groups: groups.map(toExistingGroup), destinations };
    }
    // Somebody may have made or deleted the group meanwhile.
    if (reading >= READINGS || deps.clock.uptime() >= deps.deadline) throw unlisted;
    await pauseBetweenReadings(deps);
  }
}

async function readLists(files: Files, mode: PoliciesQuestion['mode'], client: PolicyObjectClient) {
  // An export names them. What a backup names is read if there is one.
  const names = mode === 'export' || files.policies.some(({ notifyNames }) => notifyNames !== null);
  const [policies, groups, destinations] = await Promise.all([
    client.listPolicyObjects(),
    client.listGroupObjects(),
    names ? client.listDestinations() : [],
  ]);
  return { policies, groups, destinations };
}

export function pauseBetweenReadings({ clock, longestPauseMs, stop }: WriteDeps): Promise<void> {
  return clock.sleep(Math.min(PAUSE_BETWEEN_READINGS_MS, longestPauseMs), stop);
}
