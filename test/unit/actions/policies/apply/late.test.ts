/** Servers that carry out a request long after they answered it, or after a gateway gave it up. */
import { describe, expect, it } from 'vitest';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import type { FaultKind } from '../../../../emulator/platform.ts';
import { filesOf, GROUP, OURS, openStory, POLICY, policyFile, type Story, type StoryStart } from './story.ts';

const APPLY = { mode: 'apply' } as const;
const ends = ({ applied }: PoliciesResult) => applied?.map(({ end }) => end);
const GIVEN_UP: FaultKind = { kind: 'html', status: 504 };

/** A request that is answered before it is carried out. */
interface Late {
  readonly route: 'create-policy' | 'create-group' | 'update-group' | 'toggle-policy';
  readonly answer: FaultKind;
  readonly start?: StoryStart;
  readonly files: ReturnType<typeof filesOf>;
  readonly carryOut: (story: Story) => void;
}

const CREATED: Late = {
  route: 'create-policy',
  answer: GIVEN_UP,
  files: filesOf([policyFile()]),
  carryOut: ({ emulator: { book } }) => {
    const { name, domain, severity, description, query } = POLICY;
    book.createPolicy({ name, domain, severity, description, query }, [], []);
  },
};
const CREATED_GROUP: Late = {
  route: 'create-group',
  answer: GIVEN_UP,
  files: filesOf([], [OURS]),
  carryOut: ({ emulator: { book } }) => void book.createGroup(GROUP.name, GROUP.description, []),
};
const TOGGLED: Late = {
  route: 'toggle-policy',
  answer: GIVEN_UP,
  start: { given: [POLICY] },
  files: filesOf([policyFile({ status: 'paused' })]),
  carryOut: ({ emulator: { book } }) => void book.togglePolicy(POLICY.id),
};
const OLD_GROUP = { ...GROUP, description: GROUP.description.replace(OURS.description, 'Old.') };
/** The late request has the group's policies as they were when it was sent. */
const UPDATED_GROUP: Late = {
  route: 'update-group',
  answer: GIVEN_UP,
  start: { group: OLD_GROUP },
  files: filesOf([], [OURS]),
  carryOut: ({ emulator: { book } }) => {
    const group = book.groups().find(({ name }) => name === GROUP.name);
    book.updateGroup(group?.id ?? '', GROUP, []);
  },
};
const CASES: [string, Late][] = [
  ['a creation that a gateway gave up', CREATED],
  ['a creation of a group that a gateway gave up', CREATED_GROUP],
  ['an update of a group that a gateway gave up', UPDATED_GROUP],
  ['a toggle that a gateway gave up', TOGGLED],
  ['a toggle that is said to be done', { ...TOGGLED, answer: { kind: 'status', status: 200 } }],
];
const LOOKS = {
  'create-policy': 'list-policies',
  'create-group': 'list-groups',
  'update-group': 'list-groups',
  'toggle-policy': 'get-policy',
} as const;

describe('carried out half a minute later', { concurrent: true }, () => {
  it.for(CASES)('%s: it is seen, and sent once', async ([, { route, answer, start, files, carryOut }]) => {
    await using story = await openStory(start);
    const { emulator } = story;
    emulator.fault({ route, do: answer });
    // The plan reads it, the first look, and four after the answer: it shows with the fifth.
    const from = route === 'toggle-policy' ? 6 : 7;
    emulator.fault({ route: LOOKS[route], from, do: { kind: 'meanwhile', happens: () => carryOut(story) } });
    const result = await story.run(files, APPLY);
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['applied', ['done']]);
    expect(emulator.count(route)).toBe(1);
    story.expectNothingTwice();
  });
});

describe('carried out after the step has ended', { concurrent: true }, () => {
  it.for(CASES)('%s: it is unknown, and whoever waits finds it done', async ([, late]) => {
    const { route, answer, start, files, carryOut } = late;
    await using story = await openStory(start);
    const { emulator } = story;
    emulator.fault({ route, do: answer });
    const result = await story.run(files, APPLY);
    expect([result.outcome, ends(result), emulator.count(route)]).toEqual(['partly-applied', ['unknown'], 1]);
    expect(result.remedy).toMatch(/^Wait some minutes, and look at the Platform first: .*Run the workflow again/);
    carryOut(story);
    expect((await story.run(files, APPLY)).outcome).toBe('unchanged');
    expect(emulator.count(route)).toBe(1);
    story.expectNothingTwice();
  });
});

describe('while nobody knows whether a group was updated', { concurrent: true }, () => {
  const named = { groupNames: [OURS.name] };

  /** The group is there already if a policy is in it. @returns its id */
  function openOldGroup({ emulator: { book } }: Story): string {
    const found = book.groups().find(({ name }) => name === OLD_GROUP.name);
    const { id } = found ?? book.createGroup(OLD_GROUP.name, '', []);
    book.updateGroup(id, OLD_GROUP, null);
    return id;
  }

  const moves: [string, StoryStart['given'], ReturnType<typeof policyFile>, readonly string[]][] = [
    ['a policy that joins it', [POLICY], policyFile({}, named), []],
    ['a policy that leaves it', [{ ...POLICY, groups: [OURS.name] }], policyFile(), [OURS.name]],
    ['a new policy in it', [], policyFile({}, named), []],
  ];
  it.for(moves)('%s waits: the late request would undo that', async ([, given = [], file, groups]) => {
    await using story = await openStory({ given });
    const { emulator } = story;
    const { book } = emulator;
    const id = openOldGroup(story);
    emulator.fault({ route: 'update-group', do: GIVEN_UP });
    const files = filesOf([file], [OURS]);
    const result = await story.run(files, APPLY);
    expect([result.outcome, ends(result)]).toEqual(['partly-applied', ['unknown', 'not-done']]);
    expect(result.problems[1]).toContain(
      'the update of its group ours comes first, and that is not done, or nobody knows',
    );
    const members = book.policies().filter((policy) => policy.groups.includes(OURS.name));
    expect(members.map((policy) => policy.groups)).toEqual(groups.length === 0 ? [] : [groups]);

    book.updateGroup(
      id,
      GROUP,
      members.map((policy) => policy.id),
    );
    expect((await story.run(files, APPLY)).outcome).toBe('applied');
    expect((await story.run(files)).outcome).toBe('unchanged');
    story.expectNothingTwice();
  });

  it('a policy that stays in it is written', async () => {
    await using story = await openStory({ given: [{ ...POLICY, groups: [OURS.name] }] });
    const { emulator } = story;
    openOldGroup(story);
    emulator.fault({ route: 'update-group', do: GIVEN_UP });
    const files = filesOf([policyFile({ severity: 'low' }, { groupNames: [OURS.name] })], [OURS]);
    expect(ends(await story.run(files, APPLY))).toEqual(['unknown', 'done']);
  });
});

it('an update of a policy may be sent again, and so may the job', async () => {
  await using story = await openStory({ given: [POLICY] });
  story.emulator.fault({ route: 'update-policy', times: 99, do: GIVEN_UP });
  const result = await story.run(filesOf([policyFile({ severity: 'low' })]), APPLY);
  expect([ends(result), story.emulator.count('update-policy')]).toEqual([['unknown'], 3]);
  expect(result.remedy).toMatch(/^Run the workflow again/);
});
