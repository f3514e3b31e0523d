/** What the emulator leaves for act. That act runs with it, the runner tests show (test/runner/readme.test.ts). */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NUMBER, REPOSITORY } from '../comment/github-json.ts';
import { TOKEN } from '../comment/github-server.ts';
import { type ActFiles, serveAct } from './for-act.ts';

const PLATFORM = { url: 'http://127.0.0.1:1', key: 'given key' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-for-act-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (path: string, ...words: string[]) => execFileSync('git', ['-C', path, ...words], { encoding: 'utf8' });

const readSettings = () => readFileSync(join(folder, '.actrc'), 'utf8');

/** The number that act reads for its next run. */
function readRun(): number {
  const file = /^--env-file (.+)$/m.exec(readSettings())?.[1] ?? '';
  return Number(/^GITHUB_RUN_ID=(\d+)\n$/.exec(readFileSync(file, 'utf8'))?.[1]);
}

async function writeComment(body: string): Promise<void> {
  const api = /GITHUB_API_URL=(\S+)/.exec(readSettings())?.[1] ?? '';
  const response = await fetch(`${api}/repos/${REPOSITORY}/issues/${NUMBER}/comments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ body }),
  });
  expect(response.status).toBe(201);
}

describe('The files for act', () => {
  it('make a repository of a new folder, in which git does not see them', async () => {
    const path = join(folder, 'new');
    await using act = await serveAct(path, PLATFORM);
    expect(act.told[0]).toBe(`${path} is a new git repository.`);
    expect(git(path, 'log', '--format=%s')).toBe('Begin\n');
    expect(git(path, 'status', '--porcelain')).toBe('');
    expect(existsSync(join(path, '.github', 'workflows'))).toBe(true);
    const settings = readFileSync(join(path, '.actrc'), 'utf8');
    expect(settings).toContain('\n--secret CLOUDQUERY_API_KEY=given key\n');
    expect(settings).toContain(`\n--var CLOUDQUERY_PLATFORM_URL=${PLATFORM.url}\n`);
    for (const runner of ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04'])
      expect(settings).toContain(`\n--platform ${runner}=-self-hosted\n`);
    const gate = /^--local-repository OWNER\/cloudquery-gate@v1=(.+)$/m.exec(settings)?.[1] ?? '';
    for (const part of ['action.yml', 'dist/gate.js', 'policies/action.yml']) {
      expect(existsSync(join(gate, part)), part).toBe(true);
    }
  });

  it('take a repository as it is, and write each line that git ignores once', async () => {
    git(folder, 'init', '--quiet');
    mkdirSync(join(folder, '.git', 'info'), { recursive: true });
    writeFileSync(join(folder, '.git', 'info', 'exclude'), 'mine');
    for (let round = 0; round < 2; round++) await (await serveAct(folder, PLATFORM))[Symbol.asyncDispose]();
    expect(readFileSync(join(folder, '.git', 'info', 'exclude'), 'utf8')).toBe('mine\n/.actrc\n/.act/\n');
  });

  it('keep the comment of the pull request, and leave no settings behind', async () => {
    {
      await using _ = await serveAct(folder, PLATFORM);
      await writeComment('It is green.');
    }
    expect(readFileSync(join(folder, '.act', 'comment.md'), 'utf8')).toBe('It is green.');
    expect(existsSync(join(folder, '.actrc'))).toBe(false);
  });

  it('leave the settings of somebody else alone', async () => {
    const settings = join(folder, '.actrc');
    writeFileSync(settings, '--platform ubuntu-latest=mine\n');
    await expect(serveAct(folder, PLATFORM)).rejects.toThrow(`${settings} is there already`);
    expect(readFileSync(settings, 'utf8')).toBe('--platform ubuntu-latest=mine\n');
    expect(existsSync(join(folder, '.git'))).toBe(false);
  });

  it('give each run that comments a larger number, also when the clock stands still or goes back', async () => {
    const times = [5_000, 6_000, 6_000, 1_000];
    await using _ = await serveAct(folder, PLATFORM, () => times.shift() ?? 0);
    const numbers = [readRun()];
    for (const body of ['It is red.', 'It is green.', 'It is red again.']) {
      await writeComment(body);
      numbers.push(readRun());
    }
    expect(numbers).toEqual([5_000, 6_000, 6_001, 6_002]);
  });

  it('keep the reports of earlier runs, and drop the comment, which the new pull request does not have', async () => {
    await (await serveAct(folder, PLATFORM))[Symbol.asyncDispose]();
    const own = (name: string) => join(folder, '.act', name);
    mkdirSync(own('reports'));
    for (const name of ['reports/baseline.json', 'comment.md', 'cloudquery-gate/old']) writeFileSync(own(name), 'x');
    await using _ = await serveAct(folder, PLATFORM);
    expect(existsSync(own('reports/baseline.json'))).toBe(true);
    for (const name of ['comment.md', 'cloudquery-gate/old']) expect(existsSync(own(name)), name).toBe(false);
  });

  it('come with a page of the pull request, in which a browser runs nothing', async () => {
    await using act = await serveAct(folder, PLATFORM);
    const address = /http:\S+\/pull\/7$/m.exec(act.told.join('\n'))?.[0] ?? '';
    const read = async () => await (await fetch(address)).text();
    expect(await read()).toContain('Pull request 7 has no comment yet.');
    await writeComment('## It is *green* &#40;truly&#41;');
    expect(await read()).toMatch(/<h2>It is <em>green<\/em> (&#40;|\()truly/);
    const { headers } = await fetch(address);
    expect([headers.get('content-type'), headers.get('content-security-policy')]).toEqual([
      'text/html; charset=utf-8',
      "default-src 'none'; style-src 'unsafe-inline'",
    ]);
  });

  describe('of an emulator', () => {
    let platform: Server;
    let url: string;
    let first: ActFiles;
    beforeEach(async () => {
      platform = createServer().listen(0, '127.0.0.1');
      await once(platform, 'listening');
      url = `http://127.0.0.1:${(platform.address() as { port: number }).port}`;
      first = await serveAct(folder, { url, key: 'first' });
    });

    afterEach(async () => {
      platform.close();
      await first[Symbol.asyncDispose]();
    });

    it('that still runs stay', async () => {
      const before = readSettings();
      const refusal = `another emulator, ${url}, serves this folder. End it, or give another folder with --act.`;
      await expect(serveAct(folder, PLATFORM)).rejects.toThrow(refusal);
      expect(readSettings()).toBe(before);
    });

    it('that was killed are replaced', async () => {
      platform.close();
      await using _ = await serveAct(folder, PLATFORM);
      expect(readSettings()).toContain(`=${PLATFORM.url}\n`);
    });

    it('that was killed are replaced by one with the same port', async () => {
      await using _ = await serveAct(folder, { url, key: 'second' });
      expect(readSettings()).toContain('=second\n');
    });
  });

  it.for(['file', 'file/below'])('are refused at %s, which can be no folder', async (path) => {
    writeFileSync(join(folder, 'file'), 'mine');
    const expected = `${join(folder, path)} can't be a folder: it is a file, or a part of its path is one. Give another one with --act.`;
    await expect(serveAct(join(folder, path), PLATFORM)).rejects.toThrow(expected);
  });
});
