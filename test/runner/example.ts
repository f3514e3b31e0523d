import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkflows } from '../../scripts/workflows/code-blocks.ts';
import { TOKEN } from '../comment/github-server.ts';
import type { Emulator } from '../emulator/platform.ts';
import { createCheckout } from './checkout.ts';
import type { RunAct } from './it.ts';
import type { ActResult, ActRun } from './run-act.ts';
import { type Answers, type Call, makeStandIns, readCalls } from './stand-ins.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');

export interface Example extends Partial<ActRun> {
  readonly emulator: Emulator;
  /** This repository, for `uses: …/cloudquery-gate@…`. */
  readonly gate: string;
  /** Of the repository that has the workflow, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files that branches of the repository have, as an earlier run pushed them: `branch:path`. */
  readonly branches?: Readonly<Record<string, string>>;
  readonly answers?: Answers;
  /** The workflow, if a page shows it and examples/ has no such file. */
  readonly text?: string;
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

/** The only workflow in a page whose text matches. */
export function findPageWorkflow(page: string, pattern: RegExp): string {
  const workflows = findWorkflows(readFileSync(join(ROOT, page), 'utf8')).filter(({ text }) => pattern.test(text));
  const [found] = workflows;
  if (found === undefined || workflows.length > 1)
    throw new Error(`${page} has ${workflows.length} workflows that match ${pattern}, and has to have one.`);
  return found.text;
}

/** Runs an example in a repository of somebody who took it over as it is. */
export async function runExample(runAct: RunAct, name: string, example: Example): Promise<ExampleResult> {
  const { emulator, gate, files = {}, branches = {}, answers = {}, caller, text: shown, ...more } = example;
  const text = shown ?? readFileSync(join(EXAMPLES, name), 'utf8');
  const file = `.github/workflows/${name}`;
  const start = caller === undefined ? file : '.github/workflows/caller.yml';
  const workflows = { [file]: text, ...(caller === undefined ? {} : { [start]: caller }) };
  using repository = createCheckout({ 'README.md': 'The cloud of acme', ...files, ...workflows }, branches);
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
