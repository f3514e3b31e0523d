/**
 * Runs the committed gate on this machine, with inputs of your choice, against an emulated Platform and an emulated
 * pull request: `npm run try -- sync-name=aws-prod comment=always`. The folder `try/` is the workspace of the step.
 * What the step writes is in `try/out/`. It ends with the exit code of the step: 1 if the step is red. Bad words are 2.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { neutralizeLog } from '../src/text/escape.ts';
import { type ActionResult, runAction } from '../test/bundle/run-action.ts';
import { REPOSITORY } from '../test/comment/github-json.ts';
import { startGitHub, TOKEN } from '../test/comment/github-server.ts';
import { pullRequestEvent } from '../test/comment/pull-request-event.ts';
import { fixtureEstate, startEmulator } from '../test/emulator/platform.ts';

const WORKSPACE = 'try';
const WRITTEN = join(WORKSPACE, 'out');
const TIMINGS = { created: 100, pending: 100, started: 500, ingestion: 200, evaluation: 300 };
const USAGE =
  'npm run try -- NAME=VALUE…: each NAME is an input of action.yml, such as sync-name=aws-prod or comment=always. It exits with 0 if the step is green, and with 1 if it is red.';

/** The inputs that the words of the command line give, or null if one of them gives none. */
function readInputs(words: readonly string[]): Readonly<Record<string, string>> | null {
  const pairs = words.map((word) => /^([a-z-]+)=(.*)$/s.exec(word));
  if (pairs.length === 0 || pairs.includes(null)) return null;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** The files of the workspace, by their paths in it, without what an earlier run wrote. */
function readWorkspace(): Record<string, string> {
  const files = readdirSync(WORKSPACE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(WRITTEN));
  return Object.fromEntries(files.map((path) => [relative(WORKSPACE, path), readFileSync(path, 'utf8')]));
}

/** Runs one step, and returns it with the comment that it left. */
async function runGate(inputs: Readonly<Record<string, string>>): Promise<ActionResult & { comment: string }> {
  await using platform = await startEmulator({ estate: fixtureEstate(), timings: TIMINGS });
  await using github = await startGitHub();
  const usual = { 'platform-url': platform.url, 'api-key': platform.key, 'github-token': TOKEN };
  const result = await runAction({
    inputs: { ...usual, 'max-poll-interval-seconds': '0.25', ...inputs },
    files: readWorkspace(),
    event: pullRequestEvent(),
    env: {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
    },
  });
  return { ...result, comment: github.comments.at(-1)?.body ?? '' };
}

/** Writes what the step left, and returns the names of the files. */
function writeResult({ summary, comment, reports }: ActionResult & { comment: string }): string[] {
  rmSync(WRITTEN, { recursive: true, force: true });
  mkdirSync(WRITTEN, { recursive: true });
  const files = Object.entries({ 'summary.md': summary, 'comment.md': comment, ...reports }).filter(([, text]) => text);
  for (const [name, text] of files) writeFileSync(join(WRITTEN, name), text);
  return files.map(([name]) => `${WRITTEN}/${name}`);
}

const inputs = readInputs(process.argv.slice(2));
if (inputs === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  mkdirSync(WORKSPACE, { recursive: true });
  const result = await runGate(inputs);
  const written = writeResult(result);
  const folder = result.outputs['report-dir'] ?? '';
  const log = result.log.join('\n');
  console.log(neutralizeLog(folder === '' ? log : log.replaceAll(folder, WRITTEN)));
  for (const { level, title, message } of result.annotations) {
    // The annotation of a policy begins with its title.
    const text = message.startsWith(title) ? message : `${title}: ${message}`;
    console.log(neutralizeLog(`${level}: ${text.replaceAll('\n', ' ')}`));
  }
  const colour = result.exitCode === 0 ? 'green' : 'red';
  console.log(`\nThe step is ${colour}: outcome ${result.outputs['outcome'] ?? 'unknown'}.`);
  if (written.length > 0) console.log(`It wrote ${written.join(', ')}.`);
  // A signal ended it: that is no green step either.
  process.exitCode = result.exitCode ?? 1;
}
