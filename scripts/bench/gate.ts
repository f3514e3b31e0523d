/** The committed bundle as a program, in the environment of a runner. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './process.ts';

const BUNDLE = join(import.meta.dirname, '..', '..', 'dist', 'gate.js');

/**
 * Calls `use` with the program, and removes the files that the step wrote.
 * @param inputs those that differ from their defaults
 */
export async function withGate<T>(
  inputs: Readonly<Record<string, string>>,
  use: (gate: Program) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-bench-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const place = (name: string, text = '') => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const env = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: place('output'),
    GITHUB_STATE: place('state'),
    GITHUB_STEP_SUMMARY: place('summary'),
    GITHUB_EVENT_PATH: place('event.json', '{"repository": {"private": true, "visibility": "private"}}'),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  try {
    return await use({ command: process.execPath, args: [BUNDLE], env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
