/** What the bundle sends, and what the emulator answers it, held against the vendor's own description. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMPTY_BASELINE } from '../../../src/actions/gate/baseline/file.ts';
import { type RunScript, startEmulator } from '../../emulator/platform.ts';
import { startValidatingProxy } from '../../emulator/validating-proxy.ts';
import { runGate } from './gate.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'openapi', 'cloudquery-platform.json');
const isThere = existsSync(FILE);

const RUNS: readonly { name: string; inputs: Readonly<Record<string, string>>; outcome: string; script?: RunScript }[] =
  [
    { name: 'the main job', inputs: { 'policy-groups': 'SOC 2\n!Security Policies' }, outcome: 'violations' },
    {
      name: 'the latest results, with their history',
      inputs: { mode: 'check', 'sync-name': '' },
      outcome: 'violations',
    },
    { name: 'a baseline', inputs: { baseline: 'baseline.json' }, outcome: 'violations' },
    { name: 'several syncs', inputs: { 'sync-name': 'aws-prod\ngcp-prod', accounts: 'acme-*' }, outcome: 'violations' },
    {
      name: 'a sync that fails',
      inputs: { mode: 'sync' },
      script: { ends: 'failed', errors: 2 },
      outcome: 'sync-failed',
    },
    {
      name: 'a run that is cancelled',
      inputs: { mode: 'sync', 'timeout-minutes': '0.03' },
      script: { stuckIn: 'started' },
      outcome: 'timed-out',
    },
    { name: 'a sync that does not exist', inputs: { 'sync-name': 'aws-prd' }, outcome: 'error' },
  ];

describe(`the bundle's requests${isThere ? '' : ' (skipped: ../shared/openapi is not here)'}`, () => {
  it.skipIf(!isThere).for(RUNS)('are valid: $name', async ({ inputs, outcome, script = {} }) => {
    await using emulator = await startEmulator({ script });
    await using proxy = await startValidatingProxy(emulator.url, JSON.parse(readFileSync(FILE, 'utf8')));
    const files = { 'baseline.json': EMPTY_BASELINE };
    const result = await runGate({ url: proxy.url, key: emulator.key }, inputs, { files });

    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    expect(proxy.findings).toEqual([]);
    expect(proxy.checked).toBeGreaterThan(2);
  });
});
