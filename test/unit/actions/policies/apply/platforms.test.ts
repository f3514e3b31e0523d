/** Platforms that do otherwise than one would think. */
import { describe, expect, it } from 'vitest';
import type { Files } from '../../../../../src/actions/policies/plan/sides.ts';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import type { Fault, RecordedRequest, WritingOptions } from '../../../../emulator/platform.ts';
import { describeMarked, filesOf, GROUP, OURS, openStory, POLICY, policyFile, type Story } from './story.ts';

const ends = ({ applied }: PoliciesResult) => applied?.map(({ end }) => end);
const APPLY = { mode: 'apply' } as const;
const writes = ({ requests }: Story['emulator']) => requests.filter(({ method }) => method !== 'GET');

/** Nothing that is read as a text of its own is lost by it. */
const AWKWARD = policyFile({
  name: 'Öffentliche Buckets 🪣',
  description: 'Two\nlines, and\n\n  a list:\n- one\n',
  query: 'SELECT 1 -- a comment\nFROM aws_s3_buckets\n\n',
});

describe('a Platform that keeps something else than it is sent', { concurrent: true }, () => {
  const servers: [string, Partial<WritingOptions>][] = [
    ['trims white space', { trims: true }],
    ['changes line ends', { changesLineEnds: true }],
    ['does both, and refuses twins', { trims: true, changesLineEnds: true, refusesDuplicates: true }],
  ];
  it.for(servers)('%s: that is no difference, neither at once nor later', async ([, writing]) => {
    await using story = await openStory({}, { writing });
    const files = filesOf([AWKWARD], [{ name: 'Ours', description: 'Two\nlines.\n' }]);
    const applied = await story.run(files, APPLY);
    expect([applied.outcome, ends(applied)], applied.problems.join(' ')).toEqual(['applied', ['done', 'done']]);
    expect((await story.run(files, { mode: 'drift' })).outcome).toBe('unchanged');
    const changed = filesOf([{ ...AWKWARD, form: { ...AWKWARD.form, severity: 'low' } }], [OURS]);
    expect((await story.run(changed, APPLY)).outcome).toBe('applied');
    expect([story.emulator.count('create-policy'), story.emulator.count('update-policy')]).toEqual([1, 1]);
  });

  it('changes line ends in a text of a query, too: that is another query, and told each time', async () => {
    await using story = await openStory({}, { writing: { changesLineEnds: true } });
    const files = filesOf([policyFile({ query: "SELECT 1\nFROM t\nWHERE a LIKE '%\npublic'" })]);
    const applied = await story.run(files, APPLY);
    expect([applied.outcome, ends(applied)]).toEqual(['partly-applied', ['differs']]);
    expect(applied.problems.join(' ')).toContain('the Platform keeps something else than it was sent');
    expect((await story.run(files, { mode: 'drift' })).outcome).toBe('drift');
  });

  it.for([false, true])('cuts descriptions, and the mark with them; an answer is lost: %s', async (isLost) => {
    await using story = await openStory({}, { writing: { longestDescription: 20 } });
    const { count, fault } = story.emulator;
    if (isLost) fault({ route: 'create-policy', effect: true, do: { kind: 'reset' } });
    const result = await story.run(filesOf([policyFile()]), APPLY);
    expect([result.outcome, ends(result)]).toEqual(['partly-applied', [isLost ? 'unknown' : 'differs']]);
    expect(result.problems.join(' ')).toMatch(/\(mark, description\)/);
    const again = await story.run(filesOf([policyFile()]), { ...APPLY, adopt: 'never' });
    expect([again.outcome, count('create-policy')]).toEqual(['refused', 1]);
    story.expectNothingTwice();
  });

  it('cuts the mark of a group', async () => {
    await using story = await openStory({}, { writing: { longestDescription: 10 } });
    story.emulator.fault({ route: 'create-group', effect: true, do: { kind: 'status', status: 500 } });
    const result = await story.run(filesOf([], [OURS]), APPLY);
    expect([ends(result), story.emulator.count('create-group')]).toEqual([['unknown'], 1]);
  });

  it('makes a policy of another severity', async () => {
    await using story = await openStory();
    const { book, count } = story.emulator;
    story.emulator.fault({
      route: 'create-policy',
      do: {
        kind: 'rewrite',
        rewrite: (body) => {
          book.updatePolicy(String(body['id']), { severity: 'low' }, null, null);
          return body;
        },
      },
    });
    const result = await story.run(filesOf([policyFile()]), APPLY);
    expect([ends(result), count('create-policy')]).toEqual([['differs'], 1]);
    expect(result.problems.join(' ')).toContain('severity');
  });
});

