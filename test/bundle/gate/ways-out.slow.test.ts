/** What holds on every way out: to the Platform, through a proxy, and to GitHub. */
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NUMBER, REPOSITORY } from '../../comment/github-json.ts';
import { TOKEN } from '../../comment/github-server.ts';
import { type Emulator, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { startProxy } from '../proxy.ts';
import { runAction } from '../run-action.ts';
import { runGate } from './gate.ts';

const TLS_FOLDER = join(import.meta.dirname, '..', 'tls');
const KEY = readFileSync(join(TLS_FOLDER, 'server.key'), 'utf8');
const pathOf = (name: string) => join(TLS_FOLDER, `${name}.pem`);
const tlsOf = (name: string) => ({ key: KEY, cert: readFileSync(pathOf(name), 'utf8') });

const UNCHECKED = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
const IN_VAIN = '`NODE_TLS_REJECT_UNAUTHORIZED` has no effect here';

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** A GitHub that answers as it likes. */
async function startListener(listener: RequestListener, tls?: { key: string; cert: string }) {
  const server = tls === undefined ? createPlainServer(listener) : createServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs a green gate that comments on a pull request. */
function comment(emulator: Emulator, apiUrl: string, env: Readonly<Record<string, string>> = {}) {
  const pull = { head: { sha: 'a'.repeat(40), repo: { full_name: REPOSITORY } } };
  const event = {
    repository: { private: true, visibility: 'private', full_name: REPOSITORY },
    pull_request: { number: NUMBER, ...pull, base: { repo: { full_name: REPOSITORY } } },
  };
  const place = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/gate.yml@refs/pull/7/merge`,
    GITHUB_JOB: 'gate',
    GITHUB_ACTION: 'gate',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
  };
  const inputs = { comment: 'always', 'github-token': TOKEN, mode: 'check', 'sync-name': '' };
  return runGate(emulator, inputs, { env: { ...place, ...env }, event });
}

describe('NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect', { concurrent: true }, () => {
  it('on the way to the Platform', async () => {
    await using emulator = await startEmulator({ tls: tlsOf('server') });
    const result = await runGate(emulator, {}, { env: UNCHECKED });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toMatch(/certificate of .* is not trusted/);
    expect(result.printed).toContain(IN_VAIN);
    expect(emulator.requests).toHaveLength(0);
  });

  it('on the way through a proxy', async () => {
    await using emulator = await startEmulator({ tls: tlsOf('server') });
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) });
    const there = { url: 'https://platform.test', key: emulator.key };
    const result = await runGate(there, {}, { env: { ...UNCHECKED, HTTPS_PROXY: proxy.url } });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toMatch(/certificate of .* is not trusted/);
    expect(proxy.connects).not.toEqual([]);
    expect(emulator.requests).toHaveLength(0);
  });

  it('in the post step', async () => {
    await using emulator = await startEmulator({ tls: tlsOf('server') });
    const result = await runAction({
      entry: 'gate-post',
      inputs: { 'platform-url': emulator.url, 'api-key': emulator.key },
      state: { runs: JSON.stringify({ runs: [{ syncName: 'aws-prod', runId: 'run-1' }], attempts: [] }) },
      env: UNCHECKED,
    });
    expect(result.printed).toContain('is not trusted');
    expect(emulator.requests).toHaveLength(0);
  });

  it('on the way to GitHub', async () => {
    let requests = 0;
    await using emulator = await startEmulator({ estate: repairedEstate() });
    await using github = await startListener((_, response) => {
      requests++;
      response.end();
    }, tlsOf('server'));
    const result = await comment(emulator, github.url, UNCHECKED);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toMatch(/GitHub could not be reached: \S/);
    expect(requests).toBe(0);
  });

  it('and is not spoken of where it asks for nothing', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, {}, { env: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } });
    expect(result.outputs['outcome']).toBe('passed');
    expect(result.printed).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
  });
});

describe('a certificate', { concurrent: true }, () => {
  it.for([
    ['expired', 'The certificate has expired', 'CERT_HAS_EXPIRED'],
    ['future', 'The certificate is not valid yet', 'CERT_NOT_YET_VALID'],
  ] as const)('that is not valid now has its own advice: %s', async ([name, advice, code]) => {
    await using emulator = await startEmulator({ tls: tlsOf(name) });
    const result = await runGate(emulator, {}, { env: { NODE_EXTRA_CA_CERTS: pathOf(name) } });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain(code);
    expect(result.printed).toContain(advice);
    expect(result.printed).not.toContain('name it in `NODE_EXTRA_CA_CERTS`');
  });

  it('for another host has its own advice', async () => {
    await using emulator = await startEmulator({ tls: tlsOf('server') });
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) });
    const there = { url: 'https://other.test', key: emulator.key };
    const env = { NODE_EXTRA_CA_CERTS: pathOf('ca'), HTTPS_PROXY: proxy.url };
    const result = await runGate(there, {}, { env });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('The certificate is for another host');
  });
});

describe('addresses', { concurrent: true }, () => {
  const preload = pathToFileURL(join(import.meta.dirname, '..', 'two-addresses.ts')).href;

  it('are tried for more than a second each, and each says why it refused', async () => {
    const there = { url: 'https://platform.test:9', key: 'some-key-0123456789' };
    const result = await runGate(there, {}, { env: { NODE_OPTIONS: `--import ${preload}` } });
    expect(result.outputs['outcome']).toBe('error');
    const [, time] = /an address is tried for (\d+) ms/.exec(result.printed) ?? [];
    expect(Number(time)).toBeGreaterThan(1_000);
    expect(result.printed).toMatch(
      /platform\.test:9 could not be reached: connect \w+ ::1:9.*; connect \w+ 127\.0\.0\.1:9/,
    );
  });

  it('of GitHub are told as well', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const gone = await startListener(() => {});
    await gone[Symbol.asyncDispose]();
    const apiUrl = `https://github.test:${portOf(gone.url)}`;
    // The emulator is on one of the two addresses.
    const result = await comment(emulator, apiUrl, { NODE_OPTIONS: `--import ${preload}` });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toMatch(/GitHub could not be reached: connect \w+ ::1:\d.*; connect \w+ 127\.0\.0\.1:\d/);
  });
});

