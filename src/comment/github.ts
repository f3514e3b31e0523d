import type { Clock } from '../clock.ts';
import { toLogText } from '../text/escape.ts';
import { createScrub } from '../text/scrub.ts';
import { trimEnd } from '../text/trim-end.ts';
import * as v from '../vendor/valibot.ts';
import { boundFetch } from './bounded-fetch.ts';
import { explainFailure, explainGraphql, GraphqlErrors } from './explain.ts';
import { GitHubError, pauseBeforeSecondTry } from './failure.ts';
import { keepHere } from './here-fetch.ts';

export interface CommentPlace {
  /** `GITHUB_API_URL`, such as `https://api.github.com` or `https://github.example/api/v3`. */
  readonly apiUrl: string;
  /** `GITHUB_GRAPHQL_URL`, such as `https://api.github.com/graphql` or `https://github.example/api/graphql`. */
  readonly graphqlUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The pull request's number. */
  readonly number: number;
}

export interface ListedComment {
  readonly id: number;
  readonly nodeId: string;
  readonly body: string;
  /** Null if the user is gone. */
  readonly authorId: number | null;
}

export interface WrittenComment {
  readonly id: number;
  /** Who we are, since we wrote it. */
  readonly authorId: number | null;
  /** Its page, as one harmless line. */
  readonly url: string;
}

/** The comments of one pull request. All throw a GitHubError, or the signal's reason. */
export interface PullRequestComments {
  /** Lists the wanted comments: all of them, or an error. */
  list(isWanted: (comment: ListedComment) => boolean): Promise<ListedComment[]>;
  /** Picks those that the token's own user or bot wrote; null if one of them is gone meanwhile: then nobody can say. */
  pickOwn(comments: readonly ListedComment[]): Promise<ListedComment[] | null>;
  /** Reads one again. */
  read(id: number): Promise<ListedComment>;
  create(body: string): Promise<WrittenComment>;
  update(id: number, body: string): Promise<WrittenComment>;
  /** Removes a comment. If it is gone already, that is as good. */
  remove(id: number): Promise<void>;
}

