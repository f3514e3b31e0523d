import { describe, expect, test } from 'vitest';
import { sortForDrift, sortForWriting } from '../../../../src/actions/policies/plan/change.ts';
import { describeLookalikes } from '../../../../src/actions/policies/plan/lookalikes.ts';
import { makePlan } from '../../../../src/actions/policies/plan/plan.ts';
import type { PlanRule } from '../../../../src/actions/policies/plan/rule.ts';
import type {
  ExistingPolicy,
  Files,
  PlatformState,
  WantedPolicy,
} from '../../../../src/actions/policies/plan/sides.ts';
import type { Mark } from '../../../../src/text/mark.ts';

const OWNER = 'acme/infra';
const RULE: PlanRule = { owner: OWNER, adopt: 'never', onRemoved: 'keep', maxRemovals: 5 };

type Text = WantedPolicy['form'];
const TEXT: Text = {
  name: 'Buckets',
  domain: 'security',
  severity: 'high',
  description: 'Text.',
  status: 'active',
  query: 'SELECT 1',
};

function wanted(
  slug: string,
  form: Partial<Text> = {},
  more: Partial<Pick<WantedPolicy, 'groupNames' | 'notifyNames'>> = {},
): WantedPolicy {
  return {
    slug,
    form: { ...TEXT, ...form },
    groupNames: [],
    notifyNames: null,
    file: { path: `policies/${slug}.yml`, line: 2 },
    ...more,
  };
}

function existing(
  id: string,
  slug: string | null,
  form: Partial<Text> = {},
  more: Partial<ExistingPolicy> = {},
): ExistingPolicy {
  const mark: Mark | null = slug === null ? null : { owner: OWNER, slug };
  return {
    id,
    mark,
    form: { ...TEXT, ...form },
    groupIds: [],
    destinationIds: [],
    changedBy: null,
    changedAt: null,
    ...more,
  };
}

const files = (...policies: WantedPolicy[]): Files => ({
  policies,
  groups: [],
  isEmpty: policies.length === 0,
  mayLack: null,
});
const state = (...policies: ExistingPolicy[]): PlatformState => ({ policies, groups: [], destinations: [] });

/** Such as `update buckets: name, query`, or the beginning of a conflict. */
function tell(given: Files, platform: PlatformState, rule: Partial<PlanRule> = {}): string[] {
  const { changes, conflicts, kept } = makePlan(given, platform, { ...RULE, ...rule });
  return [
    ...changes.map(({ kind, verb, slug, fields }) => {
      const what = fields.map(({ field }) => field).join(', ');
      return `${verb} ${kind === 'group' ? 'group ' : ''}${slug}${what === '' ? '' : `: ${what}`}`;
    }),
    ...conflicts.map(({ sentence }) => `! ${sentence}`),
    ...kept.map(({ slug, reason }) => `keep ${slug}: ${reason}`),
  ];
}

const ALL = 'name, domain, severity, status, description, groups, query';

