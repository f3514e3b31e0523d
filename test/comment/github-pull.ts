import { type Answer, answerJson, NO_CONTENT } from '../emulator/answers.ts';
import {
  answerError,
  answerInvalid,
  NUMBER,
  nodeIdOf,
  type Person,
  REPOSITORY,
  type StoredComment,
  toJson,
} from './github-json.ts';

export type Route = 'list' | 'read' | 'create' | 'update' | 'remove' | 'graphql' | 'user';

export interface GitHubRequest {
  /** Null: an address that this GitHub does not know. */
  readonly route: Route | null;
  readonly url: URL;
  readonly token: string;
  readonly body: string;
}

export interface PullOptions {
  readonly tokens: Readonly<Record<string, Person>>;
  /** Whether tokens may write; on forks they may not. */
  readonly mayWrite: boolean;
  readonly isLocked: boolean;
  /** A smaller page than was asked for, as some servers give. */
  readonly mostPerPage: number;
}

export interface Pull {
  /** Oldest first. */
  readonly comments: StoredComment[];
  addComment(author: Person, body: string): StoredComment;
  /** @param apiUrl under which comments are known */
  answer(request: GitHubRequest, apiUrl: string): Answer;
  /** The `Link` header of a page; empty where there is but one. */
  linksOf(url: URL): string;
}

/** GitHub refuses a longer comment. */
const MOST_CHARACTERS = 65_536;

/** Ids of today do not fit into 32 bits. */
const FIRST_ID = 2 ** 32;

/** The one question that is understood; it was checked against GitHub's GraphQL schema by hand. */
const QUESTION = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }';

const NO_ACCESS = answerError(403, 'Resource not accessible by integration');
const NOT_FOUND = answerError(404, 'Not Found');

/** One pull request, as far as its comments go. */
export function createPull(options: PullOptions): Pull {
  const comments: StoredComment[] = [];
  let lastId = FIRST_ID;

  function addComment(author: Person, body: string): StoredComment {
    lastId += 1;
    const comment = { id: lastId, author, body };
    comments.push(comment);
    return comment;
  }

  function readPage(url: URL): { readonly size: number; readonly page: number; readonly last: number } {
    const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100, options.mostPerPage);
    const page = Number(url.searchParams.get('page') ?? 1);
    return { size, page, last: Math.max(1, Math.ceil(comments.length / size)) };
  }

  function write(body: string, apply: () => Answer): Answer {
    if (!options.mayWrite) return NO_ACCESS;
    if (body.trim() === '') return answerInvalid("Body can't be blank");
    if ([...body].length <= MOST_CHARACTERS) return apply();
    return answerInvalid(`Body is too long (maximum is ${MOST_CHARACTERS} characters)`);
  }

  return {
    comments,
    addComment,
    linksOf(url) {
      const { page, last } = readPage(url);
      const links = page < last ? { prev: page - 1, next: page + 1, last } : { prev: page - 1, first: 1 };
      const shown = last === 1 ? [] : Object.entries(links).filter(([, to]) => to >= 1);
      return shown.map(([name, to]) => `<${withPage(url, to)}>; rel="${name}"`).join(', ');
    },
    answer({ route, url, token, body }, apiUrl) {
      const viewer = options.tokens[token];
      if (viewer === undefined) return answerError(401, 'Bad credentials');
      const named = comments.find(({ id }) => id === Number(url.pathname.split('/').at(-1)));
      switch (route) {
        case 'list': {
          const { size, page } = readPage(url);
          const items = comments.slice((page - 1) * size, page * size);
          return answerJson(
            200,
            items.map((comment) => toJson(comment, apiUrl)),
          );
        }
        case 'create': {
          if (options.isLocked) return answerError(403, 'Unable to create comment because issue is locked.');
          const text = readText(body);
          return write(text, () => answerJson(201, toJson(addComment(viewer, text), apiUrl)));
        }
        case 'read':
          return named === undefined ? NOT_FOUND : answerJson(200, toJson(named, apiUrl));
        case 'update': {
          if (named === undefined) return NOT_FOUND;
          const text = readText(body);
          return write(text, () => {
            named.body = text;
            return answerJson(200, toJson(named, apiUrl));
          });
        }
        case 'remove':
          if (!options.mayWrite) return NO_ACCESS;
          if (named === undefined) return NOT_FOUND;
          comments.splice(comments.indexOf(named), 1);
          return NO_CONTENT;
        case 'graphql':
          return answerAuthorship(body, viewer, comments);
        case 'user':
          // What `GITHUB_TOKEN` gets.
          return NO_ACCESS;
        case null:
          return NOT_FOUND;
      }
    },
  };
}

/** @param path below the API's address */
export function findRoute(method: string, path: string): Route | null {
  const issues = `/repos/${REPOSITORY}/issues`;
  const routes: [string, string, Route][] = [
    ['GET', `${issues}/${NUMBER}/comments`, 'list'],
    ['POST', `${issues}/${NUMBER}/comments`, 'create'],
    ['GET', `${issues}/comments/`, 'read'],
    ['PATCH', `${issues}/comments/`, 'update'],
    ['DELETE', `${issues}/comments/`, 'remove'],
    ['GET', '/user', 'user'],
  ];
  return routes.find(([own, start]) => own === method && path.startsWith(start))?.[2] ?? null;
}

function withPage(url: URL, page: number): URL {
  const target = new URL(url);
  target.searchParams.set('page', String(page));
  return target;
}

function readText(body: string): string {
  return (JSON.parse(body) as { body: string }).body;
}

function answerAuthorship(body: string, viewer: Person, comments: readonly StoredComment[]): Answer {
  const { query, variables } = JSON.parse(body) as { query: string; variables: { ids: string[] } };
  if (query !== QUESTION) return answerJson(200, { errors: [{ type: 'undefinedField', message: 'Not understood' }] });
  const found = variables.ids.map((id) => comments.find((comment) => nodeIdOf(comment) === id));
  const nodes = found.map((comment) => (comment ? { viewerDidAuthor: comment.author.id === viewer.id } : null));
  const missing = variables.ids.filter((_, index) => found[index] === undefined);
  const errors = missing.map((id) => ({
    type: 'NOT_FOUND',
    message: `Could not resolve to a node with the id '${id}'`,
  }));
  return answerJson(200, { data: { nodes }, ...(errors.length > 0 ? { errors } : {}) });
}