it.for([
  'SELECT 1;',
  'SELECT 1 -- the end',
  'SELECT 1 /* ; */ FORMAT JSON',
  '-- nothing but a comment',
  'SELECT 1; SELECT 2',
  "SELECT '##[error]', '::error::x', `name`",
])('the query %s is sent as it is, and is no difference afterwards', async (query) => {
  await using story = await openStory();
  const result = await story.run(filesOf([policyFile({ query })]), APPLY);
  expect(result.outcome, result.problems.join(' ')).toBe('applied');
  expect(story.emulator.book.policies().find(({ name }) => name === 'Public buckets')?.query).toBe(query);
});

describe('a Platform whose lists lack something', { concurrent: true }, () => {
  const start = { given: [POLICY], group: GROUP };
  const files: Files = filesOf([policyFile()], [OURS]);

  it('and whose totals say so: nothing is planned', async () => {
    await using story = await openStory(start, { cutsListsAfter: 1, metadata: 'full' });
    const result = await story.run(files, APPLY);
    expect([result.outcome, result.plan, writes(story.emulator)]).toEqual(['error', null, []]);
  });

  it.for(['keep', 'pause', 'delete'] as const)(
    'and that cannot be seen: nothing is made twice or removed, with on-removed: %s',
    async (onRemoved) => {
      // The policy of ours is the third one, and the group of ours the last one.
      await using story = await openStory(start, { cutsListsAfter: 2 });
      const before = story.snapshot();
      const { book } = story.emulator;
      // A search finds it, since it finds less.
      const result = await story.run(filesOf([policyFile()]), { ...APPLY, onRemoved });
      expect(result.plan?.changes.map(({ verb }) => verb)).toEqual(['create']);
      expect(ends(result)).toEqual(['done']);
      expect([result.outcome, result.green]).toEqual(['partly-applied', false]);
      expect(writes(story.emulator)).toEqual([]);
      expect(story.snapshot()).toBe(before);
      expect(book.findPolicy(POLICY.id)).toEqual(POLICY);
    },
  );

  describe('and a policy names the group that is missing', { concurrent: true }, () => {
    const inOurs = filesOf([policyFile({}, { groupNames: [OURS.name] })], [OURS]);
    const withoutOurs: Fault['do'] = {
      kind: 'rewrite',
      rewrite: ({ items, ...rest }) => ({
        ...rest,
        items: (items as { name: string }[]).filter(({ name }) => name !== OURS.name),
      }),
    };
    async function openOurs(times: number): Promise<Story> {
      const story = await openStory({ given: [{ ...POLICY, groups: [OURS.name] }] });
      const { book, fault } = story.emulator;
      book.updateGroup(book.groups().find(({ name }) => name === OURS.name)?.id ?? '', GROUP, null);
      fault({ route: 'list-groups', times, do: withoutOurs });
      return story;
    }

    it.for(['plan', 'apply', 'drift', 'export'] as const)('no second one is made, in mode %s', async (mode) => {
      await using story = await openOurs(Number.POSITIVE_INFINITY);
      const result = await story.run(inOurs, { mode });
      expect([result.outcome, result.plan, writes(story.emulator)]).toEqual(['error', null, []]);
      expect(result.sentence).toMatch(
        /^The list of policy groups lacks a group that 1 policy names, such as “Public buckets” \(GET .*\/policy-groups\)/,
      );
      expect(result.remedy).toMatch(/Run the job again/);
    });

    it('for a moment: it is read again', async () => {
      await using story = await openOurs(2);
      expect((await story.run(inOurs, APPLY)).outcome).toBe('unchanged');
    });
  });

  it('a list without the field that says what is in it: nothing is wiped', async () => {
    for (const field of ['policy_groups', 'notification_destinations']) {
      await using story = await openStory({ given: [{ ...POLICY, groups: ['SOC 2'] }] });
      story.emulator.fault({
        route: 'get-policy',
        times: Number.POSITIVE_INFINITY,
        do: { kind: 'rewrite', rewrite: ({ [field]: _, ...rest }) => rest },
      });
      const result = await story.run(filesOf([policyFile({ severity: 'low' })]), APPLY);
      expect([ends(result), writes(story.emulator)]).toEqual([['not-done'], []]);
      expect(story.emulator.book.findPolicy(POLICY.id).groups).toEqual(['SOC 2']);
    }
  });

  it('a search that leaves out what was created, and an answer that is lost: the whole list is read', async () => {
    await using story = await openStory();
    const isSearch = ({ query }: RecordedRequest) => query.has('search');
    story.emulator.fault({
      route: 'list-policies',
      when: isSearch,
      times: Number.POSITIVE_INFINITY,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: [] }) },
    });
    story.emulator.fault({ route: 'create-policy', effect: true, do: { kind: 'reset' } });
    const result = await story.run(filesOf([policyFile()]), APPLY);
    expect([result.outcome, story.emulator.count('create-policy')]).toEqual(['applied', 1]);
    story.expectNothingTwice();
  });

  it.for<[string, Fault['do']]>([
    ['400', { kind: 'status', status: 400 }],
    ['422', { kind: 'status', status: 422 }],
    ["a firewall's page with 403", { kind: 'html', status: 403 }],
  ])('a search that is refused (%s): the whole list is read', async ([, refusal]) => {
    await using story = await openStory();
    const isSearch = ({ query }: RecordedRequest) => query.has('search');
    story.emulator.fault({ route: 'list-policies', when: isSearch, times: Number.POSITIVE_INFINITY, do: refusal });
    const files = filesOf([policyFile({ name: 'A [b' })]);
    const result = await story.run(files, APPLY);
    expect([result.outcome, story.emulator.count('create-policy')], result.problems.join(' ')).toEqual(['applied', 1]);
  });

  it('a search that fails for another reason is no reason to read the whole list', async () => {
    await using story = await openStory();
    const isSearch = ({ query }: RecordedRequest) => query.has('search');
    story.emulator.fault({ route: 'list-policies', when: isSearch, times: 99, do: { kind: 'status', status: 403 } });
    const result = await story.run(filesOf([policyFile()]), APPLY);
    expect([ends(result), story.emulator.count('create-policy')]).toEqual([['not-done'], 0]);
  });

  it('a search that leaves out what was created: it is found by its id', async () => {
    await using story = await openStory();
    story.emulator.fault({
      route: 'list-policies',
      when: ({ query }) => query.has('search'),
      times: Number.POSITIVE_INFINITY,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: [] }) },
    });
    const result = await story.run(filesOf([policyFile()]), APPLY);
    expect([result.outcome, story.emulator.count('create-policy')]).toEqual(['applied', 1]);
  });
});