describe('one policy', () => {
  test.each<[string, Files, PlatformState, Partial<PlanRule>, string[]]>([
    ['is new', files(wanted('a')), state(), {}, [`create a: ${ALL}`]],
    ['is as the file says', files(wanted('a')), state(existing('1', 'a')), {}, []],
    [
      'is renamed: it stays the same policy',
      files(wanted('a', { name: 'New' })),
      state(existing('1', 'a')),
      {},
      ['update a: name'],
    ],
    ['is changed', files(wanted('a', { query: 'SELECT 2' })), state(existing('1', 'a')), {}, ['update a: query']],
    [
      'is kept with other white space and line ends',
      files(wanted('a', { query: 'SELECT 1\nFROM x', description: 'A\nb' })),
      state(existing('1', 'a', { query: 'SELECT 1\r\nFROM x\n', description: ' A\r\nb ' })),
      {},
      [],
    ],
    [
      // ClickHouse ends a comment at a line feed only: all that stands behind it is one.
      'has carriage returns in the place of line feeds',
      files(wanted('a', { query: 'SELECT 1 -- x\nFROM x' })),
      state(existing('1', 'a', { query: 'SELECT 1 -- x\rFROM x' })),
      {},
      ['update a: query'],
    ],
    [
      'is paused by hand',
      files(wanted('a')),
      state(existing('1', 'a', { status: 'paused' })),
      {},
      ['resume a: status'],
    ],
    [
      'is to be paused, and changed',
      files(wanted('a', { status: 'paused', severity: 'low' })),
      state(existing('1', 'a')),
      {},
      ['pause a: status', 'update a: severity'],
    ],
    [
      'has a status that is unknown',
      files(wanted('a')),
      state(existing('1', 'a', { status: 'muted' })),
      {},
      ['! The Platform says that the policy a is muted, which this version does not know.'],
    ],
    [
      'has a status that is unknown, and somebody changed it',
      files(wanted('a', { status: 'paused' })),
      state(existing('1', 'a', { status: 'muted', query: 'SELECT 2', severity: 'low' })),
      {},
      [
        '! The Platform says that the policy a is muted, which this version does not know. It also differs from its file: severity, query.',
      ],
    ],
    [
      'is there without a mark',
      files(wanted('a')),
      state(existing('1', null)),
      {},
      ['! The Platform has the policy “Buckets” already, without the mark of acme/infra.'],
    ],
    [
      'is there without a mark, and taken over',
      files(wanted('a', { severity: 'low' })),
      state(existing('1', null)),
      { adopt: 'by-name' },
      ['adopt a: severity'],
    ],
    [
      'is there without a mark in another case: it is another one',
      files(wanted('a')),
      state(existing('1', null, { name: 'buckets', severity: 'low' })),
      {},
      [`create a: ${ALL}`],
    ],
    [
      'is there without a mark, and somebody changed it',
      files(wanted('a')),
      state(existing('1', null, { description: 'By hand.', severity: 'low', status: 'paused' })),
      {},
      [
        '! The Platform has the policy “Buckets” already, without the mark of acme/infra. It also differs from its file: severity, status, description.',
      ],
    ],
    [
      'is there twice without a mark',
      files(wanted('a')),
      state(existing('1', null), existing('2', null)),
      { adopt: 'by-name' },
      ['! The Platform has 2 objects with the name of the policy a, “Buckets”, none of them managed by acme/infra.'],
    ],
    [
      'is somebody else’s',
      files(wanted('a')),
      state(existing('1', null, {}, { mark: { owner: 'acme/other', slug: 'a' } })),
      { adopt: 'by-name' },
      ['! The policy “Buckets” is managed by acme/other, and not by acme/infra.'],
    ],
    [
      'of an owner in other case is ours',
      files(wanted('a')),
      state(existing('1', null, {}, { mark: { owner: 'ACME/Infra', slug: 'a' } })),
      {},
      [],
    ],
    [
      'has the name of another one but for white space and the form of its letters',
      files(wanted('a', { name: 'Caf\u00e9' })),
      state(existing('1', null, { name: 'Cafe\u0301 ' })),
      {},
      ['! The Platform has the policy “Caf\u00e9” already, without the mark of acme/infra.'],
    ],
    [
      'has the name of one with a mark of others and text behind it',
      files(wanted('a')),
      state(existing('1', null, { description: '[managed by acme/other: x] Ask Jane.' })),
      { adopt: 'by-name' },
      ['! The policy “Buckets” has the mark of acme/other, with text behind it.'],
    ],
    [
      'lost its mark to text behind it',
      files(wanted('a', { name: 'New name' })),
      state(existing('1', null, { description: 'Text.\n\n[managed by acme/infra: a]\nAsk Jane.' })),
      {},
      ['! On the Platform, text follows the mark of the policy a: “Buckets” (1). It also differs from its file: name.'],
    ],
    [
      'was renamed as a file, and copied on the Platform',
      files(wanted('new')),
      state(existing('1', 'old'), existing('2', null)),
      { adopt: 'by-name', onRemoved: 'delete' },
      [
        'delete old',
        '! It is unclear which object of the Platform is the policy “Buckets”: that of the slug old (1), whose file is gone, or “Buckets” (2).',
      ],
    ],
    [
      'was copied with its mark',
      files(wanted('a')),
      state(existing('1', 'a'), existing('2', 'a', { name: 'Copy' })),
      {},
      ['! 2 objects of the Platform have the mark of the policy a: “Buckets” (1), “Copy” (2).'],
    ],
    [
      'is to have the name of another one',
      files(wanted('a', { name: 'Taken' })),
      state(existing('1', 'a'), existing('2', null, { name: 'Taken' })),
      {},
      ['! The policy a is to be called “Taken”, but another object of the Platform has that name already.'],
    ],
    [
      'is to have the name of one of ours whose file is gone',
      files(wanted('a', { name: 'Left' })),
      state(existing('1', 'a'), existing('2', 'b', { name: 'Left' })),
      { onRemoved: 'delete' },
      ['delete b', '! The policy a is to be called “Left”, but another object of the Platform has that name already.'],
    ],
  ])('%s', (_, given, platform, rule, expected) => {
    expect(tell(given, platform, rule)).toEqual(expected);
  });
});

