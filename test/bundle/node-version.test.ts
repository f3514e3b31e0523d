import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkNodeVersion, NEEDED_NODE } from '../../src/runner/node-version.ts';
import { startEmulator } from '../emulator/platform.ts';
import { runAction } from './run-action.ts';

/** Loaded before the bundle: what Node.js says of itself. */
const OLD = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });';
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(OLD)}`;

describe('an old Node.js', { concurrent: true }, () => {
  it.for(['gate', 'access', 'policies', 'audit-log'] as const)('is told in a sentence: %s', async (entry) => {
    await using emulator = await startEmulator();
    const inputs = { 'platform-url': emulator.url, 'api-key': emulator.key };
    const result = await runAction({ entry, inputs, env: { NODE_OPTIONS } });

    expect(result.exitCode).toBe(1);
    expect(result.outputs['outcome']).toBe('error');
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /This action needs Node\.js 24 or newer, and runs on 20\.20\.2\. Update the runner; for act/,
      ),
    ]);
    expect(emulator.requests).toHaveLength(0);
  });
});

it.for(['.', 'access', 'policies', 'audit-log'])('what is needed is what %s/action.yml asks for', (folder) => {
  const { runs } = parse(readFileSync(join(import.meta.dirname, '..', '..', folder, 'action.yml'), 'utf8'));
  expect(runs.using).toBe(`node${NEEDED_NODE}`);
});

it.for(['24.0.0', '26.1.0'])('%s is new enough', (version) => expect(() => checkNodeVersion(version)).not.toThrow());
