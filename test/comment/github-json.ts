import { type Answer, answerJson } from '../emulator/answers.ts';

/** Whoever writes comments. */
export interface Person {
  readonly login: string;
  readonly id: number;
  readonly type: 'Bot' | 'User';
  /** The slug of the GitHub App that acts. */
  readonly app: string | null;
}

/** Whom `GITHUB_TOKEN` belongs to. */
export const ACTIONS_BOT: Person = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot', app: 'github-actions' };

export const OCTOCAT: Person = { login: 'octocat', id: 583_231, type: 'User', app: null };

export interface StoredComment {
  readonly id: number;
  readonly author: Person;
  body: string;
}

export const REPOSITORY = 'octo-org/octo-repo';
export const NUMBER = 7;
/** The page of the pull request. */
export const PULL_PATH = `/${REPOSITORY}/pull/${NUMBER}`;

export function answerError(status: number, message: string): Answer {
  const documentation_url = 'https://docs.github.com/rest/issues/comments';
  return answerJson(status, { message, documentation_url, status: String(status) });
}

export function answerInvalid(message: string): Answer {
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  const documentation_url = 'https://docs.github.com/rest/issues/comments';
  return answerJson(422, { message: 'Validation Failed', errors, documentation_url, status: '422' });
}

/** The id under which GraphQL knows a comment. */
export function nodeIdOf({ id }: StoredComment): string {
  return `IC_kw${id.toString(36)}`;
}

const AT = '2026-08-01T12:00:00Z';

/** A comment as GitHub describes it, with its author. */
export function toJson(comment: StoredComment, apiUrl: string) {
  const { id, author, body } = comment;
  const { origin } = new URL(apiUrl);
  const repository = `${apiUrl}/repos/${REPOSITORY}`;
  return {
    id,
    node_id: nodeIdOf(comment),
    url: `${repository}/issues/comments/${id}`,
    html_url: `${origin}${PULL_PATH}#issuecomment-${id}`,
    issue_url: `${repository}/issues/${NUMBER}`,
    user: toUser(author, origin),
    created_at: AT,
    updated_at: AT,
    author_association: 'NONE',
    body,
    performed_via_github_app: author.app === null ? null : toApp(author.app, origin),
  };
}

function toApp(slug: string, origin: string) {
  return {
    id: 15_368,
    node_id: 'A_kgDNPAg',
    slug,
    owner: toUser({ login: 'github', id: 9_919, type: 'User', app: null }, origin),
    name: slug,
    description: null,
    external_url: 'https://help.github.com/en/actions',
    html_url: `${origin}/apps/${slug}`,
    created_at: AT,
    updated_at: AT,
    permissions: { issues: 'write', metadata: 'read' },
    events: ['push'],
  };
}

function toUser({ login, id, type }: Person, origin: string) {
  const url = `${origin}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${url}/avatar`,
    gravatar_id: '',
    url,
    html_url: url,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}
