/** Somebody changes a Platform that files were applied to, and the export is laid over those files. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Base, parseBase } from '../../../../src/actions/policies/export/base.ts';
import { createReader, type ExportFile, listFiles } from '../../../../src/actions/policies/export/memory-folder.ts';
import { planExport } from '../../../../src/actions/policies/export/plan-export.ts';
import { withoutLines } from '../../../../src/actions/policies/export/without-lines.ts';
import { readListed } from '../../../../src/actions/policies/files/read-files.ts';
import { makePlan } from '../../../../src/actions/policies/plan/plan.ts';
import type { ExistingPolicy, PlatformState } from '../../../../src/actions/policies/plan/sides.ts';
import { toLogText } from '../../../../src/text/escape.ts';
import { runs } from '../../../runs.ts';
import { OWNER } from '../../fake/manage.ts';
import { HOSTILE_TEXTS } from '../../hostile-corpus.ts';

const TESTS = `tests:
  - name: 'finds one' # keep: a test
    tables: { t: { columns: {_cq_platform_id: String}, rows: [ [b1] ] } }
    violations: [b1]
`;

/** Ways in which people write files. Each has comments that begin with `keep`, and no two files are alike. */
const FILES: readonly ExportFile[] = [
  {
    path: 'plain.yml',
    text: `# keep: plain\nversion: 1\nname: Plain\ndomain:   security   # keep: domain\nseverity: high\n\n# keep: above the query\nquery: SELECT 1 # keep: query\n${TESTS}`,
  },
  {
    path: 'team/block.yaml',
    text: `version: 1\n\n\nseverity: 'low' # keep: severity\nname: "Block"\ndomain: finops\nstatus: paused\ndescription: | # keep: sign\n    Four blanks.\n\n    More.\n\ngroups:\n    - Ours # an item\n    - Theirs\nnotify: [ Team, 'Others' ] # whom\nquery: |\n    SELECT 2\n      FROM t\n# keep: the end\n`,
  },
  {
    path: 'team/windows.yml',
    text: `\ufeffversion: 1\nname: Windows\ndomain: operations\nseverity: medium\ndescription: >-\n  Two lines\n  in one. \n# keep: groups\ngroups: [Ours]\nnotify: []\nquery-file: windows.sql\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  },
  { path: 'team/windows.sql', text: '\r\nSELECT 3\r\nFROM t -- why\r\n\r\n' },
  {
    path: 'one.yml',
    text: `version: 1\nname: One\ndomain: security\nseverity: high\ngroups:\n- Ours\n- Second\nquery-file: shared.sql\n${TESTS}`,
  },
  {
    path: 'two.yml',
    text: `query-file: shared.sql # keep: shared\nversion: 1\nname: Two\ndomain: security\nseverity: high`,
  },
  { path: 'shared.sql', text: 'SELECT 4\n' },
  { path: 'unused.sql', text: 'SELECT 5\n' },
  {
    path: 'groups.yml',
    text: `version: 1\n# keep: groups\ngroups:\n    - slug: ours # keep: ours\n      name: Ours\n      description: |\n        What we do.\n    # keep: second\n    - name: Second\n      slug: second\n`,
  },
];

function baseOf(files: readonly ExportFile[]): Base {
  const { base } = parseBase(listFiles(files), '.', createReader(files), toLogText);
  return base ?? expect.fail();
}

const BASE = baseOf(FILES);
const DESTINATIONS = ['Team', 'Others', 'Third'].map((name, number) => ({ id: `d${number}`, name }));
const mark = (slug: string) => ({ owner: OWNER, slug });

/** What the Platform has once the files are applied. */
const APPLIED: PlatformState = {
  policies: BASE.policies.map(({ wanted: { slug, form, groupNames, notifyNames } }) => ({
    id: `p-${slug}`,
    mark: mark(slug),
    form,
    groupIds: groupNames.map((name) => `g-${name}`),
    destinationIds: (notifyNames ?? ['Team']).flatMap(
      (name) => DESTINATIONS.find((one) => one.name === name)?.id ?? [],
    ),
    changedBy: null,
    changedAt: null,
  })),
  groups: [
    ...(BASE.groups?.wanted ?? []).map(({ slug, form }) => ({ id: `g-${form.name}`, mark: mark(slug), form })),
    { id: 'g-Theirs', mark: null, form: { name: 'Theirs', description: '' } },
  ],
  destinations: DESTINATIONS,
};

