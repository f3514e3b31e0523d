/** A preview of a large estate, against what the Platform evaluates once the plan is applied. */
import { describe, expect, it } from 'vitest';
import { identifyViolation } from '../../../src/actions/gate/baseline/fingerprint.ts';
import { ask } from '../../emulator/ask.ts';
import { type Emulator, policyOf, startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { aViolation } from '../../unit/fake/client.ts';
import { markOf, policyYaml, runPolicies } from './policies.ts';
import { largeEstate, RESOURCES, SHAPED, type ShapedPolicy } from './shapes.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const MOST_SHOWN = 10;

/** Two hundred queries are run on both sides, page by page, on one thread. */
const KILL_AFTER_MS = 150_000;

interface PolicyPreview {
  readonly slug: string;
  readonly finds_now: number | null;
  readonly would_find: number | null;
  readonly difference: {
    readonly new: number;
    readonly gone: number;
    readonly same: number;
    readonly new_known: number | null;
    readonly new_shown: readonly { readonly platform_id: string }[];
    readonly gone_shown: readonly { readonly platform_id: string }[];
  } | null;
  readonly why: string | null;
}

/** How many rows a resource has, by its id; null: rows that have none. */
type Ids = ReadonlyMap<string | null, number>;

/** What policies find, by their slugs. */
type Findings = ReadonlyMap<string, Ids>;

const NOTHING: Ids = new Map();

const countRows = (ids: Ids) => [...ids.values()].reduce((sum, rows) => sum + rows, 0);

/** The rows of the first that the second does not have. */
function subtract(first: Ids, second: Ids): Ids {
  const left = [...first].map(([id, rows]) => [id, rows - (second.get(id) ?? 0)] as const);
  return new Map(left.filter(([, rows]) => rows > 0));
}

/** What the last evaluation of a policy found, by the Platform's own list. */
async function readIds(emulator: Emulator, policyName: string): Promise<Ids> {
  const { id: policyId, violationCount } = emulator.policy(policyName);
  const ids = new Map<string | null, number>();
  for (let page = 1; ; page++) {
    const answer = await ask(emulator, 'GET', `/policies/${policyId}/violations?per_page=1000&page=${page}`);
    const items = answer.json['items'] as Record<string, unknown>[];
    for (const { _cq_platform_id: id = '' } of items) {
      const key = id === '' ? null : String(id);
      ids.set(key, (ids.get(key) ?? 0) + 1);
    }
    if (items.length < 1_000) break;
  }
  // A query that the engine refuses finds nothing, and proves nothing.
  expect([policyName, countRows(ids)]).toEqual([policyName, violationCount]);
  return ids;
}

const filesOf = (policies: readonly ShapedPolicy[], side: 'before' | 'after') =>
  Object.fromEntries(
    policies.map(({ slug, name, ...queries }) => [
      `policies/${slug}.yml`,
      policyYaml({ name, query: `|\n  ${queries[side].replaceAll('\n', '\n  ')}` }),
    ]),
  );

/**
 * Runs a plan with a baseline that knows the rows that should be new, and as many of each resource. So a preview counts
 * all that is new as known if these are the very rows, and fewer if it takes a row for another one or counts one twice.
 */
async function previewWith(
  emulator: Emulator,
  files: Readonly<Record<string, string>>,
  news: Findings,
): Promise<Map<string, PolicyPreview>> {
  const there = SHAPED.filter(({ start }) => start !== 'missing');
  const violations = there.flatMap(({ slug, name }) => {
    const { id: policy } = emulator.policy(name);
    return [...(news.get(slug) ?? NOTHING)].flatMap(([platformId, count]) =>
      platformId === null ? [] : [{ id: identifyViolation(policy, aViolation({ platformId })), policy, count }],
    );
  });
  const baseline = { 'baseline.json': JSON.stringify({ version: 1, violations }) };
  const inputs = { baseline: 'baseline.json' };
  const result = await runPolicies(emulator, inputs, { ...files, ...baseline }, { killAfterMs: KILL_AFTER_MS });
  expect([result.exitCode, result.outputs['outcome']], result.printed.slice(-5_000)).toEqual([0, 'changes']);
  const plan = JSON.parse(result.reports['plan.json'] ?? '{}') as { preview: { policies: PolicyPreview[] } };
  return new Map(plan.preview.policies.map((one) => [one.slug, one]));
}

/** What a preview is to say of what two evaluations find; of examples whether they are all that can be shown. */
function expectPreview(before: Ids, after: Ids, isKnown: boolean) {
  const counts = { finds_now: countRows(before), would_find: countRows(after) };
  if (before.has(null) || after.has(null)) return { ...counts, difference: null };
  const [news, gone] = [subtract(after, before), subtract(before, after)];
  const added = countRows(news);
  return {
    ...counts,
    difference: {
      ...{ new: added, gone: countRows(gone), same: countRows(after) - added },
      new_known: isKnown ? added : 0,
      ...{ new_shown: Math.min(news.size, MOST_SHOWN), gone_shown: Math.min(gone.size, MOST_SHOWN) },
    },
  };
}

/** The same of a plan file. What is shown counts if it is among what should be shown, each once. */
function readPreview({ finds_now, would_find, difference }: PolicyPreview, before: Ids, after: Ids) {
  if (difference === null) return { finds_now, would_find, difference };
  const countShown = (shown: readonly { readonly platform_id: string }[], among: Ids) =>
    new Set(shown.map((one) => one.platform_id).filter((id) => among.has(id))).size;
  return {
    ...{ finds_now, would_find },
    difference: {
      ...{ new: difference.new, gone: difference.gone, same: difference.same, new_known: difference.new_known },
      new_shown: countShown(difference.new_shown, subtract(after, before)),
      gone_shown: countShown(difference.gone_shown, subtract(before, after)),
    },
  };
}

function compareAll(
  policies: readonly ShapedPolicy[],
  previews: ReadonlyMap<string, PolicyPreview>,
  before: Findings,
  after: Findings,
) {
  const sides = policies.map((policy) => {
    const [old, young] = [before.get(policy.slug) ?? NOTHING, after.get(policy.slug) ?? NOTHING];
    const preview = previews.get(policy.slug);
    return {
      said: [policy.name, preview === undefined ? null : readPreview(preview, old, young)],
      expected: [policy.name, expectPreview(old, young, policy.start !== 'missing')],
    };
  });
  expect(sides.map(({ said }) => said)).toEqual(sides.map(({ expected }) => expected));
}

const twinOf = (name: string) => `Twin of ${name}`;

describe.skipIf(MISSING !== null)(`a preview of ${SHAPED.length} policies on ${RESOURCES} resources${WHERE}`, () => {
  it('is of the very rows that the Platform finds before and after', { timeout: 400_000 }, async () => {
    const mine = SHAPED.filter(({ start }) => start !== 'missing').map(({ name, slug, start, ...queries }) =>
      policyOf({
        ...{ name, severity: 'high', description: markOf(slug) },
        ...(start === 'paused'
          ? { status: 'paused' as const, query: queries.after }
          : { status: 'active' as const, query: queries.before }),
      }),
    );
    // Policies of somebody else, which the Platform evaluates before as it does ours after.
    const twins = SHAPED.map(({ name, after }) => policyOf({ name: twinOf(name), query: after }));
    await using emulator = await startEmulator({
      ...{ estate: largeEstate(), policies: [...mine, ...twins], engine: 'clickhouse', role: 'general:write' },
      ...{ earlier: { syncs: ['aws-prod', 'aws-staging', 'gcp-prod'] }, queries: { order: 'shuffled' } },
    });
    async function readAll(policies: readonly ShapedPolicy[], nameOf = (name: string) => name): Promise<Findings> {
      const found = new Map<string, Ids>();
      for (const { slug, name } of policies) found.set(slug, await readIds(emulator, nameOf(name)));
      return found;
    }
    const subtractAll = (first: Findings, second: Findings): Findings =>
      new Map([...first].map(([slug, ids]) => [slug, subtract(ids, second.get(slug) ?? NOTHING)]));

    const changed = SHAPED.filter(({ start }) => start === 'other-query');
    const before = await readAll(changed);
    const foreseen = await readAll(SHAPED, twinOf);
    const forward = await previewWith(emulator, filesOf(SHAPED, 'after'), subtractAll(foreseen, before));

    const apply = { mode: 'apply', preview: 'none' };
    const applied = await runPolicies(emulator, apply, filesOf(SHAPED, 'after'), { killAfterMs: KILL_AFTER_MS });
    expect(applied.outputs['outcome'], applied.printed.slice(-5_000)).toBe('applied');
    const [first = ''] = changed.map(({ name }) => name);
    const { length } = emulator.policy(first).history;
    await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    await expect.poll(() => emulator.policy(first).history.length, { timeout: 60_000 }).toBeGreaterThan(length);
    const after = await readAll(SHAPED);
    expect(after).toEqual(foreseen);
    compareAll(SHAPED, forward, before, after);

    // What was gone is new on the way back.
    const back = await previewWith(emulator, filesOf(changed, 'before'), subtractAll(before, after));
    compareAll(changed, back, after, before);
  });
});
