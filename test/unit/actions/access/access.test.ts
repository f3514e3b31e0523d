import { describe, expect, it } from 'vitest';
import { reviewAccess } from '../../../../src/actions/access/access.ts';
import type { Outcome } from '../../../../src/actions/access/outcome.ts';
import type { StepError } from '../../../../src/errors.ts';
import { anApiKey, aUser, listing, RULE } from '../../fake/access.ts';
import { failure } from '../../fake/client.ts';
import { createFakeClock } from '../../fake/clock.ts';

/** @param keys why the keys can't be read; null: they can */
async function review(keys: StepError | null, users: StepError | null, roles: StepError | null = null) {
  const read = <T>(item: T, problem: StepError | null) => listing(problem === null ? [item] : [], { problem });
  const client = {
    listKeys: async () => read(anApiKey(), keys),
    listUsers: async () => read(aUser(), users),
    listRoles: async () => listing([], { problem: roles }),
    findKeys: async () => null,
  };
  const inputs = { ...RULE, longestPauseMs: 1_000, reports: [], annotations: true, summary: true, expected: null };
  const deps = {
    client,
    clock: createFakeClock(),
    stop: new AbortController().signal,
    platformUrl: 'https://x.example',
  };
  return reviewAccess({ ...inputs, powerfulRoles: roles === null ? [] : ['ops'] }, deps);
}

const [OUT, UNKNOWN_KEY, FORBIDDEN, MISSING] = [failure('network'), failure(401), failure(403), failure(404)];

describe('a Platform of which', () => {
  it.for<[what: string, keys: StepError | null, users: StepError | null, outcome: Outcome]>([
    ['all can be read', null, null, 'ok'],
    ['nothing can be reached', OUT, failure(503), 'error'],
    ['only the users can be reached', OUT, null, 'incomplete'],
    ['the key may read nothing', FORBIDDEN, FORBIDDEN, 'incomplete'],
    ['the key may not read the keys, and the users can’t be reached', FORBIDDEN, OUT, 'incomplete'],
    ['nothing is there', MISSING, MISSING, 'incomplete'],
    ['the key is unknown', null, UNKNOWN_KEY, 'error'],
  ])('%s', async ([, keys, users, outcome]) => {
    const result = await review(keys, users);
    expect(result.outcome).toBe(outcome);
    expect(result.review === null).toBe(outcome === 'error');
  });

  it('nothing can be reached, the roles neither', async () => {
    expect(await review(OUT, OUT, OUT)).toMatchObject({ outcome: 'error', sentence: OUT.message, review: null });
    expect(await review(OUT, OUT, FORBIDDEN)).toMatchObject({ outcome: 'incomplete' });
  });
});
