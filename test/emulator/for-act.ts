/**
 * What act needs to run the workflows of a repository on this machine, without Docker and without a network: the
 * emulated Platform, an emulated GitHub with one pull request, and this checkout as the gate.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NUMBER, REPOSITORY } from '../comment/github-json.ts';
import { startGitHub, TOKEN } from '../comment/github-server.ts';
import { pullRequestEvent } from '../comment/pull-request-event.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** What a workflow may find of this repository: act copies all that is there. */
const PARTS = ['action.yml', 'dist', ...['policies', 'access', 'audit-log'].map((name) => join(name, 'action.yml'))];
const FIRST_LINE = '# Written by npm run emulator, which takes it away when it ends.';
/** Git leaves them out, and act then does not copy them for a job. */
const IGNORED = ['/.actrc', '/.act/'];

export interface ActFiles extends AsyncDisposable {
  /** What it says of itself. */
  readonly told: readonly string[];
}

/**
 * Starts the GitHub, and writes the files. The folder becomes a git repository if it is none.
 * @param folder of the repository, which is made if it is missing
 * @throws {Error} for people: the folder has settings of act that somebody else wrote
 */
export async function serveAct(folder: string, platform: { url: string; key: string }): Promise<ActFiles> {
  const repository = resolve(folder);
  const settings = join(repository, '.actrc');
  const own = join(repository, '.act');
  if (existsSync(settings) && !readFileSync(settings, 'utf8').startsWith(FIRST_LINE)) {
    throw new Error(`${settings} is there already, and the emulator did not write it: give another folder with --act.`);
  }
  rmSync(own, { recursive: true, force: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(own, 'cloudquery-gate', part), { recursive: true });
  if (!existsSync(join(repository, '.git'))) makeRepository(repository);
  ignoreFiles(repository);
  const comment = join(own, 'comment.md');
  const github = await startGitHub({
    onWrite: (comments) => writeFileSync(comment, comments.map(({ body }) => body).join('\n\n')),
  });
  const event = join(own, 'event.json');
  writeFileSync(event, JSON.stringify(pullRequestEvent()));
  const lines = [
    FIRST_LINE,
    // Steps run on this machine. Actions run on the first Node of PATH, whatever they ask for.
    '--platform ubuntu-latest=-self-hosted',
    `--local-repository OWNER/cloudquery-gate@v1=${join(own, 'cloudquery-gate')}`,
    `--eventpath ${event}`,
    `--secret CLOUDQUERY_API_KEY=${platform.key}`,
    `--secret GITHUB_TOKEN=${TOKEN}`,
    `--var CLOUDQUERY_PLATFORM_URL=${platform.url}`,
    `--var REPORT_DIR=${join(own, 'reports')}`,
    `--env GITHUB_REPOSITORY=${REPOSITORY}`,
    `--env GITHUB_API_URL=${github.apiUrl}`,
    `--env GITHUB_GRAPHQL_URL=${github.graphqlUrl}`,
    '--rm',
    '--no-cache-server',
  ];
  writeFileSync(settings, `${lines.join('\n')}\n`);
  return {
    told: [
      `Run act pull_request in ${repository}: it runs its workflows for pull request ${NUMBER} of an emulated GitHub.`,
      'The settings are in .actrc. The comment will be .act/comment.md, and reports go into .act/reports (REPORT_DIR).',
    ],
    async [Symbol.asyncDispose]() {
      rmSync(settings, { force: true });
      await github[Symbol.asyncDispose]();
    },
  };
}

/** With a commit: without one act complains with every line. */
function makeRepository(path: string): void {
  const git = (...words: string[]) => execFileSync('git', words, { stdio: 'pipe' });
  git('init', '--quiet', path);
  const author = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@acme.example', '-c', 'commit.gpgsign=false'];
  git('-C', path, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
}

function ignoreFiles(repository: string): void {
  const git = execFileSync('git', ['-C', repository, 'rev-parse', '--absolute-git-dir'], { encoding: 'utf8' }).trim();
  const file = join(git, 'info', 'exclude');
  const given = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const missing = IGNORED.filter((line) => !given.split('\n').includes(line));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    [given.trimEnd(), ...missing]
      .filter((line) => line !== '')
      .join('\n')
      .concat('\n'),
  );
}