describe('two queries', () => {
  // A plan that takes them for one would hide a change of what the policy finds.
  test.each<[what: string, platform: string, file: string, isSame: boolean]>([
    ['with line ends of another kind', 'SELECT 1\r\n-- why\r\nFROM t', 'SELECT 1\n-- why\nFROM t', true],
    ['with blanks around them', '\ufeff\u200bSELECT 1\u00a0\r\n', 'SELECT 1', true],
    ['with a comment that holds a quote', "SELECT 1 -- don't\r\nFROM t", "SELECT 1 -- don't\nFROM t", true],
    ['with another line end in a string', "LIKE '%\r\npublic'", "LIKE '%\npublic'", false],
    ['behind a quote that stands twice', "SELECT 'a''\r\n'", "SELECT 'a''\n'", false],
    ['behind a quote with a backslash', "SELECT 'a\\'\r\n'", "SELECT 'a\\'\n'", false],
    ['in a name in double quotes', 'SELECT "a\r\nb"', 'SELECT "a\nb"', false],
    ['in a name in back-ticks', 'SELECT `a\r\nb`', 'SELECT `a\nb`', false],
    ['in a heredoc', 'SELECT $x$ \r\n$x$', 'SELECT $x$ \n$x$', false],
    ['in curly quotes', 'SELECT ‘a\r\nb’', 'SELECT ‘a\nb’', false],
    ['in a string that does not end', "SELECT 'a\r\n", "SELECT 'a\n", false],
    ['outside of the string, too', "SELECT\r\n'a\r\nb'\r\n", "SELECT\n'a\r\nb'", true],
    ['with a blank more in a string', "SELECT 'a '", "SELECT 'a'", false],
    // To ClickHouse it is none.
    ['with what is a blank to JavaScript only', '\u1680SELECT 1', 'SELECT 1', false],
    ['with a carriage return alone', 'SELECT 1 -- x\rFROM t', 'SELECT 1 -- x\nFROM t', false],
  ])('%s: %j and %j', (_what, platform, file, isSame) => {
    expect(tell(files(wanted('a', { query: file })), state(existing('1', 'a', { query: platform })))).toEqual(
      isSame ? [] : ['update a: query'],
    );
  });
});