const RARE = [
  '\u0085',
  '\u2028',
  '\u202e',
  '\ud800',
  '🪣',
  'e\u0301',
  '=======\nx',
  '---',
  '# keep: not',
  '- a',
  'off',
  '%0A',
];
const words = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\n', ':', '#', "'", '"', '-', '|', '\t', ...RARE), maxLength: 12 }),
  fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
  fc.constantFrom('Plain', 'block', 'Two\nlines', 'a\n\n  b\nc', 'Longer words: and a colon'),
);
const NAMES = ['Plain', 'one', 'Fresh', 'Ours', 'a: b', '- x', "it's", '{a}'];
const name = fc.oneof(fc.constantFrom(...NAMES), words);

const change: fc.Arbitrary<Partial<ExistingPolicy['form']>> = fc.record(
  {
    name,
    domain: fc.constantFrom('security', 'compliance', 'finops', 'network'),
    severity: fc.constantFrom('low', 'critical'),
    status: fc.constantFrom('active', 'paused', 'archived'),
    description: words,
    query: fc.oneof(words, fc.constantFrom('SELECT 9', 'SELECT 9\nFROM t\n  -- z', 'SELECT 4')),
  },
  { requiredKeys: [] },
);

const ids = (all: readonly string[]) => fc.subarray([...all]);
const policyChange = fc.record(
  {
    form: change,
    groupIds: ids(APPLIED.groups.map(({ id }) => id)),
    destinationIds: ids(['d0', 'd1', 'd2', 'd9']),
    mark: fc.constantFrom(null, null, mark('plain'), mark('two'), mark('elsewhere'), {
      owner: 'acme/other',
      slug: 'x',
    }),
    isGone: fc.constant(true),
  },
  { requiredKeys: [] },
);
const groupChange = fc.record(
  {
    form: fc.record({ name, description: words }, { requiredKeys: [] }),
    mark: fc.constantFrom(null, mark('ours'), mark('third')),
    isGone: fc.constant(true),
  },
  { requiredKeys: [] },
);
const newPolicy = fc.record({ name, slug: fc.constantFrom(null, null, 'kept', 'unused', 'groups') });

/** A few objects that somebody changed, by their numbers, and what somebody made. */
const drift = fc.record({
  policies: fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4'), policyChange, { maxKeys: 3 }),
  groups: fc.dictionary(fc.constantFrom('0', '1', '2'), groupChange, { maxKeys: 2 }),
  added: fc.array(newPolicy, { maxLength: 2 }),
});
type Drift = typeof drift extends fc.Arbitrary<infer T> ? T : never;

function happen({ policies, groups, added }: Drift): PlatformState {
  return {
    policies: [
      ...APPLIED.policies.flatMap((policy, index) => {
        const { form = {}, isGone = false, ...rest } = policies[index] ?? {};
        return isGone ? [] : [{ ...policy, ...rest, form: { ...policy.form, ...form } }];
      }),
      ...added.map(({ name: called, slug }, number) => ({
        ...{ id: `new-${number}`, mark: slug === null ? null : mark(slug) },
        form: {
          name: called,
          domain: 'security',
          severity: 'low',
          status: 'active',
          description: '',
          query: 'SELECT 0',
        },
        ...{ groupIds: ['g-Theirs'], destinationIds: [], changedBy: null, changedAt: null },
      })),
    ],
    groups: APPLIED.groups.flatMap((group, index) => {
      const { form = {}, isGone = false, ...rest } = groups[index] ?? {};
      return isGone ? [] : [{ ...group, ...rest, form: { ...group.form, ...form } }];
    }),
    destinations: DESTINATIONS,
  };
}

/** The folder once somebody did what the export says. */
function layOver(files: readonly ExportFile[], gone: readonly string[]): ExportFile[] {
  const all = new Map([...FILES, ...files].map((file) => [file.path, file]));
  for (const path of gone) all.delete(path);
  return [...all.values()];
}

