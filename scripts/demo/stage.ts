/**
 * Plays a scene of the story: the committed bundle, run as a runner would run it, against an emulated Platform and an
 * emulated GitHub with one pull request.
 */
import { type ActionResult, runAction } from '../../test/bundle/run-action.ts';
import { REPOSITORY } from '../../test/comment/github-json.ts';
import { type GitHubServer, startGitHub, TOKEN } from '../../test/comment/github-server.ts';
import { PRIVATE_REPOSITORY, pullRequestEvent } from '../../test/comment/pull-request-event.ts';
import { type Emulator, startEmulator, type Timings } from '../../test/emulator/platform.ts';
import { FIRST_FILES, managedPolicies } from './repository.ts';

export interface Act {
  readonly title: string;
  /** Whether the emulated Platform has to run queries, which it does with ClickHouse. */
  readonly needsClickHouse?: boolean;
  readonly scenes: readonly Scene[];
}

export type Inputs = Readonly<Record<string, string>>;
export type Performed = ReadonlyMap<string, Performance>;

/** One run of an action. */
export interface Scene {
  /** Unique in the story. */
  readonly name: string;
  /** What happened before it, for people. */
  readonly tells: string;
  readonly step: 'gate' | 'policies';
  readonly event: 'pull_request' | 'push';
  /** A function: they rest on what a scene before led to. */
  readonly inputs: Inputs | ((performed: Performed) => Inputs);
  /** Whether its page is worth a look, or only the verdict. */
  readonly shows: 'page' | 'verdict';
  /** Of the page: the title of a folded section that a reader would open. */
  readonly opens?: string;
  /** What happens before it. */
  readonly prepare?: (stage: Stage) => void | Promise<void>;
  /** How it has to end. */
  readonly expected: { readonly outcome: string; readonly exitCode: 0 | 1; readonly outputs?: Record<string, string> };
  /** What else has to be true of it, beside scenes before: what is not, for people. */
  readonly findProblems?: (result: ActionResult, performed: Performed) => readonly string[];
}

/** What the scenes share. */
export interface Stage extends AsyncDisposable {
  readonly platform: Emulator;
  readonly github: GitHubServer;
  /** Of the repository, by their path. */
  readonly files: Record<string, string>;
  /** What each scene so far led to, by its name. */
  readonly performed: Map<string, Performance>;
  readonly signal: AbortSignal | undefined;
}

export interface Performance {
  readonly result: ActionResult;
  /** The comment on the pull request afterwards, of this step; empty: there is none. */
  readonly comment: string;
  /** What was to be and is not, for people; empty: all is as it has to be. */
  readonly problems: readonly string[];
}

export interface StageOptions {
  readonly timings?: Partial<Timings>;
  /** Ends the run that is in progress. */
  readonly signal?: AbortSignal;
}

/** The role `ci`, which the gate needs, may not write policies. */
export const AUTHOR_KEY = 'key-of-the-policies-action';

/** Starts what the story needs: nothing of it was played yet. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { timings = {}, signal } = options;
  const keys = [{ key: AUTHOR_KEY, role: 'general:write' }] as const;
  const platform = await startEmulator({ timings, keys, policies: managedPolicies() });
  const github = await startGitHub();
  return {
    platform,
    github,
    files: { ...FIRST_FILES },
    performed: new Map(),
    signal,
    async [Symbol.asyncDispose]() {
      await Promise.all([platform.close(), github[Symbol.asyncDispose]()]);
    },
  };
}

/** The inputs of the next scene. */
export function inputsOf({ inputs }: Scene, { performed }: Stage): Inputs {
  return typeof inputs === 'function' ? inputs(performed) : inputs;
}

/** Plays the next scene: each one builds on those before it. */
export async function playScene(stage: Stage, scene: Scene): Promise<Performance> {
  await scene.prepare?.(stage);
  const { step, event, expected } = scene;
  const result = await runAction({
    entry: step,
    inputs: {
      'platform-url': stage.platform.url,
      'api-key': step === 'gate' ? stage.platform.key : AUTHOR_KEY,
      'github-token': TOKEN,
      ...inputsOf(scene, stage),
    },
    files: stage.files,
    event: event === 'pull_request' ? pullRequestEvent({ sha: SHA }) : { repository: PRIVATE_REPOSITORY },
    env: {
      GITHUB_EVENT_NAME: event,
      GITHUB_API_URL: stage.github.apiUrl,
      GITHUB_GRAPHQL_URL: stage.github.graphqlUrl,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: SHA,
      GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/${step}.yml@refs/heads/main`,
      GITHUB_JOB: step,
      GITHUB_ACTION: step,
      GITHUB_ACTION_REPOSITORY: 'octo-org/cloudquery-gate',
      GITHUB_ACTION_REF: 'v1',
      GITHUB_RUN_ID: String(FIRST_RUN + stage.performed.size),
      GITHUB_RUN_ATTEMPT: '1',
    },
    onStart: (child) => stage.signal?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true }),
  });
  const marker = step === 'gate' ? 'cloudquery-gate' : 'cloudquery-policies';
  const comment = stage.github.comments.find(({ body }) => body.includes(marker))?.body ?? '';
  const outputs = { outcome: expected.outcome, ...expected.outputs };
  const problems = Object.entries(outputs)
    .filter(([name, value]) => result.outputs[name] !== value)
    .map(([name, value]) => `output ${name} is ${result.outputs[name] ?? 'missing'} and not ${value}`);
  if (result.exitCode !== expected.exitCode) {
    problems.push(`the exit code is ${result.exitCode} and not ${expected.exitCode}`);
  }
  problems.push(...stage.github.findings, ...(scene.findProblems?.(result, stage.performed) ?? []));
  const performance = { result, comment, problems };
  stage.performed.set(scene.name, performance);
  return performance;
}

const SHA = '8d0f3c1e5b7a49d2a6c4e0f1b2d3c4e5f6a7b8c9';
const FIRST_RUN = 16_712_345_678;