describe('a policy whose file is gone', () => {
  const one = state(existing('1', 'a'), existing('2', 'b', { name: 'Other' }));
  const left = files(wanted('b', { name: 'Other' }));

  test.each<[string, Files, PlatformState, Partial<PlanRule>, string[]]>([
    [
      'keep, and no file is left',
      files(),
      one,
      {},
      [
        '! There is no file at all, and the Platform has 2 objects of this repository.',
        'keep a: its file is gone, and `on-removed` is `keep`',
        'keep b: its file is gone, and `on-removed` is `keep`',
      ],
    ],
    ['keep', left, one, {}, ['keep a: its file is gone, and `on-removed` is `keep`']],
    ['pause', left, one, { onRemoved: 'pause' }, ['pause a: status']],
    [
      'pause, and it is',
      left,
      state(existing('1', 'a', { status: 'paused' })),
      { onRemoved: 'pause' },
      [`create b: ${ALL}`, 'keep a: its file is gone, and it is paused already'],
    ],
    [
      // A toggle could resume it.
      'pause, and its status is unknown',
      left,
      state(existing('1', 'a', { status: 'muted' }), existing('2', 'b', { name: 'Other' })),
      { onRemoved: 'pause' },
      ['! The Platform says that the policy a is muted, which this version does not know.'],
    ],
    [
      'keep, and its status is unknown',
      left,
      state(existing('1', 'a', { status: 'muted' }), existing('2', 'b', { name: 'Other' })),
      {},
      ['keep a: its file is gone, and `on-removed` is `keep`'],
    ],
    [
      'delete, and its status is unknown',
      left,
      state(existing('1', 'a', { status: 'muted' }), existing('2', 'b', { name: 'Other' })),
      { onRemoved: 'delete' },
      ['delete a'],
    ],
    ['delete', left, one, { onRemoved: 'delete' }, ['delete a']],
    [
      'delete, and no file is left',
      files(),
      one,
      { onRemoved: 'delete' },
      ['delete a', 'delete b', '! There is no file at all, and the Platform has 2 objects of this repository.'],
    ],
    [
      'delete, and files may be missing',
      { ...left, mayLack: 'git tracks a.yml, which the checkout lacks' },
      one,
      { onRemoved: 'delete' },
      [
        'delete a',
        '! No file was found for 1 object of this repository, and git tracks a.yml, which the checkout lacks: the files may be there all the same.',
      ],
    ],
    [
      'keep, and files may be missing: what stays is not compared',
      { ...left, mayLack: 'git tracks a.yml, which the checkout lacks' },
      state(existing('1', 'a', { status: 'paused', query: 'SELECT 2' }), existing('2', 'b', { name: 'Other' })),
      { onRemoved: 'keep' },
      [
        '! No file was found for 1 object of this repository, and git tracks a.yml, which the checkout lacks: the files may be there all the same.',
        'keep a: its file is gone, and `on-removed` is `keep`',
      ],
    ],
    [
      // The file of the old slug may be there, and this one a copy of it.
      'keep, and files may be missing: nothing of ours is taken over under another slug',
      { ...files(wanted('new')), mayLack: 'git tracks a.yml, which the checkout lacks' },
      state(existing('1', 'a')),
      { adopt: 'by-name' },
      [
        'adopt new',
        '! No file was found for 1 object of this repository, and git tracks a.yml, which the checkout lacks: the files may be there all the same.',
      ],
    ],
    [
      'keep, and files may be missing, but not those of objects of ours',
      { ...left, mayLack: 'git tracks a.yml, which the checkout lacks' },
      state(existing('2', 'b', { name: 'Other' }), existing('3', null, { name: 'Unmanaged' })),
      { onRemoved: 'keep' },
      [],
    ],
    [
      'delete more than is allowed',
      left,
      one,
      { onRemoved: 'delete', maxRemovals: 0 },
      ['delete a', '! 1 would be removed; `max-removals` allows 0.'],
    ],
    [
      'of others: nobody touches it',
      files(),
      state(existing('1', null), existing('2', null, {}, { mark: { owner: 'acme/other', slug: 'x' } })),
      { onRemoved: 'delete' },
      [],
    ],
  ])('%s', (_, given, platform, rule, expected) => {
    expect(tell(given, platform, rule)).toEqual(expected);
  });
});

