/** What becomes of a plan of several writes if one of them fails, or the step ends between them. */
import { describe, expect, it } from 'vitest';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import type { RouteName } from '../../../../emulator/platform.ts';
import { filesOf, OURS, openStory, POLICY, policyFile, type Step } from './story.ts';

const APPLY = { mode: 'apply' } as const;

/** A group, two policies of which one is in it, an update and a removal. */
const GIVEN = [
  POLICY,
  {
    ...POLICY,
    id: '00000000-0000-4000-8000-00000000000a',
    name: 'Old trails',
    description: POLICY.description.replace('buckets]', 'trails]'),
  },
];
const FILES = filesOf(
  [
    policyFile({ severity: 'low' }),
    policyFile({ name: 'Open volumes' }, { slug: 'volumes', groupNames: ['Ours'] }),
    policyFile({ name: 'Old images' }, { slug: 'images' }),
  ],
  [OURS],
);
const ALL = [
  'create group ours',
  'create policy images',
  'create policy volumes',
  'update policy buckets',
  'delete policy trails',
];

const tell = ({ applied }: PoliciesResult) =>
  applied?.map(({ change: { verb, kind, slug }, end }) => `${verb} ${kind} ${slug}: ${end}`);
const told = (...ends: string[]) => ALL.map((what, index) => `${what}: ${ends[index]}`);

