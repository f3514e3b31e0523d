/** TLS and proxies, for real, on loopback. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repairedEstate, startEmulator } from '../emulator/platform.ts';
import { runGate } from './gate.ts';
import { startProxy } from './proxy.ts';

const TLS_FOLDER = join(import.meta.dirname, 'tls');
const CA = join(TLS_FOLDER, 'ca.pem');
const tls = {
  key: readFileSync(join(TLS_FOLDER, 'server.key'), 'utf8'),
  cert: readFileSync(join(TLS_FOLDER, 'server.pem'), 'utf8'),
};

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
    const result = await runGate(emulator);
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toMatch(/certificate of .* is not trusted.*NODE_EXTRA_CA_CERTS/s);
    expect(emulator.requests).toHaveLength(0);
    expect(result.elapsedMs).toBeLessThan(4_000);
  });

  it('refuses a certificate for another name', async () => {
    await using emulator = await startSecure();
    const url = `https://127.0.0.2:${portOf(emulator.url)}`;
    const result = await runGate({ url, key: emulator.key }, {}, { env: { NODE_EXTRA_CA_CERTS: CA } });
    expect(result.outputs['outcome']).toBe('error');
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