describe('groups and destinations', () => {
  const group = (slug: string, name: string) => ({
    slug,
    form: { name, description: '' },
    file: { path: 'policies/groups.yml', line: 3 },
  });
  const there = (id: string, name: string, slug: string | null = null) => ({
    id,
    mark: slug === null ? null : { owner: OWNER, slug },
    form: { name, description: '' },
  });
  const withGroups = (given: Files, ...groups: ReturnType<typeof group>[]): Files => ({ ...given, groups });
  const platform = (policy: ExistingPolicy, ...groups: ReturnType<typeof there>[]): PlatformState => ({
    policies: [policy],
    groups,
    destinations: [
      { id: 'd1', name: 'Channel' },
      { id: 'd2', name: 'Twice' },
      { id: 'd3', name: 'Twice' },
    ],
  });

  test.each<[string, Files, PlatformState, Partial<PlanRule>, string[]]>([
    [
      'a group of ours, which is new',
      withGroups(files(wanted('a', {}, { groupNames: ['Ours'] })), group('ours', 'Ours')),
      platform(existing('1', 'a')),
      {},
      ['update a: groups', 'create group ours: name, description'],
    ],
    [
      'a group of ours that is renamed: its policies stay in it',
      withGroups(files(wanted('a', {}, { groupNames: ['New'] })), group('ours', 'New')),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours', 'ours')),
      {},
      ['update group ours: name'],
    ],
    [
      'a group of ours that the file no longer names',
      withGroups(files(wanted('a')), group('ours', 'Ours')),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours', 'ours')),
      {},
      ['update a: groups'],
    ],
    [
      "a group of somebody else's keeps its policies",
      files(wanted('a')),
      platform(existing('1', 'a', {}, { groupIds: ['g9'] }), there('g9', 'SOC 2')),
      {},
      [],
    ],
    [
      "a group of somebody else's by its name",
      files(wanted('a', {}, { groupNames: ['SOC 2'] })),
      platform(existing('1', 'a'), there('g9', 'SOC 2')),
      {},
      ['update a: groups'],
    ],
    [
      'a group that is not there',
      files(wanted('a', {}, { groupNames: ['Nope'] })),
      platform(existing('1', 'a')),
      {},
      ['! There is no policy group “Nope”, which the policy a names.'],
    ],
    [
      'a group that is not there, and a policy that somebody paused',
      files(wanted('a', {}, { groupNames: ['Nope'], notifyNames: ['Nobody'] })),
      platform(existing('1', 'a', { status: 'paused', query: 'SELECT 2' }, { destinationIds: ['d1'] })),
      {},
      [
        '! There is no notification destination “Nobody”, which the policy a names. It also differs from its file: status, query.',
        '! There is no policy group “Nope”, which the policy a names. It also differs from its file: status, query.',
      ],
    ],
    [
      'a group that is not there, and a policy that somebody paused and took the mark off',
      files(wanted('a', {}, { groupNames: ['Nope'] })),
      platform(existing('1', null, { status: 'paused' }, { groupIds: ['g1'] }), there('g1', 'SOC 2')),
      {},
      [
        '! The Platform has the policy “Buckets” already, without the mark of acme/infra. It also differs from its file: status.',
        '! There is no policy group “Nope”, which the policy a names.',
      ],
    ],
    [
      'a group whose letters the Platform keeps apart from their accents',
      files(wanted('a', {}, { groupNames: ['Caf\u00e9'] })),
      platform(existing('1', 'a', {}, { groupIds: ['g9'] }), there('g9', 'Cafe\u0301')),
      {},
      [],
    ],
    [
      'a group of ours that no file declares any more',
      files(wanted('a', { severity: 'low' })),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours', 'ours')),
      {},
      [
        'update a: severity',
        'keep ours: it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`',
      ],
    ],
    [
      'a group by the name that it is about to lose',
      withGroups(files(wanted('a', {}, { groupNames: ['Old'] })), group('ours', 'New')),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Old', 'ours')),
      {},
      [
        'update group ours: name',
        '! The policy group “Old”, which the policy a names, is called “New” in `groups.yml`.',
      ],
    ],
    [
      'a group of ours whose mark is lost: its policies are in it all the same',
      withGroups(files(wanted('a', {}, { groupNames: ['Ours'] })), group('ours', 'Ours')),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours')),
      {},
      ['! The Platform has the policy group “Ours” already, without the mark of acme/infra.'],
    ],
    [
      'a group of ours whose slug changes: its policies are in it all the same',
      withGroups(files(wanted('a', {}, { groupNames: ['Ours'] })), group('new', 'Ours')),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours', 'ours')),
      {},
      [
        '! The policy group “Ours” is that of the slug ours, whose file is gone.',
        'keep ours: it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`',
      ],
    ],
    [
      'two groups of one name',
      files(wanted('a', {}, { groupNames: ['SOC 2'] })),
      platform(existing('1', 'a'), there('g8', 'SOC 2'), there('g9', 'SOC 2')),
      {},
      ['! The policy a names the policy group “SOC 2”, and the Platform has 2 of that name.'],
    ],
    [
      'a group that is gone from the file',
      files(wanted('a')),
      platform(existing('1', 'a'), there('g1', 'Ours', 'ours')),
      { onRemoved: 'pause' },
      ['keep ours: it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`'],
    ],
    [
      'a group that is gone from the file, deleted',
      files(wanted('a')),
      platform(existing('1', 'a'), there('g1', 'Ours', 'ours')),
      { onRemoved: 'delete' },
      ['delete group ours'],
    ],
    [
      'a group that is gone from the file, deleted, and that a policy still names',
      files(wanted('a', {}, { groupNames: ['Ours'] })),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours', 'ours')),
      { onRemoved: 'delete' },
      [
        'delete group ours',
        '! The policy group “Ours” is no longer in `groups.yml` and would be deleted, and the policy a still names it.',
      ],
    ],
    [
      'a group that is gone from the file, kept, and that a policy still names',
      files(wanted('a', {}, { groupNames: ['Ours'] })),
      platform(existing('1', 'a', {}, { groupIds: ['g1'] }), there('g1', 'Ours', 'ours')),
      { onRemoved: 'pause' },
      ['keep ours: it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`'],
    ],
    [
      'destinations that the file says nothing of',
      files(wanted('a')),
      platform(existing('1', 'a', {}, { destinationIds: ['d1', 'd2'] })),
      {},
      [],
    ],
    [
      'no destinations',
      files(wanted('a', {}, { notifyNames: [] })),
      platform(existing('1', 'a', {}, { destinationIds: ['d1'] })),
      {},
      ['update a: notify'],
    ],
    [
      'a destination by its name',
      files(wanted('a', {}, { notifyNames: ['Channel'] })),
      platform(existing('1', 'a')),
      {},
      ['update a: notify'],
    ],
    [
      'a destination whose name stands twice',
      files(wanted('a', {}, { notifyNames: ['Twice'] })),
      platform(existing('1', 'a')),
      {},
      ['! The policy a names the notification destination “Twice”, and the Platform has 2 of that name.'],
    ],
  ])('%s', (_, given, there, rule, expected) => {
    expect(
      tell(given, there, rule).filter((line) => !line.startsWith('update a: notify') || expected.includes(line)),
    ).toEqual(expected);
  });
});

