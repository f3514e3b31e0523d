import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { planExport } from '../../../../src/actions/policies/export/plan-export.ts';
import { writeBackup, writeExport } from '../../../../src/actions/policies/export/write.ts';
import { type ReadFiles, readFiles } from '../../../../src/actions/policies/files/read-files.ts';
import { managePolicies } from '../../../../src/actions/policies/manage.ts';
import { makePlan } from '../../../../src/actions/policies/plan/plan.ts';
import type { PlatformState } from '../../../../src/actions/policies/plan/sides.ts';
import type { PoliciesQuestion } from '../../../../src/actions/policies/question.ts';
import { toExistingGroup, toExistingPolicy } from '../../../../src/actions/policies/state.ts';
import { readText } from '../../../../src/runner/read-file.ts';
import { toLogText } from '../../../../src/text/escape.ts';
import { type PolicyDefinition, policyOf } from '../../../emulator/policies.ts';
import { runs } from '../../../runs.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';
import { OWNER, policiesDeps, policiesQuestion } from '../../fake/manage.ts';
import { fakePlatform } from '../../fake/policy-book.ts';
import { HOSTILE_TEXTS } from '../../hostile-corpus.ts';

/** Nothing is in the checkout. */
const NEW = { base: null, reason: 'the checkout has no folder policies', remedy: null };

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudquery-export-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SIGNS = ['a', 'B', '1', ' ', '\n', '\t', '\r', ':', '#', '-', '?', '|', '>', "'", '"', '%', '\\', '{', ']', '&'];
const RARE = ['\u0000', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ufffd', '\u202e', '🪣', 'é', 'e\u0301', '\ud800'];

/** What a name, a description or a query may hold. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SIGNS, ...RARE), maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...SIGNS.slice(0, 6)), maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
  fc.constantFrom(
    'true',
    '~',
    '0x1F',
    '2026-11-26',
    '012',
    'yes',
    '---',
    '...',
    '<<',
    '=======\nx',
    '? a',
    '- b',
    '%c',
  ),
  fc
    .array(fc.constantFrom('SELECT 1', '  FROM x  ', '', '\t-- y', '=======', '<<<<<<< HEAD', '# z', '...', '---'), {
      maxLength: 6,
    })
    .map((lines) => lines.join('\n')),
);

const MARKS = [
  '',
  '\n\n[managed by acme/infra: buckets]',
  '\n[managed by ACME/infra: groups]',
  '[managed by acme/other: x]',
];
const NAMES = ['Buckets', 'buckets', 'Volumes', 'a/b', 'a b', '🪣', 'con', 'Groups', '!?'];

const ids = (most: number) => fc.uniqueArray(fc.constantFrom(...Array.from({ length: most }, (_, n) => `id-${n}`)));
const numbered = <T extends object>(items: T[]) => items.map((item, number) => ({ ...item, id: `id-${number}` }));
const described = fc.tuple(text, fc.constantFrom(...MARKS, '', '')).map(([words, mark]) => words + mark);

/** Whatever a Platform may have. */
const anyState: fc.Arbitrary<PlatformState> = fc
  .record({
    policies: fc.array(
      fc.record({
        name: fc.oneof(fc.constantFrom(...NAMES), text),
        domain: fc.constantFrom('security', 'finops', 'security', 'network'),
        severity: fc.constantFrom('low', 'critical', 'low', 'none'),
        status: fc.constantFrom('active', 'paused', 'active', 'broken'),
        description: described,
        query: text,
        groupIds: ids(4),
        destinationIds: ids(3),
        updatedBy: fc.constant(null),
        updatedAt: fc.constant(null),
      }),
      { maxLength: 6 },
    ),
    groups: fc.array(fc.record({ name: fc.oneof(fc.constantFrom(...NAMES), text), description: described }), {
      maxLength: 4,
    }),
    destinations: fc.array(fc.record({ name: fc.oneof(fc.constantFrom('Team', 'Team', 'Others'), text) }), {
      maxLength: 3,
    }),
  })
  .map(({ policies, groups, destinations }) => ({
    policies: numbered(policies).map(toExistingPolicy),
    groups: numbered(groups).map(toExistingGroup),
    destinations: numbered(destinations),
  }));

const VISIBLE = /[^\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const goodName = text.filter(
  (one) => one.length <= 500 && one.trim() === one && VISIBLE.test(one) && !/[\r\n\t]/.test(one),
);
/** A new policy has to be a SELECT, or nothing is sent; whatever else is in it. */
const goodQuery = text
  .filter((one) => one.length <= 100_000 && !one.includes('$q$'))
  .map((one) => `SELECT $q$${one}$q$`);
const isGoodDescription = (one: string) => one.length <= 10_000 && !one.includes('[managed by');
const foldName = ({ name }: { name: string }) => name.normalize('NFC').toLowerCase();

/** A Platform whose every object can have its file, whatever it is called and says. */
const goodPolicies = fc.uniqueArray(
  fc.record({
    name: goodName,
    domain: fc.constantFrom('security', 'finops'),
    severity: fc.constantFrom('low', 'critical'),
    status: fc.constantFrom('active' as const, 'paused' as const),
    description: text.filter(isGoodDescription),
    query: goodQuery,
    groups: fc.subarray(['CIS AWS Foundations', 'SOC 2']),
  }),
  { maxLength: 5, selector: foldName },
);

function read(folder: string): ReadFiles {
  return readFiles({ workspace: root, folder, path: basename(folder) }, readText, toLogText);
}

const asIs = (one: string) => one;
const place = () => ({ reportDir: root, owner: OWNER, scrub: asIs });
const adopting = { owner: OWNER, adopt: 'by-name', onRemoved: 'keep', maxRemovals: 0 } as const;

describe('whatever the Platform has', () => {
  test('each object has a file or a reason, and a plan of the files changes nothing', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { left, read: files } = planExport(state, OWNER, null);
        const whole = left.filter(({ isWhole }) => isWhole);
        const count = (kind: string) => whole.filter((one) => one.kind === kind).length;
        expect(files.policies.length + count('policy')).toBe(state.policies.length);
        expect(files.groups.length + count('group')).toBe(state.groups.length);
        for (const { reason } of left) expect(reason).toMatch(/^[A-Z`\d].*\.$/s);
        const plan = makePlan(files, state, adopting);
        expect(plan.changes.filter(({ verb, fields }) => verb !== 'adopt' || fields.length > 0)).toEqual([]);
        expect(plan.conflicts.filter(({ file }) => file !== null)).toEqual([]);
      }),
      { numRuns: runs(1_000) },
    );
  });

  // A disk takes most of the time: one that is waited for by others, too, much of it.
  test('the files on the disk say what they were planned to say', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        const planned = planExport(state, OWNER, null).read;
        const { folder } = await writeExport(state, place(), NEW);
        const { files, problems } = read(folder);
        rmSync(folder, { recursive: true });
        expect(problems).toEqual([]);
        const formsOf = ({ policies, groups }: ReadFiles['files']) =>
          [...policies, ...groups].map(({ file: _, ...rest }) => JSON.stringify(rest)).sort();
        expect(formsOf(files)).toEqual(formsOf(planned));
      }),
      { numRuns: runs(200) },
    );
  });

  test('other readers of YAML read the same', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { files, read: wanted } = planExport(state, OWNER, null);
        for (const { slug, form, groupNames } of wanted.policies) {
          const file = files.find(({ path }) => path === `${slug}.yml`);
          const { name, description = '', groups = [] } = parse(file?.text ?? '', { version: '1.1' });
          expect({ name, description, groups }).toEqual({
            name: form.name,
            description: form.description,
            groups: groupNames,
          });
        }
      }),
      { numRuns: runs(800) },
    );
  });

  test('the order of its lists changes nothing', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const turned = {
          policies: state.policies.toReversed(),
          groups: state.groups.toReversed(),
          destinations: state.destinations.toReversed(),
        };
        expect(planExport(turned, OWNER, null)).toEqual(planExport(state, OWNER, null));
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('a Platform of names and texts that files can hold', () => {
  function set(given: readonly PolicyDefinition[], options: { trims: boolean; changesLineEnds: boolean }) {
    const clock = createFakeClock(NOON);
    const platform = fakePlatform(clock, given, options);
    const deps = policiesDeps(platform.client, clock, {
      backUp: async (changes, state) => writeBackup(changes, state, place()),
      export: async (state) => {
        const written = await writeExport(state, place(), NEW);
        expect(written.left).toEqual([]);
        return written;
      },
    });
    const manage = (files: ReadFiles, changes: Partial<PoliciesQuestion>) =>
      managePolicies(files, policiesQuestion({ maxRemovals: 9, ...changes }), deps);
    return { ...platform, manage };
  }
  const servers = fc.record({ trims: fc.boolean(), changesLineEnds: fc.boolean() });
  const nothing = (): ReadFiles => ({
    files: { policies: [], groups: [], isEmpty: false, mayLack: null },
    problems: [],
    warnings: [],
    queries: new Map(),
    tests: new Map(),
  });
  // The queries are texts: a line end that a server changes in one is another query, and no file can help that.
  const define = (
    policies: readonly Omit<PolicyDefinition, 'id'>[],
    { changesLineEnds }: { readonly changesLineEnds: boolean },
  ) =>
    policies.map(({ query, ...rest }, number) =>
      policyOf({
        ...rest,
        id: `00000000-0000-4000-8000-00000000000${number}`,
        query: changesLineEnds ? query.replaceAll('\n', ' ') : query,
      }),
    );

  test('is exported whole, taken over without a change, and then there is nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(goodPolicies, servers, async (policies, options) => {
        const { manage } = set(define(policies, options), options);
        const { outcome, exportDir, sentence } = await manage(nothing(), { mode: 'export' });
        expect(outcome, sentence).toBe('exported');
        const files = read(exportDir ?? '');
        rmSync(exportDir ?? '', { recursive: true });
        expect(files.files.policies).toHaveLength(policies.length);
        const { plan } = await manage(files, {});
        expect(plan?.changes.map(({ verb, fields }) => [verb, fields])).toEqual(plan?.changes.map(() => ['adopt', []]));
        const applied = await manage(files, { mode: 'apply' });
        expect(applied.outcome, applied.problems.join(' ')).toBe('applied');
        expect((await manage(files, { adopt: 'never' })).outcome).toBe('unchanged');
      }),
      { numRuns: runs(500) },
    );
  });

  test('is given back by the backup of what was removed', async () => {
    await fc.assert(
      fc.asyncProperty(goodPolicies, servers, async (policies, options) => {
        const { manage, book } = set(define(policies, options), options);
        const { exportDir } = await manage(nothing(), { mode: 'export' });
        const files = read(exportDir ?? '');
        rmSync(exportDir ?? '', { recursive: true });
        await manage(files, { mode: 'apply' });
        const only = { ...nothing(), files: { ...files.files, policies: [] } };
        const removed = await manage(only, { mode: 'apply' });
        expect(book.policies()).toEqual([]);
        if (policies.length === 0) return;
        const backup = read(removed.backupDir ?? '').files;
        rmSync(removed.backupDir ?? '', { recursive: true });
        const strip = (list: ReadFiles['files']['policies']) => list.map(({ file: _, ...rest }) => rest);
        expect(strip(backup.policies)).toEqual(strip(files.files.policies));
        const again = { ...files, files: { ...files.files, policies: backup.policies } };
        expect((await manage(again, { mode: 'apply' })).outcome).toBe('applied');
        expect(
          book
            .policies()
            .map(({ name }) => name)
            .sort(),
        ).toEqual(policies.map(({ name }) => name).sort());
      }),
      { numRuns: runs(400) },
    );
  });
});
