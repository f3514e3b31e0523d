import { describe, expect, test } from 'vitest';
import { awaitEvaluation, type Evaluation } from '../../../../../src/actions/gate/evaluate/evaluation.ts';
import type { Freshness } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import { NO_SIGHTINGS } from '../../../../../src/actions/gate/evaluate/sightings.ts';
import type { PolicyScope } from '../../../../../src/actions/gate/select/scope.ts';
import { CancelledError } from '../../../../../src/errors.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import { parsePatterns } from '../../../../../src/text/pattern.ts';
import { aPolicy, atSecond, failure, fakeClient } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';
import { fakeDeps } from '../../../fake/deps.ts';

const SCOPE: PolicyScope = {
  filters: { policies: parsePatterns([]), groups: parsePatterns([]), domains: [] },
};
const SINCE: Freshness = { kind: 'since', moment: atSecond(0) };

/** @param at the policies, so many seconds after noon */
function set(at: (seconds: number) => readonly Policy[], scope = SCOPE) {
  const clock = createFakeClock();
  const client = fakeClient({ listPolicies: async () => [...at((clock.now() - NOON) / 1_000)] });
  const deps = fakeDeps(client, { clock });
  const wait = (before: readonly Policy[], freshness: Freshness = SINCE, seconds = 600, from: number | null = null) => {
    const probableFrom = from === null ? null : NOON + from * 1_000;
    return awaitEvaluation(
      scope,
      before,
      { freshness, sightings: NO_SIGHTINGS },
      NOON + seconds * 1_000,
      deps,
      probableFrom,
    );
  };
  return { clock, client, deps, wait };
}

const standings = ({ assessed }: Evaluation) =>
  Object.fromEntries(assessed.map(({ policy, standing }) => [policy.id, standing.standing]));

const one = (id: string, changes: Partial<Policy> = {}) => aPolicy({ id, name: id, ...changes });

