import { describe, expect, it } from 'vitest';
import { type PreviewDeps, previewPolicies } from '../../../../../src/actions/policies/preview/preview-policies.ts';
import type { PreviewTarget } from '../../../../../src/actions/policies/preview/preview-policy.ts';
import { TimedOutError } from '../../../../../src/errors.ts';
import type { Effort } from '../../../../../src/platform/http/effort.ts';
import { MOST_AT_ONCE } from '../../../../../src/platform/http/throttle.ts';
import type { Row } from '../../../../../src/platform/queries.ts';
import { aPageOfRows, failure } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';

const target = (slug: string, before: string | null, after: string): PreviewTarget => ({
  ...{
    slug,
    name: slug,
    id: before === null ? null : `id-${slug}`,
    before,
    after,
    columns: ['_cq_platform_id', 'name'],
  },
});

const rows = (...ids: string[]): Row[] => ids.map((id) => ({ _cq_platform_id: id, name: id }));

/** What a query gives, or throws, by the name of its table. */
type Tables = Readonly<Record<string, readonly Row[] | Error | ((effort?: Effort) => Promise<readonly Row[]>)>>;

function run(
  targets: readonly PreviewTarget[],
  tables: Tables,
  {
    mostRows = 100,
    forgive = null,
    totalCount = null,
  }: { mostRows?: number; forgive?: PreviewDeps['forgive']; totalCount?: number | null } = {},
) {
  const clock = createFakeClock(NOON);
  const sent: string[] = [];
  const client = {
    describeColumns: async () => ({ columns: ['_cq_platform_id', 'name'], isAggregate: false }),
    async fetchRows(query: string, page: number, perPage: number, effort?: Effort) {
      sent.push(`${page} ${query}`);
      const table = /FROM (\w+)/.exec(query.slice(query.indexOf('\n')))?.[1] ?? '';
      const found = tables[table] ?? [];
      if (found instanceof Error) throw found;
      const all = typeof found === 'function' ? await found(effort) : found;
      const _columns = ['_cq_platform_id', 'name', 'tags'];
      if (query.includes(' IN (')) {
        if (tables['examples'] instanceof Error) throw tables['examples'];
        return aPageOfRows(all.filter((row) => query.includes(`'${row['_cq_platform_id']}'`)));
      }
      const most = Number(/LIMIT (\d+)$/.exec(query)?.[1] ?? all.length);
      return aPageOfRows(all.slice(0, most).slice((page - 1) * perPage, page * perPage), {
        pageSize: perPage,
        totalCount,
      });
    },
  };
  const deps = { client, clock, deadline: clock.uptime() + 600_000, forgive };
  return { sent, clock, preview: previewPolicies(targets, mostRows, deps) };
}

