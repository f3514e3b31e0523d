/** The export of the audit log as a workflow sees it, in a folder that stays from run to run. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/platform.ts';
import { type ActionRun, runAction } from '../run-action.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type Line = Readonly<Record<string, unknown>>;

/** Time as inputs have it. */
export function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

const opened: { readonly emulator: Emulator; readonly folder: string }[] = [];

/** Takes everything away that was opened. For `afterAll`: of tests that run side by side, none knows which one is it. */
export async function closeExports(): Promise<void> {
  for (const { emulator, folder } of opened.splice(0)) {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns what runs an export, and what lies in its folder afterwards */
export async function openExport(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ role: 'admin:read', ...options });
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-audit-log-test-'));
  opened.push({ emulator, folder });
  const output = join(folder, 'out');
  const state = join(folder, 'kept', 'state.json');
  const usual = {
    'platform-url': emulator.url,
    'api-key': emulator.key,
    'timeout-minutes': '2',
    'output-dir': output,
    state,
  };
  return {
    emulator,
    folder,
    output,
    state,
    /** @param since by default where the log begins */
    run: (inputs: Readonly<Record<string, string>> = {}, more: Partial<ActionRun> = {}) =>
      runAction({ ...more, entry: 'audit-log', inputs: { ...usual, since: ago(2 * DAY), ...inputs } }),
    readState: () => JSON.parse(readFileSync(state, 'utf8')) as Line & { known: Line[] },
    names: () => readdirSync(output).sort(),
    /** Of all files, in the order of their names. */
    lines: () => readLines(output),
  };
}

export function readLines(folder: string, isWanted: (name: string) => boolean = () => true): Line[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson.gz') && isWanted(name))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString('utf8')
        .split('\n'),
    )
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

export function idsOf(lines: readonly Line[]): string[] {
  return lines.map(({ id }) => String(id));
}
