import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeBody, hashBriefly, readMarker } from '../../src/comment/body.ts';
import type { Colour, CommentWhen } from '../../src/comment/plan.ts';
import { runs } from '../runs.ts';
import { ACTIONS_BOT, OCTOCAT, type Person } from './github-json.ts';
import { type GitHubServer, startGitHub, TOKEN } from './github-server.ts';
import { COMMENTER, KEY, post } from './request.ts';

/** Shares its kind and its app's name, and is another one all the same. */
const IMPOSTOR: Person = { login: 'github-actions[bot]', id: 666, type: 'Bot', app: 'github-actions' };

const colour = fc.constantFrom<Colour>('red', 'yellow', 'green');
const facts = fc.constantFrom('a', 'b');
const run = fc.record({ id: fc.integer({ min: 95, max: 105 }), attempt: fc.integer({ min: 1, max: 2 }) });
const when = fc.constantFrom<CommentWhen>('on-failure', 'on-change', 'always');

const marked = fc
  .record({
    commenter: fc.constantFrom(COMMENTER, { ...COMMENTER, marker: 'cloudquery-sync' }),
    key: fc.constantFrom(KEY, '0'.repeat(16)),
    colour,
    facts,
    run,
    wasRed: fc.boolean(),
  })
  .map(({ commenter, key, wasRed, ...standing }) =>
    composeBody({
      commenter,
      key,
      standing: { ...standing, facts: hashBriefly(standing.facts), question: hashBriefly('fail-on low') },
      wasRed,
      markdown: 'earlier',
      headSha: null,
      runUrl: null,
    }),
  );
const foreignBody = fc.oneof(
  marked,
  marked.map((body) => `> ${body}`),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const foreign = fc.record({ author: fc.constantFrom(OCTOCAT, IMPOSTOR), body: foreignBody });
const step = fc.record({ when, colour, facts, target: fc.record({ run }) });

const isOurs = ({ author, body }: { author: Person; body: string }) =>
  author === ACTIONS_BOT && readMarker(body, COMMENTER.marker)?.key === KEY;

/** Whatever else the bot wrote is not this gate's either. */
function others(server: GitHubServer): string[] {
  return server.comments
    .filter((comment) => !isOurs(comment))
    .map(({ id, author, body }) => `${id} ${author.id} ${body}`);
}

const ROUNDS = { numRuns: runs(150) };

test('steps one after another: at most one comment of ours, and nobody else’s is touched', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(foreign, { maxLength: 6 }), fc.array(step, { maxLength: 5 }), async (before, steps) => {
      await using server = await startGitHub({ tokens: { [TOKEN]: ACTIONS_BOT } });
      for (const { author, body } of before) server.addComment(author, body);
      const untouched = others(server);
      for (const [index, request] of steps.entries()) {
        const outcome = await post(server, { ...request, markdown: `step ${index}` });
        expect(['created', 'updated', 'unchanged', 'skipped']).toContain(outcome.kind);
        const ours = server.comments.filter(isOurs);
        expect(ours.length).toBeLessThanOrEqual(1);
        if (outcome.kind === 'created' || outcome.kind === 'updated') expect(ours[0]?.body).toContain(`step ${index}`);
        if (request.colour === 'red' && outcome.kind !== 'skipped') expect(ours[0]?.body).toMatch(/:\w{16} red /);
      }
      expect(others(server)).toEqual(untouched);
    }),
    ROUNDS,
  );
});

test('steps at the same moment: one comment of ours in the end, and nobody else’s is touched', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(foreign, { maxLength: 4 }),
      fc.option(marked),
      fc.array(step, { minLength: 2, maxLength: 4 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 8 })),
      async (before, earlier, steps, delays) => {
        const delayMs = () => delays.next().value ?? 0;
        await using server = await startGitHub({ delayMs });
        for (const { author, body } of before) server.addComment(author, body);
        if (earlier !== null) server.addComment(ACTIONS_BOT, earlier);
        const untouched = others(server);
        const had = server.comments.filter(isOurs).length;
        const outcomes = await Promise.all(steps.map((request) => post(server, request)));
        const ours = server.comments.filter(isOurs).length;
        expect(ours).toBeLessThanOrEqual(1);
        expect(ours).toBeGreaterThanOrEqual(had);
        if (outcomes.some(({ kind }) => kind === 'created' || kind === 'updated')) expect(ours).toBe(1);
        expect(outcomes.every(({ kind }) => kind !== 'failed' && kind !== 'refused')).toBe(true);
        expect(others(server)).toEqual(untouched);
      },
    ),
    { numRuns: runs(100) },
  );
});

test('what two steps left behind is tidied up by the next one that writes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(marked, { minLength: 1, maxLength: 4 }),
      fc.array(foreign, { maxLength: 3 }),
      async (left, before) => {
        await using server = await startGitHub();
        for (const { author, body } of before) server.addComment(author, body);
        for (const body of left) server.addComment(ACTIONS_BOT, body);
        const untouched = others(server);
        const outcome = await post(server, { when: 'always', target: { run: { id: 1_000, attempt: 1 } } });
        expect(['created', 'updated']).toContain(outcome.kind);
        expect(server.comments.filter(isOurs)).toHaveLength(1);
        expect(others(server)).toEqual(untouched);
      },
    ),
    ROUNDS,
  );
});
