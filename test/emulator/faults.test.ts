import http from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Emulator, type Fault, type FaultKind, policyOf, startEmulator } from './platform.ts';

interface Observed {
  /** How it went: whole, cut inside of the body, broken before an answer, or without an end. */
  end: 'whole' | 'cut' | 'broken' | 'silent';
  status: number | undefined;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** One request on a connection of its own; what is silent for too long is given up. */
function observe(emulator: Emulator, method = 'GET', path = '/policies', patience = 3_000): Promise<Observed> {
  return new Promise((resolve) => {
    const seen: Observed = { end: 'silent', status: undefined, headers: {}, body: '' };
    const headers = { authorization: `Bearer ${emulator.key}` };
    const request = http.request(`${emulator.url}/api${path}`, { method, headers, agent: false });
    const settle = (end: Observed['end']) => {
      clearTimeout(timer);
      request.destroy();
      resolve({ ...seen, end });
    };
    const timer = setTimeout(() => settle('silent'), patience);
    request.on('response', (response) => {
      Object.assign(seen, { status: response.statusCode, headers: response.headers });
      response.on('data', (chunk: Buffer) => {
        seen.body += chunk.toString();
      });
      response.on('end', () => settle('whole'));
      response.on('error', () => settle('cut'));
    });
    request.on('error', () => settle('broken'));
    request.end();
  });
}

async function observeFault(kind: FaultKind, patience?: number): Promise<Observed> {
  await using emulator = await startEmulator();
  emulator.fault({ route: 'list-policies', do: kind });
  // Awaited here: the emulator is closed on return.
  return await observe(emulator, 'GET', '/policies', patience);
}

describe('A fault', () => {
  it('answers another status, with a body and headers', async () => {
    const plain = await observeFault({ kind: 'status', status: 503 });
    expect(plain).toMatchObject({ end: 'whole', status: 503, body: '{"message":"scripted 503","status":503}' });
    const headers = { 'retry-after': '2' };
    const full = await observeFault({ kind: 'status', status: 429, body: { message: 'slow', status: 429 }, headers });
    expect(full).toMatchObject({ status: 429, headers, body: '{"message":"slow","status":429}' });
    expect(await observeFault({ kind: 'status', status: 204 })).toMatchObject({ end: 'whole', status: 204, body: '' });
  });

  it('answers a page, garbage or a redirect', async () => {
    const page = await observeFault({ kind: 'html', status: 502 });
    expect(page).toMatchObject({ status: 502, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.body).toContain('<!DOCTYPE html>');
    expect(await observeFault({ kind: 'garbage', body: '{"items":' })).toMatchObject({
      status: 200,
      body: '{"items":',
    });
    const location = 'https://login.example/';
    expect(await observeFault({ kind: 'redirect', status: 307, location })).toMatchObject({
      status: 307,
      headers: { location },
    });
  });

  it('delays, stalls or resets', async () => {
    expect(await observeFault({ kind: 'delay', ms: 40 })).toMatchObject({ end: 'whole', status: 200 });
    expect(await observeFault({ kind: 'delay', ms: 60_000 }, 100)).toMatchObject({ end: 'silent', status: undefined });
    expect(await observeFault({ kind: 'stall' }, 100)).toMatchObject({ end: 'silent', status: undefined });
    expect(await observeFault({ kind: 'reset' })).toMatchObject({ end: 'broken', status: undefined });
  });

  it('cuts a body, at half or where it is told to', async () => {
    const half = await observeFault({ kind: 'cut' });
    expect(half).toMatchObject({ end: 'cut', status: 200 });
    expect(half.body.length).toBeGreaterThan(100);
    expect(half.body.length).toBeLessThan(Number(half.headers['content-length']));
    expect(await observeFault({ kind: 'cut', bytes: 0 })).toMatchObject({ end: 'cut', status: 200, body: '' });
    expect(await observeFault({ kind: 'cut', bytes: 9 })).toMatchObject({ end: 'cut', body: '{"items":' });
  });

  it('stops inside of a body', async () => {
    expect(await observeFault({ kind: 'trickle' }, 500)).toMatchObject({ end: 'silent', status: 200, body: '' });
    expect(await observeFault({ kind: 'trickle', bytes: 2 }, 500)).toMatchObject({ end: 'silent', body: '{"' });
  });

  it('lets something happen first, and then gives the usual answer, or another fault', async () => {
    await using emulator = await startEmulator({ policies: [policyOf({ name: 'One', query: 'SELECT 1' })] });
    const happens = () => void emulator.book.updatePolicy(emulator.policy('One').id, { name: 'Two' }, null, null);
    emulator.fault({ route: 'list-policies', do: { kind: 'meanwhile', happens } });
    const usual = await observe(emulator);
    expect([usual.status, JSON.parse(usual.body).items[0].name]).toEqual([200, 'Two']);
    emulator.fault({
      route: 'list-policies',
      do: { kind: 'meanwhile', happens: () => {}, next: { kind: 'status', status: 503 } },
    });
    expect((await observe(emulator)).status).toBe(503);
  });

  it('rewrites a body', async () => {
    const rewritten = await observeFault({
      kind: 'rewrite',
      rewrite: (body) => ({ ...body, items: body.items?.slice(0, 1).map(({ name }) => ({ name })) }),
    });
    expect(JSON.parse(rewritten.body)).toEqual({
      items: [{ name: 'Stopped EC2 instances' }],
      metadata: { page_size: 100 },
    });
    const text = await observeFault({ kind: 'rewriteText', rewrite: (body) => body.replace('{', '[') });
    expect(text).toMatchObject({ end: 'whole', status: 200, body: expect.stringMatching(/^\["items"/) });
  });
});

describe('A script of faults', () => {
  const broken: Fault['do'] = { kind: 'status', status: 500 };

  it('begins and ends where it is told to, and counts only what matches', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-policies', from: 2, times: 2, when: ({ query }) => query.has('page'), do: broken });
    const statuses: (number | undefined)[] = [];
    for (const path of ['?page=1', '', '?page=1', '', '?page=2', '?page=1']) {
      statuses.push((await observe(emulator, 'GET', `/policies${path}`)).status);
    }
    expect(statuses).toEqual([200, 200, 500, 200, 500, 200]);
    emulator.fault({ route: 'list-policies', times: Number.POSITIVE_INFINITY, do: broken });
    expect((await observe(emulator)).status).toBe(500);
    expect((await observe(emulator, 'GET', '/syncs')).status).toBe(200);
    emulator.clearFaults();
    expect((await observe(emulator)).status).toBe(200);
  });

  it.each<[Fault['do'], boolean, number]>([
    [broken, false, 0],
    [broken, true, 1],
    [{ kind: 'reset' }, false, 0],
    [{ kind: 'reset' }, true, 1],
    [{ kind: 'stall' }, true, 1],
    [{ kind: 'cut' }, false, 1],
    [{ kind: 'trickle' }, false, 1],
    [{ kind: 'delay', ms: 5 }, false, 1],
    [{ kind: 'delay', ms: 5 }, true, 1],
  ])('does what was asked for only where it should: %o, effect %s', async (kind, effect, runs) => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'create-run', effect, do: kind });
    await observe(emulator, 'POST', '/syncs/aws-prod/runs', 100);
    expect(emulator.runsOf('aws-prod')).toHaveLength(runs);
    expect(emulator.count('create-run')).toBe(1);
  });

  it('does nothing after a delay if nobody waits for it any more', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'create-run', do: { kind: 'delay', ms: 400 } });
    expect(await observe(emulator, 'POST', '/syncs/aws-prod/runs', 20)).toMatchObject({ end: 'silent' });
    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(emulator.runsOf('aws-prod')).toHaveLength(0);
  });

  it('does not keep the emulator from closing', async () => {
    const emulator = await startEmulator();
    emulator.fault({ route: 'list-policies', do: { kind: 'stall' } });
    const waiting = observe(emulator, 'GET', '/policies', 5_000);
    while (emulator.count('list-policies') === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await emulator.close();
    await emulator.close();
    expect((await waiting).end).toBe('broken');
    expect(emulator.requests[0]?.status).toBeNull();
  });
});
