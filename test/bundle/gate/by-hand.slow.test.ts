import { expect, it } from 'vitest';
import { readHandOptions } from '../../emulator/by-hand.ts';
import { startEmulator } from '../../emulator/platform.ts';
import { runAction } from '../run-action.ts';

it.for(['outage', 'proxy'])('The gate survives npm run emulator -- --fail %s, as its help says', async (name) => {
  const read = readHandOptions(['--fail', name]);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  await using emulator = await startEmulator({ ...read.options, timings: {} });
  read.faults.forEach(emulator.fault);
  const { outputs, exitCode } = await runAction({
    inputs: {
      'platform-url': emulator.url,
      'api-key': emulator.key,
      'sync-name': 'aws-prod',
      'max-poll-interval-seconds': '0.25',
    },
  });
  const spoilt = emulator.requests.filter(({ status }) => status === 503 || status === 502);
  expect(spoilt.length).toBeGreaterThan(1);
  expect(emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect([exitCode, outputs]).toEqual([
    1,
    expect.objectContaining({ outcome: 'violations', 'policies-evaluated': '11', 'gating-violations': '16' }),
  ]);
});
