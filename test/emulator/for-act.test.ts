/** What the emulator leaves for act. That act runs with it, the runner tests show (test/runner/readme.test.ts). */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NUMBER, REPOSITORY } from '../comment/github-json.ts';
import { TOKEN } from '../comment/github-server.ts';
import { serveAct } from './for-act.ts';

const PLATFORM = { url: 'http://127.0.0.1:1', key: 'given key' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-for-act-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (path: string, ...words: string[]) => execFileSync('git', ['-C', path, ...words], { encoding: 'utf8' });

describe('The files for act', () => {
  it('make a repository of a new folder, in which git does not see them', async () => {
    const path = join(folder, 'new');
    await using _ = await serveAct(path, PLATFORM);
    expect(git(path, 'log', '--format=%s')).toBe('Begin\n');
    expect(git(path, 'status', '--porcelain')).toBe('');
    const settings = readFileSync(join(path, '.actrc'), 'utf8');
    expect(settings).toContain('\n--secret CLOUDQUERY_API_KEY=given key\n');
    expect(settings).toContain(`\n--var CLOUDQUERY_PLATFORM_URL=${PLATFORM.url}\n`);
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
      const api = /GITHUB_API_URL=(\S+)/.exec(readFileSync(join(folder, '.actrc'), 'utf8'))?.[1] ?? '';
      const response = await fetch(`${api}/repos/${REPOSITORY}/issues/${NUMBER}/comments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ body: 'It is green.' }),
      });
      expect(response.status).toBe(201);
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
});
