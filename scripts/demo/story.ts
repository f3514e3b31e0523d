/**
 * The story that the demo tells, that the pictures show and that tests play: the committed bundle, run as a runner would
 * run it, against an emulated Platform and an emulated GitHub with one pull request.
 */
import { type ActionResult, runAction } from '../../test/bundle/run-action.ts';
import { NUMBER, REPOSITORY } from '../../test/comment/github-json.ts';
import { type GitHubServer, startGitHub, TOKEN } from '../../test/comment/github-server.ts';
import { type Emulator, fixtureEstate, startEmulator, type Timings } from '../../test/emulator/platform.ts';

export interface Act {
  readonly title: string;
  readonly scenes: readonly Scene[];
}

/** One run of an action. */
export interface Scene {
  /** Unique in the story. */
  readonly name: string;
  /** What happened before it, for people. */
  readonly tells: string;
  readonly step: 'gate' | 'policies';
  readonly event: 'pull_request' | 'push';
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether its page is worth a look, or only the verdict. */
  readonly shows: 'page' | 'verdict';
  /** What happens before it. */
  readonly prepare?: (stage: Stage) => void | Promise<void>;
  /** How it has to end. */
  readonly expected: { readonly outcome: string; readonly exitCode: 0 | 1; readonly outputs?: Record<string, string> };
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

const BASELINE = '.cloudquery/baseline.json';
const WAIVERS = '.cloudquery/waivers.yml';
const DAY_MS = 86_400_000;

/** The role `ci`, which the gate needs, may not write policies. */
const AUTHOR_KEY = 'key-of-the-policies-action';

const GATE = { 'sync-name': 'aws-prod', 'max-poll-interval-seconds': '0.25', baseline: BASELINE, comment: 'on-change' };
const TAGGING = 'EC2 instances should have a team';

const POLICY_FILES = {
  'policies/groups.yml': 'version: 1\ngroups:\n  - slug: ownership\n    name: Ownership\n',
  'policies/ec2-team.yml': `version: 1
name: ${TAGGING}
domain: governance
severity: high
description: Nobody answers for an instance without the tag "team".
groups: [Ownership]
notify: [Platform team]
query-file: ec2-team.sql
`,
  'policies/ec2-team.sql': `SELECT cloud, resource_type_label, _cq_account_name, account_id, name, region, _cq_platform_id, tags
FROM aws_ec2_instances
WHERE tags NOT LIKE '%team=%'
`,
};

export const ACTS: readonly Act[] = [
  {
    title: 'A red gate on a pull request',
    scenes: [
      {
        name: 'first',
        tells: 'An old estate meets the gate for the first time. Every active policy counts.',
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ files }) => {
          files[BASELINE] = '{"version": 1, "violations": []}\n';
        },
        shows: 'page',
        expected: { outcome: 'violations', exitCode: 1, outputs: { 'new-violations': '16' } },
      },
    ],
  },
  {
    title: 'The old findings become the baseline',
    scenes: [
      {
        name: 'adopted',
        tells: `The baseline that the first run wrote is committed as ${BASELINE}.`,
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ files, performed }) => {
          files[BASELINE] = performed.get('first')?.result.reports['baseline.json'] ?? '';
        },
        shows: 'verdict',
        expected: { outcome: 'passed', exitCode: 0, outputs: { violations: '16', 'gating-violations': '0' } },
      },
    ],
  },
  {
    title: 'Something new is red, and only that',
    scenes: [
      {
        name: 'new',
        tells: 'Somebody opens the bucket acme-invoices to the world.',
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ platform }) => platform.setEstate(openBucket('acme-invoices')),
        shows: 'page',
        expected: { outcome: 'violations', exitCode: 1, outputs: { violations: '17', 'gating-violations': '1' } },
      },
    ],
  },
  {
    title: 'A waiver turns it green, and so does the fix',
    scenes: [
      {
        name: 'waived',
        tells: `The owner accepts it on record: ${WAIVERS} says who, why, and until when.`,
        step: 'gate',
        event: 'pull_request',
        inputs: { ...GATE, waivers: WAIVERS },
        prepare: ({ files }) => {
          files[WAIVERS] = writeWaivers(Date.now());
        },
        shows: 'verdict',
        expected: { outcome: 'passed', exitCode: 0, outputs: { violations: '17', 'waived-violations': '1' } },
      },
      {
        name: 'fixed',
        tells: 'The bucket is closed again, and the waiver is taken out.',
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ platform }) => platform.setEstate(fixtureEstate()),
        shows: 'verdict',
        expected: { outcome: 'passed', exitCode: 0, outputs: { violations: '16', 'waived-violations': '0' } },
      },
    ],
  },
  {
    title: 'Policies as code',
    scenes: [
      {
        name: 'plan',
        tells: 'A pull request adds a policy as a file: who answers for an instance?',
        step: 'policies',
        event: 'pull_request',
        inputs: { mode: 'plan', comment: 'on-change' },
        prepare: ({ files }) => void Object.assign(files, POLICY_FILES),
        shows: 'page',
        expected: { outcome: 'changes', exitCode: 0, outputs: { 'to-create': '2', 'to-update': '0' } },
      },
      {
        name: 'apply',
        tells:
          'It is merged. What is on the Platform already stays as it is. The usual start is to take that over, too: mode: export writes the files, and a plan with adopt: by-name adopts what they name (policies/README.md).',
        step: 'policies',
        event: 'push',
        inputs: { mode: 'apply' },
        shows: 'verdict',
        expected: { outcome: 'applied', exitCode: 0 },
      },
      {
        name: 'judged',
        tells: 'The gate judges the new policy, too.',
        step: 'gate',
        event: 'push',
        inputs: { ...GATE, comment: 'never' },
        shows: 'verdict',
        expected: { outcome: 'violations', exitCode: 1, outputs: { 'policies-failing': '1' } },
      },
      {
        name: 'drift',
        tells: 'Somebody pauses the policy on the Platform. A gate that is red only because of it would turn green.',
        step: 'policies',
        event: 'push',
        inputs: { mode: 'drift' },
        prepare: ({ platform }) => pausePolicy(platform, TAGGING),
        shows: 'page',
        expected: { outcome: 'drift', exitCode: 1, outputs: { 'to-resume': '1' } },
      },
      {
        name: 'restored',
        tells: 'Apply brings the policy back.',
        step: 'policies',
        event: 'push',
        inputs: { mode: 'apply' },
        shows: 'verdict',
        expected: { outcome: 'applied', exitCode: 0, outputs: { 'to-resume': '1' } },
      },
    ],
  },
];