describe('awaitEvaluation', () => {
  test('looks until all are evaluated', async () => {
    const { wait, clock, client } = set((seconds) => [
      one('a', { runAt: seconds >= 30 ? atSecond(30) : atSecond(-60) }),
      one('b', { runAt: seconds >= 90 ? atSecond(90) : atSecond(-60) }),
    ]);
    expect(standings(await wait([one('a'), one('b')]))).toEqual({ a: 'judged', b: 'judged' });
    expect(clock.now() - NOON).toBeLessThan(95_000);
    expect(client.count('listPolicies')).toBeLessThan(50);
  });

  test.each([
    // As ever: 0.5 s, then 2 s, then 3 % of the time.
    [null, 100, 50, 3_000],
    [75, 100, 17, 3_000],
    [90, 100, 13, 3_000],
    // It came much sooner than before: at most the longest pause later.
    [300, 100, 8, 15_000],
    [-50, 100, 50, 3_000],
    [0, 100, 50, 3_000],
  ])(
    'if it is improbable before %s s, an evaluation after %d s takes at most %d lists',
    async (from, at, most, late) => {
      const { wait, clock, client } = set((seconds) => [one('a', { runAt: atSecond(seconds >= at ? at : -60) })]);
      expect(standings(await wait([one('a')], SINCE, 600, from))).toEqual({ a: 'judged' });
      expect(client.count('listPolicies')).toBeLessThanOrEqual(most);
      expect(client.count('listPolicies')).toBeGreaterThan(most - 4);
      expect(clock.now() - NOON - at * 1_000).toBeLessThanOrEqual(late);
    },
  );

  test.each<[string, Partial<Policy>, Partial<Policy>, string, number]>([
    ['the same', {}, {}, 'judged', 500],
    ['a count that came after its date', {}, { violationCount: 3 }, 'judged', 500 + 500],
    ['a later result', {}, { runAt: atSecond(121), violationCount: 3 }, 'judged', 500],
  ])('if all are evaluated at the first look, there is a second one: %s', async (_, first, second, standing, ms) => {
    let lists = 0;
    const { wait, clock } = set(() => [one('a', lists++ === 0 ? first : second)]);
    const { assessed } = await wait([one('a')]);
    expect(assessed).toMatchObject([{ policy: second, standing: { standing } }]);
    expect(clock.now() - NOON).toBe(ms);
  });

  test('a second look that fails is made up for', async () => {
    let lists = 0;
    const { wait, client } = set(() => {
      lists += 1;
      if (lists === 2) throw failure('unreadable');
      return [one('a', { violationCount: lists >= 4 ? 3 : 0 })];
    });
    const { assessed } = await wait([one('a')]);
    expect(assessed).toMatchObject([{ policy: { violationCount: 3 }, standing: { standing: 'judged' } }]);
    expect(client.count('listPolicies')).toBe(5);
  });

  test('a policy that the second look lacks is not passed by the first one', async () => {
    let lists = 0;
    const { wait } = set(() => (lists++ === 0 ? [one('a'), one('b')] : [one('b')]));
    expect(standings(await wait([]))).toEqual({ a: 'unreadable', b: 'judged' });
  });

  test('a time for which nobody waits any more changes nothing: the last list is when the time is up', async () => {
    const { wait, clock } = set(() => [one('a', { runAt: null })]);
    await wait([], SINCE, 47, 3_600);
    expect(clock.now() - NOON).toBe(47_000);
    expect(Math.max(...clock.pauses)).toBeLessThanOrEqual(15_000);
  });

  test('in mode check, and where nothing can be shown to be newer, once', async () => {
    for (const [kind, standing] of [
      ['latest', 'judged'],
      ['unknown', 'stale'],
    ] as const) {
      const { wait, client } = set(() => [one('a', { runAt: atSecond(-60) })]);
      expect(standings(await wait([], { kind }))).toEqual({ a: standing });
      expect(client.count('listPolicies')).toBe(1);
    }
  });

  test('what stays old stays stale, and the last look is when the time is up', async () => {
    const { wait, clock } = set((seconds) => [
      one('a', { runAt: atSecond(-60) }),
      one('b', { runAt: null }),
      one('c', { runAt: seconds >= 600 ? atSecond(600) : null }),
    ]);
    expect(standings(await wait([]))).toEqual({ a: 'stale', b: 'never-evaluated', c: 'judged' });
    expect(clock.now() - NOON).toBe(600_000);
  });

  test('without any time there is one look', async () => {
    const { wait, client } = set(() => [one('a', { runAt: null })]);
    await wait([], SINCE, 0);
    expect(client.count('listPolicies')).toBe(1);
  });

  test('no policy at all is nothing to wait for', async () => {
    const { wait, client } = set(() => []);
    expect(await wait([])).toEqual({ assessed: [], paused: 0, serverTime: null });
    expect(client.count('listPolicies')).toBe(1);
  });

  test.each<[string, Policy[], string]>([
    ['deleted, or in no selected group', [], 'the Platform no longer lists it, or lists it in no selected group'],
    ['paused', [one('a', { status: 'paused' })], 'it was paused while this step waited'],
    ['renamed out of the filters', [one('a', { name: 'other' })], 'the filters select it no longer'],
  ])('a policy that was selected before the sync and is %s since then is not passed', async (_, now, reason) => {
    const scope = { ...SCOPE, filters: { ...SCOPE.filters, policies: parsePatterns(['keep*']) } };
    const { wait } = set(() => [one('k', { name: 'keeper' }), ...now], scope);
    const evaluation = await wait([one('k', { name: 'keeper' }), one('a', { name: 'keep it' })], SINCE, 0);
    expect(standings(evaluation)).toEqual({ k: 'judged', a: 'unreadable' });
    expect(evaluation.assessed[1]?.standing.reason).toContain(reason);
    expect(evaluation.paused).toBe(0);
  });

  test.each<[string, string, readonly string[], string | null]>([
    ['as before', 'high', ['high'], null],
    ['as before, in other letters', 'High', [' high'], null],
    ['raised', 'low', ['critical'], null],
    ['lowered', 'high', ['low'], 'lowered from high to low'],
    ['lowered, although it still gates', 'critical', ['high'], 'lowered from critical to high'],
    // What is unknown gates as critical.
    ['unknown before', 'dire', ['high'], 'lowered from critical to high'],
    ['unknown now', 'high', ['dire'], null],
    ['raised and lowered again', 'low', ['critical', 'low'], 'lowered from critical to low'],
    ['lowered and raised again', 'high', ['low', 'high'], null],
    ['lowered, of a policy that was not there before', '', ['high', 'low'], 'lowered from high to low'],
  ])('a severity that is %s while the step waits', async (_, before, polls, reason) => {
    let lists = 0;
    const severity = () => polls[Math.min(lists, polls.length - 1)] ?? '';
    const { wait } = set(() => {
      const policy = one('a', { severity: severity(), violationCount: 2 });
      lists += 1;
      // The wait goes on until the last list.
      return [policy, one('b', { runAt: lists >= polls.length ? atSecond(0) : null })];
    });
    const { assessed } = await wait(before === '' ? [] : [one('a', { severity: before })]);
    const { standing } = assessed.find(({ policy }) => policy.id === 'a') ?? {};
    if (reason === null) expect(standing).toEqual({ standing: 'judged', reason: null });
    else expect(standing).toEqual({ standing: 'unreadable', reason: expect.stringContaining(reason) });
  });

  test('a policy without violations passes by any severity, also by a lower one', async () => {
    const { wait } = set(() => [one('a', { severity: 'low', violationCount: 0 })]);
    expect(standings(await wait([one('a', { severity: 'high' })]))).toEqual({ a: 'judged' });
  });

  test.each<[string, Policy, number]>([
    ['it is evaluated', one('b'), 4],
    ['it is not evaluated yet', one('b', { runAt: atSecond(-1) }), 8],
  ])('lists of several groups end the wait only if they are read twice: %s', async (_, moving, requests) => {
    const scope = { ...SCOPE, filters: { ...SCOPE.filters, groups: parsePatterns(['*']) } };
    const [a, b] = [one('a'), one('b')];
    // What moves from one group to the other between the first two requests is on neither list.
    const lists = [[a], [a], [a, moving], [a]];
    const client = fakeClient({
      listPolicyGroups: async () => ['g1', 'g2'].map((id) => ({ id, name: id })),
      listPolicies: async () => lists.shift() ?? [a, b],
    });
    const proof = { freshness: SINCE, sightings: NO_SIGHTINGS };
    const evaluation = await awaitEvaluation(scope, [a], proof, NOON + 600_000, fakeDeps(client));
    expect(standings(evaluation)).toEqual({ a: 'judged', b: 'judged' });
    expect(client.count('listPolicies')).toBe(requests);
  });

  test('a policy that is new since then is judged too', async () => {
    const { wait } = set(() => [one('a'), one('new', { runAt: null })]);
    expect(standings(await wait([one('a')], SINCE, 0))).toEqual({ a: 'judged', new: 'never-evaluated' });
  });

  test('paused ones are counted', async () => {
    const { wait } = set(() => [one('a'), one('b', { status: 'paused' })]);
    expect(await wait([one('a')])).toMatchObject({ paused: 1, assessed: [{ policy: { id: 'a' } }] });
  });

  test('ten minutes are told in few lines, whatever happens', async () => {
    const many = Array.from({ length: 100 }, (_, index) => index);
    const quiet = set(() => [one('a', { runAt: null })]);
    await quiet.wait([]);
    expect(quiet.deps.lines.length).toBeLessThanOrEqual(11);
    const busy = set((seconds) =>
      many.map((index) => one(`p${index}`, { runAt: seconds > index * 5 ? atSecond(1) : null })),
    );
    await busy.wait([]);
    expect(busy.deps.lines.length).toBeLessThanOrEqual(55);
    expect(busy.deps.lines[0]).toBe('Policies evaluated on the new data: 0 of 100.');
  });

  test('a cancellation ends a pause at once', async () => {
    const { wait, deps, clock } = set(() => [one('a', { runAt: null })]);
    clock.at(NOON + 33_000, () => deps.cancel.abort(new CancelledError('SIGINT')));
    await expect(wait([])).rejects.toBeInstanceOf(CancelledError);
    expect(clock.now()).toBe(NOON + 33_000);
  });
});
