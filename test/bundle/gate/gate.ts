import type { Emulator } from '../../emulator/platform.ts';
import { type ActionResult, type ActionRun, runAction } from '../run-action.ts';

/** Short pauses and deadlines: durations are set, not slept. */
const QUICK: Readonly<Record<string, string>> = {
  'sync-name': 'aws-prod',
  'max-poll-interval-seconds': '0.05',
  'timeout-minutes': '0.2',
  'evaluation-timeout-minutes': '0.05',
};

/** Runs the gate against an emulator, with inputs of its own on top of quick ones; an empty one takes one away. */
export function runGate(
  emulator: Pick<Emulator, 'url' | 'key'>,
  inputs: Readonly<Record<string, string>> = {},
  more: Omit<ActionRun, 'inputs'> = {},
): Promise<ActionResult> {
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, ...QUICK, ...inputs };
  return runAction({ ...more, inputs: given });
}