describe('NO_PROXY', { concurrent: true }, () => {
  it('may name a domain with a star', async () => {
    await using proxy = await startProxy({ host: '127.0.0.1', port: 9 });
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '*.platform.test,10.0.0.0/8' };
    const there = { url: 'https://acme.platform.test', key: 'some-key-0123456789' };
    const result = await runGate(there, { 'timeout-minutes': '0.02' }, { env });
    expect(['error', 'timed-out']).toContain(result.outputs['outcome']);
    expect(proxy.connects).toEqual([]);
    expect(result.printed).toContain('`NO_PROXY` holds ranges of addresses');
  });
});

describe("GitHub's answer", { concurrent: true }, () => {
  const MEGABYTE = ' '.repeat(2 ** 20);

  it('without an end is read up to a bound', async () => {
    let sent = 0;
    await using emulator = await startEmulator({ estate: repairedEstate() });
    await using github = await startListener((_, response) => {
      response.setHeader('content-type', 'application/json');
      const write = () => {
        while (!response.destroyed && response.write(MEGABYTE)) sent++;
        sent++;
      };
      response.on('drain', write);
      write();
    });
    const result = await comment(emulator, github.url);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toContain("GitHub's answer (200) is not read: it is larger than 64 MiB");
    // Two tries, and what is on its way.
    expect(sent).toBeLessThan(200);
  });

  it('of very many items is not parsed', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    await using github = await startListener((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`[${'{},'.repeat(5_000_000)}{}]`);
    });
    const result = await comment(emulator, github.url);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toContain('lists and objects');
  });
});