test('composed letters are another query, and the same name and description', () => {
  const composed = { name: 'Müll', description: 'Müll.', query: "SELECT 'Müll'" };
  const decomposed = Object.fromEntries(Object.entries(composed).map(([key, text]) => [key, text.normalize('NFD')]));
  expect(tell(files(wanted('a', composed)), state(existing('1', 'a', decomposed)))).toEqual(['update a: query']);
});

describe('a file that was renamed', () => {
  const platform = state(existing('1', 'old'));

  test('is a conflict, whatever becomes of removed files: a second policy of that name is not made', () => {
    for (const onRemoved of ['keep', 'pause', 'delete'] as const) {
      expect(tell(files(wanted('new')), platform, { onRemoved })).toContain(
        '! The policy “Buckets” is that of the slug old, whose file is gone.',
      );
    }
  });

  test('keeps its policy with `adopt: by-name`, which is then not removed', () => {
    for (const onRemoved of ['keep', 'pause', 'delete'] as const) {
      const plan = makePlan(files(wanted('new')), platform, { ...RULE, adopt: 'by-name', onRemoved });
      expect(plan).toMatchObject({
        changes: [{ verb: 'adopt', slug: 'new', id: '1', markBefore: { owner: OWNER, slug: 'old' } }],
        conflicts: [],
        kept: [],
      });
    }
  });

  test('is a new policy if it has a new name and says something else, too', () => {
    expect(tell(files(wanted('new', { name: 'Other', severity: 'low' })), platform)).toEqual([
      `create new: ${ALL}`,
      'keep old: its file is gone, and `on-removed` is `keep`',
    ]);
  });

  test('is ambiguous if two policies without files have its name', () => {
    const two = state(existing('1', 'old'), existing('2', 'older'));
    expect(tell(files(wanted('new')), two, { adopt: 'by-name' })).toContain(
      '! The policy “Buckets” is that of the slug old, whose file is gone.',
    );
  });

  test('is not mistaken for one that another file still defines', () => {
    const given = files(wanted('old', { name: 'Renamed' }), wanted('new'));
    expect(tell(given, platform, { adopt: 'by-name' })).toEqual(['update old: name', `create new: ${ALL}`]);
  });
});

test('what takes something away is shown first', () => {
  const given = files(
    wanted('new', { name: 'N' }),
    wanted('off', { name: 'O', status: 'paused' }),
    wanted('other', { name: 'X', query: 'SELECT 2' }),
  );
  const platform = state(
    existing('1', 'gone'),
    existing('2', 'off', { name: 'O' }),
    existing('3', 'other', { name: 'X' }),
  );
  const { changes } = makePlan(given, platform, { ...RULE, onRemoved: 'delete' });
  expect(changes.map(({ verb, slug }) => `${verb} ${slug}`)).toEqual([
    'delete gone',
    'pause off',
    'update other',
    'create new',
  ]);
});

test('what is taken over and is to be paused is paused first, while it still has no mark', () => {
  const given = files(wanted('a', { severity: 'low', status: 'paused' }));
  const { changes } = makePlan(given, state(existing('1', null)), { ...RULE, adopt: 'by-name' });
  expect(sortForWriting(changes)).toMatchObject([
    { verb: 'pause', markBefore: null, before: { status: 'active' }, after: { status: 'paused', severity: 'high' } },
    { verb: 'adopt', markBefore: null, before: { status: 'paused' }, after: { status: 'paused', severity: 'low' } },
  ]);
});