describe('an answer about another policy than the one that was asked for', { concurrent: true }, () => {
  const TWIN = '00000000-0000-4000-8000-00000000000b';
  const plans: [string, Files][] = [
    ['removed', filesOf([])],
    ['updated', filesOf([policyFile({ severity: 'low' })])],
    ['paused', filesOf([policyFile({ status: 'paused' })])],
  ];
  it.for(plans)('neither of them is %s', async ([, files]) => {
    await using story = await openStory({ given: [POLICY] });
    const before = story.snapshot();
    story.emulator.fault({
      route: 'get-policy',
      times: Number.POSITIVE_INFINITY,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, id: TWIN }) },
    });
    const result = await story.run(files, APPLY);
    expect(ends(result)).toEqual(['not-done']);
    expect(result.problems.join(' ')).toMatch(/it could not be read first .*`id` should be the id of the policy/);
    expect(story.snapshot()).toBe(before);
    expect(writes(story.emulator)).toEqual([]);
  });
});

describe('a Platform whose answers are all lost', { concurrent: true }, () => {
  it('is written to once for each change', async () => {
    await using story = await openStory({ given: [POLICY] });
    const routes = ['create-policy', 'update-policy', 'toggle-policy', 'create-group'] as const;
    for (const route of routes) {
      story.emulator.fault({ route, effect: true, times: Number.POSITIVE_INFINITY, do: { kind: 'reset' } });
    }
    const other = policyFile({ name: 'Open volumes' }, { slug: 'volumes', groupNames: ['Ours'] });
    const files = filesOf([policyFile({ status: 'paused', severity: 'low' }), other], [OURS]);
    const result = await story.run(files, APPLY);
    expect([result.outcome, ends(result)]).toEqual(['applied', Array(4).fill('done')]);
    expect(routes.map(story.emulator.count)).toEqual([1, 1, 1, 1]);
    story.expectNothingTwice();
  });
});