describe('a plan of several writes', { concurrent: true }, () => {
  it('is written in this order', async () => {
    await using story = await openStory({ given: GIVEN });
    const result = await story.run(FILES, APPLY);
    expect([result.outcome, tell(result)]).toEqual(['applied', told('done', 'done', 'done', 'done', 'done')]);
  });

  const failures: [string, { route: RouteName; from?: number; status: number; times?: number }, string[]][] = [
    [
      'a key whose role becomes too small in the middle',
      { route: 'create-policy', from: 2, status: 403 },
      ['done', 'done', 'not-done', 'done', 'done'],
    ],
    // What names the group would not be what its file says.
    [
      'a group that is refused',
      { route: 'create-group', status: 422 },
      ['not-done', 'done', 'not-done', 'done', 'done'],
    ],
    [
      'a removal that is refused',
      { route: 'delete-policy', status: 403 },
      ['done', 'done', 'done', 'done', 'not-done'],
    ],
    [
      'a key that is refused from the middle on',
      { route: 'create-policy', from: 2, status: 401 },
      ['done', 'done', 'not-done', 'not-done', 'not-done'],
    ],
    [
      'a server that breaks in the middle',
      { route: 'update-policy', status: 500, times: 99 },
      ['done', 'done', 'done', 'unknown', 'done'],
    ],
  ];
  it.for(failures)('%s: the others are written, and each is told', async ([, { status, ...fault }, expected]) => {
    await using story = await openStory({ given: GIVEN });
    story.emulator.fault({ ...fault, do: { kind: 'status', status } });
    const result = await story.run(FILES, APPLY);
    expect([result.outcome, tell(result)]).toEqual(['partly-applied', told(...expected)]);
    const undone = expected.filter((end) => end !== 'done').length;
    expect(result.problems).toHaveLength(undone);
    expect(result.sentence).toContain(`${undone} of 5 changes`);
    story.expectNothingTwice();
    story.emulator.clearFaults();
    const again = await story.run(FILES, APPLY);
    expect([again.outcome, again.applied?.length], again.problems.join(' ')).toEqual(['applied', undone]);
    expect((await story.run(FILES)).outcome).toBe('unchanged');
    story.expectNothingTwice();
  });

  it('a key that may not write says so once, and is tried once for each kind of write', async () => {
    await using story = await openStory({ given: GIVEN });
    for (const route of ['create-group', 'update-group', 'create-policy', 'update-policy', 'delete-policy'] as const)
      story.emulator.fault({ route, times: 99, do: { kind: 'status', status: 403 } });
    const result = await story.run(FILES, APPLY);
    expect([result.outcome, tell(result)]).toEqual(['error', told(...ALL.map(() => 'not-done'))]);
    expect(result.sentence).toMatch(/^Nothing was written: The Platform answered 403/);
    expect(result.remedy).toContain('`general:write`');
    const writes = story.emulator.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => [method, path]);
    expect(writes).toEqual([
      ['POST', expect.stringMatching(/groups$/)],
      ['POST', expect.stringMatching(/policies$/)],
      ['PUT', expect.anything()],
      ['DELETE', expect.anything()],
    ]);
  });

  it('a group that the key may not write does not speak for policies', async () => {
    await using story = await openStory({ given: GIVEN });
    story.emulator.fault({ route: 'create-group', times: 99, do: { kind: 'status', status: 403 } });
    const result = await story.run(FILES, APPLY);
    expect([result.outcome, tell(result)]).toEqual([
      'partly-applied',
      told('not-done', 'done', 'not-done', 'done', 'done'),
    ]);
    expect(result.problems).toEqual(
      [/create group ours: .*403/, /create policy volumes/].map((text) => expect.stringMatching(text)),
    );
  });

  it('a role that is too small does not hide what is refused for another reason', async () => {
    await using story = await openStory({ given: GIVEN });
    story.emulator.fault({ route: 'create-group', do: { kind: 'status', status: 403 } });
    for (const route of ['create-policy', 'update-policy', 'delete-policy'] as const)
      story.emulator.fault({ route, times: 99, do: { kind: 'status', status: 422 } });
    const result = await story.run(FILES, APPLY);
    expect([result.outcome, tell(result)]).toEqual(['error', told(...ALL.map(() => 'not-done'))]);
    expect(result.sentence).toMatch(/^Nothing was written: The Platform answered 403/);
    expect(result.problems).toHaveLength(4);
    expect(result.problems.filter((problem) => problem.includes('422'))).toHaveLength(3);
  });

  it('a kind of write that is not permitted is tried once, and the others are told that', async () => {
    await using story = await openStory({ given: GIVEN });
    story.emulator.fault({ route: 'create-policy', times: 99, do: { kind: 'status', status: 403 } });
    const result = await story.run(FILES, APPLY);
    expect(tell(result)).toEqual(told('done', 'not-done', 'not-done', 'done', 'done'));
    expect(story.emulator.count('create-policy')).toBe(1);
    expect(result.problems.join('\n')).toMatch(
      /images: not done \(The .*403.*\nc.*volumes: not done \(not tried, since .*403/,
    );
  });

  it('a refused key ends it: nothing more is asked', async () => {
    await using story = await openStory({ given: GIVEN });
    story.emulator.fault({ route: 'create-group', do: { kind: 'status', status: 401 } });
    const result = await story.run(FILES, APPLY);
    expect(result.problems.join(' ')).toMatch(/the Platform refused the key: .*401/);
    expect(story.emulator.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  });

  it('a server that is busy for good is not asked without end', async () => {
    await using story = await openStory({ given: GIVEN });
    const routes: RouteName[] = ['create-group', 'create-policy', 'update-policy', 'delete-policy'];
    for (const route of routes) {
      story.emulator.fault({
        route,
        times: Number.POSITIVE_INFINITY,
        do: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
      });
    }
    const result = await story.run(FILES, APPLY);
    expect(tell(result)).toEqual(told(...Array(5).fill('not-done')));
    expect(story.emulator.requests.length).toBeLessThan(100);
  });

  const step = ['cancel', 'passDeadline'] as const;
  it.for(step)('%s between two writes: no other one is begun, and the next run writes the rest', async (how) => {
    for (const [route, from, done] of [
      ['create-group', 1, 1],
      ['create-policy', 1, 2],
      ['create-policy', 2, 3],
      ['update-policy', 1, 4],
    ] as const) {
      await using story = await openStory({ given: GIVEN });
      const happens = () => story.step[how satisfies keyof Step]();
      story.emulator.fault({ route, from, do: { kind: 'meanwhile', happens } });
      const result = await story.run(FILES, APPLY);
      expect([result.outcome, tell(result)]).toEqual([
        'partly-applied',
        told(...ALL.map((_, index) => (index < done ? 'done' : 'not-done'))),
      ]);
      expect(result.problems.join(' ')).toContain('the step ended before it');
      expect(story.emulator.requests.filter(({ method }) => method !== 'GET')).toHaveLength(done);
      const again = await story.run(FILES, APPLY);
      expect([again.outcome, again.applied?.length]).toEqual(['applied', 5 - done]);
      story.expectNothingTwice();
    }
  });

  it.for(step)('%s during the last look: it is looked once more', async (how) => {
    for (const isWritten of [true, false]) {
      await using story = await openStory({ given: [POLICY] });
      const happens = () => story.step[how]();
      const fault = { route: 'update-policy', effect: isWritten, do: { kind: 'reset' } } as const;
      story.emulator.fault(fault);
      story.emulator.fault({
        route: 'get-policy',
        from: 2,
        do: { kind: 'meanwhile', happens, next: { kind: 'reset' } },
      });
      const result = await story.run(filesOf([policyFile({ severity: 'low' })]), APPLY);
      expect(tell(result)).toEqual([`update policy buckets: ${isWritten ? 'done' : 'unknown'}`]);
      expect(story.emulator.count('get-policy')).toBe(3);
    }
  });

  it.for(step)('%s before the first write: nothing was written, and that is the outcome', async (how) => {
    await using story = await openStory({ given: GIVEN });
    story.emulator.fault({
      route: 'list-groups',
      from: 2,
      do: { kind: 'meanwhile', happens: () => story.step[how]() },
    });
    const before = story.snapshot();
    const result = await story.run(FILES, APPLY);
    expect([result.outcome, result.green]).toEqual([how === 'cancel' ? 'cancelled' : 'timed-out', false]);
    expect(result.plan?.changes).toHaveLength(5);
    expect(story.snapshot()).toBe(before);
  });

  it('a toggle whose update is not done is not sent either, and says why', async () => {
    await using story = await openStory({ given: [{ ...POLICY, status: 'paused' }] });
    story.emulator.fault({ route: 'update-policy', do: { kind: 'status', status: 422 } });
    const result = await story.run(filesOf([policyFile({ severity: 'low' })]), APPLY);
    expect(tell(result)).toEqual(['update policy buckets: not-done', 'resume policy buckets: not-done']);
    expect(result.problems[1]).toContain('its update');
    expect(story.emulator.count('toggle-policy')).toBe(0);
  });
});