export interface GitHubOptions {
  readonly token: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const USER_AGENT = 'cloudquery-gate';

/** GitHub gives no more in one answer, and takes no more in one question. */
const PER_PAGE = 100;

/** An issue holds 2,500 comments at most; a list without an end must not be read for ever. */
const MOST_PAGES = 50;

const Id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const Comment = v.object({
  id: Id,
  node_id: v.pipe(v.string(), v.nonEmpty()),
  html_url: v.string(),
  user: v.nullable(v.object({ id: Id })),
  body: v.optional(v.nullable(v.string(), ''), ''),
});

/** In the order of the question. */
const AuthorshipAnswer = v.object({
  data: v.object({ nodes: v.array(v.nullable(v.object({ viewerDidAuthor: v.boolean() }))) }),
});

/**
 * REST does not say whose a token is: `GET /user` is closed to `GITHUB_TOKEN` and to GitHub Apps. Logins are no answer
 * either, since a bot is `name[bot]` in one place and `name` in another (cli/cli#6384). So this asks for each comment
 * whether the token's owner wrote it. It works for any kind of token, and on GitHub Enterprise Server too.
 */
const AUTHORSHIP = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/**
 * The one place that knows `@actions/github`, which is loaded only if somebody asks for a comment. It finds the proxy
 * in the environment by itself.
 */
export async function openComments(place: CommentPlace, options: GitHubOptions): Promise<PullRequestComments> {
  const { getOctokit } = await import('@actions/github');
  const { token, clock, signal } = options;
  signal.throwIfAborted();
  const scrub = createScrub(token);
  const quote = (text: string) => toLogText(scrub(text), 200);
  // Octokit would print a server's words to the log.
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const octokit = getOctokit(token, { baseUrl: trimEnd(place.apiUrl, '/'), userAgent: USER_AGENT, log });
  const [owner = '', repo = ''] = place.repository.split('/');
  // The one that goes through the environment's proxy.
  const fetchThere = octokit.request.endpoint.DEFAULTS.request?.fetch ?? globalThis.fetch;
  const fetch = boundFetch(keepHere(fetchThere), signal);
  // A redirect would take the token along.
  const common = { owner, repo, request: { signal, redirect: 'manual' as const, log, fetch } };
  let mayTryAgain = true;

  async function send<S extends v.GenericSchema>(ask: () => Promise<Answer>, schema: S, isRepeatable: boolean) {
    try {
      return await sendOnce(ask, schema);
    } catch (error) {
      const pause = error instanceof GitHubError ? pauseBeforeSecondTry(error.failure, isRepeatable) : null;
      if (pause === null || !mayTryAgain) throw error;
      mayTryAgain = false;
      await clock.sleep(pause, signal);
      return await sendOnce(ask, schema);
    }
  }

  async function sendOnce<S extends v.GenericSchema>(ask: () => Promise<Answer>, schema: S) {
    const answer = await ask().catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof Error && error.cause instanceof GitHubError) throw error.cause;
      throw explainFailure(error, clock.now(), quote);
    });
    const { status, headers, data } = answer;
    if (status >= 300) {
      throw new GitHubError(`GitHub answered ${status}, a redirect, which is not followed`, { kind: 'redirect' });
    }
    const refusal = v.safeParse(GraphqlErrors, data);
    const told = refusal.success ? explainGraphql(refusal.output.errors, quote) : null;
    if (told !== null) throw told;
    const result = v.safeParse(schema, data, { abortEarly: true });
    if (result.success) return { headers, data: result.output };
    throw new GitHubError(`GitHub's answer (${status}) could not be read`, { kind: 'unreadable' });
  }

  const toWritten = ({ id, user, html_url }: v.InferOutput<typeof Comment>): WrittenComment => {
    return { id, authorId: user?.id ?? null, url: quote(html_url) };
  };

  return {
    async list(isWanted) {
      const wanted: ListedComment[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const query = { ...common, issue_number: place.number, per_page: PER_PAGE, page };
        const { headers, data } = await send(() => octokit.rest.issues.listComments(query), v.array(Comment), true);
        wanted.push(...data.map(toListed).filter(isWanted));
        // Pages are asked for by number: a link could lead to another server. A full page without one is not believed.
        const isLast = !/;\s*rel="?next\b/.test(String(headers['link'] ?? '')) && data.length < PER_PAGE;
        if (isLast) return wanted;
      }
      throw new GitHubError(`The list of comments has more than ${MOST_PAGES} pages`, { kind: 'unreadable' });
    },
    async pickOwn(comments) {
      const own: ListedComment[] = [];
      for (let start = 0; start < comments.length; start += PER_PAGE) {
        const asked = comments.slice(start, start + PER_PAGE);
        const variables = { ids: asked.map(({ nodeId }) => nodeId) };
        const question = { query: AUTHORSHIP, variables, request: common.request };
        const ask = () => octokit.request(`POST ${place.graphqlUrl}`, question);
        const { data } = await send(ask, AuthorshipAnswer, true);
        const { nodes } = data.data;
        if (asked.some((_, index) => !nodes[index])) return null;
        own.push(...asked.filter((_, index) => nodes[index]?.viewerDidAuthor));
      }
      return own;
    },
    async read(id) {
      const query = { ...common, comment_id: id };
      return toListed((await send(() => octokit.rest.issues.getComment(query), Comment, true)).data);
    },
    async create(body) {
      const query = { ...common, issue_number: place.number, body };
      return toWritten((await send(() => octokit.rest.issues.createComment(query), Comment, false)).data);
    },
    async update(id, body) {
      const query = { ...common, comment_id: id, body };
      return toWritten((await send(() => octokit.rest.issues.updateComment(query), Comment, true)).data);
    },
    async remove(id) {
      try {
        await send(() => octokit.rest.issues.deleteComment({ ...common, comment_id: id }), v.unknown(), true);
      } catch (error) {
        const isGone = error instanceof GitHubError && error.failure.kind === 'status' && error.failure.status === 404;
        if (!isGone) throw error;
      }
    },
  };
}

function toListed({ id, node_id, user, body }: v.InferOutput<typeof Comment>): ListedComment {
  return { id, nodeId: node_id, body, authorId: user?.id ?? null };
}