describe('a policy that is to be born paused', { concurrent: true }, () => {
  const PAUSED = filesOf([policyFile({ status: 'paused' }, { notifyNames: ['Platform team'] })]);

  /** Whoever is told of it while its alert is on is told too early. */
  function expectSilence({ emulator }: Story, lostToggles = 0): void {
    let toggles = -lostToggles;
    for (const { route, body } of emulator.requests) {
      if (route === 'toggle-policy') toggles += 1;
      if (route !== 'create-policy' && route !== 'update-policy') continue;
      const { notification_destination_ids: told } = JSON.parse(body) as { notification_destination_ids: string[] };
      if (toggles < 1) expect(told).toEqual([]);
    }
  }

  it('gets its destinations after it was paused', async () => {
    await using story = await openStory();
    const result = await story.run(PAUSED, APPLY);
    expect(result.outcome).toBe('applied');
    expectSilence(story);
    const policy = story.emulator.book.policies().find(({ name }) => name === 'Public buckets');
    expect([policy?.status, policy?.destinations]).toEqual(['paused', [story.emulator.book.destinations[1]?.id]]);
  });

  const lost: Fault['do'] = { kind: 'reset' };
  const faults: [string, Fault, string[]][] = [
    ['its creation is lost', { route: 'create-policy', do: lost }, ['unknown']],
    ['the answer to its creation is lost', { route: 'create-policy', effect: true, do: lost }, ['done']],
    ['its pause is lost', { route: 'toggle-policy', do: lost }, ['unknown']],
    ['the answer to its pause is lost', { route: 'toggle-policy', effect: true, do: lost }, ['done']],
    ['its pause is refused', { route: 'toggle-policy', do: { kind: 'status', status: 403 } }, ['differs']],
    [
      'its pause is refused after it was done',
      { route: 'toggle-policy', effect: true, do: { kind: 'status', status: 422 } },
      ['done'],
    ],
    ['its destinations are lost', { route: 'update-policy', do: lost }, ['done']],
    ['its destinations are refused', { route: 'update-policy', do: { kind: 'status', status: 403 } }, ['differs']],
  ];
  it.for(faults)('%s: nobody is told too early, and the next run finishes it', async ([, fault, expected]) => {
    await using story = await openStory();
    story.emulator.fault(fault);
    const result = await story.run(PAUSED, APPLY);
    expect(ends(result), result.problems.join(' ')).toEqual(expected);
    const lostToggles = fault.route === 'toggle-policy' && fault.effect !== true ? 1 : 0;
    expectSilence(story, lostToggles);
    story.expectNothingTwice();
    if (expected[0] === 'done') return expect(result.outcome).toBe('applied');
    if (fault.route !== 'create-policy') {
      expect(result.problems.join(' ')).toContain('it is created, but not as it is to be');
    }
    expect((await story.run(PAUSED, APPLY)).outcome).toBe('applied');
    expect((await story.run(PAUSED)).outcome).toBe('unchanged');
    expectSilence(story, lostToggles);
  });

  /** What the Platform makes of a new policy, although it was sent something else. */
  type Birth = (book: Story['emulator']['book'], id: string) => void;
  const rewriteAfter = (spoil: (body: Readonly<Record<string, unknown>>) => void): Fault['do'] => ({
    kind: 'rewrite',
    rewrite: (body) => {
      spoil(body);
      return body;
    },
  });
  const births: [string, Birth, string][] = [
    ['another query', (book, id) => void book.updatePolicy(id, { query: 'SELECT 1;' }, null, null), 'query'],
    [
      'a destination of its own',
      (book, id) => void book.updatePolicy(id, {}, null, [book.destinations[0]?.id ?? '']),
      'notify',
    ],
    [
      'a description without its mark',
      (book, id) => void book.updatePolicy(id, { description: 'x' }, null, null),
      'mark',
    ],
  ];
  it.for(births)('is paused all the same if the Platform gives it %s', async ([, spoil, field]) => {
    await using story = await openStory();
    const { book, count, fault } = story.emulator;
    fault({ route: 'create-policy', do: rewriteAfter(({ id }) => spoil(book, String(id))) });
    const result = await story.run(PAUSED, APPLY);
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['partly-applied', ['differs']]);
    expect(result.problems.join(' ')).toMatch(new RegExp(`\\(.*${field}.*\\); it is paused all the same`));
    expect(book.policies().find(({ name }) => name === 'Public buckets')?.status).toBe('paused');
    expect([count('create-policy'), count('toggle-policy'), count('update-policy')]).toEqual([1, 1, 0]);
  });

  it('of another query is told to be active if its pause is refused', async () => {
    await using story = await openStory();
    const { book, fault } = story.emulator;
    const spoil = ({ id }: Readonly<Record<string, unknown>>) =>
      void book.updatePolicy(String(id), { query: 'SELECT 1;' }, null, null);
    fault({ route: 'create-policy', do: rewriteAfter(spoil) });
    fault({ route: 'toggle-policy', do: { kind: 'status', status: 403 } });
    const result = await story.run(PAUSED, APPLY);
    expect(ends(result)).toEqual(['differs']);
    expect(result.problems.join(' ')).toMatch(/\(query\); its pause is not done, or nobody knows: .*403/);
  });

  it('is left alone if somebody made a second one meanwhile', async () => {
    await using story = await openStory();
    const { book, count, fault } = story.emulator;
    const { name, domain, severity, description, query } = POLICY;
    const happens = () => void book.createPolicy({ name, domain, severity, description, query }, [], []);
    fault({ route: 'create-policy', do: { kind: 'meanwhile', happens } });
    const result = await story.run(PAUSED, APPLY);
    expect([ends(result), count('toggle-policy')]).toEqual([['differs'], 0]);
    expect(result.problems.join(' ')).toContain('there are several of it now');
  });

  it('is paused before anything else of it is written, if somebody made it by hand', async () => {
    const given = { ...POLICY, description: 'By hand.', query: 'SELECT 1' };
    await using story = await openStory({ given: [given] });
    const result = await story.run(PAUSED, APPLY);
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['applied', ['done', 'done']]);
    expectSilence(story);
    const writes = story.emulator.requests.flatMap(({ method, route }) => (method === 'GET' ? [] : [route]));
    expect(writes).toEqual(['toggle-policy', 'update-policy']);
    expect((await story.run(PAUSED)).outcome).toBe('unchanged');
  });

  it('is not adopted if its pause is not done', async () => {
    await using story = await openStory({ given: [{ ...POLICY, description: 'By hand.' }] });
    story.emulator.fault({ route: 'toggle-policy', do: { kind: 'status', status: 422 } });
    const result = await story.run(PAUSED, APPLY);
    expect([ends(result), story.emulator.count('update-policy')]).toEqual([['not-done', 'not-done'], 0]);
    expect(result.problems[1]).toContain('its pause comes first');
  });

  it('is paused before anything else of it is written, if it is there already', async () => {
    await using story = await openStory({ given: [POLICY] });
    const result = await story.run(PAUSED, APPLY);
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['applied', ['done', 'done']]);
    expectSilence(story);
    const back = filesOf([policyFile({ severity: 'low' }, { notifyNames: [] })]);
    expect((await story.run(back, APPLY)).outcome).toBe('applied');
    const writes = story.emulator.requests.flatMap(({ method, route }) => (method === 'GET' ? [] : [route]));
    expect(writes).toEqual(['toggle-policy', 'update-policy', 'update-policy', 'toggle-policy']);
  });
});

