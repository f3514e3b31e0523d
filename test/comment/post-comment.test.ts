import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { COMMENT_CHARACTERS, composeBody, hashBriefly, readMarker } from '../../src/comment/body.ts';
import type { Colour } from '../../src/comment/plan.ts';
import { postComment } from '../../src/comment/post-comment.ts';
import { createFakeClock, NOON } from '../unit/fake/clock.ts';
import { ACTIONS_BOT, OCTOCAT, type Person } from './github-json.ts';
import { startGitHub, TOKEN } from './github-server.ts';
import { EDITIONS } from './openapi.ts';
import { buildRequest, COMMENTER, HEAD, KEY, post } from './request.ts';

/** A comment as this gate writes it. */
function bodyOf(
  colour: Colour,
  { facts = 'violations 3', question = 'fail-on low', run = 99, key = KEY, commenter = COMMENTER } = {},
): string {
  const standing = {
    colour,
    facts: hashBriefly(facts),
    question: hashBriefly(question),
    run: { id: run, attempt: 1 },
  };
  return composeBody({
    commenter,
    key,
    standing,
    wasRed: false,
    markdown: `## It is ${colour}`,
    headSha: null,
    runUrl: null,
  });
}

/** Of the usual requests, which are of run 100. */
const LATER = { run: { id: 101, attempt: 1 } };

const GREEN = { colour: 'green', facts: 'passed', markdown: '## ✅ CloudQuery gate: passed\n' } as const;

