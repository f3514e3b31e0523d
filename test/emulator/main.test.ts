import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

const MAIN = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')];

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...MAIN, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('The stand-alone emulator', () => {
  it('prints its url, key and syncs, answers, and ends on SIGTERM', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-emulator-'));
    const portFile = join(folder, 'port');
    const args = ['--estate', 'repaired', '--key', 'given-key', '--port-file', portFile];
    const child = spawn(process.execPath, [...MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    try {
      const printed: Record<string, string> = {};
      for await (const line of createInterface(child.stdout)) {
        const [name = '', value = ''] = line.split(' ');
        printed[name] = value;
        if (name === 'Syncs:') break;
      }
      expect(printed).toMatchObject({ key: 'given-key', 'Syncs:': 'aws-prod,' });
      expect(readFileSync(portFile, 'utf8')).toBe(new URL(printed['url'] ?? '').port);
      const headers = { authorization: 'Bearer given-key' };
      const response = await fetch(`${printed['url']}/api/policies`, { headers });
      const { items } = (await response.json()) as { items: { violation_count: number; status: string }[] };
      expect(items.filter(({ status }) => status === 'active').map((policy) => policy.violation_count)).toEqual(
        Array(11).fill(0),
      );
      child.kill('SIGTERM');
      // On Windows that kills.
      expect(await ended).toEqual(process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says with --help what it can be told, and starts nothing', () => {
    const { status, stdout, stderr } = run('--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('--fail outage');
    expect(stdout).not.toMatch(/^url /m);
  });

  it('says all that is wrong with its flags, and starts nothing', () => {
    expect(run('--port', 'x', '--fail', 'y')).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^--port x: .+\n--fail y: .+\nnpm run emulator -- --help says what there is\.\n$/),
    });
  });

  it('says that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { port } = other.address() as { port: number };
      expect(run('--port', String(port))).toEqual({
        status: 1,
        stdout: '',
        stderr: `Port ${port} is in use: give another one with --port, or leave it out.\n`,
      });
    } finally {
      other.close();
    }
  });

  it('says that its port could not be written, and ends', () => {
    const { status, stdout, stderr } = run('--port-file', join(import.meta.dirname, 'no', 'such', 'folder'));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The port could not be written: ENOENT.+ Give another file with --port-file\.\n$/);
  });

  it('leaves the settings of act alone that somebody else wrote, and ends', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-emulator-'));
    try {
      writeFileSync(join(folder, '.actrc'), '--platform ubuntu-latest=mine\n');
      expect(run('--act', folder)).toEqual({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /^The files for act could not be written: .+ is there already, .+ with --act\.\n$/,
        ),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
