import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Files, WantedPolicy } from '../../../../src/actions/policies/plan/sides.ts';
import type { PoliciesQuestion } from '../../../../src/actions/policies/question.ts';
import { readDescription } from '../../../../src/text/mark.ts';
import { type PolicyDefinition, policyOf } from '../../../emulator/policies.ts';
import type { WritingOptions } from '../../../emulator/policy-book.ts';
import { runs } from '../../../runs.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';
import { manageFiles, OWNER, policiesDeps } from '../../fake/manage.ts';
import { type Fate, fakePlatform } from '../../fake/policy-book.ts';

const NAMES = ['Buckets', 'Volumes', 'Instances', 'Trails', 'buckets'];
const SLUGS = ['buckets', 'volumes', 'instances', 'trails', 'more-buckets'];
const GROUPS = ['CIS AWS Foundations', 'SOC 2', 'Ours'];

/** A policy's file, of a few that may collide with those of the Platform. */
const policyFile = (index: number) =>
  fc
    .record({
      severity: fc.constantFrom('low', 'high'),
      status: fc.constantFrom('active', 'active', 'paused'),
      description: fc.constantFrom('', 'Buckets.', 'Two\nlines.'),
      query: fc.constantFrom('SELECT 1', 'SELECT 2\nFROM x', "SELECT 'it''s'"),
      groups: fc.subarray(GROUPS),
      notify: fc.constantFrom(null, [], ['Platform team']),
      name: fc.constantFrom(NAMES[index] ?? '', `New ${NAMES[index]}`),
    })
    .map(
      ({ groups, notify, ...form }): WantedPolicy => ({
        slug: SLUGS[index] ?? '',
        form: { ...form, domain: 'security' },
        groupNames: groups,
        notifyNames: notify,
        file: { path: `policies/${SLUGS[index]}.yml`, line: 2 },
      }),
    );

const files = fc.tuple(fc.subarray([0, 1, 2, 3, 4]), fc.tuple(...[0, 1, 2, 3, 4].map(policyFile))).map(
  ([chosen, all]): Files => ({
    policies: chosen.flatMap((index) => all[index] ?? []),
    groups: [
      {
        slug: 'ours',
        form: { name: 'Ours', description: 'Of this repository.' },
        file: { path: 'policies/groups.yml', line: 2 },
      },
    ],
    isEmpty: false,
    mayLack: null,
  }),
);

/** What the Platform has: nobody's, somebody else's, and ours. */
const platform = fc
  .array(
    fc.record({
      index: fc.nat(4),
      owner: fc.constantFrom(null, null, OWNER, 'acme/other'),
      severity: fc.constantFrom('low', 'high'),
      status: fc.constantFrom('active', 'paused'),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ index, owner, severity, status }, number): PolicyDefinition => {
      const mark = owner === null ? '' : `\n\n[managed by ${owner}: ${SLUGS[index]}]`;
      return policyOf({
        id: `00000000-0000-4000-8000-00000000000${number}`,
        name: NAMES[index] ?? '',
        description: `Old.${mark}`,
        severity,
        status: status as 'active',
        query: 'SELECT 0',
        groups: ['SOC 2'],
      });
    }),
  );

const writing: fc.Arbitrary<Partial<WritingOptions>> = fc.record({
  trims: fc.boolean(),
  changesLineEnds: fc.boolean(),
  refusesDuplicates: fc.boolean(),
  lag: fc.constantFrom(0, 0, 1_500),
});

const rule = fc.record({
  adopt: fc.constantFrom('never', 'by-name') as fc.Arbitrary<PoliciesQuestion['adopt']>,
  onRemoved: fc.constantFrom('keep', 'pause', 'delete') as fc.Arbitrary<PoliciesQuestion['onRemoved']>,
  maxRemovals: fc.nat(3),
});

const fates = fc.array(fc.constantFrom<Fate>('ok', 'ok', 'ok', 'answer-lost', 'request-lost', 'refused', 'busy'), {
  maxLength: 12,
});

function set(given: readonly PolicyDefinition[], options: Partial<WritingOptions> = {}, planned: readonly Fate[] = []) {
  const clock = createFakeClock(NOON);
  const platform = fakePlatform(clock, given, options, (index) => planned[index] ?? 'ok');
  const backups: string[] = [];
  const deps = policiesDeps(platform.client, clock, {
    backUp: async (changes) => {
      backups.push(...changes.map(({ slug }) => slug));
      return { folder: '/backup', policies: 0, groups: 0, left: [] };
    },
  });
  const manage = (read: Files, changes: Partial<PoliciesQuestion>) => manageFiles(read, changes, deps);
  return { ...platform, clock, backups, manage };
}