describe('one comment, updated in place', () => {
  test.each(EDITIONS)('written, updated and repaired on %s', async (edition) => {
    await using server = await startGitHub({ edition });
    server.addComment(OCTOCAT, 'Looks good to me.');
    const created = await post(server);
    expect(created.kind).toBe('created');
    expect(created.detail).toContain(`/pull/7#issuecomment-${server.comments[1]?.id}`);
    expect(server.comments[1]?.body).toMatchInlineSnapshot(`
      "<!-- cloudquery-gate:61bcbebbd12084f0 red 9170badee1ffd75f e2c59e2a089b40d1 100.1 -->
      ## ❌ CloudQuery gate: violations found

      3 violations gate.

      <sub>Commit 0123456 · [workflow run](<https://github.com/octo-org/octo-repo/actions/runs/100>) · updated in place</sub>
      "
    `);
    expect(server.routes()).toEqual(['list', 'create', 'list']);

    expect(await post(server, { facts: 'violations 4', markdown: '4 violations gate.' })).toMatchObject({
      kind: 'updated',
    });
    expect(server.comments[1]?.body).toContain('4 violations gate.');
    expect(server.routes().slice(3)).toEqual(['list', 'graphql', 'update', 'read']);

    expect(await post(server, { ...GREEN, target: LATER })).toMatchObject({ kind: 'updated' });
    expect(server.comments[1]?.body).toMatchInlineSnapshot(`
      "<!-- cloudquery-gate:61bcbebbd12084f0 green 559532ad927252ee e2c59e2a089b40d1 101.1 -->
      > **Green again:** this gate was red on this pull request, and passes now.

      ## ✅ CloudQuery gate: passed

      <sub>Commit 0123456 · [workflow run](<https://github.com/octo-org/octo-repo/actions/runs/100>) · updated in place</sub>
      "
    `);
    expect(await post(server, { ...GREEN, target: LATER })).toMatchObject({ kind: 'unchanged' });
    expect(await post(server, { target: LATER })).toMatchObject({ kind: 'updated' });
    expect(server.comments[1]?.body).not.toContain('Green again');
    expect(server.comments).toHaveLength(2);
    expect(server.comments[0]?.body).toBe('Looks good to me.');
    expect(server.routes()).not.toContain('user');
  });

  test('what is sent: the token to both addresses, and the agent that says who we are', async () => {
    await using server = await startGitHub({ edition: 'ghes-3.17' });
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    await post(server);
    expect(server.requests.map(({ url, method }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      'GET /api/v3/repos/octo-org/octo-repo/issues/7/comments?per_page=100&page=1',
      'POST /api/graphql',
      `PATCH /api/v3/repos/octo-org/octo-repo/issues/comments/${server.comments[0]?.id}`,
      `GET /api/v3/repos/octo-org/octo-repo/issues/comments/${server.comments[0]?.id}`,
    ]);
    for (const { token, headers } of server.requests) {
      expect(token).toBe(TOKEN);
      expect(headers['user-agent']).toMatch(/^cloudquery-gate /);
    }
  });

  test('an address with a slash at its end', async () => {
    await using server = await startGitHub();
    const apiUrl = `${server.apiUrl}/`;
    expect(await post(server, { target: { apiUrl } })).toMatchObject({ kind: 'created' });
  });

  test('two gates have a comment each', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red', { key: '0'.repeat(16) }));
    expect(await post(server)).toMatchObject({ kind: 'created' });
    expect(server.comments).toHaveLength(2);
  });

  test("another action's comment is not ours, though its key is the same", async () => {
    await using server = await startGitHub();
    const theirs = bodyOf('red', { commenter: { marker: 'cloudquery-sync', subject: 'this sync' } });
    server.addComment(ACTIONS_BOT, theirs);
    expect(await post(server)).toMatchObject({ kind: 'created' });
    expect(await post(server, { ...GREEN, target: LATER })).toMatchObject({ kind: 'updated' });
    expect(server.comments.map(({ body }) => body)).toEqual([theirs, expect.stringContaining('Green again')]);
  });

  test('the worse of two legs that differ in the key alone stays, in whichever order they come', async () => {
    for (const legs of [
      [{}, GREEN],
      [GREEN, {}],
    ]) {
      await using server = await startGitHub();
      server.addComment(ACTIONS_BOT, bodyOf('red', { facts: 'violations 9' }));
      for (const leg of legs) await post(server, { ...leg, when: 'always' });
      expect(server.comments.map(({ body }) => body)).toEqual([expect.stringContaining('3 violations gate.')]);
    }
  });

  test('a later run has the last word', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('green', { run: 101 }));
    expect(await post(server, { when: 'always' })).toMatchObject({ kind: 'skipped' });
    expect(server.comments[0]?.body).toBe(bodyOf('green', { run: 101 }));
  });

  test('`on-change` leaves a comment alone that says the same', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    expect(await post(server, { when: 'on-change', markdown: 'said in another way' })).toMatchObject({
      kind: 'unchanged',
    });
    expect(server.routes()).toEqual(['list', 'graphql']);
    expect(await post(server, { when: 'on-change', facts: 'violations 4' })).toMatchObject({ kind: 'updated' });
  });

  test('nothing to say', async () => {
    await using server = await startGitHub();
    expect(await post(server, GREEN)).toMatchObject({ kind: 'skipped' });
    expect(await post(server, { ...GREEN, when: 'on-change' })).toMatchObject({ kind: 'skipped' });
    expect(server.comments).toEqual([]);
  });
});

