import { expect, it } from 'vitest';
import { floodPolicy, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const PATH = '.cloudquery/baseline.json';
const EMPTY = '{"version": 1, "violations": []}';
const BASELINE = { baseline: PATH };

it('a baseline of 20,000 violations takes two readings, each of as many requests as there are pages', async () => {
  await using emulator = await startEmulator({ policies: [floodPolicy(20_000)] });
  const first = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY } });
  const before = emulator.count('list-violations');
  const second = await runGate(emulator, BASELINE, { files: { [PATH]: first.reports['baseline.json'] ?? '' } });
  expect(second.outputs).toMatchObject({ outcome: 'passed', violations: '20000', 'new-violations': '0' });
  expect(emulator.count('list-violations') - before).toBeLessThanOrEqual(2 * 21);
});
