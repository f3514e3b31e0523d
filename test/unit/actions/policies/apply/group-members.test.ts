/** The policies of a group are not in its file: whatever is written of the group, they stay in it. */
import { describe, expect, it } from 'vitest';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import { type Fault, type PolicyDefinition, policyOf } from '../../../../emulator/platform.ts';
import { createFakeClock } from '../../../fake/clock.ts';
import { manageFiles, policiesDeps } from '../../../fake/manage.ts';
import { fakePlatform } from '../../../fake/policy-book.ts';
import { filesOf, GROUP, OURS, openStory, POLICY, type Story } from './story.ts';

const ends = ({ applied }: PoliciesResult) => applied?.map(({ end }) => end);
const idOfOurs = ({ emulator: { book } }: Story) => book.groups().find(({ name }) => name === 'Ours')?.id ?? '';

const MEMBERS: readonly PolicyDefinition[] = ['One', 'Two'].map((name) =>
  policyOf({ name, query: 'SELECT 1', groups: ['Ours'] }),
);
const CHANGED = filesOf([], [{ ...OURS, description: 'Changed.' }]);

async function openGroup() {
  const clock = createFakeClock();
  const platform = fakePlatform(clock, MEMBERS);
  const [group] = platform.book.groups().filter(({ name }) => name === 'Ours');
  platform.book.updateGroup(group?.id ?? '', GROUP, null);
  const inGroup = () => platform.book.policies().filter(({ groups }) => groups.includes('Ours')).length;
  return { clock, ...platform, inGroup };
}

it('They are sent as they are.', async () => {
  const { clock, client, inGroup } = await openGroup();
  const sent: (readonly string[])[] = [];
  const watched: typeof client = {
    ...client,
    async updateGroup(id, update, signal) {
      sent.push(update.policyIds);
      await client.updateGroup(id, update, signal);
    },
  };
  const result = await manageFiles(CHANGED, { mode: 'apply' }, policiesDeps(watched, clock));
  expect([result.outcome, sent.map((ids) => ids.length), inGroup()]).toEqual(['applied', [2], 2]);
});

it('A group that loses them is not done.', async () => {
  const { clock, client, book, inGroup } = await openGroup();
  const lossy: typeof client = {
    ...client,
    updateGroup: async (id, { name, description }) => void book.updateGroup(id, { name, description }, []),
  };
  const result = await manageFiles(CHANGED, { mode: 'apply' }, policiesDeps(lossy, clock));
  expect([result.outcome, inGroup()]).toEqual(['partly-applied', 0]);
  expect(result.problems.join(' ')).toContain('2 policies are no longer in it');
});

const FOREIGN = policyOf({ name: 'Foreign', query: 'SELECT 1' });