describe('whose comment it is', () => {
  const APP: Person = { login: 'acme-gate[bot]', id: 5_001, type: 'Bot', app: 'acme-gate' };
  const MONA: Person = { login: 'mona', id: 5_002, type: 'User', app: null };
  const tokens = { [TOKEN]: ACTIONS_BOT, ghs_acme: APP, github_pat_mona: MONA };

  test.each([
    ['GITHUB_TOKEN', TOKEN, ACTIONS_BOT],
    ['a GitHub App', 'ghs_acme', APP],
    ['a personal access token', 'github_pat_mona', MONA],
  ])('%s updates its own only', async (_, token, person) => {
    await using server = await startGitHub({ tokens });
    for (const author of [OCTOCAT, ACTIONS_BOT, APP, MONA]) server.addComment(author, bodyOf('red'));
    expect(await post(server, { ...GREEN, token })).toMatchObject({ kind: 'updated' });
    expect(server.comments).toHaveLength(4);
    for (const { author, body } of server.comments) {
      if (author === person) expect(body).toContain('Green again');
      else expect(body).toBe(bodyOf('red'));
    }
  });

  test('a copied marker does not make us write twice', async () => {
    await using server = await startGitHub();
    server.addComment(OCTOCAT, bodyOf('red', { run: 10 ** 9 }));
    expect(await post(server)).toMatchObject({ kind: 'created' });
    server.addComment(OCTOCAT, bodyOf('green', { run: 10 ** 9 }));
    expect(await post(server)).toMatchObject({ kind: 'updated' });
    expect(server.comments.map(({ author }) => author)).toEqual([OCTOCAT, ACTIONS_BOT, OCTOCAT]);
  });

  test('a marker that is not at the start is a quotation', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, `> ${bodyOf('red')}`);
    expect(await post(server)).toMatchObject({ kind: 'created' });
  });

  test('hundreds of copies', async () => {
    await using server = await startGitHub();
    for (let i = 0; i < 250; i++) server.addComment(OCTOCAT, bodyOf('red'));
    const own = server.addComment(ACTIONS_BOT, bodyOf('red'));
    expect(await post(server)).toMatchObject({ kind: 'updated' });
    expect(server.routes()).toEqual(['list', 'list', 'list', 'graphql', 'graphql', 'graphql', 'update', 'read']);
    expect(own.body).toContain('3 violations gate.');
  });

  test.each([
    ['does not understand', { errors: [{ type: 'undefinedField', message: "Field 'viewerDidAuthor' doesn't exist" }] }],
    ['knows no nodes', { data: { nodes: [null] } }],
    ['tells less than was asked', { data: { nodes: [] } }],
    ['says something else', { data: { nodes: [{ viewerDidAuthor: 'true' }] } }],
    ['has no data', { data: null }],
  ])('where GraphQL %s, nothing is written', async (_, body) => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.spoil({ route: 'graphql', times: 10, do: { kind: 'status', status: 200, body } });
    const limits = { clock: createFakeClock(), timeoutMs: 15_000 };
    expect(await post(server, { facts: 'other' }, limits)).toMatchObject({ kind: 'failed' });
    expect(server.comments.map(({ body }) => body)).toEqual([bodyOf('red')]);
    expect(server.routes()).not.toContain('create');
  });

  test.each([
    ['FORBIDDEN', 'refused'],
    ['INSUFFICIENT_SCOPES', 'refused'],
    ['RATE_LIMITED', 'failed'],
    ['SOMETHING', 'failed'],
  ])('GraphQL says %s: %s', async (type, kind) => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    const body = { data: { nodes: [null] }, errors: [{ type, message: '::error::no' }] };
    server.spoil({ route: 'graphql', times: 2, do: { kind: 'status', status: 200, body } });
    expect(await post(server, {}, { clock: createFakeClock(), timeoutMs: 15_000 })).toMatchObject({ kind });
  });
});

describe('if GitHub were wrong about who wrote what', () => {
  test('our comments could not pile up, and nobody else’s would be touched', async () => {
    await using server = await startGitHub();
    const rewrite = (text: string) => text.replaceAll('true', 'false');
    server.spoil({ route: 'graphql', times: 1_000, do: { kind: 'rewriteText', rewrite } });
    server.addComment(OCTOCAT, bodyOf('red'));
    expect(await post(server)).toMatchObject({ kind: 'created' });
    expect(await post(server, { markdown: 'again' })).toMatchObject({ kind: 'updated' });
    expect(server.comments.map(({ author }) => author)).toEqual([OCTOCAT, ACTIONS_BOT]);
    expect(server.comments[1]?.body).toContain('again');
    expect(server.comments[0]?.body).toBe(bodyOf('red'));
  });
});

