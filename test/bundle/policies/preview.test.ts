/** What changed queries will find that those of the Platform do not. */
import { describe, expect, it } from 'vitest';
import { ask, itemsOf } from '../../emulator/ask.ts';
import { fixtureEstate } from '../../emulator/estate.ts';
import { type Emulator, type EmulatorOptions, startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { markOf, policyYaml, runPolicies } from './policies.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const COLUMNS = 'cloud, resource_type_label, _cq_account_name, account_id, name, region, _cq_platform_id, tags';
const query = (condition: string, table = 'aws_s3_buckets') => `SELECT ${COLUMNS} FROM ${table} WHERE ${condition}`;

/** A Platform on which a policy of this repository is at work. */
function start(condition: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const policy = {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Public buckets',
    domain: 'security',
    severity: 'high',
    status: 'active' as const,
    groups: [],
    description: markOf('public-buckets'),
    query: query(condition),
  };
  const earlier = { syncs: ['aws-prod', 'aws-staging', 'gcp-prod'] };
  const rest = { engine: 'clickhouse', role: 'general:write', queries: { order: 'shuffled' } } as const;
  return startEmulator({ earlier, ...rest, ...options, policies: [policy] });
}

const filesOf = (condition: string, more: Readonly<Record<string, string>> = {}) => ({
  'policies/public-buckets.yml': policyYaml({ name: 'Public buckets', query: query(condition), ...more }),
});

interface PlanFile {
  readonly preview: {
    readonly new: number | null;
    readonly gone: number | null;
    readonly policies: readonly {
      readonly would_find: number | null;
      readonly finds_now: number | null;
      readonly difference: {
        readonly new: number;
        readonly new_shown: readonly { readonly platform_id: string }[];
        readonly gone_shown: readonly { readonly platform_id: string }[];
      } | null;
      readonly why: string | null;
    }[];
  } | null;
}
const previewOf = (result: { reports: Readonly<Record<string, string>> }) =>
  (JSON.parse(result.reports['plan.json'] ?? '{}') as PlanFile).preview;

const idsOf = async (emulator: Emulator) =>
  (await itemsOf(emulator, '/policies/00000000-0000-4000-8000-000000000001/violations')).map((one) =>
    String(one['_cq_platform_id']),
  );

describe.skipIf(MISSING !== null)(`a preview${WHERE}`, { concurrent: true }, () => {
  it('is unknown if the evaluation would throw, and not if only rows that are left out would make it throw', async ({
    expect,
  }) => {
    await using emulator = await start('public_read');
    const cast = (condition: string) => ({
      'policies/public-buckets.yml': policyYaml({
        query: `SELECT ${COLUMNS}, toUInt32(name) AS number FROM aws_s3_buckets WHERE ${condition}`,
      }),
    });
    const inputs = { mode: 'plan', 'max-new-violations': '100' };
    const throwing = await runPolicies(emulator, inputs, cast('public_read'));
    expect([throwing.exitCode, previewOf(throwing)?.new], throwing.printed).toEqual([1, null]);
    const guarded = await runPolicies(emulator, inputs, cast("match(name, '^[0-9]+$')"));
    expect([guarded.exitCode, previewOf(guarded)?.new], guarded.printed).toEqual([0, 0]);
  });

  it('is unknown if the Platform gives fewer rows than it states', async ({ expect }) => {
    await using emulator = await start('0', { metadata: 'full' });
    emulator.fault({
      route: 'execute-query',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => {
          const { data, metadata } = body as { data: { rows: unknown[] }; metadata: Record<string, unknown> };
          data.rows.length = Math.min(data.rows.length, 3);
          delete metadata['last_page'];
          return body;
        },
      },
    });
    const result = await runPolicies(emulator, { mode: 'plan', 'max-new-violations': '3' }, filesOf('1'));
    expect([result.exitCode, previewOf(result)?.new], result.printed).toEqual([1, null]);
    expect(result.printed).toMatch(/the Platform counts \d+ of its rows .* and gives 3/);
  });

  it('names the very resources that the Platform will find once the plan is applied', async ({ expect }) => {
    await using emulator = await start('NOT encrypted');
    const files = filesOf('public_read');
    const before = await idsOf(emulator);
    const planned = await runPolicies(emulator, { mode: 'plan' }, files);
    expect([planned.exitCode, planned.outputs['outcome']], planned.printed).toEqual([0, 'changes']);
    expect((await runPolicies(emulator, { mode: 'apply' }, files)).outputs['outcome']).toBe('applied');
    const { length: evaluations } = emulator.policy('Public buckets').history;
    await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    await expect.poll(() => emulator.policy('Public buckets').history.length).toBeGreaterThan(evaluations);
    const after = await idsOf(emulator);
    const added = after.filter((id) => !before.includes(id)).sort();
    const gone = before.filter((id) => !after.includes(id)).sort();
    expect([added.length, gone.length].every((count) => count > 0)).toBe(true);
    const preview = previewOf(planned);
    const [policy] = preview?.policies ?? [];
    expect(policy).toMatchObject({ finds_now: before.length, would_find: after.length, why: null });
    const named = (list: readonly { readonly platform_id: string }[] = []) => list.map((one) => one.platform_id).sort();
    expect([named(policy?.difference?.new_shown), named(policy?.difference?.gone_shown)]).toEqual([added, gone]);
    expect(planned.outputs).toMatchObject({ 'new-violations': `${added.length}`, 'gone-violations': `${gone.length}` });
    expect(planned.summary).toContain(`### Preview: ${added.length} new violation`);
    expect(planned.printed).toContain(`Preview: ${added.length} new violation`);
  });

  it('says what a gate would do with what is new', async () => {
    await using emulator = await start('0');
    const expires = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const waivers = `version: 1\nwaivers:\n  - {policy: Public buckets, resource: acme-customer-exports, reason: r, owner: o, expires: ${expires}}\n`;
    const files = {
      ...filesOf('NOT encrypted'),
      'waivers.yml': waivers,
      'baseline.json': '{"version":1,"violations":[]}',
    };
    const inputs = { mode: 'plan', waivers: 'waivers.yml', baseline: 'baseline.json' };
    const { printed, outputs, summary } = await runPolicies(emulator, inputs, files);
    const count = Number(outputs['new-violations']);
    expect(count, printed).toBeGreaterThan(1);
    expect(printed).toMatch(new RegExp(`${count} new \\(${count - 1} would gate, 1 waived, 0 known\\)`));
    expect(summary).toContain('Of these gating');
    const bad = await runPolicies(emulator, { mode: 'plan', baseline: 'nowhere.json' }, files);
    expect([bad.exitCode, bad.outputs['outcome']], bad.printed).toEqual([1, 'error']);
  });

  it.for([
    ['the day of this machine', 0, 1],
    ["the Platform's day, if that is later", 2 * 86_400_000, 0],
    ['the day of this machine, if that is later', -2 * 86_400_000, 0],
  ] as const)('takes waivers to be in force by %s', async ([, clockSkew, waived]) => {
    await using emulator = await start('0', { clockSkew });
    const days = clockSkew < 0 ? -1 : 1;
    const expires = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const entry = `{policy: Public buckets, resource: acme-customer-exports, reason: r, owner: o, expires: ${expires}}`;
    const files = { ...filesOf('NOT encrypted'), 'waivers.yml': `version: 1\nwaivers:\n  - ${entry}\n` };
    const { printed } = await runPolicies(emulator, { mode: 'plan', waivers: 'waivers.yml' }, files);
    expect(printed).toMatch(new RegExp(`would gate, ${waived} waived, 0 known\\)`));
  });

  it.for([
    ['its old name', ['Public buckets'], '`waivers` has 1 waiver for “Public buckets”'],
    ['its id', ['00000000-0000-4000-8000-000000000001'], null],
    ['its new name, too', ['Public buckets', 'Open buckets'], null],
    ['another spelling of its new name', ['OPEN buckets'], null],
  ] as const)('warns if a policy is renamed that waivers name by %s, and no other', async ([, names, says]) => {
    await using emulator = await start('0');
    const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const entries = names.map((name) => `  - {policy: ${name}, reason: r, owner: o, expires: ${expires}}\n`);
    const files = {
      ...filesOf('0', { name: 'Open buckets' }),
      'waivers.yml': `version: 1\nwaivers:\n${entries.join('')}`,
    };
    const inputs = { mode: 'plan', waivers: 'waivers.yml', preview: 'none' };
    const { printed, outputs, annotations } = await runPolicies(emulator, inputs, files);
    expect(outputs['outcome'], printed).toBe('changes');
    const told = annotations.map(({ message }) => message).filter((message) => message.includes('`waivers` has'));
    expect(told, printed).toEqual(says === null ? [] : [expect.stringContaining(says)]);
  });

  it('makes a plan red, and keeps it from being applied, if there is more than allowed', async () => {
    await using emulator = await start('0');
    for (const mode of ['plan', 'apply']) {
      const result = await runPolicies(emulator, { mode, 'max-new-violations': '1' }, filesOf('NOT encrypted'));
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'invalid']);
      expect(result.printed).toMatch(
        /^::error [^\n]*The queries find \d+ new violations; `max-new-violations` allows 1/m,
      );
    }
    expect(emulator.count('update-policy')).toBe(0);
    const enough = await runPolicies(
      emulator,
      { mode: 'plan', 'max-new-violations': '1000' },
      filesOf('NOT encrypted'),
    );
    expect([enough.exitCode, enough.outputs['outcome']], enough.printed).toEqual([0, 'changes']);
  });

  it('that cannot be had is said, and changes nothing else but a limit', async () => {
    await using emulator = await start('0');
    const large = { 'preview-rows': '2' };
    const noId = filesOf('1', { query: 'SELECT name FROM aws_s3_buckets' });
    const broken = filesOf('1', {
      query: "SELECT _cq_platform_id FROM aws_s3_buckets WHERE throwIf(name != '', 'secret of a row') = 0",
    });
    // The engine evaluates no column that nobody reads.
    const unreadColumn = filesOf('1', { query: 'SELECT _cq_platform_id, toUInt32(name) AS n FROM aws_s3_buckets' });
    for (const [inputs, files, why] of [
      [large, filesOf('1'), /it finds more than 2 \(`preview-rows`\)/],
      [{}, noId, /the query gives no `_cq_platform_id`/],
      [{}, broken, /^it could not be evaluated: The Platform answered 400: .*secret of a row/],
      [{}, unreadColumn, /^it could not be evaluated: The Platform answered 400: .*as UInt32/],
    ] as const) {
      const result = await runPolicies(emulator, { mode: 'plan', ...inputs }, files);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([0, 'changes']);
      expect(previewOf(result)).toMatchObject({
        new: null,
        policies: [{ difference: null, why: expect.stringMatching(why) }],
      });
      expect(result.outputs).not.toHaveProperty('new-violations');
      expect(result.summary).toContain('Preview: unknown for 1 policy');
      const strict = await runPolicies(emulator, { mode: 'plan', 'max-new-violations': '5', ...inputs }, files);
      expect([strict.exitCode, strict.outputs['outcome']], strict.printed).toEqual([1, 'invalid']);
    }
    const counted = await runPolicies(emulator, { mode: 'plan' }, noId);
    expect(previewOf(counted)?.policies[0]?.would_find).toBeGreaterThan(1);
    const hidden = await runPolicies(emulator, { mode: 'plan', redact: 'always' }, broken);
    expect(JSON.stringify(previewOf(hidden))).not.toContain('secret of a row');
    expect(hidden.log.filter((line) => line.includes('which are new is unknown')).join()).not.toContain('secret of');
  });

  it('is refused to some roles', async () => {
    await using emulator = await start('0', { withoutQueries: ['general:write'] });
    const result = await runPolicies(emulator, { mode: 'plan' }, filesOf('1'));
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([0, 'changes']);
    expect(previewOf(result)?.policies[0]?.why).toBe('the role of the key does not permit it');
  });

  it('is read in pages, in one order', async () => {
    await using emulator = await start('0', { maxPerPage: 2 });
    const result = await runPolicies(emulator, { mode: 'plan' }, filesOf('1'));
    expect(Number(result.outputs['new-violations']), result.printed).toBe(7);
  });

  it('is of changed policies, of all that are active, or of none', async () => {
    await using emulator = await start('NOT encrypted');
    const same = filesOf('NOT encrypted');
    const counts = async (inputs: Readonly<Record<string, string>>, files = same) =>
      previewOf(await runPolicies(emulator, { mode: 'plan', ...inputs }, files))?.policies.length;
    expect(await counts({})).toBe(0);
    expect(await counts({ preview: 'all' })).toBe(1);
    expect(await counts({ preview: 'none' }, filesOf('1'))).toBeUndefined();
    expect(await counts({}, filesOf('1', { status: 'paused' }))).toBe(0);
  });

  it('shows hostile names harmless, and in a public repository none', async () => {
    await using emulator = await start('0', { estate: fixtureEstate() });
    const files = filesOf('1');
    const open = await runPolicies(emulator, { mode: 'plan', redact: 'never' }, files);
    expect(Number(open.outputs['new-violations']), open.printed).toBeGreaterThan(0);
    expect(open.summary).not.toMatch(/<img|<script|::error::owned\n|@someone/);
    expect(open.printed).not.toMatch(/^(?!::error |::warning |::debug|::add-mask|::group|::endgroup)::/m);
    const hidden = await runPolicies(emulator, { mode: 'plan', redact: 'always' }, files);
    const shown = [hidden.printed, hidden.summary, hidden.reports['plan.json'] ?? ''].join('\n');
    for (const { name } of emulator.estate.buckets) expect(shown).not.toContain(name.split('\n')[0]);
    expect(shown).toMatch(/resource-[0-9a-f]{8}/);
  });
});
