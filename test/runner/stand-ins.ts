import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Call } from './stand-ins/call.mts';

export type { Answers, Call } from './stand-ins/call.mts';

const SOURCES = join(import.meta.dirname, 'stand-ins');

/** What an example may call that is neither the gate nor the runner's own. */
const COMMANDS = ['aws', 'gh', 'terraform', 'deploy.sh', 'deploy-preview.sh'];

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
}

export interface StandIns extends Disposable {
  /** Folders by `owner/name@ref`. */
  readonly actions: Readonly<Record<string, string>>;
  /** The folder with the commands. */
  readonly commands: string;
}

/**
 * Stand-ins for everything of others that a workflow uses. The checkout is act's own, but with a `ref`, which act leaves
 * to GitHub: then it is a stand-in that takes that branch of the repository.
 * @param gate the folder that the gate is, by whatever owner and version
 * @param repository the git repository of the workflow
 */
export function makeStandIns(workflow: string, gate: string, repository: string): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-stand-ins-'));
  const { jobs } = parse(workflow) as Workflow;
  const actions: Record<string, string> = {};
  for (const step of Object.values(jobs).flatMap(({ steps = [] }) => steps)) {
    const [, name, inside = '', ref] = /^([^/]+\/[^/@]+)(\/[^@]*)?@(.+)$/.exec(step.uses ?? '') ?? [];
    if (name === undefined || (name === 'actions/checkout' && step.with?.['ref'] === undefined)) continue;
    if (name.endsWith('/cloudquery-gate')) {
      actions[`${name}@${ref}`] = gate;
      continue;
    }
    const root = join(folder, 'actions', name, String(ref));
    actions[`${name}@${ref}`] = root;
    const action = join(root, inside);
    mkdirSync(action, { recursive: true });
    for (const file of ['action.mts', 'call.mts', 'checkout.mts']) cpSync(join(SOURCES, file), join(action, file));
    writeFileSync(join(action, 'repository'), repository);
    writeFileSync(join(action, 'uses'), `${name}${inside}`);
    const inputs = Object.fromEntries(Object.keys(step.with ?? {}).map((input) => [input, { description: input }]));
    const runs = { using: 'node24', main: name === 'actions/checkout' ? 'checkout.mts' : 'action.mts' };
    writeFileSync(join(action, 'action.yml'), stringify({ name, description: 'A stand-in', inputs, runs }));
  }
  const commands = join(folder, 'commands');
  mkdirSync(commands);
  for (const name of COMMANDS) {
    writeFileSync(join(commands, name), commandOf(name));
    chmodSync(join(commands, name), 0o755);
  }
  return { actions, commands, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A script that stands in for a command, also as a file of the repository. */
export function commandOf(name: string): string {
  return `#!/bin/sh\nexec node '${join(SOURCES, 'command.mts')}' '${name}' "$@"\n`;
}

/** What was called, in order. */
export function readCalls(record: Readonly<Record<string, string>>): Call[] {
  return (record['calls.jsonl'] ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Call);
}
