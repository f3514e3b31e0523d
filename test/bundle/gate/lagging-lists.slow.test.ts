/** Servers of one Platform that disagree: a later list that shows an older state, or a list that is none for a while. */
import { describe, expect, test } from 'vitest';
import {
  type Emulator,
  type Fault,
  type JsonBody,
  manyPolicies,
  type PolicyDefinition,
  policyOf,
  queryOf,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const CHECK = { mode: 'check', 'sync-name': '' };
const SHORT = { 'evaluation-timeout-minutes': '0.02' };
const ALWAYS = Number.POSITIVE_INFINITY;
const iso = (ago: number) => new Date(Date.now() - ago).toISOString();

type Item = Record<string, unknown>;

const clean = (name: string, given: Partial<PolicyDefinition> = {}) =>
  policyOf({ name, severity: 'critical', query: queryOf('aws_s3_buckets', 'name IS NULL'), ...given });
const POLICIES = [clean('P', { groups: ['A'] }), clean('Q', { groups: ['B'] })];

/** What lists say of the policy P from one answer on, for so many. */
function say(platform: Emulator, facts: (item: Item) => Item, fault: Partial<Fault> = {}): void {
  const rewrite = (body: JsonBody) => ({
    ...body,
    items: (body.items ?? []).map((item) =>
      /^(P|Policy 1)$/.test(String(item['name'])) ? { ...item, ...facts(item) } : item,
    ),
  });
  platform.fault({ route: 'list-policies', times: ALWAYS, ...fault, do: { kind: 'rewrite', rewrite } });
}

/** A result that is newer than the one of the other servers, and bad. */
const NEWER = () => ({ run_at: iso(60_000), violation_count: 9 });

describe('in mode check', { concurrent: true }, () => {
  test('of two readings of groups the newer one counts, whichever comes first', async () => {
    await using platform = await startEmulator({ policies: POLICIES });
    say(platform, NEWER, { times: 2 });
    const { outputs, printed } = await runGate(platform, { ...CHECK, 'policy-groups': 'A\nB' });
    expect(outputs['outcome'], printed).toBe('violations');
  });

  test.each<[string, Item]>([
    ['paused', { status: 'paused' }],
    ['of another domain', { domain: 'finops' }],
    ['of a lower severity', { severity: 'low' }],
  ])('a second reading that says %s, and no newer date, is contradicted', async (_, facts) => {
    await using platform = await startEmulator({ policies: POLICIES });
    say(platform, () => ({ violation_count: 9 }), { times: 2 });
    say(platform, () => ({ violation_count: 9, ...facts }), { from: 3 });
    const inputs = { ...CHECK, 'policy-groups': 'A\nB', 'fail-on': 'high', domains: 'security' };
    const { outputs, exitCode, printed } = await runGate(platform, inputs);
    expect([outputs['outcome'], exitCode], printed).toEqual(['inconclusive', 1]);
  });

  test('of two readings of many pages the newer one counts', async () => {
    await using platform = await startEmulator({
      policies: [POLICIES[0] as PolicyDefinition, ...manyPolicies(1_100)],
      estate: repairedEstate(),
    });
    say(platform, NEWER, { times: 2 });
    const { outputs, printed } = await runGate(platform, CHECK);
    expect(outputs['outcome'], printed).toBe('violations');
  });

  test('a policy that contradicts itself, and is gone in the next reading, is not passed', async () => {
    await using platform = await startEmulator({ policies: POLICIES });
    const twins = (body: JsonBody) => ({
      ...body,
      items: (body.items ?? []).flatMap((item) =>
        item['name'] === 'P' ? [item, { ...item, violation_count: 9 }] : [item],
      ),
    });
    const without = (body: JsonBody) => ({ ...body, items: (body.items ?? []).filter((item) => item['name'] !== 'P') });
    platform.fault({ route: 'list-policies', do: { kind: 'rewrite', rewrite: twins } });
    platform.fault({ route: 'list-policies', from: 2, times: ALWAYS, do: { kind: 'rewrite', rewrite: without } });
    const { outputs, printed } = await runGate(platform, CHECK);
    expect(outputs['outcome'], printed).toBe('inconclusive');
  });
});

describe('after a sync', { concurrent: true }, () => {
  test('a list that shows an older result than one before it is polled again', async () => {
    await using platform = await startEmulator({ policies: [...POLICIES, clean('Late')], timings: { evaluation: 50 } });
    // One policy is late, so that there are several polls.
    const late = (item: Item): Item => (item['name'] === 'Late' ? { ...item, run_at: iso(3_600_000) } : item);
    const ahead = (item: Item) => ({
      run_at: new Date(Date.parse(String(item['run_at'])) + 1_000).toISOString(),
      violation_count: 8,
    });
    const rewrite = (body: JsonBody) => ({
      ...body,
      items: (body.items ?? []).map((item) => late(item['name'] === 'P' ? { ...item, ...ahead(item) } : item)),
    });
    platform.fault({ route: 'list-policies', from: 2, times: 2, do: { kind: 'rewrite', rewrite } });
    const result = await runGate(platform, SHORT);
    expect(result.outputs['outcome'], result.printed).toBe('inconclusive');
    expect(result.summary).toContain('an earlier list showed a later result');
  });

  test('a policy that one poll showed, and no later one, is not passed', async () => {
    await using platform = await startEmulator({ policies: [...POLICIES, clean('New', { severity: 'critical' })] });
    const without = (body: JsonBody) => ({
      ...body,
      items: (body.items ?? []).filter((item) => item['name'] !== 'New'),
    });
    const stale = (body: JsonBody) => ({
      ...body,
      items: (body.items ?? []).map((item) => ({ ...item, run_at: iso(3_600_000) })),
    });
    platform.fault({ route: 'list-policies', do: { kind: 'rewrite', rewrite: without } });
    platform.fault({ route: 'list-policies', from: 2, do: { kind: 'rewrite', rewrite: stale } });
    platform.fault({ route: 'list-policies', from: 3, times: ALWAYS, do: { kind: 'rewrite', rewrite: without } });
    const result = await runGate(platform, SHORT);
    expect(result.outputs['outcome'], result.printed).toBe('inconclusive');
    expect(result.summary).toContain('New');
  });

  test.each<[string, (body: JsonBody) => unknown]>([
    ['states more than it gives', (body) => ({ ...body, metadata: { page_size: 1_000, total_count: 99 } })],
    ['is no list at all', () => ({ items: 'none' })],
  ])('a list that %s for a while is polled again', async (_, rewrite) => {
    await using platform = await startEmulator({ policies: POLICIES });
    platform.fault({ route: 'list-policies', from: 2, times: 40, do: { kind: 'rewrite', rewrite } });
    const result = await runGate(platform);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });

  test('a list that never is one says so, and what to do', async () => {
    await using platform = await startEmulator({ policies: POLICIES });
    const rewrite = (body: JsonBody) => ({ ...body, metadata: { page_size: 1_000, total_count: 99 } });
    platform.fault({ route: 'list-policies', from: 2, times: ALWAYS, do: { kind: 'rewrite', rewrite } });
    const result = await runGate(platform, SHORT);
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toMatch(/The list changed each time it was read: .*Run the job again/s);
    expect(result.printed).not.toContain('login page');
  });

  test.each<[string, (item: Item) => Item]>([
    ['contradicted itself', () => ({ violation_count: 7 })],
    ['could not be read', () => ({ run_at: 'yesterday' })],
  ])('a policy that %s once before it is judged', async (name, facts) => {
    await using platform = await startEmulator({ policies: POLICIES });
    const rewrite = (body: JsonBody) => ({
      ...body,
      items: (body.items ?? []).flatMap((item) =>
        item['name'] !== 'P'
          ? [item]
          : name === 'contradicted itself'
            ? [item, { ...item, ...facts(item) }]
            : [{ ...item, ...facts(item) }],
      ),
    });
    platform.fault({ route: 'list-policies', do: { kind: 'rewrite', rewrite } });
    const result = await runGate(platform, SHORT);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });
});