test('what is taken over and is to be active is resumed last, when it has the mark', () => {
  const given = files(wanted('a', { severity: 'low' }));
  const { changes } = makePlan(given, state(existing('1', null, { status: 'paused' })), { ...RULE, adopt: 'by-name' });
  expect(sortForWriting(changes)).toMatchObject([
    { verb: 'adopt', markBefore: null, after: { status: 'paused', severity: 'low' } },
    { verb: 'resume', markBefore: { owner: OWNER, slug: 'a' }, after: { status: 'active', severity: 'low' } },
  ]);
});

test('a name that nobody has is told at the list that holds it', () => {
  const policy = {
    ...wanted('a', {}, { groupNames: ['Nope'], notifyNames: ['Nobody'] }),
    groupLines: new Map([['Nope', 7]]),
    notifyLines: new Map([['Nobody', 9]]),
  };
  const { conflicts } = makePlan(files(policy), state(), RULE);
  expect(conflicts.map(({ sentence, file }) => [sentence.slice(0, 24), file])).toEqual([
    ['There is no policy group', { path: 'policies/a.yml', line: 7 }],
    ['There is no notification', { path: 'policies/a.yml', line: 9 }],
  ]);
});

test('the hash is that of the effects: not of line numbers, of who changed what, or of what stays', () => {
  const hashOf = (given: Files, platform: PlatformState) => makePlan(given, platform, RULE).hash;
  const one = hashOf(files(wanted('a')), state());
  const moved = { ...wanted('a'), file: { path: 'elsewhere/a.yml', line: 9 } };
  expect(
    hashOf(
      files(moved),
      state(existing('9', null, { name: 'Unmanaged', query: 'SELECT 9' }, { changedBy: 'u', changedAt: 'now' })),
    ),
  ).toBe(one);
  expect(hashOf(files(wanted('a', { severity: 'low' })), state())).not.toBe(one);
  expect(hashOf(files(wanted('b')), state())).not.toBe(one);
});

test('the hash is that of the owner, whose mark is written, in any case', () => {
  const hashOf = (owner: string) => makePlan(files(wanted('a')), state(), { ...RULE, owner }).hash;
  expect(hashOf('evil/other')).not.toBe(hashOf('acme/infra'));
  expect(hashOf('Acme/Infra')).toBe(hashOf('acme/infra'));
});

test('a file that says nothing of destinations asks for those that there are', () => {
  const platform = state(existing('1', 'a', {}, { destinationIds: ['d1'] }));
  const [change] = makePlan(files(wanted('a', { severity: 'low' })), platform, RULE).changes;
  expect(change?.after).toMatchObject({ severity: 'low', notify: ['d1'] });
  expect(change?.fields.map(({ field }) => field)).toEqual(['severity']);
});

