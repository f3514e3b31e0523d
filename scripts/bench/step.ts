/** The committed bundle as a program, in the environment of a runner. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Program } from './process.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

interface Step {
  readonly entry: 'gate' | 'policies';
  /** Those that differ from their defaults. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the workspace, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Calls `use` with the program, and removes the files that the step wrote. */
export async function withStep<T>(
  { entry, inputs, files = {} }: Step,
  use: (program: Program) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-bench-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const place = (name: string, text = '') => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const env = {
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'acme/infra',
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: place('output'),
    GITHUB_STATE: place('state'),
    GITHUB_STEP_SUMMARY: place('summary'),
    GITHUB_EVENT_PATH: place('event.json', '{"repository": {"private": true, "visibility": "private"}}'),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  try {
    return await use({ command: process.execPath, args: [join(DIST, `${entry}.js`)], env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