describe('many pages', () => {
  test.each([
    ['linked', { hasLinks: true, mostPerPage: 100 }, 3],
    ['without links', { hasLinks: false, mostPerPage: 100 }, 3],
    ['smaller than asked for', { hasLinks: true, mostPerPage: 30 }, 9],
  ])('%s', async (_, options, pages) => {
    await using server = await startGitHub(options);
    for (let i = 0; i < 250; i++) server.addComment(OCTOCAT, `comment ${i}`);
    const own = server.addComment(ACTIONS_BOT, bodyOf('red'));
    expect(await post(server)).toMatchObject({ kind: 'updated' });
    expect(own.body).toContain('3 violations gate.');
    expect(server.routes().filter((route) => route === 'list')).toHaveLength(pages);
  });

  test('a full last page without links costs one request more', async () => {
    await using server = await startGitHub({ hasLinks: false });
    for (let i = 0; i < 100; i++) server.addComment(OCTOCAT, `comment ${i}`);
    expect(await post(server)).toMatchObject({ kind: 'created' });
    expect(server.routes()).toEqual(['list', 'list', 'create', 'list', 'list']);
  });

  test('a list without an end', async () => {
    await using server = await startGitHub();
    const headers = { link: '<http://evil.example/?page=2>; rel="next"' };
    server.spoil({ route: 'list', times: 1_000, do: { kind: 'status', status: 200, body: [], headers } });
    expect(await post(server)).toEqual({ kind: 'failed', detail: 'The list of comments has more than 50 pages.' });
    expect(server.routes()).toHaveLength(50);
  });
});

describe('two steps at once', () => {
  test('the one that wrote second gives way', async () => {
    await using server = await startGitHub();
    const [first, second] = await Promise.all([
      post(server),
      post(server, { target: { run: { id: 101, attempt: 1 } } }),
    ]);
    expect([first.kind, second.kind]).toContain('created');
    expect(server.comments).toHaveLength(1);
    expect(server.routes().filter((route) => route === 'create')).toHaveLength(2);
  });

  test('a better result of another leg that wrote over a worse one does not stay', async () => {
    let writes = 0;
    await using server = await startGitHub({
      onWrite: ([comment]) => {
        writes += 1;
        // The first one asks whose comment it is.
        if (writes === 2 && comment !== undefined)
          comment.body = bodyOf('green', { question: 'fail-on high', run: 100 });
      },
    });
    server.addComment(ACTIONS_BOT, bodyOf('red', { facts: 'violations 9' }));
    expect(await post(server)).toMatchObject({ kind: 'updated' });
    expect(server.comments[0]?.body).toContain('3 violations gate.');
    expect(server.routes()).toEqual(['list', 'graphql', 'update', 'read', 'update']);
  });

  test('where it cannot be looked whether a result stays, it is written all the same', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.spoil({ route: 'read', do: { kind: 'status', status: 404 } });
    expect(await post(server)).toMatchObject({ kind: 'updated' });
  });

  test('of two that are left over the older one stays', async () => {
    await using server = await startGitHub();
    const older = server.addComment(ACTIONS_BOT, bodyOf('green', { run: 90 }));
    server.addComment(OCTOCAT, bodyOf('red'));
    server.addComment(ACTIONS_BOT, bodyOf('red', { run: 91 }));
    expect(await post(server, GREEN)).toMatchObject({ kind: 'updated' });
    expect(server.comments.map(({ author }) => author)).toEqual([ACTIONS_BOT, OCTOCAT]);
    expect(older.body).toContain('Green again');
  });

  test('one that another step deleted already is as good as deleted', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    const body = { message: 'Not Found' };
    server.spoil({ route: 'remove', effect: true, do: { kind: 'status', status: 404, body } });
    expect((await post(server)).detail).not.toContain('could not be deleted');
  });

  test('one that cannot be deleted is told', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.spoil({ route: 'remove', do: { kind: 'status', status: 403 } });
    expect(await post(server)).toMatchObject({
      kind: 'updated',
      detail: expect.stringContaining('could not be deleted'),
    });
  });

  test('a comment that goes while it is asked about', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    const body = { data: { nodes: [null] }, errors: [{ type: 'NOT_FOUND', message: 'no node' }] };
    server.spoil({ route: 'graphql', do: { kind: 'status', status: 200, body } });
    expect(await post(server)).toMatchObject({ kind: 'updated' });
    expect(server.routes()).toEqual(['list', 'graphql', 'list', 'graphql', 'update', 'read']);
  });

  test('where it cannot be looked again, the comment is there all the same', async () => {
    await using server = await startGitHub();
    server.spoil({ route: 'list', from: 2, times: 2, do: { kind: 'status', status: 404 } });
    expect(await post(server)).toMatchObject({ kind: 'created', detail: expect.stringContaining('the only one') });
  });
});

