import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../emulator/answers.ts';
import type { FaultKind } from '../emulator/faults.ts';
import { sendAnswer, sendFault } from '../emulator/respond.ts';
import { ACTIONS_BOT, type Person, PULL_PATH, type StoredComment } from './github-json.ts';
import { createPull, findRoute, type GitHubRequest, type PullOptions, type Route } from './github-pull.ts';
import { type Edition, loadGitHubValidator } from './openapi.ts';

/** Of `ACTIONS_BOT`, where nothing else is said. */
export const TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';

export interface GitHubFault {
  readonly route: Route;
  /** The first of the route's requests that it spoils, from 1 (the default). */
  readonly from?: number;
  /** How many it spoils; default 1. */
  readonly times?: number;
  /** Whether the request does what it asks for although its answer is spoilt; default no. */
  readonly effect?: boolean;
  readonly do: FaultKind;
}

export interface RecordedRequest extends GitHubRequest {
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
}

export interface GitHubServer extends AsyncDisposable {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The page of the pull request, which the addresses of its comments name. */
  readonly pullUrl: string;
  /** Of the pull request, oldest first. */
  readonly comments: StoredComment[];
  readonly requests: readonly RecordedRequest[];
  /** What was asked, in order. */
  routes(): (Route | null)[];
  /** What contradicted GitHub's description of its API, in requests and in answers. */
  readonly findings: readonly string[];
  addComment(author: Person, body: string): StoredComment;
  spoil(fault: GitHubFault): void;
}

export interface GitHubOptions extends Partial<PullOptions> {
  /** An Enterprise Server has its API below `/api/v3`. */
  readonly edition?: Edition;
  /** Whether pages are linked: what stands between may drop headers. */
  readonly hasLinks?: boolean;
  /** How long an answer takes, in milliseconds; called with each request. */
  readonly delayMs?: () => number;
  /** Called with all comments after each request that may have changed them, before its answer. */
  readonly onWrite?: (comments: readonly StoredComment[]) => void;
  /** Gives the HTML of the pull request's page, for somebody who opens it in a browser; without it there is none. */
  readonly showPull?: (comments: readonly StoredComment[]) => string;
}

/** A GitHub on this machine with one pull request. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubServer> {
  const { edition = 'api.github.com', hasLinks = true, delayMs, onWrite, showPull } = options;
  const [prefix, graphqlPath] = edition === 'api.github.com' ? ['', '/graphql'] : ['/api/v3', '/api/graphql'];
  const usual = { tokens: { [TOKEN]: ACTIONS_BOT }, mayWrite: true, isLocked: false, mostPerPage: 100 };
  const pull = createPull({ ...usual, ...options });
  const validator = loadGitHubValidator(edition);
  const requests: RecordedRequest[] = [];
  const findings: string[] = [];
  const faults: GitHubFault[] = [];
  let origin = '';

  function takeFault(route: Route | null): GitHubFault | undefined {
    const count = requests.filter((request) => request.route === route).length;
    return faults.find(({ route: own, from = 1, times = 1 }) => own === route && count >= from && count < from + times);
  }

  /** What the request asks for happens here. */
  function answer(request: RecordedRequest): Answer {
    const given = pull.answer(request, `${origin}${prefix}`);
    if (request.method !== 'GET') onWrite?.(pull.comments);
    if (request.route === 'graphql') return given;
    const exchange = {
      method: request.method,
      path: request.url.pathname.slice(prefix.length),
      query: request.url.searchParams,
      requestBody: request.body,
      status: given.status,
      contentType: given.contentType ?? '',
      responseBody: given.chunks.join(''),
    };
    findings.push(...validator.check(exchange));
    return given;
  }

  async function handle(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming;
    const url = new URL(incoming.url ?? '/', origin);
    if (showPull !== undefined && method === 'GET' && url.pathname === PULL_PATH) {
      return sendPage(response, showPull(pull.comments));
    }
    const [, token = ''] = /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const isBelow = url.pathname.startsWith(`${prefix}/`);
    const known = isBelow ? findRoute(method, url.pathname.slice(prefix.length)) : null;
    const route = method === 'POST' && url.pathname === graphqlPath ? 'graphql' : known;
    const request = { route, method, url, headers, token, body: await text(incoming) };
    requests.push(request);
    const fault = takeFault(route);
    if (delayMs !== undefined) await sleep(delayMs());
    const links = route === 'list' && hasLinks ? pull.linksOf(url) : '';
    if (links !== '') response.setHeader('link', links);
    if (fault === undefined) return sendAnswer(response, answer(request));
    const hasEffect = fault.effect === true || ['cut', 'trickle', 'rewrite', 'rewriteText'].includes(fault.do.kind);
    const done = hasEffect ? answer(request) : null;
    await sendFault(response, fault.do, () => done ?? answer(request));
  }

  const server = http.createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      // A client that went away is no fault of the server; all else is, and tests should see it.
      if (!response.destroyed) findings.push(`the server failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${origin}${prefix}`,
    graphqlUrl: `${origin}${graphqlPath}`,
    pullUrl: `${origin}${PULL_PATH}`,
    comments: pull.comments,
    requests,
    routes: () => requests.map(({ route }) => route),
    findings,
    addComment: pull.addComment,
    spoil: (fault) => faults.push(fault),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a comment says may be hostile: the browser runs and loads nothing of it. */
function sendPage(response: http.ServerResponse, html: string): void {
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  sendAnswer(response, { status: 200, contentType: 'text/html; charset=utf-8', chunks: [html] });
}