describe('the preview of policies', () => {
  it('runs both queries in one order, and a `;` or a comment at the end does no harm', async () => {
    const { preview, sent } = run([target('p', 'SELECT * FROM old; -- x', 'SELECT * FROM young -- y')], {
      old: rows('a', 'b'),
      young: rows('b', 'c'),
    });
    expect(await preview).toMatchObject({
      added: 1,
      gone: 1,
      policies: [{ before: 2, after: 2, difference: { same: 1, addedShown: [{ platformId: 'c' }] } }],
    });
    const id = 'substringUTF8(toString(`_cq_platform_id`), 1, 2001) AS `_cq_platform_id`';
    expect(sent).toEqual([
      `1 SELECT ${id} FROM (\nSELECT * FROM old\n) ORDER BY \`_cq_platform_id\`, ignore(*) LIMIT 101`,
      `1 SELECT \`name\`, ${id} FROM (\nSELECT * FROM young\n) ORDER BY \`_cq_platform_id\`, ignore(*) LIMIT 101`,
      `1 SELECT \`name\`, ${id} FROM (\nSELECT * FROM old\n) WHERE \`_cq_platform_id\` IN ('a') ORDER BY \`_cq_platform_id\` LIMIT 1 BY \`_cq_platform_id\``,
    ]);
  });

  it.for<[what: string, examples: readonly Row[] | Error, name: string]>([
    ['with their names', [], 'a'],
    ['without names, if they can not be read', failure(503, 'POST'), ''],
    ['without names, if there is no time', new TimedOutError('The deadline passed.', 'Wait.'), ''],
  ])('shows what is gone %s', async ([, examples, name]) => {
    const queries = [target('p', 'SELECT * FROM old', 'SELECT * FROM young')];
    const { policies } = await run(queries, { old: rows('a', 'b', 'a'), young: rows('b'), examples }).preview;
    expect(policies[0]).toMatchObject({ why: null, difference: { gone: 2, goneShown: [{ platformId: 'a', name }] } });
    expect(policies[0]?.difference?.goneShown).toHaveLength(1);
  });

  it('reads tags if waivers may look at them, and only then', async () => {
    const seen: unknown[] = [];
    const forgive: PreviewDeps['forgive'] = () => (violation) => {
      seen.push(violation.tags);
      return 'open';
    };
    const tagged = { ...target('p', 'SELECT * FROM old', 'SELECT * FROM young'), columns: ['_cq_platform_id', 'tags'] };
    const tables = { young: [{ _cq_platform_id: 'a', tags: '{"team":"billing"}' }] };
    const judged = run([tagged], tables, { forgive });
    await judged.preview;
    expect([seen, judged.sent.filter((query) => query.includes('tags')).length]).toEqual([[['team=billing']], 1]);
    const plain = run([tagged], tables);
    await plain.preview;
    expect(plain.sent.filter((query) => query.includes('tags'))).toEqual([]);
  });

  it('runs a query once that is the same on both sides, and none that does not exist', async () => {
    const { preview, sent } = run(
      [target('p', 'SELECT * FROM t', 'SELECT * FROM t\n'), target('q', null, 'SELECT * FROM u')],
      {
        t: rows('a'),
        u: rows('a', 'b'),
      },
    );
    expect(
      (await preview).policies.map(({ difference, isThere }) => [difference?.added, difference?.same, isThere]),
    ).toEqual([
      [0, 1, true],
      [2, 0, false],
    ]);
    expect(sent).toHaveLength(2);
  });

  it.for<[what: string, tables: Tables, why: RegExp]>([
    [
      'more rows than it may read',
      { t: rows(...Array.from({ length: 101 }, (_, index) => `${index}`)) },
      /more than 100/,
    ],
    ['rows without an id', { t: [{ _cq_platform_id: null, name: 'x' }] }, /1 of its rows have no/],
    [
      'an id that is none',
      { t: [{ _cq_platform_id: 'x'.repeat(2_001), name: 'x' }] },
      /or one of more than 2,000 char/,
    ],
    ['a refusal', { t: failure(400, 'POST') }, /^it could not be evaluated: The Platform answered 400/],
    ['a role', { t: failure(403, 'POST') }, /the role of the key/],
    ['an outage', { t: failure(503, 'POST') }, /The Platform answered 503/],
  ])('says why it can not be had: %s', async ([, tables, why]) => {
    const { preview } = run([target('p', null, 'SELECT * FROM t'), target('q', null, 'SELECT * FROM u')], {
      ...tables,
      u: rows('a'),
    });
    const { policies, added } = await preview;
    expect([policies[0]?.difference, added]).toEqual([null, null]);
    expect(policies[0]?.why).toMatch(why);
    // One that fails does not take the others along.
    if (!String(why).includes('role')) expect(policies[1]?.difference).toMatchObject({ added: 1 });
  });

  it.for<[what: string, tables: Tables, before: number | null, after: number | null, why: RegExp]>([
    ['that of the file', { old: rows('a'), young: failure(400, 'POST') }, 1, null, /^it could not be evaluated: The/],
    [
      "the Platform's: what the file's finds is no difference",
      { old: failure(400, 'POST'), young: rows('a', 'b') },
      null,
      2,
      /^of the Platform's query: it could not be evaluated: The Platform answered 400/,
    ],
  ])('says which query the engine can not evaluate: %s', async ([, tables, before, after, why]) => {
    const { preview } = run([target('p', 'SELECT * FROM old', 'SELECT * FROM young')], tables);
    const { policies, added } = await preview;
    expect([added, policies]).toMatchObject([null, [{ before, after, difference: null }]]);
    expect(policies[0]?.why).toMatch(why);
  });

  it('is unknown if fewer rows come than the Platform counts', async () => {
    const some = run([target('p', null, 'SELECT * FROM t')], { t: rows('a', 'b', 'c') }, { totalCount: 7 });
    const { policies, added } = await some.preview;
    expect([added, policies[0]?.after, policies[0]?.difference]).toEqual([null, null, null]);
    expect(policies[0]?.why).toMatch(/counts 7 of its rows .* gives 3$/);
    const all = run([target('p', null, 'SELECT * FROM t')], { t: rows('a', 'b', 'c') }, { totalCount: 3 });
    expect((await all.preview).added).toBe(3);
  });

  it('is unknown if the query sets what may count for it only as it stands', async () => {
    const set = (setting: string) => [target('p', null, `SELECT * FROM t SETTINGS ${setting}`)];
    const { policies } = await run(set("additional_result_filter = '0'"), { t: rows('a') }).preview;
    expect(policies[0]).toMatchObject({ difference: null, why: expect.stringContaining('`additional_result_filter`') });
    const harmless = await run(set('max_threads = 1'), { t: rows('a') }).preview;
    expect(harmless.added).toBe(1);
  });

  it('asks for no more if the role may run no query, and goes on if it may run one', async () => {
    const many = Array.from({ length: 100 }, (_, index) => target(`p${index}`, null, `SELECT * FROM t${index}`));
    const refused = Object.fromEntries(many.map((_, index) => [`t${index}`, failure(403, 'POST')]));
    const none = run(many, refused);
    const { policies } = await none.preview;
    expect(policies.every(({ why }) => why === 'the role of the key does not permit it')).toBe(true);
    expect(none.sent).toHaveLength(MOST_AT_ONCE);
    const some = run(many, { ...refused, t3: rows('a') });
    expect((await some.preview).policies.filter(({ why }) => why === null).map(({ slug }) => slug)).toEqual(['p3']);
    expect(some.sent).toHaveLength(100);
  });

  it('gives each policy a deadline of its own, and leaves half of the time', async () => {
    const untils: (number | undefined)[] = [];
    const slow = target('p', null, 'SELECT * FROM t');
    const { preview, clock } = run([slow], {
      t: async (effort) => {
        untils.push(effort?.until);
        throw new TimedOutError('The deadline passed.', 'Wait.');
      },
    });
    const start = clock.uptime();
    expect((await preview).policies[0]?.why).toMatch(/took longer than 120 s/);
    expect(untils).toEqual([start + 120_000]);
  });

  it('ends with the step', async () => {
    const { preview, clock } = run([target('p', null, 'SELECT * FROM t')], {
      t: async () => {
        await clock.sleep(600_000, new AbortController().signal);
        throw new TimedOutError('The deadline passed.', 'Wait.');
      },
    });
    await expect(preview).rejects.toThrow('The deadline passed.');
  });
});