describe('a token that may not', () => {
  test.each([
    [false, 'for forks and for Dependabot GitHub gives a token that may only read.'],
    [true, 'which GitHub does not give to a pull request from a fork.'],
  ])('fork %s: nothing written', async (isFork, end) => {
    await using server = await startGitHub({ mayWrite: false });
    const outcome = await post(server, { target: { pullRequest: { number: 7, isFork, headSha: null } } });
    const start = 'GitHub answered 403: Resource not accessible by integration. The job needs `permissions:';
    expect(outcome).toEqual({
      kind: isFork ? 'unavailable' : 'refused',
      detail: `${start} pull-requests: write\`${isFork ? ',' : ';'} ${end}`,
    });
    expect(server.routes()).toEqual(['list', 'create']);
  });

  test('may not update either', async () => {
    await using server = await startGitHub({ mayWrite: false });
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    expect(await post(server)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('pull-requests: write'),
    });
  });

  test('an unknown one', async () => {
    await using server = await startGitHub();
    const outcome = await post(server, { token: 'ghs_unknown' });
    expect(outcome).toEqual({ kind: 'refused', detail: 'GitHub answered 401: Bad credentials. Check `github-token`.' });
  });

  test.each([
    ['an empty one', ''],
    ['one with a line break', 'ghs_abc\ndef'],
    ['one with a blank', 'ghs abc'],
  ])('%s: no request', async (_, token) => {
    await using server = await startGitHub();
    expect(await post(server, { token })).toMatchObject({ kind: 'refused' });
    expect(server.requests).toEqual([]);
  });

  test('a conversation that is locked', async () => {
    await using server = await startGitHub({ isLocked: true });
    const detail = 'GitHub answered 403: Unable to create comment because issue is locked.';
    expect(await post(server)).toEqual({ kind: 'refused', detail });
  });

  test.each([404, 410])('%d for the list', async (status) => {
    await using server = await startGitHub();
    server.spoil({ route: 'list', do: { kind: 'status', status, body: { message: 'Not Found' } } });
    expect(await post(server)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('pull-requests: write'),
    });
    expect(server.routes()).toEqual(['list']);
  });
});

describe('the text', () => {
  test('an empty one is never posted', async () => {
    await using server = await startGitHub();
    expect(await post(server, { markdown: ' \n' })).toMatchObject({ kind: 'skipped' });
    expect(server.requests).toEqual([]);
  });

  test('the longest one fits, with all that is ours', async () => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    const runUrl = `https://github.example/${'r'.repeat(450)}`;
    const markdown = 'é'.repeat(COMMENT_CHARACTERS);
    expect(await post(server, { ...GREEN, markdown, target: { runUrl } })).toMatchObject({ kind: 'updated' });
    expect(await post(server, { markdown: `${markdown}é` })).toMatchObject({ kind: 'refused' });
  });

  test('GitHub says that it is invalid', async () => {
    await using server = await startGitHub();
    const body = {
      message: 'Validation Failed',
      errors: [{ message: 'Body is too long' }, 'odd'],
      documentation_url: 'x',
    };
    server.spoil({ route: 'create', do: { kind: 'status', status: 422, body } });
    expect(await post(server)).toEqual({ kind: 'failed', detail: 'GitHub answered 422: Validation Failed.' });
  });

  test('arrives as it is', async () => {
    await using server = await startGitHub();
    await post(server, { markdown: 'a \ud800 b — ☁️ {owner} %7B' });
    expect(server.comments[0]?.body).toContain('a \ufffd b — ☁️ {owner} %7B');
    expect(readMarker(server.comments[0]?.body ?? '', COMMENTER.marker)?.key).toBe(KEY);
    expect(server.comments[0]?.body).toContain(`Commit ${HEAD.slice(0, 7)} `);
  });
});