describe('a new policy with the query of one that the Platform has', () => {
  /** The plan, and what is told beside it. */
  function ask(given: Files, platform: PlatformState, rule: Partial<PlanRule> = {}): string[] {
    const plan = makePlan(given, platform, { ...RULE, ...rule });
    const remedies = plan.conflicts.map(({ remedy }) => remedy);
    return [...tell(given, platform, rule), ...remedies, ...describeLookalikes(plan, platform, OWNER)];
  }
  const fresh = files(wanted('new', { name: 'New', query: ' SELECT 1\r\n' }));
  const stays = existing('9', 'other', { name: 'Other', query: 'SELECT 2' });

  test('and with all else but the name is a conflict if nobody manages that one: a mark was taken off, and the name changed', () => {
    for (const adopt of ['never', 'by-name'] as const) {
      expect(ask(fresh, state(existing('2', null, { name: 'Z' }), existing('1', null)), { adopt })).toEqual([
        '! The new policy new says the same as the policy “Buckets” (1) of the Platform, which no file manages: only the name differs.',
        expect.stringContaining("write the Platform's name into the file, and set `adopt: by-name`"),
      ]);
    }
  });

  test('and with all else but the name is a conflict if that one is kept without its file', () => {
    expect(ask(fresh, state(existing('1', 'old')))).toEqual([
      '! The new policy new says the same as the policy old “Buckets” (1), whose file is gone and which stays (`on-removed: keep`): only the name differs.',
      'keep old: its file is gone, and `on-removed` is `keep`',
      expect.stringContaining('undo one change'),
    ]);
  });

  test.each<[string, Files, ExistingPolicy, Partial<PlanRule>, string | null]>([
    [
      'another severity',
      fresh,
      existing('1', null, { severity: 'low' }),
      {},
      'which no file manages. If both are the same policy, write this name into the file, and set `adopt: by-name`',
    ],
    ['another description', fresh, existing('1', null, { description: 'By hand.' }), {}, 'which no file manages.'],
    [
      'another owner',
      fresh,
      existing('1', null, {}, { mark: { owner: 'acme/other', slug: 'a' } }),
      {},
      'which acme/other manages. If one is enough, delete the file.',
    ],
    [
      'no file any more, and is kept',
      fresh,
      existing('1', 'old', { severity: 'low' }),
      {},
      'whose file old is gone (stays). If both are the same policy, undo one change (the name of its file, or its `name`)',
    ],
    [
      'no file any more, and is paused',
      fresh,
      existing('1', 'old'),
      { onRemoved: 'pause' },
      'whose file old is gone (pause).',
    ],
    [
      'no file any more, and is paused already',
      fresh,
      existing('1', 'old', { status: 'paused' }),
      { onRemoved: 'pause' },
      'whose file old is gone (stays).',
    ],
    [
      'no file any more, and is deleted',
      fresh,
      existing('1', 'old'),
      { onRemoved: 'delete' },
      'whose file old is gone (delete).',
    ],
    ['a file of its own', files(...fresh.policies, wanted('old')), existing('1', 'old'), {}, null],
    [
      'a file of its own, which changes it',
      files(...fresh.policies, wanted('old', { severity: 'low' })),
      existing('1', 'old'),
      {},
      null,
    ],
    [
      'a file of its own, which takes it over',
      files(...fresh.policies, wanted('old')),
      existing('1', null),
      { adopt: 'by-name' },
      null,
    ],
  ])('may be that one if it has %s', (_, given, one, rule, expected) => {
    const plan = makePlan(given, state(one, stays), { ...RULE, ...rule });
    const told = describeLookalikes(plan, state(one, stays), OWNER);
    if (expected === null) return expect(told).toEqual([]);
    expect(told).toEqual([expect.stringContaining(expected)]);
    expect(told[0]).toContain('The new policy new has the query of the policy “Buckets” (1)');
    expect(plan.changes.map(({ verb, slug }) => `${verb} ${slug}`)).toContain('create new');
  });
});

test('who agrees to a removal agrees to what is there', () => {
  const hashOf = (query: string) =>
    makePlan(files(wanted('b', { name: 'B' })), state(existing('1', 'a', { query })), { ...RULE, onRemoved: 'delete' })
      .hash;
  expect(hashOf('SELECT 1')).not.toBe(hashOf('SELECT 2'));
});

test('a group that is deleted has the policies that stay and lose it, and they are in the hash', () => {
  const group = { id: 'g', mark: { owner: OWNER, slug: 'former' }, form: { name: 'Former', description: '' } };
  const inGroup = { groupIds: ['g'] };
  const plan = (...policies: ExistingPolicy[]) =>
    makePlan(
      files(wanted('a')),
      { ...state(existing('1', 'a'), ...policies), groups: [group] },
      {
        ...RULE,
        onRemoved: 'delete',
      },
    );
  const stays = existing('3', null, { name: 'Stays' }, inGroup);
  const gone = existing('2', 'gone', { name: 'Gone' }, inGroup);
  const both = plan(stays, gone);
  expect(both.changes.map(({ kind, verb, members }) => [kind, verb, members])).toEqual([
    ['policy', 'delete', []],
    ['group', 'delete', [{ id: '3', name: 'Stays' }]],
  ]);
  expect(plan(gone, stays).hash).toBe(both.hash);
  expect(plan(gone).hash).not.toBe(both.hash);
  expect(plan(gone, existing('3', null, { name: 'Stays' })).hash).toBe(plan(gone).hash);
});

test('drift shows first what hides violations: what somebody deleted, paused or changed by hand', () => {
  const verbs = ['delete', 'pause', 'update', 'adopt', 'resume', 'create'] as const;
  const changes = verbs.map((verb) => ({ kind: 'policy', verb, slug: verb }) as const);
  expect(sortForDrift(changes).map(({ verb }) => verb)).toEqual([
    ...['create', 'resume', 'update', 'adopt', 'pause', 'delete'],
  ]);
});
