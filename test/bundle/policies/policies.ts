/** Runs the policies action against the emulator, with files of a repository. */
import type { Emulator } from '../../emulator/platform.ts';
import { type ActionResult, type ActionRun, runAction } from '../run-action.ts';

export const OWNER = 'acme/infra';

/** A policy's file, with a query that the emulator can run. */
export function policyYaml(fields: Readonly<Record<string, string>> = {}): string {
  const all = { name: 'Public buckets', domain: 'security', severity: 'high', query: BUCKETS, ...fields };
  return ['version: 1', ...Object.entries(all).map(([key, value]) => `${key}: ${value}`), ''].join('\n');
}

const COLUMNS = 'cloud, resource_type_label, _cq_account_name, account_id, name, region, _cq_platform_id, tags';
export const BUCKETS = `SELECT ${COLUMNS} FROM aws_s3_buckets WHERE public_read`;

/** A mark, as the Platform has it. */
export const markOf = (slug: string, owner = OWNER) => `[managed by ${owner}: ${slug}]`;

export function runPolicies(
  emulator: Pick<Emulator, 'url' | 'key'>,
  inputs: Readonly<Record<string, string>>,
  files: NonNullable<ActionRun['files']>,
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  return runAction({
    entry: 'policies',
    inputs: { 'platform-url': emulator.url, 'api-key': emulator.key, 'github-token': '', ...inputs },
    files,
    ...more,
    env: { GITHUB_REPOSITORY: OWNER, GITHUB_EVENT_NAME: 'push', ...more.env },
  });
}

type Requested = Emulator['requests'][number];

/** Whether a request asks about a query. It is a POST, and changes nothing. */
export function isQuestion({ method, path }: Pick<Requested, 'method' | 'path'>): boolean {
  return method === 'POST' && /^\/api\/queries\/(check-syntax|columns|execute)$/.test(path);
}

/** The requests that write. */
export function listWrites(requests: readonly Requested[]): Requested[] {
  return requests.filter((request) => request.method !== 'GET' && !isQuestion(request));
}
