import { describe, expect, test } from 'vitest';
import { ACTIONS_BOT, OCTOCAT } from './github-json.ts';
import { startGitHub, TOKEN } from './github-server.ts';
import { EDITIONS, type Exchange, loadGitHubValidator } from './openapi.ts';

const COMMENTS = '/repos/octo-org/octo-repo/issues/7/comments';

async function ask(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { ...init, headers: { authorization: `token ${TOKEN}` } });
  return { status: response.status, link: response.headers.get('link'), body: await response.text() };
}

describe('the server', () => {
  test.each(EDITIONS)('answers as %s is described', async (edition) => {
    await using server = await startGitHub({ edition });
    const body = JSON.stringify({ body: 'a' });
    expect(await ask(`${server.apiUrl}${COMMENTS}`, { method: 'POST', body })).toMatchObject({ status: 201 });
    server.addComment(OCTOCAT, 'b');
    const [comment] = server.comments;
    const address = `${server.apiUrl}/repos/octo-org/octo-repo/issues/comments/${comment?.id}`;
    expect(await ask(address, { method: 'PATCH', body })).toMatchObject({ status: 200 });
    expect(await ask(`${server.apiUrl}${COMMENTS}?per_page=1&page=2`)).toMatchObject({ status: 200 });
    expect(await ask(address, { method: 'DELETE' })).toMatchObject({ status: 204, body: '' });
    expect(await ask(address, { method: 'DELETE' })).toMatchObject({ status: 404 });
    const long = JSON.stringify({ body: 'x'.repeat(65_537) });
    expect(await ask(`${server.apiUrl}${COMMENTS}`, { method: 'POST', body: long })).toMatchObject({ status: 422 });
    expect(server.findings).toEqual([]);
  });

  test('says who it is to nobody', async () => {
    await using server = await startGitHub();
    expect(await ask(`${server.apiUrl}/user`)).toMatchObject({ status: 403 });
  });

  test('links its pages', async () => {
    await using server = await startGitHub();
    for (let i = 0; i < 5; i++) server.addComment(ACTIONS_BOT, 'x');
    const at = `${server.apiUrl}${COMMENTS}?per_page=2&page=`;
    expect((await ask(`${at}1`)).link).toBe(`<${at}2>; rel="next", <${at}3>; rel="last"`);
    expect((await ask(`${at}2`)).link).toBe(`<${at}1>; rel="prev", <${at}3>; rel="next", <${at}3>; rel="last"`);
    expect((await ask(`${at}3`)).link).toBe(`<${at}2>; rel="prev", <${at}1>; rel="first"`);
  });
});

describe("GitHub's description of itself", () => {
  const good: Exchange = {
    method: 'POST',
    path: COMMENTS,
    query: new URLSearchParams(),
    requestBody: '{"body":"a"}',
    status: 403,
    contentType: 'application/json; charset=utf-8',
    responseBody: '{"message":"no"}',
  };

  test.each<[string, Partial<Exchange>, RegExp | null]>([
    ['nothing', {}, null],
    ['a body of another kind', { requestBody: '{"body":1}' }, /request body\/body must be string/],
    ['a body that is missing', { requestBody: '' }, /request body is not JSON/],
    ['a body without the text', { requestBody: '{"text":"a"}' }, /must have required property 'body'/],
    ['a body with GET', { method: 'GET', status: 404 }, /a body, and none is declared/],
    [
      'an answer that lacks a field',
      { status: 201, responseBody: '{"id":1}' },
      /must have required property 'node_id'/,
    ],
    ['another content type', { contentType: 'text/html' }, /text\/html is not declared/],
    ['a status that is not declared', { status: 202 }, /status 202 is not declared/],
    ['a parameter that is not declared', { query: new URLSearchParams('perPage=3') }, /perPage is not declared/],
    ['a number that is none', { path: '/repos/a/b/issues/x/comments' }, /issue_number must be integer/],
    ['an unknown address', { path: '/repos/a/b/comments' }, /not declared at all/],
  ])('finds %s', (_, more, finding) => {
    const findings = loadGitHubValidator('api.github.com')
      .check({ ...good, ...more })
      .join('\n');
    if (finding === null) expect(findings).toBe('');
    else expect(findings).toMatch(finding);
  });
});