it('a refusal after which nobody may read is no proof that nothing was written', async () => {
  await using story = await openStory({ given: [POLICY] });
  const { emulator } = story;
  emulator.fault({ route: 'update-policy', effect: true, do: { kind: 'status', status: 422 } });
  emulator.fault({ route: 'get-policy', from: 2, times: 99, do: { kind: 'status', status: 403 } });
  const result = await story.run(filesOf([policyFile({ severity: 'low' })]), APPLY);
  expect([result.outcome, ends(result)]).toEqual(['partly-applied', ['unknown']]);
  expect(result.problems.join(' ')).toMatch(/unknown \(.*422.*, and it could not be read since \(.*403/);
  expect(emulator.book.findPolicy(POLICY.id).severity).toBe('low');
});

it('whoever renames a group keeps the policies in it', async () => {
  const given = { ...POLICY, groups: ['Ours'] };
  await using story = await openStory({ given: [given] });
  const { book } = story.emulator;
  const id = book.groups().find(({ name }) => name === 'Ours')?.id ?? '';
  book.updateGroup(id, { description: describeMarked(OURS.description, 'ours') }, null);
  const files = filesOf([policyFile({}, { groupNames: ['Renamed'] })], [{ ...OURS, name: 'Renamed' }]);
  const result = await story.run(files, APPLY);
  expect([result.outcome, ends(result)]).toEqual(['applied', ['done']]);
  expect(book.findPolicy(POLICY.id).groups).toEqual(['Renamed']);
});
