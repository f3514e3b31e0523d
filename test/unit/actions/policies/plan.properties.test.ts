import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../../src/actions/policies/plan/plan.ts';
import type { PlanRule } from '../../../../src/actions/policies/plan/rule.ts';
import type { Files, PlatformState, WantedPolicy } from '../../../../src/actions/policies/plan/sides.ts';
import { toExistingGroup, toExistingPolicy } from '../../../../src/actions/policies/state.ts';
import { isOwnedBy, writeDescription } from '../../../../src/text/mark.ts';
import { runs } from '../../../runs.ts';

const OWNER = 'acme/infra';
const NAMES = ['Buckets', 'buckets', 'Volumes', 'Trails', 'Queues'];
const SLUGS = ['buckets', 'volumes', 'trails', 'queues'];
const GROUPS = ['Ours', 'SOC 2', 'Theirs'];
const TEAMS = ['Team', 'Others', 'Nobody'];

const text = fc.constantFrom('', 'One.', 'Two\nlines.', 'Caf\u00e9', 'Cafe\u0301');
const words = {
  name: fc.constantFrom(...NAMES),
  domain: fc.constantFrom('security', 'finops'),
  severity: fc.constantFrom('low', 'high'),
  status: fc.constantFrom('active', 'paused'),
  query: fc.constantFrom('SELECT 1', 'SELECT 1\r\n', "SELECT 'Caf\u00e9'", "SELECT 'Cafe\u0301'"),
};
const place = fc.record({
  path: fc.constantFrom('policies/a.yml', 'policies/b/c.yml'),
  line: fc.integer({ min: 1, max: 9 }),
});

const wantedPolicy = fc
  .record({
    slug: fc.constantFrom(...SLUGS),
    form: fc.record({ ...words, description: text }),
    groupNames: fc.oneof(fc.constant([]), fc.subarray(GROUPS)),
    notifyNames: fc.option(fc.subarray(['Team', 'Others'])),
    file: place,
  })
  .map((one): WantedPolicy => one);
const wantedGroup = fc.record({
  slug: fc.constantFrom('ours', 'soc'),
  form: fc.record({ name: fc.constantFrom(...GROUPS), description: text }),
  file: place,
});

/** As the reader of files lets them through: no slug and no name twice. */
const files: fc.Arbitrary<Files> = fc.record({
  policies: distinct(wantedPolicy, 4),
  groups: distinct(wantedGroup, 2),
  isEmpty: fc.constant(false),
  mayLack: fc.constant(null),
});

function distinct<T extends { slug: string; form: { name: string } }>(item: fc.Arbitrary<T>, maxLength: number) {
  return fc.uniqueArray(item, { maxLength, selector: ({ slug }) => slug }).map((items) => {
    const names = new Set<string>();
    return items.filter(({ form }) => !names.has(form.name.toLowerCase()) && names.add(form.name.toLowerCase()));
  });
}

const described = (slugs: readonly string[]) =>
  fc
    .tuple(text, fc.constantFrom(null, OWNER, OWNER.toUpperCase(), 'acme/other'), fc.constantFrom(...slugs))
    .map(([words, owner, slug]) => (owner === null ? words : writeDescription(words, { owner, slug })));
const numbered = <T extends object>(kind: string, items: readonly T[]) =>
  items.map((item, number) => ({ ...item, id: `${kind}-${number}` }));
const ids = (kind: string, most: number) =>
  fc.uniqueArray(
    fc.nat(most - 1).map((number) => `${kind}-${number}`),
    { maxLength: most },
  );

const moment = fc.constantFrom(null, '2026-11-25T12:00:00Z', '2026-11-26T12:00:00Z');

const state: fc.Arbitrary<PlatformState> = fc
  .record({
    policies: fc.array(
      fc.record({
        ...words,
        status: fc.oneof({ weight: 19, arbitrary: words.status }, { weight: 1, arbitrary: fc.constant('broken') }),
        description: described([...SLUGS, 'gone', 'lost']),
        groupIds: ids('group', 3),
        destinationIds: ids('team', 3),
      }),
      { maxLength: 4 },
    ),
    groups: fc.array(fc.record({ name: fc.constantFrom(...GROUPS), description: described(['ours', 'soc', 'gone']) }), {
      maxLength: 3,
    }),
    destinations: fc.constant(TEAMS.map((name) => ({ name }))),
  })
  .map(({ policies, groups, destinations }) => ({
    policies: numbered('policy', policies).map((one) => toExistingPolicy({ ...one, updatedBy: null, updatedAt: null })),
    groups: numbered('group', groups).map(toExistingGroup),
    destinations: numbered('team', destinations),
  }));

const rule: fc.Arbitrary<PlanRule> = fc.record({
  owner: fc.constant(OWNER),
  adopt: fc.constantFrom('never', 'by-name'),
  onRemoved: fc.constantFrom('keep', 'pause', 'delete'),
  maxRemovals: fc.nat(4),
});