describe('rate limits', () => {
  const RESET = String(NOON / 1_000 + 5);
  // By GitHub's own clock.
  const date = new Date(NOON).toUTCString();
  const limited = { message: 'You have exceeded a secondary rate limit.' };
  const spent = { message: 'API rate limit exceeded for installation.' };

  test.each([
    ['429 with Retry-After', 429, { 'retry-after': '3' }, limited, 3_000],
    ['403 with Retry-After', 403, { 'retry-after': '1' }, limited, 1_000],
    ['403 until the reset', 403, { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET }, spent, 5_000],
    ['429 until the reset', 429, { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET }, spent, 5_000],
  ])('%s: one second try', async (_, status, headers, body, pause) => {
    await using server = await startGitHub();
    const clock = createFakeClock();
    server.spoil({ route: 'create', do: { kind: 'status', status, headers, body } });
    expect(await post(server, {}, { clock, timeoutMs: 15_000 })).toMatchObject({ kind: 'created' });
    expect(clock.pauses).toEqual([pause]);
    expect(server.comments).toHaveLength(1);
  });

  test.each([
    ['too long a pause', 429, { 'retry-after': '60' }, limited],
    [
      'a reset in an hour',
      403,
      { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOON / 1_000 + 3_600) },
      spent,
    ],
    ['no word on how long', 403, {}, limited],
    ['429 with nothing', 429, {}, {}],
  ])('%s: a warning, at once', async (_, status, headers, body) => {
    await using server = await startGitHub();
    const clock = createFakeClock();
    server.spoil({ route: 'create', do: { kind: 'status', status, headers, body } });
    expect(await post(server, {}, { clock, timeoutMs: 15_000 })).toMatchObject({ kind: 'failed' });
    expect(clock.pauses).toEqual([]);
    expect(server.routes()).toEqual(['list', 'create']);
  });

  test('one second try in all', async () => {
    await using server = await startGitHub();
    const clock = createFakeClock();
    const fault = { kind: 'status', status: 429, headers: { 'retry-after': '2' }, body: limited } as const;
    server.spoil({ route: 'list', do: fault });
    server.spoil({ route: 'create', do: fault });
    expect(await post(server, {}, { clock, timeoutMs: 15_000 })).toMatchObject({ kind: 'failed' });
    expect(clock.pauses).toEqual([2_000]);
    expect(server.routes()).toEqual(['list', 'list', 'create']);
  });
});

