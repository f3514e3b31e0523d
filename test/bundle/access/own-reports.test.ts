/** Reports of the access review on a machine that keeps its workspace. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/platform.ts';
import { runAction } from '../run-action.ts';

const folders: string[] = [];

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-access-reports-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs a step that reports into a folder. */
async function review(folder: string, { reports, run, step = 'a' }: { reports: string; run: number; step?: string }) {
  await using emulator = await startEmulator({ role: 'admin:read' });
  const inputs = { 'platform-url': emulator.url, 'api-key': emulator.key, 'report-dir': folder, reports };
  const env = { GITHUB_RUN_ID: String(run), GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'access', GITHUB_ACTION: step };
  return await runAction({ entry: 'access', inputs, env });
}

const names = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('.'));

describe('reports of an earlier step', { concurrent: true }, () => {
  it('are replaced if they are of an earlier run, and gone if this one writes none', async () => {
    const folder = makeFolder();
    await review(folder, { reports: 'json\ncsv', run: 1 });
    const before = readFileSync(join(folder, 'access.json'), 'utf8');
    const { outputs } = await review(folder, { reports: 'json', run: 2 });
    expect(names(folder)).toEqual(['access.json']);
    expect(outputs['report-json']).toBe(join(folder, 'access.json'));
    expect(readFileSync(join(folder, 'access.json'), 'utf8')).not.toBe(before);
  });

  it('stay if they are of another step of the same job: the second one stands beside it', async () => {
    const folder = makeFolder();
    await review(folder, { reports: 'json', run: 1 });
    const { outputs } = await review(folder, { reports: 'json', run: 1, step: 'b' });
    expect(outputs['report-json']).toBe(join(folder, 'access-2.json'));
    expect(names(folder).sort()).toEqual(['access-2.json', 'access.json']);
  });

  it('stay if somebody else wrote or changed them', async () => {
    const folder = makeFolder();
    await review(folder, { reports: 'json', run: 1 });
    writeFileSync(join(folder, 'access.json'), 'of somebody else');
    const { outputs } = await review(folder, { reports: 'json', run: 2 });
    expect(outputs['report-json']).toBe(join(folder, 'access-2.json'));
    expect(readFileSync(join(folder, 'access.json'), 'utf8')).toBe('of somebody else');
  });
});
