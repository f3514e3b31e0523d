import { expect, onTestFinished, test } from 'vitest';
import { MOST_AT_ONCE } from '../../../src/platform/http/throttle.ts';
import { type EmulatorOptions, manyPolicies, type RouteName, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

/** Each tenth of these is violated. */
const POLICIES = manyPolicies(200);
const VIOLATED = 20;

async function open(options: EmulatorOptions = {}) {
  const platform = await startEmulator({ policies: POLICIES, ...options });
  onTestFinished(() => platform.close());
  const countAll = () =>
    Object.fromEntries(
      [...Map.groupBy(platform.requests, ({ route }) => route ?? 'unknown')].map(([route, all]) => [route, all.length]),
    );
  const pagesOf = (route: RouteName) =>
    platform.requests.filter((one) => one.route === route).map(({ query }) => query.get('per_page'));
  return { platform, countAll, pagesOf };
}

const CHECK = { mode: 'check', 'sync-name': '' };

test('mode check asks once for the policies, and for each that is violated once for what it shows and once for its past', async () => {
  const { platform, countAll, pagesOf } = await open();
  const { outputs } = await runGate(platform, CHECK);
  expect(outputs['outcome']).toBe('violations');
  expect(countAll()).toEqual({ 'list-policies': 1, 'list-violations': VIOLATED, 'policy-history': VIOLATED });
  expect(new Set(pagesOf('list-policies'))).toEqual(new Set(['1000']));
  expect(new Set(pagesOf('list-violations'))).toEqual(new Set(['10']));
});

test('with a baseline nobody asks for the past, and a list is read in pages as large as they come', async () => {
  const { platform, countAll, pagesOf } = await open();
  const files = { 'baseline.json': '{"version": 1, "violations": []}' };
  await runGate(platform, { ...CHECK, baseline: 'baseline.json', reports: 'json', summary: 'false' }, { files });
  expect(countAll()).toEqual({ 'list-policies': 1, 'list-violations': VIOLATED });
  expect(new Set(pagesOf('list-violations'))).toEqual(new Set(['1000']));
});

test('a list of several pages is asked for twice, since it may shift while it is read', async () => {
  const { platform, countAll } = await open({ maxPerPage: 150 });
  const { outputs } = await runGate(platform, CHECK);
  expect(outputs['outcome']).toBe('violations');
  expect(countAll()).toEqual({ 'list-policies': 4, 'list-violations': VIOLATED, 'policy-history': VIOLATED });
});

test('if the counts are tolerated, the list of each policy that gates decides, and is read once', async () => {
  const { platform, countAll, pagesOf } = await open({ policies: manyPolicies(300) });
  const { outputs } = await runGate(platform, { ...CHECK, 'max-violations': '1000' });
  expect(outputs['outcome']).toBe('passed');
  expect(countAll()).toEqual({ 'list-policies': 1, 'list-violations': 30, 'policy-history': 30 });
  expect(new Set(pagesOf('list-violations'))).toEqual(new Set(['1000']));
});

test('what does not gate is not asked for', async () => {
  const { platform, countAll } = await open();
  await runGate(platform, { ...CHECK, 'fail-on': 'none', 'on-inconclusive': 'warn' });
  expect(countAll()['list-violations']).toBeUndefined();
});

test('a gate knows the past: it looked at the policies before it started the sync', async () => {
  const { platform, countAll } = await open();
  const { outputs } = await runGate(platform, { summary: 'false' });
  expect(outputs['outcome']).toBe('violations');
  const counts = countAll();
  expect(counts).toMatchObject({ 'create-run': 1, 'list-violations': VIOLATED });
  expect(counts['policy-history']).toBeUndefined();
  expect(counts['update-run']).toBeUndefined();
});

test('after a 429 nothing is sent before its time, and all is asked for in the end', async () => {
  const { platform, countAll } = await open();
  platform.fault({ route: 'list-violations', do: { kind: 'status', status: 429, headers: { 'retry-after': '1' } } });
  const { outputs } = await runGate(platform, { ...CHECK, reports: 'json' });
  expect(outputs['outcome']).toBe('violations');
  expect(countAll()).toEqual({ 'list-policies': 1, 'list-violations': VIOLATED + 1, 'policy-history': VIOLATED });
  const refused = platform.requests.find(({ status }) => status === 429)?.at ?? 0;
  const isMeanwhile = (at: number) => at > refused && at < refused + 1_000;
  // The others were on their way already. What only tells more, such as the past, is not held up.
  const meanwhile = platform.requests.filter(({ route, at }) => route === 'list-violations' && isMeanwhile(at));
  expect(meanwhile.length).toBeLessThan(MOST_AT_ONCE);
});

test('a 429 on what only tells more holds nothing up', async () => {
  const { platform } = await open();
  platform.fault({ route: 'policy-history', do: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } } });
  // An hour is longer than the step has, and that is longer than the test waits for it.
  const { outputs, killed } = await runGate(platform, { ...CHECK, 'timeout-minutes': '5' });
  expect([outputs['outcome'], killed]).toEqual(['violations', false]);
});