const read = (files: readonly ExportFile[]) => readListed(listFiles(files), '.', null, createReader(files), toLogText);
const textAt = (files: readonly ExportFile[], path: string) => files.find((file) => file.path === path)?.text;

describe('an export over files', () => {
  test('changes nothing if nobody changed anything', () => {
    const { files, left, over } = planExport(APPLIED, OWNER, BASE);
    expect(left).toEqual([]);
    expect(over).toEqual({ changed: [], added: [], gone: [], notes: [] });
    for (const { path, text } of files) expect(text, path).toBe(textAt(FILES, path));
    expect(files.map(({ path }) => path).sort()).toEqual(
      FILES.map(({ path }) => path)
        .filter((path) => path !== 'unused.sql')
        .sort(),
    );
  });

  test('makes the folder say what the Platform has', () => {
    fc.assert(
      fc.property(drift, (given) => {
        const state = happen(given);
        const { files, over, left } = planExport(state, OWNER, BASE);
        const laid = layOver(files, over?.gone ?? []);
        const { files: asked, problems, warnings, tests } = read(laid);
        expect(problems).toEqual([]);
        // Nothing is left over but what was before.
        expect(warnings.map(({ path }) => path)).toEqual(['unused.sql']);

        const stays = (over?.notes ?? []).join('\n');
        const isClear = (kind: string, slug: string, path = '') =>
          !stays.includes(kind === 'group' ? `The entry ${slug} of` : `${path} stays as it is`);
        const plan = makePlan(asked, state, { owner: OWNER, adopt: 'by-name', onRemoved: 'keep', maxRemovals: 0 });
        const differing = plan.changes.filter(({ verb, fields }) => verb !== 'adopt' || fields.length > 0);
        expect(differing.filter(({ kind, slug, file }) => isClear(kind, slug, file?.path))).toEqual([]);
        const refused = plan.conflicts.filter(({ file }) => file !== null);
        expect(refused.filter(({ kind, slug, file }) => isClear(kind, slug, file?.path))).toEqual([]);

        const isAnew = left.some(({ reason }) => reason.includes('written anew')) || stays.includes('written anew');
        expect(isAnew).toBe(false);
        for (const { wanted, tests: old } of BASE.policies) {
          if (!asked.policies.some(({ slug }) => slug === wanted.slug)) continue;
          const now = tests.get(wanted.slug) ?? [];
          expect(now.map(withoutLines)).toEqual(old.map(withoutLines));
        }
        // The comment of a group goes with it.
        const isOfGone = (comment: string) =>
          ['ours', 'second'].some(
            (slug) => comment === `# keep: ${slug}` && !asked.groups.some((group) => group.slug === slug),
          );
        for (const { path, text } of FILES) {
          const now = textAt(laid, path);
          const comments = [...text.matchAll(/# keep.*/g)].map(([comment]) => comment.trimEnd());
          if (now === undefined) continue;
          for (const comment of comments) if (!isOfGone(comment)) expect(now, path).toContain(comment);
        }
      }),
      { numRuns: runs(800) },
    );
  });

  test('leaves alone what nobody touched', () => {
    fc.assert(
      fc.property(drift, (given) => {
        const { files, over } = planExport(happen({ ...given, groups: {} }), OWNER, BASE);
        const touched = new Set(Object.keys(given.policies).map((index) => BASE.policies[Number(index)]?.yaml.path));
        // The mark of another one, which then is there twice, or its name.
        if (Object.values(given.policies).some(({ mark: to, form }) => to !== undefined || form?.name)) return;
        for (const { yaml } of BASE.policies) {
          if (touched.has(yaml.path)) continue;
          expect(textAt(files, yaml.path)).toBe(yaml.text);
        }
        expect(over?.changed.filter((path) => path === 'groups.yml')).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });

  test('is the same, whatever the order of the Platform’s lists', () => {
    fc.assert(
      fc.property(drift, (given) => {
        const { policies, groups, destinations } = happen(given);
        const turned = {
          policies: policies.toReversed(),
          groups: groups.toReversed(),
          destinations: destinations.toReversed(),
        };
        const once = planExport({ policies, groups, destinations }, OWNER, BASE);
        expect(planExport(turned, OWNER, BASE)).toEqual(once);
      }),
      { numRuns: runs(200) },
    );
  });
});