/** Starts what the story needs: nothing of it was played yet. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { timings = {}, signal } = options;
  const platform = await startEmulator({ timings, keys: [{ key: AUTHOR_KEY, role: 'general:write' }] });
  const github = await startGitHub();
  return {
    platform,
    github,
    files: {},
    performed: new Map(),
    signal,
    async [Symbol.asyncDispose]() {
      await Promise.all([platform.close(), github[Symbol.asyncDispose]()]);
    },
  };
}

/** Plays the next scene: each one builds on those before it. */
export async function playScene(stage: Stage, scene: Scene): Promise<Performance> {
  await scene.prepare?.(stage);
  const { step, event, inputs, expected } = scene;
  const result = await runAction({
    entry: step,
    inputs: {
      'platform-url': stage.platform.url,
      'api-key': step === 'gate' ? stage.platform.key : AUTHOR_KEY,
      'github-token': TOKEN,
      ...inputs,
    },
    files: stage.files,
    event: { ...REPOSITORY_EVENT, ...(event === 'pull_request' ? { pull_request: PULL_REQUEST } : {}) },
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
  problems.push(...stage.github.findings);
  const performance = { result, comment, problems };
  stage.performed.set(scene.name, performance);
  return performance;
}

const SHA = '8d0f3c1e5b7a49d2a6c4e0f1b2d3c4e5f6a7b8c9';
const FIRST_RUN = 16_712_345_678;
const REPOSITORY_EVENT = { repository: { private: true, visibility: 'private', full_name: REPOSITORY } };
const PULL_REQUEST = {
  number: NUMBER,
  head: { sha: SHA, repo: { full_name: REPOSITORY } },
  base: { repo: { full_name: REPOSITORY } },
};

function openBucket(name: string) {
  const estate = fixtureEstate();
  for (const bucket of estate.buckets) if (bucket.name === name) bucket.publicRead = true;
  return estate;
}

function writeWaivers(now: number): string {
  return `version: 1
waivers:
  - policy: S3 buckets should prohibit public read access
    resource: acme-invoices
    reason: Shared with the auditors until they are done
    owner: finance@acme.example
    expires: ${new Date(now + 30 * DAY_MS).toISOString().slice(0, 10)}
    ticket: FIN-42
`;
}

async function pausePolicy(platform: Emulator, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${AUTHOR_KEY}` };
  const address = `${platform.url}/api/policies/${platform.policy(name).id}/toggle`;
  const { status } = await fetch(address, { method: 'POST', headers });
  if (status !== 200) throw new Error(`The policy ${name} could not be paused: the emulator answered ${status}.`);
}