/** Lists in an order that a number stands for. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  const rank = new Map(items.map((item, index) => [item, Math.imul(index + 1, seed * 2 + 1) >>> 0]));
  return items.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

describe('whatever files and Platform are', () => {
  test('the order of files, of lists and of what is in them changes nothing of a plan', () => {
    fc.assert(
      fc.property(files, state, rule, fc.nat(), (wanted, platform, limits, seed) => {
        const turnedFiles = {
          ...wanted,
          groups: shuffle(wanted.groups, seed),
          policies: shuffle(wanted.policies, seed).map((one) => ({
            ...one,
            groupNames: one.groupNames.toReversed(),
            notifyNames: one.notifyNames?.toReversed() ?? null,
          })),
        };
        const turnedPlatform = {
          groups: shuffle(platform.groups, seed),
          destinations: shuffle(platform.destinations, seed),
          policies: shuffle(platform.policies, seed).map((one) => ({
            ...one,
            groupIds: one.groupIds.toReversed(),
            destinationIds: one.destinationIds.toReversed(),
          })),
        };
        const [one, other] = [makePlan(wanted, platform, limits), makePlan(turnedFiles, turnedPlatform, limits)];
        expect(other.hash).toBe(one.hash);
        expect(other.changes).toEqual(one.changes);
        // Of two groups with one mark nobody knows which is meant; such a plan is refused.
        if (one.conflicts.length === 0) expect(other.names).toEqual(one.names);
        expect(other.unmanaged).toEqual(one.unmanaged);
        const slugsOf = (plan: typeof one) => plan.conflicts.map(({ kind, slug }) => `${kind} ${slug}`).sort();
        expect(slugsOf(other)).toEqual(slugsOf(one));
      }),
      { numRuns: runs(3_000) },
    );
  });

  test('neither when nor by whom something was changed, nor where it stands, nor what is nobody’s, is in its hash', () => {
    fc.assert(
      fc.property(files, state, rule, moment, fc.nat(3), (wanted, platform, limits, changedAt, more) => {
        const plan = makePlan(wanted, platform, limits);
        const moved = <T extends { readonly file: unknown }>(one: T) => ({
          ...one,
          file: { path: 'elsewhere/in/the-repository.yml', line: 77 },
        });
        const strangers = Array.from({ length: more }, (_, number) =>
          toExistingPolicy({
            ...{
              id: `stranger-${number}`,
              name: `Stranger ${number}`,
              domain: 'finops',
              severity: 'low',
              status: 'active',
            },
            ...{
              description: '',
              query: 'SELECT 9',
              groupIds: [],
              destinationIds: [],
              updatedBy: null,
              updatedAt: null,
            },
          }),
        );
        const later = makePlan(
          { ...wanted, policies: wanted.policies.map(moved), groups: wanted.groups.map(moved) },
          {
            ...platform,
            policies: [...platform.policies.map((one) => ({ ...one, changedAt, changedBy: 'somebody' })), ...strangers],
          },
          limits,
        );
        expect(later.hash).toBe(plan.hash);
        expect(later.unmanaged).toHaveLength(plan.unmanaged.length + more);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('another effect has another hash', () => {
    fc.assert(
      fc.property(files, state, rule, fc.nat(3), (wanted, platform, limits, index) => {
        const policy = wanted.policies[index];
        fc.pre(policy !== undefined);
        const query = 'SELECT something_else';
        const changed = wanted.policies.map((one) => (one === policy ? { ...one, form: { ...one.form, query } } : one));
        const [before, after] = [wanted.policies, changed].map((policies) =>
          makePlan({ ...wanted, policies }, platform, limits),
        );
        const isWritten = after?.changes.some(
          ({ slug, fields }) => slug === policy?.slug && fields.some(({ field }) => field === 'query'),
        );
        // A plan with a conflict about an object has none.
        expect(after?.hash !== before?.hash).toBe(isWritten && after?.hash !== null);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('it makes no second policy beside one that nobody manages, and that differs in its name only', () => {
    fc.assert(
      fc.property(files, state, rule, fc.nat(3), (wanted, platform, limits, index) => {
        const policy = wanted.policies[index];
        fc.pre(policy !== undefined);
        const stray = {
          ...{ id: 'stray', mark: null, form: { ...policy.form, name: 'Stray' } },
          ...{ groupIds: [], destinationIds: [], changedBy: null, changedAt: null },
        };
        const { changes } = makePlan(wanted, { ...platform, policies: [stray, ...platform.policies] }, limits);
        const made = changes.filter(({ kind, verb }) => kind === 'policy' && verb === 'create');
        expect(made.map(({ slug }) => slug)).not.toContain(policy.slug);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('it writes to nothing without our mark but what it adopts, and it is refused if it removes more than is allowed', () => {
    fc.assert(
      fc.property(files, state, rule, (wanted, platform, limits) => {
        const { changes, conflicts } = makePlan(wanted, platform, limits);
        const objects = new Map([...platform.policies, ...platform.groups].map((one) => [one.id, one]));
        for (const { verb, id, name, file, slug } of changes) {
          if (id === null) {
            expect(verb).toBe('create');
            continue;
          }
          const mark = objects.get(id)?.mark ?? null;
          const isAdopted = changes.some((one) => one.id === id && one.verb === 'adopt');
          expect(isOwnedBy(mark, OWNER) || (isAdopted && mark === null)).toBe(true);
          if (isAdopted) expect([limits.adopt, objects.get(id)?.form.name]).toEqual(['by-name', name]);
          else expect(mark?.slug).toBe(slug);
          if (file === null) expect(['delete', 'pause']).toContain(verb);
        }
        const removals = changes.filter(({ file }) => file === null).length;
        if (limits.onRemoved === 'keep') expect(removals).toBe(0);
        const isRefused = conflicts.some(({ sentence }) => sentence.includes('`max-removals` allows'));
        expect(isRefused).toBe(removals > limits.maxRemovals);
        for (const { verb, file } of changes) if (verb === 'delete') expect(file).toBeNull();
      }),
      { numRuns: runs(3_000) },
    );
  });
});