/** Policies by id, with what nobody but their owner may change. */
const snapshot = (policies: readonly PolicyDefinition[]) =>
  new Map(policies.map((policy) => [policy.id, JSON.stringify(policy)]));

describe('whatever files and Platform are', () => {
  test('after an apply there is nothing to do, on a server that trims, too', async () => {
    await fc.assert(
      fc.asyncProperty(files, platform, writing, rule, async (wanted, given, options, limits) => {
        // A server that refuses a second one of a name has none.
        const names = given.map(({ name }) => name);
        fc.pre(options.refusesDuplicates !== true || new Set(names).size === names.length);
        const { manage, clock } = set(given, options);
        const applied = await manage(wanted, { mode: 'apply', ...limits });
        expect(['applied', 'unchanged', 'refused']).toContain(applied.outcome);
        await clock.sleep(10_000, new AbortController().signal);
        const again = await manage(wanted, limits);
        if (applied.outcome !== 'refused') expect([again.outcome, again.plan?.changes]).toEqual(['unchanged', []]);
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('a plan writes nothing, and does not depend on the order of files and lists', async () => {
    await fc.assert(
      fc.asyncProperty(files, platform, rule, async (wanted, given, limits) => {
        const one = set(given);
        const first = await one.manage(wanted, limits);
        expect(one.writes).toEqual([]);
        const turned = { ...wanted, policies: wanted.policies.toReversed() };
        const other = set(given.toReversed());
        const second = await other.manage(turned, limits);
        expect(second.plan?.hash).toBe(first.plan?.hash);
        expect(second.plan?.changes.map(({ verb, slug }) => `${verb} ${slug}`)).toEqual(
          first.plan?.changes.map(({ verb, slug }) => `${verb} ${slug}`),
        );
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('nothing without our mark is written to, but what is adopted; nothing is removed beyond the limit, or without a backup', async () => {
    await fc.assert(
      fc.asyncProperty(files, platform, writing, rule, fates, async (wanted, given, options, limits, planned) => {
        const { manage, book, backups, clock } = set(given, options, planned);
        const before = snapshot(book.policies());
        await manage(wanted, { mode: 'apply', ...limits });
        await clock.sleep(10_000, new AbortController().signal);
        const after = snapshot(book.policies());
        const names = new Set(wanted.policies.map(({ form }) => form.name));
        let removed = 0;
        for (const [id, text] of before) {
          if (after.get(id) === text) continue;
          const policy = given.find((one) => one.id === id);
          const mark = readDescription(policy?.description ?? '').mark;
          const isAdopted = mark === null && limits.adopt === 'by-name' && names.has(policy?.name ?? '');
          expect(mark?.owner === OWNER || isAdopted).toBe(true);
          const isGone = !wanted.policies.some(({ slug }) => slug === mark?.slug);
          if (isGone && !isAdopted) {
            removed += 1;
            expect(backups).toContain(mark?.slug);
          }
        }
        expect(removed).toBeLessThanOrEqual(limits.maxRemovals);
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('whatever answers are lost, nothing is there twice, and another apply finishes it', async () => {
    await fc.assert(
      fc.asyncProperty(files, platform, fates, async (wanted, given, planned) => {
        const { manage, book } = set(given, {}, planned);
        const before = await manage(wanted, {});
        const applied = await manage(wanted, { mode: 'apply' });
        const marks = book.policies().flatMap(({ description }) => {
          const { mark } = readDescription(description);
          return mark?.owner === OWNER ? [mark.slug] : [];
        });
        if (before.outcome === 'refused') return;
        expect(new Set(marks).size).toBe(marks.length);
        if (applied.outcome === 'applied') expect(applied.applied?.every(({ end }) => end === 'done')).toBe(true);
        let last = applied;
        for (let tries = 0; tries < 8 && ['partly-applied', 'error'].includes(last.outcome); tries++) {
          if (last.outcome === 'error') expect(last.applied?.every(({ end }) => end === 'not-done')).toBe(true);
          last = await manage(wanted, { mode: 'apply' });
        }
        expect(['applied', 'unchanged']).toContain(last.outcome);
      }),
      { numRuns: runs(1_000) },
    );
  });
});
