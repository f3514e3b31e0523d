import { describe, expect } from 'vitest';
import type { Emulator } from '../../emulator/platform.ts';
import { type ActionResult, runAction } from '../run-action.ts';
import type { runUntil } from './gate.ts';

/**
 * It ended by itself and asked for little. How long it may take is in test/unit, where time is simulated, and how much
 * time a cancelled step has is in guard.test.ts.
 */
export function expectEnd({ killed, afterSignal }: Awaited<ReturnType<typeof runUntil>>, mostRequests: number): void {
  expect(killed).toBe(false);
  expect(afterSignal.length).toBeLessThanOrEqual(mostRequests);
}

/** What is left for the post step; nothing, where nothing was ever saved. */
export function openRunsOf({ state }: ActionResult): { runs: unknown[]; attempts: unknown[] } {
  return JSON.parse(state['runs'] || '{"runs":[],"attempts":[]}');
}

export function runPost(emulator: Emulator, main: ActionResult, inputs: Readonly<Record<string, string>> = {}) {
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'sync-name': 'aws-prod', ...inputs };
  return runAction({ entry: 'gate-post', inputs: given, state: main.state });
}

export const LONG = { timings: { started: 60_000 } };

/** On Windows `kill` ends a child without a word, and Ctrl+C can't be sent to one alone. */
export const whereSignalsAre = describe.skipIf(process.platform === 'win32');
