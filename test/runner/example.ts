import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOKEN } from '../comment/github-server.ts';
import type { Emulator } from '../emulator/platform.ts';
import { createCheckout } from './checkout.ts';
import type { RunAct } from './it.ts';
import type { ActResult, ActRun } from './run-act.ts';
import { type Answers, type Call, makeStandIns, readCalls } from './stand-ins.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

export interface Example extends Partial<ActRun> {
  readonly emulator: Emulator;
  /** This repository, for `uses: …/cloudquery-gate@…`. */
  readonly gate: string;
  /** Of the repository that has the workflow, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  readonly answers?: Answers;
  /** A workflow that calls the example, which is none by itself. */
  readonly caller?: string;
}

export interface ExampleResult extends ActResult {
  /** What was asked of actions and commands of others, in order. */
  readonly calls: readonly Call[];
  /** The commands among them, as lines. */
  readonly commands: readonly string[];
  /** The files of branches that the workflow pushed, as `branch:path`. */
  readonly pushed: Readonly<Record<string, string>>;
}

/** The files in examples/. */
export function listExamples(): string[] {
  return readdirSync(EXAMPLES).filter((name) => /\.ya?ml$/.test(name));
}

/** Runs an example in a repository of somebody who took it over as it is. */
export async function runExample(runAct: RunAct, name: string, example: Example): Promise<ExampleResult> {
  const { emulator, gate, files = {}, answers = {}, caller, ...more } = example;
  const text = readFileSync(join(EXAMPLES, name), 'utf8');
  const file = `.github/workflows/${name}`;
  const start = caller === undefined ? file : '.github/workflows/caller.yml';
  const workflows = { [file]: text, ...(caller === undefined ? {} : { [start]: caller }) };
  using repository = createCheckout({ 'README.md': 'The cloud of acme', ...files, ...workflows });
  using standIns = makeStandIns(text, gate, repository.path);
  const result = await runAct({
    ...more,
    workflow: join(repository.path, start),
    repository: repository.path,
    actions: standIns.actions,
    path: [standIns.commands],
    secrets: { CLOUDQUERY_API_KEY: emulator.key, GITHUB_TOKEN: TOKEN, ...more.secrets },
    vars: { CLOUDQUERY_PLATFORM_URL: emulator.url, ...more.vars },
    env: { ...repository.env, ANSWERS: JSON.stringify(answers), ...more.env },
  });
  const calls = readCalls(result.record);
  const commands = calls.flatMap(({ of, words }) => (words === null ? [] : [[of, ...words].join(' ')]));
  return { ...result, calls, commands, pushed: repository.readPushed() };
}
