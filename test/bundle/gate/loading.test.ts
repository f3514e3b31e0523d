import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { repairedEstate, startEmulator } from '../../emulator/platform.ts';
import type { Loaded, LoadingRecord } from '../record-loading.ts';
import { type ActionRun, runAction } from '../run-action.ts';

/** Runs an entry of the bundle and tells what it loaded. */
async function record(run: ActionRun): Promise<LoadingRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-loading-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'record.json');
  const preload = pathToFileURL(join(import.meta.dirname, '..', 'record-loading.ts')).href;
  await runAction({ ...run, env: { ...run.env, NODE_OPTIONS: `--import ${preload}`, LOADING_RECORD: path } });
  return JSON.parse(readFileSync(path, 'utf8')) as LoadingRecord;
}

interface Measured {
  readonly files: string[];
  readonly bytes: number;
  readonly builtins: readonly string[];
  /** All that was loaded. */
  readonly text: string;
}

function measure(loaded: Loaded | null): Measured {
  const paths = (loaded?.files ?? []).map((url) => fileURLToPath(url));
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  const text = paths.map((path) => readFileSync(path, 'utf8')).join('');
  return { files: paths.map((path) => basename(path)), bytes, builtins: loaded?.builtins ?? [], text };
}

/** `node:crypto` comes in a dozen parts, as many as Node's version likes. */
function withoutCrypto(builtins: readonly string[]): string[] {
  return builtins.filter((name) => !name.includes('crypto'));
}

const NETWORK = /http|tls|undici|zlib/;

async function openGate(more: Readonly<Record<string, string>> = {}) {
  const platform = await startEmulator({ estate: repairedEstate() });
  onTestFinished(() => platform.close());
  return {
    'platform-url': platform.url,
    'api-key': platform.key,
    'sync-name': 'aws-prod',
    'max-poll-interval-seconds': '0.05',
    ...more,
  };
}

test('until the first line less than 505 kB are loaded, and no HTTP client', async () => {
  const { bytes, builtins } = measure((await record({ inputs: await openGate() })).atFirstLine);
  expect(bytes).toBeLessThan(505_000);
  expect(builtins.filter((name) => NETWORK.test(name))).toEqual([]);
  expect(withoutCrypto(builtins).length).toBeLessThanOrEqual(5);
});

test('a green step loads what writes the summary, and no second HTTP client', async () => {
  const { bytes, builtins } = measure((await record({ inputs: await openGate() })).atEnd);
  expect(bytes).toBeLessThan(545_000);
  expect(builtins).toContain('node:http');
  expect(builtins.filter((name) => /undici|websocket/.test(name))).toEqual([]);
  expect(withoutCrypto(builtins).length).toBeLessThanOrEqual(15);
});

test('a post step that finds nothing to do loads next to nothing', async () => {
  const { files, bytes, builtins } = measure((await record({ entry: 'gate-post', inputs: await openGate() })).atEnd);
  expect(files).toEqual(['gate-post.js', 'index.js']);
  expect(bytes).toBeLessThan(80_000);
  expect(builtins.filter((name) => NETWORK.test(name))).toEqual([]);
});

test('an access review loads nothing of the gate', async () => {
  const inputs = { ...(await openGate()), 'sync-name': '' };
  const { bytes, builtins } = measure((await record({ entry: 'access', inputs })).atFirstLine);
  expect(bytes).toBeLessThan(400_000);
  expect(builtins.filter((name) => NETWORK.test(name))).toEqual([]);
});

test('an export of the audit log loads nothing of the gate and the review, and none of them loads it', async () => {
  const inputs = { ...(await openGate()), 'sync-name': '', state: 'state.json', since: '2026-08-01' };
  const [exported, reviewed, gated] = [
    measure((await record({ entry: 'audit-log', inputs })).atEnd),
    measure((await record({ entry: 'access', inputs: { ...inputs, state: '', since: '' } })).atEnd),
    measure((await record({ inputs: await openGate() })).atEnd),
  ];
  expect(exported.bytes).toBeLessThan(400_000);
  // A word of each action's own.
  const words = ['nothing-new', 'user-no-mfa', 'max-violations'];
  const held = [exported, reviewed, gated].map(({ text }) => words.map((word) => text.includes(word)));
  expect(held).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
});

test.each([
  ['waivers', { waivers: 'waivers.yml' }],
  ['a report', { reports: 'sarif' }],
  ['a comment', { comment: 'always' }],
])('%s loads more', async (_, more) => {
  const run = { inputs: await openGate(more), files: { 'waivers.yml': 'version: 1\nwaivers: []\n' } };
  const plain = measure((await record({ inputs: await openGate() })).atEnd).files;
  const loaded = measure((await record(run)).atEnd).files;
  expect(loaded).toEqual(expect.arrayContaining(plain));
  expect(loaded.length).toBeGreaterThan(plain.length);
});