describe('a group that is deleted', { concurrent: true }, () => {
  it('stays if a policy joined it since the plan was made', async () => {
    await using story = await openStory({ given: [FOREIGN], group: GROUP });
    const { emulator } = story;
    const id = idOfOurs(story);
    // The first reading is the plan's.
    emulator.fault({
      route: 'list-groups',
      from: 2,
      do: { kind: 'meanwhile', happens: () => void emulator.book.updateGroup(id, {}, [FOREIGN.id]) },
    });
    const result = await story.run(filesOf([]), { mode: 'apply' });
    expect([result.outcome, ends(result), emulator.count('delete-group')]).toEqual(['partly-applied', ['not-done'], 0]);
    expect(result.problems.join(' ')).toContain(
      `somebody changed it since the plan was made (a policy is in it that the plan does not name: ${FOREIGN.id})`,
    );
  });

  it.for<[what: string, wasIn: boolean, change: (story: Story) => void, says: string]>([
    [
      'that was in it',
      true,
      ({ emulator: { book } }) => void book.updatePolicy(POLICY.id, { query: 'SELECT 9' }, null, null),
      'the delete of its policy buckets comes first',
    ],
    [
      'that joins it',
      false,
      (story) => void story.emulator.book.updateGroup(idOfOurs(story), {}, [POLICY.id]),
      `a policy is in it that the plan does not name: ${POLICY.id}`,
    ],
  ])('stays with a policy %s, if that is not deleted since somebody changed it', async ([, wasIn, change, says]) => {
    await using story = await openStory({ given: [POLICY], group: GROUP });
    const { book, count, fault } = story.emulator;
    if (wasIn) book.updateGroup(idOfOurs(story), {}, [POLICY.id]);
    fault({ route: 'get-policy', do: { kind: 'meanwhile', happens: () => change(story) } });
    const result = await story.run(filesOf([]), { mode: 'apply' });
    expect([result.outcome, ends(result)]).toEqual(['partly-applied', ['not-done', 'not-done']]);
    expect([count('delete-policy'), count('delete-group')]).toEqual([0, 0]);
    expect(book.findPolicy(POLICY.id).groups).toEqual(['Ours']);
    expect(result.problems[1]).toContain(says);
  });

  it.for<[what: string, fault: Omit<Fault, 'route'>]>([
    ['refused', { do: { kind: 'status', status: 422 } }],
    ['lost', { times: Number.POSITIVE_INFINITY, do: { kind: 'reset' } }],
  ])('stays if the deletion of a policy in it is %s', async ([, fault]) => {
    await using story = await openStory({ given: [POLICY], group: GROUP });
    const { book, count } = story.emulator;
    book.updateGroup(idOfOurs(story), {}, [POLICY.id]);
    story.emulator.fault({ route: 'delete-policy', ...fault });
    const result = await story.run(filesOf([]), { mode: 'apply' });
    expect([result.outcome, count('delete-group')]).toEqual(['partly-applied', 0]);
    expect(book.findPolicy(POLICY.id).groups).toEqual(['Ours']);
  });

  it('goes with the policies that the plan names or deletes', async () => {
    await using story = await openStory({ given: [FOREIGN, POLICY], group: GROUP });
    const { emulator } = story;
    emulator.book.updateGroup(idOfOurs(story), {}, [FOREIGN.id, POLICY.id]);
    const result = await story.run(filesOf([]), { mode: 'apply' });
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['applied', ['done', 'done']]);
    expect(emulator.book.findPolicy(FOREIGN.id).groups).toEqual([]);
  });
});

describe('a list of policies that lacks a member whom the group counts', { concurrent: true }, () => {
  const hidden: Omit<Fault, 'from' | 'times'> = {
    route: 'list-policies',
    do: {
      kind: 'rewrite',
      rewrite: (body) => {
        const items = (body['items'] as { id: string }[]).filter(({ id }) => id !== FOREIGN.id);
        return { ...body, items, metadata: undefined };
      },
    },
  };
  const COUNTED =
    /it could not be read first \(The policy group “Ours” counts 1 policy, and the list of policies has 0 of them/;

  it.for([
    ['update', CHANGED],
    ['delete', filesOf([])],
  ] as const)('the group has no %s', async ([verb, files]) => {
    await using story = await openStory({ given: [FOREIGN], group: GROUP });
    const { emulator } = story;
    emulator.book.updateGroup(idOfOurs(story), {}, [FOREIGN.id]);
    emulator.fault({ ...hidden, times: Number.POSITIVE_INFINITY });
    const result = await story.run(files, { mode: 'apply' });
    expect([ends(result), emulator.count('update-group') + emulator.count('delete-group')]).toEqual([['not-done'], 0]);
    expect(result.problems.join(' ')).toMatch(COUNTED);
    expect(result.problems.join(' ')).toContain(`${verb} group ours`);
    expect(emulator.book.findPolicy(FOREIGN.id).groups).toEqual(['Ours']);
  });

  it.for([
    ['null', null],
    ['left out', undefined],
  ])('a group whose count is %s is written', async ([, count]) => {
    await using story = await openStory({ given: [FOREIGN], group: GROUP });
    const { emulator } = story;
    emulator.book.updateGroup(idOfOurs(story), {}, [FOREIGN.id]);
    emulator.fault({
      route: 'list-groups',
      times: Number.POSITIVE_INFINITY,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: (body['items'] as object[]).map((group) => ({ ...group, policy_count: count })),
        }),
      },
    });
    const result = await story.run(CHANGED, { mode: 'apply' });
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['applied', ['done']]);
    expect(emulator.book.findPolicy(FOREIGN.id).groups).toEqual(['Ours']);
  });
});
