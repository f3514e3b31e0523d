/** TLS and proxies, for real, on loopback. */
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { startProxy } from '../proxy.ts';
import { runAction } from '../run-action.ts';
import { runGate } from './gate.ts';

const TLS_FOLDER = join(import.meta.dirname, '..', 'tls');
const CA = join(TLS_FOLDER, 'ca.pem');
const tls = {
  key: readFileSync(join(TLS_FOLDER, 'server.key'), 'utf8'),
  cert: readFileSync(join(TLS_FOLDER, 'server.pem'), 'utf8'),
};

const LONG = { timings: { started: 60_000 } };

function startSecure() {
  return startEmulator({ estate: repairedEstate(), tls });
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

describe('the network', { concurrent: true }, () => {
  it('trusts a CA of the company by NODE_EXTRA_CA_CERTS', async () => {
    await using emulator = await startSecure();
    const result = await runGate(emulator, {}, { env: { NODE_EXTRA_CA_CERTS: CA } });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });

  it('trusts no other certificate, says what to do, and does not try again', async () => {
    await using emulator = await startSecure();
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) });
    const there = { url: 'https://platform.test', key: emulator.key };
    const results = [await runGate(emulator), await runGate(there, {}, { env: { HTTPS_PROXY: proxy.url } })];
    for (const result of results) {
      expect(result.outputs['outcome']).toBe('error');
      expect(result.printed).toMatch(/certificate of .* is not trusted.*NODE_EXTRA_CA_CERTS/s);
    }
    expect(emulator.requests).toHaveLength(0);
    expect(proxy.connects).toHaveLength(1);
  });

  it('refuses a certificate for another name', async () => {
    await using emulator = await startSecure();
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) });
    const env = { NODE_EXTRA_CA_CERTS: CA, HTTPS_PROXY: proxy.url };
    const result = await runGate({ url: 'https://other.test', key: emulator.key }, {}, { env });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('ALTNAME_INVALID');
    expect(emulator.requests).toHaveLength(0);
  });

  it('goes through HTTPS_PROXY', async () => {
    await using emulator = await startSecure();
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) });
    const env = { NODE_EXTRA_CA_CERTS: CA, HTTPS_PROXY: proxy.url };
    const result = await runGate({ url: 'https://platform.test', key: emulator.key }, {}, { env });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(proxy.connects.length).toBeGreaterThan(0);
    expect(new Set(proxy.connects)).toEqual(new Set(['platform.test:443']));
  });

  it('is told that a proxy does not answer', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
    const result = await runGate({ url: 'https://platform.test', key: 'some-key-0123456789' }, {}, { env });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toMatch(/could not be reached.*HTTPS_PROXY/s);
  });

  it.for([0, 4])('is over in time where a proxy answers %d connections, and then no more', async (answers) => {
    await using emulator = await startSecure();
    await using proxy = await startProxy(
      { host: '127.0.0.1', port: portOf(emulator.url) },
      (count) => count <= answers,
    );
    const env = { NODE_EXTRA_CA_CERTS: CA, HTTPS_PROXY: proxy.url };
    const inputs = { 'timeout-minutes': '0.05' };
    const result = await runGate({ url: 'https://platform.test', key: emulator.key }, inputs, { env });
    expect(result.outputs['outcome'], result.printed).toBe('timed-out');
    expect(result.printed).toContain('No complete answer from platform.test within 1 s');
    expect(result.killed).toBe(false);
  });

  it('ends the post step, too, where a proxy leaves a connection open', async () => {
    await using emulator = await startEmulator({ tls, runs: [{ sync: 'aws-prod', age: 50, script: LONG }] });
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) }, (count) => count > 1);
    const runId = emulator.runsOf('aws-prod')[0]?.id ?? '';
    const result = await runAction({
      entry: 'gate-post',
      inputs: { 'platform-url': 'https://platform.test', 'api-key': emulator.key },
      state: { runs: JSON.stringify({ runs: [{ syncName: 'aws-prod', runId }], attempts: [] }) },
      env: { NODE_EXTRA_CA_CERTS: CA, HTTPS_PROXY: proxy.url },
    });
    expect(result.printed).toContain(`cancelled run ${runId}`);
    expect(result.killed).toBe(false);
    expect(result.exitCode).toBe(0);
  });

  it.for([
    'user:Pa55word@proxy.test:3128',
    'http://proxy host:1',
    'socks5://127.0.0.1:9',
    'http://user:Pa55%zz@proxy.test',
  ])('does not go around a proxy that it can not read: %s', async (value) => {
    await using emulator = await startSecure();
    const env = { NODE_EXTRA_CA_CERTS: CA, HTTPS_PROXY: value };
    const result = await runGate({ url: 'https://platform.test', key: emulator.key }, {}, { env });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('`HTTPS_PROXY` is not the address of an HTTP proxy.');
    expect(result.printed).not.toContain('Pa55');
  });

  it('takes an answer that switches protocols for a broken connection', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    let left = 3;
    const server = createServer((client) => {
      const upstream = connect(portOf(emulator.url), '127.0.0.1');
      client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('data', (data) => {
        if (left-- > 0)
          client.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
        else upstream.write(data);
      });
      upstream.pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const result = await runGate({ url, key: emulator.key });
    server.close();
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toContain('the answer switches to another protocol');
  });

  it('leaves out what NO_PROXY names', async () => {
    await using emulator = await startSecure();
    await using proxy = await startProxy({ host: '127.0.0.1', port: portOf(emulator.url) });
    const env = { NODE_EXTRA_CA_CERTS: CA, HTTPS_PROXY: proxy.url, NO_PROXY: 'platform.test' };
    // Without the proxy nobody knows the name.
    const inputs = { 'timeout-minutes': '0.05' };
    const result = await runGate({ url: 'https://platform.test', key: emulator.key }, inputs, { env });
    expect(['error', 'timed-out']).toContain(result.outputs['outcome']);
    expect(proxy.connects).toEqual([]);
  });

  it('takes an address with and without a slash and /api', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    for (const ending of ['', '/', '/api', '/api/', '//']) {
      const result = await runGate(
        { url: emulator.url + ending, key: emulator.key },
        { mode: 'check', 'sync-name': '' },
      );
      expect(result.outputs['outcome'], ending).toBe('passed');
    }
  });
});
