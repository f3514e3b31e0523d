import { describe, expect, test } from 'vitest';
import { type Mentions, type NamingClient, watchMentions } from '../../../../src/actions/gate/mentions.ts';
import type { Waiver } from '../../../../src/actions/gate/waivers/waiver.ts';
import type { Page } from '../../../../src/platform/http/paging.ts';
import type { Violation } from '../../../../src/platform/violations.ts';
import { aPolicy, aViolation } from '../../fake/client.ts';
import { aWaiver } from '../../fake/waiver.ts';

interface Seen {
  readonly waivers?: readonly Waiver[];
  readonly accounts?: readonly string[];
  /** What the list of policies says, one reading after the other. */
  readonly descriptions?: readonly string[];
  readonly violations?: readonly Violation[];
  readonly columns?: Readonly<Record<string, readonly string[]>>;
}

const pageOf = <T>(items: readonly T[]): Page<T> => ({ items, pageSize: null, totalCount: null, lastPage: null });

/** All that a step asks, in its order. */
async function watch({ waivers = [], accounts = [], descriptions = [], violations = [], columns = {} }: Seen) {
  const watched = watchMentions(waivers, accounts);
  const client = watched.watch<NamingClient>({
    listPolicies: async () => [aPolicy({ description: descriptions[readings++] ?? '' })],
    listSomeViolations: async (_, count) => pageOf(violations.slice(0, count)),
    async *walkViolations() {
      yield pageOf(violations.map((violation) => ({ violation, json: {} })));
    },
    listColumnValues: async (_, column) => [...(columns[column] ?? [])],
  });
  let readings = 0;
  for (const _ of descriptions) await client.listPolicies([]);
  for (const column of Object.keys(columns)) await client.listColumnValues('cloud_assets', column);
  for await (const page of client.walkViolations('policy-1')) expect(page.items).toHaveLength(violations.length);
  return watched.finish();
}

const NONE: Mentions = { accounts: [], resources: [] };
const LOGS = aViolation({
  name: 'audit-logs',
  platformId: 'id-000001',
  accountName: 'acme-lab',
  accountId: 'lab-0001',
});

describe('names that stand in words', () => {
  test.each<[string, Seen, Partial<Mentions>]>([
    ['no words', { violations: [LOGS] }, {}],
    ['other words', { waivers: [aWaiver({ reason: 'audit of logs' })], violations: [LOGS] }, {}],
    ['a reason', { waivers: [aWaiver({ reason: 'AUDIT-LOGS' })], violations: [LOGS] }, { resources: ['audit-logs'] }],
    ['an owner', { waivers: [aWaiver({ owner: 'acme-lab' })], violations: [LOGS] }, { accounts: ['acme-lab'] }],
    ['a ticket', { waivers: [aWaiver({ ticket: 'x/lab-0001' })], violations: [LOGS] }, { accounts: ['lab-0001'] }],
    ['an id', { waivers: [aWaiver({ reason: 'id-000001' })], violations: [LOGS] }, { resources: ['id-000001'] }],
    ['a description', { descriptions: ['see audit-logs'], violations: [LOGS] }, { resources: ['audit-logs'] }],
    ['a later one', { descriptions: ['', '', 'in acme-lab'], violations: [LOGS] }, { accounts: ['acme-lab'] }],
    [
      'an account without a violation',
      { descriptions: ['in acme-lab'], columns: { account_name: ['acme-lab'], region: ['acme-lab-region'] } },
      { accounts: ['acme-lab'] },
    ],
    [
      "an input's line",
      { descriptions: ['in acme-lab, acme-*'], accounts: ['acme-lab', 'acme-*'] },
      { accounts: ['acme-lab'] },
    ],
    [
      "a waiver's own patterns",
      { waivers: [aWaiver({ reason: 'web of acme-lab', resource: 'web', account: 'acme-lab' })] },
      { accounts: ['acme-lab'] },
    ],
    ['an ordinary word', { descriptions: ['the web 2026'], violations: [aViolation({ name: '2026' })] }, {}],
  ])('%s', async (_, seen, expected) => {
    expect(await watch(seen)).toEqual({ ...NONE, ...expected });
  });

  test('a sample counts, too', async () => {
    const watched = watchMentions([aWaiver({ reason: 'audit-logs' })], []);
    const client = watched.watch({
      listSomeViolations: async () => pageOf([LOGS]),
    } as unknown as NamingClient);
    await client.listSomeViolations('policy-1', 10);
    expect(watched.finish()).toEqual({ accounts: [], resources: ['audit-logs'] });
  });

  test('of more than can be looked for nothing is known', async () => {
    const digits = Array.from({ length: 12_000 }, (_, index) => String(index).padStart(8, '0'));
    const violations = digits.map((name) => aViolation({ name, accountName: '', accountId: null, platformId: '' }));
    expect(await watch({ descriptions: [digits.join(' ')], violations })).toBeNull();
  });
});
