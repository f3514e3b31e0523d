import type { Emulator, RouteName } from '../../emulator/platform.ts';
import { type ActionResult, type ActionRun, runAction } from '../run-action.ts';
import { type SignalAt, signalAt } from '../signal-at.ts';

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

/** Sends a signal as soon as so many requests of a route were seen; with the routes of those that came after it. */
export async function runUntil(
  emulator: Emulator,
  at: SignalAt,
  inputs: Readonly<Record<string, string>> = {},
): Promise<ActionResult & { readonly afterSignal: readonly (RouteName | null)[] }> {
  let before: number | undefined;
  const onStart = signalAt(emulator, at, (requests) => {
    before = requests;
  });
  const result = await runGate(emulator, inputs, { onStart });
  return { ...result, afterSignal: emulator.requests.slice(before).map((request) => request.route) };
}