describe('a network that fails', () => {
  const quick = () => ({ clock: createFakeClock(), timeoutMs: 15_000 });

  test.each([
    ['500', { kind: 'status', status: 500 }],
    ['502, a page', { kind: 'html', status: 502 }],
    ['reset', { kind: 'reset' }],
    ['cut', { kind: 'cut' }],
    ['cut before the first byte', { kind: 'cut', bytes: 0 }],
    ['a page that says 200', { kind: 'html', status: 200 }],
    ['no JSON', { kind: 'garbage', body: '[{"id": 1,' }],
    ['JSON of another kind', { kind: 'garbage', body: '{"id": 1}' }],
    ['null', { kind: 'garbage', body: 'null' }],
    ['nothing', { kind: 'garbage', body: '' }],
  ] as const)('%s: read again, but never written again', async (_, fault) => {
    for (const route of ['list', 'graphql', 'update'] as const) {
      await using server = await startGitHub();
      server.addComment(ACTIONS_BOT, bodyOf('red'));
      server.spoil({ route, do: fault });
      expect(await post(server, {}, quick()), route).toMatchObject({ kind: 'updated' });
      expect(server.comments).toHaveLength(1);
    }
    for (const effect of [false, true]) {
      await using server = await startGitHub();
      server.spoil({ route: 'create', do: fault, effect });
      expect(await post(server, {}, quick())).toMatchObject({ kind: 'failed' });
      expect(server.routes()).toEqual(['list', 'create']);
      // Whether it was written or not: the next run finds out, and there is one.
      expect(await post(server, {}, quick())).toMatchObject({ kind: expect.stringMatching(/created|updated/) });
      expect(server.comments).toHaveLength(1);
    }
  });

  test.each([
    ['500', { kind: 'status', status: 500 }],
    ['a page', { kind: 'html', status: 200 }],
    ['cut', { kind: 'cut' }],
  ] as const)('%s, twice: a warning', async (_, fault) => {
    await using server = await startGitHub();
    server.spoil({ route: 'list', times: 2, do: fault });
    expect(await post(server, {}, quick())).toMatchObject({ kind: 'failed' });
    expect(server.routes()).toEqual(['list', 'list']);
  });

  test('part of a list is never taken for all of it', async () => {
    await using server = await startGitHub();
    for (let i = 0; i < 150; i++) server.addComment(OCTOCAT, `comment ${i}`);
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.spoil({ route: 'list', from: 2, times: 2, do: { kind: 'garbage', body: '[{}]' } });
    expect(await post(server, {}, quick())).toMatchObject({ kind: 'failed' });
    expect(server.routes()).not.toContain('create');
  });

  test('a page is not quoted', async () => {
    await using server = await startGitHub();
    server.spoil({ route: 'list', times: 2, do: { kind: 'html', status: 502 } });
    expect(await post(server, {}, quick())).toEqual({ kind: 'failed', detail: 'GitHub answered 502.' });
  });

  test.each([301, 302, 307, 308] as const)('%d is not followed', async (status) => {
    await using server = await startGitHub();
    await using other = await startGitHub();
    const location = `${other.apiUrl}/repos/octo-org/octo-repo/issues/7/comments`;
    server.spoil({ route: 'list', do: { kind: 'redirect', status, location } });
    expect(await post(server)).toMatchObject({ kind: 'failed', detail: expect.stringContaining('redirect') });
    expect(other.requests).toEqual([]);
  });

  test('nobody listens', async () => {
    const server = await startGitHub();
    await server[Symbol.asyncDispose]();
    expect(await post(server, {}, quick())).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test.each(['list', 'graphql', 'update'] as const)('%s that never ends is given up', async (route) => {
    for (const fault of [{ kind: 'stall' }, { kind: 'trickle', bytes: 10 }] as const) {
      await using server = await startGitHub();
      server.addComment(ACTIONS_BOT, bodyOf('red'));
      server.spoil({ route, do: fault });
      const limits = { ...quick(), timeoutMs: 200 };
      expect(await post(server, {}, limits)).toEqual({ kind: 'failed', detail: 'GitHub did not answer within 0.2 s.' });
    }
  });

  test('a pause counts too', async () => {
    await using server = await startGitHub();
    server.spoil({ route: 'list', do: { kind: 'status', status: 429, headers: { 'retry-after': '9' }, body: {} } });
    expect(await post(server, {}, { clock: systemClock, timeoutMs: 200 })).toEqual({
      kind: 'failed',
      detail: 'GitHub did not answer within 0.2 s.',
    });
    // Not once more.
    expect(server.routes().length).toBeLessThanOrEqual(1);
  });

  test('a slow one is waited for', async () => {
    await using server = await startGitHub({ delayMs: () => 100 });
    expect(await post(server)).toMatchObject({ kind: 'created' });
  });
});

describe('a step that is cancelled', () => {
  test('before: no request', async () => {
    await using server = await startGitHub();
    expect(await post(server, { signal: AbortSignal.abort() })).toEqual({
      kind: 'skipped',
      detail: 'The step was cancelled.',
    });
    expect(server.requests).toEqual([]);
  });

  test.each(['list', 'graphql', 'update'] as const)('while %s is under way', async (route) => {
    await using server = await startGitHub();
    server.addComment(ACTIONS_BOT, bodyOf('red'));
    server.spoil({ route, do: { kind: 'stall' } });
    const cancel = new AbortController();
    const outcome = post(server, { signal: cancel.signal });
    await expect.poll(() => server.routes()).toContain(route);
    cancel.abort(new Error(`cancelled with ${TOKEN}`));
    expect(await outcome).toMatchObject({ kind: 'skipped' });
  });
});

describe('what a server says', () => {
  test.each([
    ['the token', TOKEN],
    ['the token in base64', Buffer.from(`x-access-token:${TOKEN}`).toString('base64')],
    ['a workflow command', '::add-mask::a\n::error::b ##[error]c'],
    ['colours', '\u001b[31mred\u001b[0m'],
    ['a novel', 'word '.repeat(10_000)],
  ])('%s is harmless in our words', async (_, message) => {
    await using server = await startGitHub();
    server.spoil({ route: 'list', do: { kind: 'status', status: 403, body: { message } } });
    const { kind, detail } = await post(server);
    expect(kind).toBe('refused');
    expect(detail).not.toContain(message);
    expect(detail.length).toBeLessThan(500);
  });

  test('a deprecation is not printed', async () => {
    await using server = await startGitHub();
    using warn = vi.spyOn(console, 'warn');
    const headers = { deprecation: 'true', sunset: '::error::gone', link: '<x>; rel="deprecation"' };
    server.spoil({ route: 'list', do: { kind: 'status', status: 200, body: [], headers } });
    expect(await post(server)).toMatchObject({ kind: 'created' });
    expect(warn).not.toHaveBeenCalled();
  });

  test('a page of its own', async () => {
    await using server = await startGitHub();
    const rewrite = (text: string) =>
      text.replace(/"html_url":"[^"]*issuecomment[^"]*"/, `"html_url":"##[error]${TOKEN}"`);
    server.spoil({ route: 'create', do: { kind: 'rewriteText', rewrite } });
    expect(await post(server)).toMatchObject({ kind: 'created' });
  });
});

describe('a way without TLS', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    ['the API', { apiUrl: 'http://github.example/api/v3' }],
    ['GraphQL', { graphqlUrl: 'http://user:secret@github.example/api/graphql' }],
  ])('to %s: the token is not sent', async (_, target) => {
    await using server = await startGitHub();
    expect(await post(server, { target })).toEqual({
      kind: 'refused',
      detail: "GitHub's API is http://github.example, without TLS: the token could be read on the way.",
    });
    expect(server.requests).toEqual([]);
  });

  test.each(['127.0.0.1', 'github.localhost', 'localhost.'])(
    'is one to this machine, and never through a proxy: %s',
    async (host) => {
      await using server = await startGitHub();
      await using proxy = await startGitHub();
      for (const name of ['http_proxy', 'HTTP_PROXY']) vi.stubEnv(name, proxy.apiUrl);
      for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
      server.addComment(ACTIONS_BOT, bodyOf('red'));
      const reach = (url: string) => url.replace('127.0.0.1', host);
      const target = { apiUrl: reach(server.apiUrl), graphqlUrl: reach(server.graphqlUrl) };
      const outcome = await post(server, { target });
      expect(proxy.requests).toEqual([]);
      expect(outcome).toMatchObject({ kind: 'updated' });
      expect(server.routes()).toEqual(['list', 'graphql', 'update', 'read']);
    },
  );
});

test('what throws where nothing should', async () => {
  const request = buildRequest({ apiUrl: 'no address', graphqlUrl: 'no address' });
  expect(await postComment(request, { clock: createFakeClock(), timeoutMs: 1_000 })).toMatchObject({ kind: 'failed' });
});
