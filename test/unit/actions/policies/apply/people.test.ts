/** What people and other steps do while a plan is written. */
import { describe, expect, it } from 'vitest';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import { OWNER } from '../../../fake/manage.ts';
import { describeMarked, filesOf, GROUP, OURS, openStory, POLICY, policyFile } from './story.ts';

const ends = ({ applied }: PoliciesResult) => applied?.map(({ end }) => end);
const textOf = ({ name, domain, severity, description, query }: typeof POLICY) => ({
  ...{ name, domain, severity, description, query },
});

describe('somebody changes what is about to be written', { concurrent: true }, () => {
  it.for([
    ['the severity of a policy that is updated', { severity: 'low' }, {}, 'severity'],
    ['the query of a policy that is updated', { severity: 'low' }, { query: 'SELECT 9' }, 'query'],
    ['the query of a policy that is paused', { status: 'paused' }, { query: 'SELECT 9' }, 'query'],
    ['the mark of a policy that is updated', { severity: 'low' }, { description: 'Mine.' }, 'mark'],
  ] as const)('%s: it is left alone, and told', async ([, wanted, change, field]) => {
    await using story = await openStory({ given: [POLICY] });
    const { book } = story.emulator;
    story.emulator.fault({
      route: 'get-policy',
      do: {
        kind: 'meanwhile',
        happens: () => void book.updatePolicy(POLICY.id, { severity: 'critical', ...change }, null, null),
      },
    });
    const result = await story.run(filesOf([policyFile(wanted)]), { mode: 'apply' });
    expect(ends(result)).toEqual(['not-done']);
    expect(result.problems.join(' ')).toMatch(`somebody changed it since the plan was made`);
    expect(result.problems.join(' ')).toContain(field);
    expect(book.findPolicy(POLICY.id)).toMatchObject({ severity: 'critical', ...change });
    expect(story.emulator.count('update-policy') + story.emulator.count('toggle-policy')).toBe(0);
  });

  it.for(['update', 'delete'] as const)('a group before its %s: it is left alone, and told', async (verb) => {
    await using story = await openStory({ group: GROUP });
    const { book } = story.emulator;
    const id = book.groups().find(({ name }) => name === 'Ours')?.id ?? '';
    story.emulator.fault({
      route: 'list-groups',
      // The first one is the plan's.
      from: 2,
      do: { kind: 'meanwhile', happens: () => void book.updateGroup(id, { name: 'Theirs' }, null) },
    });
    const files = filesOf([], verb === 'update' ? [{ ...OURS, description: 'New.' }] : []);
    const result = await story.run(files, { mode: 'apply' });
    expect(ends(result), result.problems.join(' ')).toEqual(['not-done']);
    expect(result.problems.join(' ')).toMatch(/somebody changed it since the plan was made \(.*name/);
    expect(book.findGroup(id).name).toBe('Theirs');
  });

  it('a policy that is to be deleted: it stays', async () => {
    await using story = await openStory({ given: [POLICY] });
    const { book } = story.emulator;
    story.emulator.fault({
      route: 'get-policy',
      do: { kind: 'meanwhile', happens: () => void book.updatePolicy(POLICY.id, { query: 'SELECT 9' }, null, null) },
    });
    const result = await story.run(filesOf([]), { mode: 'apply' });
    expect(ends(result)).toEqual(['not-done']);
    expect([book.findPolicy(POLICY.id).query, story.emulator.count('delete-policy')]).toEqual(['SELECT 9', 0]);
  });

  it('a policy is gone before its update, its pause or its removal', async () => {
    const cases = [
      [filesOf([policyFile({ severity: 'low' })]), 'not-done'],
      [filesOf([policyFile({ status: 'paused' })]), 'not-done'],
      [filesOf([]), 'done'],
    ] as const;
    for (const [files, end] of cases) {
      await using story = await openStory({ given: [POLICY] });
      const { book, count } = story.emulator;
      story.emulator.fault({
        route: 'get-policy',
        do: { kind: 'meanwhile', happens: () => book.deletePolicy(POLICY.id) },
      });
      const result = await story.run(files, { mode: 'apply' });
      expect(ends(result)).toEqual([end]);
      if (end === 'not-done') expect(result.problems.join(' ')).toContain('it is gone since the plan was made');
      expect(count('update-policy') + count('toggle-policy') + count('delete-policy')).toBe(0);
      story.expectNothingTwice();
    }
  });

  it('a policy is paused by hand just before it is paused here: it stays paused', async () => {
    await using story = await openStory({ given: [POLICY] });
    const { book, count } = story.emulator;
    story.emulator.fault({
      route: 'get-policy',
      do: { kind: 'meanwhile', happens: () => void book.togglePolicy(POLICY.id) },
    });
    const result = await story.run(filesOf([policyFile({ status: 'paused' })]), { mode: 'apply' });
    expect([result.outcome, ends(result), count('toggle-policy')]).toEqual(['applied', ['done'], 0]);
    expect(book.findPolicy(POLICY.id).status).toBe('paused');
  });

  it('a policy is paused by hand between the look and the toggle: it is said, and put right by the next run', async () => {
    await using story = await openStory({ given: [POLICY] });
    const { book, count } = story.emulator;
    story.emulator.fault({
      route: 'toggle-policy',
      do: { kind: 'meanwhile', happens: () => void book.togglePolicy(POLICY.id) },
    });
    const files = filesOf([policyFile({ status: 'paused' })]);
    const result = await story.run(files, { mode: 'apply' });
    expect([result.outcome, ends(result), count('toggle-policy')]).toEqual(['partly-applied', ['unknown'], 1]);
    expect((await story.run(files, { mode: 'apply' })).outcome).toBe('applied');
    expect(book.findPolicy(POLICY.id).status).toBe('paused');
  });

  it('the groups and destinations that the file says nothing of stay', async () => {
    const given = { ...POLICY, groups: ['SOC 2'] };
    await using story = await openStory({ given: [given] });
    const { book } = story.emulator;
    book.updatePolicy(POLICY.id, {}, null, [book.destinations[1]?.id ?? '']);
    const result = await story.run(filesOf([policyFile({ severity: 'low' })]), { mode: 'apply' });
    expect(result.outcome, result.problems.join(' ')).toBe('applied');
    expect(book.findPolicy(POLICY.id)).toMatchObject({
      severity: 'low',
      groups: ['SOC 2'],
      destinations: [book.destinations[1]?.id],
    });
  });
});

describe('two applies at once', { concurrent: true }, () => {
  it.for([
    ['create-policy', filesOf([policyFile()])],
    ['create-group', filesOf([], [OURS])],
  ] as const)('%s: the one that comes second finds it done', async ([route, files]) => {
    await using story = await openStory();
    // The whole other apply happens between the plan of this one and its first look.
    story.emulator.fault({
      route: route === 'create-policy' ? 'list-policies' : 'list-groups',
      from: 2,
      do: {
        kind: 'meanwhile',
        happens: () => {
          const { book } = story.emulator;
          if (route === 'create-policy') book.createPolicy(textOf(POLICY), [], []);
          else book.createGroup(GROUP.name, GROUP.description, []);
        },
      },
    });
    const result = await story.run(files, { mode: 'apply' });
    expect([result.outcome, ends(result)], result.problems.join(' ')).toEqual(['applied', ['done']]);
    expect(story.emulator.count(route)).toBe(0);
    story.expectNothingTwice();
  });

  it.for([
    ['create-policy', filesOf([policyFile()])],
    ['create-group', filesOf([], [OURS])],
  ] as const)('%s: if both create it, that is said at once, and the next run refuses', async ([route, files]) => {
    await using story = await openStory();
    const { book } = story.emulator;
    story.emulator.fault({
      route,
      do: {
        kind: 'meanwhile',
        happens: () => {
          if (route === 'create-policy') book.createPolicy(textOf(POLICY), [], []);
          else book.createGroup(GROUP.name, GROUP.description, []);
        },
      },
    });
    const result = await story.run(files, { mode: 'apply' });
    expect([result.outcome, ends(result)]).toEqual(['partly-applied', ['differs']]);
    const twins = [...book.policies(), ...book.groups()].filter(({ description }) => description.includes(OWNER));
    expect(twins).toHaveLength(2);
    for (const { id } of twins) expect(result.problems.join(' ')).toContain(id);
    expect(result.problems.join(' ')).toContain('delete all but one of them on the Platform');
    const again = await story.run(files, { mode: 'apply' });
    expect([again.outcome, story.emulator.count(route)]).toEqual(['refused', 1]);
  });
});

describe('a name that somebody takes', { concurrent: true }, () => {
  it.for([false, true])('before a creation; a server that refuses twins: %s', async (refusesDuplicates) => {
    await using story = await openStory({}, { writing: { refusesDuplicates } });
    const { book, count } = story.emulator;
    story.emulator.fault({
      route: 'list-policies',
      from: 2,
      do: {
        kind: 'meanwhile',
        happens: () => void book.createPolicy({ ...textOf(POLICY), description: 'By hand.' }, [], []),
      },
    });
    const result = await story.run(filesOf([policyFile()]), { mode: 'apply' });
    expect([ends(result), count('create-policy')]).toEqual([['not-done'], 0]);
    expect(result.problems.join(' ')).toContain('mark');
    story.expectNothingTwice();
    const again = await story.run(filesOf([policyFile()]), { mode: 'apply', adopt: 'never' });
    expect([again.outcome, again.remedy]).toMatchObject(['refused', expect.stringContaining('adopt: by-name')]);
  });

  it('between the look and the creation, on a server that refuses twins: it is not done', async () => {
    await using story = await openStory({}, { writing: { refusesDuplicates: true } });
    const { book } = story.emulator;
    story.emulator.fault({
      route: 'create-policy',
      do: {
        kind: 'meanwhile',
        happens: () => void book.createPolicy({ ...textOf(POLICY), description: 'By hand.' }, [], []),
      },
    });
    const result = await story.run(filesOf([policyFile()]), { mode: 'apply' });
    expect(ends(result)).toEqual(['not-done']);
    expect(result.problems.join(' ')).toContain('422');
    story.expectNothingTwice();
  });
});

it('what is adopted is not taken from somebody who marks it meanwhile', async () => {
  const given = { ...POLICY, description: 'By hand.' };
  await using story = await openStory({ given: [given] });
  const { book, count } = story.emulator;
  const theirs = describeMarked('By hand.', 'theirs', 'acme/other');
  story.emulator.fault({
    route: 'get-policy',
    do: { kind: 'meanwhile', happens: () => void book.updatePolicy(POLICY.id, { description: theirs }, null, null) },
  });
  const result = await story.run(filesOf([policyFile()]), { mode: 'apply' });
  expect([ends(result), count('update-policy')]).toEqual([['not-done'], 0]);
  expect(book.findPolicy(POLICY.id).description).toBe(theirs);
});
