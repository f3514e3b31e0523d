import { expect } from 'vitest';
import { type Emulator, type SeededRun, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

/** Each was evaluated after the one before, in an hour of its own. */
export const RUNS: SeededRun[] = [5, 4, 3, 2].map((hours) => ({ sync: 'aws-prod', age: hours * 3_600_000 }));
/** Long enough for a busy machine: only the patience for the past may end its requests. */
export const TIME = { 'timeout-minutes': '5', 'evaluation-timeout-minutes': '1' };
export const CHECK = { ...TIME, mode: 'check', 'sync-name': '' };

/** With a baseline no output needs the past: only the picture does. */
const BASELINE = { 'b.json': '{"version": 1, "violations": []}' };

export const chartOf = (summary: string) => /<details>\n<summary>Found at the last .*?<\/details>/s.exec(summary)?.[0];

/** What other steps read, without the folder of this run. */
const readable = ({ outputs, exitCode }: Awaited<ReturnType<typeof runGate>>) => {
  const { 'baseline-file': _file, 'report-dir': _folder, ...rest } = outputs;
  return { ...rest, exitCode };
};

/** The same without a summary, so that nobody asks for the past. */
let without: Promise<ReturnType<typeof readable>> | null = null;
const readWithout = () => {
  without ??= (async () => {
    await using emulator = await startEmulator({ runs: RUNS });
    const inputs = { ...CHECK, baseline: 'b.json', summary: 'false' };
    const result = readable(await runGate(emulator, inputs, { files: BASELINE }));
    expect(emulator.count('policy-history')).toBe(0);
    return result;
  })();
  return without;
};

type Fault = Parameters<Emulator['fault']>[0]['do'];

/** What may become of the request for the past. */
export const BROKEN: readonly [name: string, fault: Fault][] = [
  ['is refused', { kind: 'status', status: 403 }],
  ['is not there', { kind: 'status', status: 404 }],
  ['fails', { kind: 'status', status: 500 }],
  ['asks for patience', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
  ['is cut', { kind: 'cut' }],
  ['is a page', { kind: 'html', status: 200 }],
  ['never comes', { kind: 'stall' }],
  [
    'has other values',
    {
      kind: 'rewriteText',
      rewrite: (body) => body.replaceAll(/"violation_count":\d+/g, '"violation_count":"]\\n```<b>"'),
    },
  ],
  [
    'has negative counts',
    { kind: 'rewriteText', rewrite: (body) => body.replaceAll(/"violation_count":\d+/g, '"violation_count":-1') },
  ],
  [
    'has counts beyond all numbers',
    { kind: 'rewriteText', rewrite: (body) => body.replaceAll(/"violation_count":\d+/g, '"violation_count":1e400') },
  ],
  [
    'has other dates',
    { kind: 'rewriteText', rewrite: (body) => body.replaceAll(/"run_at":"[^"]*"/g, '"run_at":"today](x)"') },
  ],
  ['holds no list', { kind: 'garbage', body: '{"items":{}}' }],
];

/** Outputs and exit code are those of a step that asks for no past, and nobody waits for it. */
export async function expectNothingChanged(fault: Fault): Promise<void> {
  await using emulator = await startEmulator({ runs: RUNS });
  emulator.fault({ route: 'policy-history', times: 99, do: fault });
  const broken = await runGate(emulator, { ...CHECK, baseline: 'b.json' }, { files: BASELINE });
  const ended = Date.now();
  // Ten seconds are what a request has that only tells more; this one has three.
  const asked = emulator.requests.find(({ route }) => route === 'policy-history')?.at ?? 0;
  expect(ended - asked).toBeLessThan(9_000);
  expect(readable(broken)).toEqual(await readWithout());
  expect(broken.summary).toContain('violations found');
  expect(chartOf(broken.summary)).toBeUndefined();
  expect(broken.log.join('\n')).not.toMatch(/warning|history/i);
}
