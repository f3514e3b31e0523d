/**
 * What act needs to run the workflows of a repository on this machine, without Docker and without a network: the
 * emulated Platform, an emulated GitHub with one pull request, and this checkout as the gate.
 */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { NUMBER, REPOSITORY, type StoredComment } from '../comment/github-json.ts';
import { startGitHub, TOKEN } from '../comment/github-server.ts';
import { pullRequestEvent } from '../comment/pull-request-event.ts';
import { prepareRepository } from './act-repository.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** What a workflow may find of this repository: act copies all that is there. */
const PARTS = ['action.yml', 'dist', ...['policies', 'access', 'audit-log'].map((name) => join(name, 'action.yml'))];
const FIRST_LINE = '# Written by npm run emulator, which takes it away when it ends.';
/** The variable of the workflow that has the Platform's address. */
const ADDRESS = 'CLOUDQUERY_PLATFORM_URL';

export interface ActFiles extends AsyncDisposable {
  /** What it says of itself. */
  readonly told: readonly string[];
}

/**
 * Starts the GitHub, and writes the files. The folder becomes a git repository if it is none. Reports of earlier runs
 * stay; the comment goes, since the pull request of the new GitHub has none.
 * @param folder of the repository, which is made if it is missing
 * @param now milliseconds since 1970
 * @throws {Error} for people: the folder is a file, has settings of act that somebody else wrote, or is served already
 */
export async function serveAct(
  folder: string,
  platform: { url: string; key: string },
  now: () => number = Date.now,
): Promise<ActFiles> {
  const repository = resolve(folder);
  const settings = join(repository, '.actrc');
  const own = join(repository, '.act');
  await refuseOthers(settings, platform.url);
  const { isNew } = prepareRepository(repository);
  const [gate, comment, run] = [join(own, 'cloudquery-gate'), join(own, 'comment.md'), join(own, 'run.env')];
  for (const stale of [gate, comment]) rmSync(stale, { recursive: true, force: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(gate, part), { recursive: true });
  const countRun = startCounting(run, now);
  const github = await startGitHub({
    showPull: await loadPullPage(),
    onWrite: (comments) => {
      writeFileSync(comment, comments.map(({ body }) => body).join('\n\n'));
      countRun();
    },
  });
  const event = join(own, 'event.json');
  writeFileSync(event, JSON.stringify(pullRequestEvent()));
  const lines = [
    FIRST_LINE,
    // Steps run on this machine. Actions run on the first Node of PATH, whatever they ask for.
    ...RUNNERS.map((runner) => `--platform ${runner}=-self-hosted`),
    `--local-repository OWNER/cloudquery-gate@v1=${gate}`,
    `--eventpath ${event}`,
    `--env-file ${run}`,
    `--secret CLOUDQUERY_API_KEY=${platform.key}`,
    `--secret GITHUB_TOKEN=${TOKEN}`,
    `--var ${ADDRESS}=${platform.url}`,
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
      ...(isNew ? [`${repository} is a new git repository.`] : []),
      `Run act pull_request in ${repository}: it runs its workflows for pull request ${NUMBER} of an emulated GitHub.`,
      'Any other event has the payload of this pull request, too.',
      `Jobs run if their runs-on is ${RUNNERS.join(', ')}. act skips all other jobs, and ends with exit code 0.`,
      `The pull request begins without a comment: ${github.pullUrl}`,
      'The settings are in .actrc. The comment will also be .act/comment.md. Reports go into .act/reports (REPORT_DIR), where those of earlier runs stay.',
    ],
    async [Symbol.asyncDispose]() {
      rmSync(settings, { force: true });
      await github[Symbol.asyncDispose]();
    },
  };
}

/** The runners whose jobs act runs on this machine. */
const RUNNERS = ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04'];

/**
 * @param ownUrl the address of this emulator, which one that was killed may have had before
 * @throws {Error} for people: the settings are somebody else's, or those of an emulator that still runs
 */
async function refuseOthers(settings: string, ownUrl: string): Promise<void> {
  if (!existsSync(settings)) return;
  const given = readFileSync(settings, 'utf8');
  if (!given.startsWith(FIRST_LINE)) {
    throw new Error(`${settings} is there already, and the emulator did not write it: give another folder with --act.`);
  }
  // One that was killed leaves its settings, and nobody listens at the address in them.
  const [, address, port] = new RegExp(`^--var ${ADDRESS}=(http://127\\.0\\.0\\.1:(\\d{1,5}))$`, 'm').exec(given) ?? [];
  if (port === undefined || address === ownUrl || !(await isListening(Number(port)))) return;
  throw new Error(
    `another emulator, ${address}, serves this folder. End it, or give another folder with --act. If it has ended, delete ${settings}.`,
  );
}

/** Loads what draws the pull request for a browser: its comments, as on GitHub. */
async function loadPullPage(): Promise<(comments: readonly StoredComment[]) => string> {
  // Tests that start a GitHub of their own need no Markdown.
  const { renderPage } = await import('../../scripts/pictures/page.ts');
  return (comments) => {
    const markdown = comments.map(({ body }) => body).join('\n\n---\n\n');
    const shown = markdown === '' ? `Pull request ${NUMBER} has no comment yet.` : markdown;
    return renderPage(shown, { theme: 'light', place: 'comment', width: 960, opens: [] });
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}

/**
 * Gives the next run of act its number. act reads the file once, as it starts, so that all jobs of a run have the same.
 * Without it each run would be number 1, and the comment of a run would count as that of another job of the next one.
 * @returns call it with each comment; a number is the time in milliseconds, so that a later emulator has larger ones
 */
function startCounting(file: string, now: () => number): () => void {
  let last = 0;
  const count = () => {
    last = Math.max(last + 1, now());
    // A reader finds the old file or the new one, and never a part.
    writeFileSync(`${file}.new`, `GITHUB_RUN_ID=${last}\n`);
    renameSync(`${file}.new`, file);
  };
  count();
  return count;
}
