import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { classifyError } from '../../../../../src/actions/policies/apply/write.ts';
import { StepError } from '../../../../../src/errors.ts';
import { type Failure, PlatformError } from '../../../../../src/platform/http/errors.ts';
import { createTransport } from '../../../../../src/platform/http/transport.ts';

const status = (code: number): Failure => ({ kind: 'status', status: code, retryAfterMs: null });

describe('what an error says about whether the write was done', () => {
  test.each<[string, Failure, string]>([
    ['429', status(429), 'later'],
    ['there was no connection', { kind: 'network', isUnsent: true }, 'later'],
    ['the connection broke', { kind: 'network', isUnsent: false }, 'lost'],
    ['nobody says whether there was a connection', { kind: 'network' }, 'lost'],
    ['no answer in time', { kind: 'timeout' }, 'lost'],
    ['a body that is cut', { kind: 'unreadable' }, 'lost'],
    ['a redirect', { kind: 'redirect' }, 'lost'],
    ["somebody else's page", { kind: 'stray', status: 403 }, 'lost'],
    ['408', status(408), 'lost'],
    ['500', status(500), 'lost'],
    ['501', status(501), 'lost'],
    ['503', status(503), 'lost'],
    ['507', status(507), 'lost'],
    ['400', status(400), 'refused'],
    ['401', status(401), 'refused'],
    ['403', status(403), 'refused'],
    ['404', status(404), 'refused'],
    ['409', status(409), 'refused'],
    ['422', status(422), 'refused'],
    ['a certificate that is not trusted', { kind: 'certificate' }, 'refused'],
  ])('%s', (_, failure, expected) => {
    const error = new PlatformError('x', { method: 'POST', url: 'https://acme.example/api/policies' }, failure);
    expect(classifyError(error)).toBe(expected);
  });

  test.each([new Error('aborted'), new StepError('the deadline passed'), 'a text'])('%s: nobody knows', (error) => {
    expect(classifyError(error)).toBe('lost');
  });
});

describe('a request on the way to a Platform', () => {
  async function send(port: number): Promise<unknown> {
    const transport = createTransport({
      baseUrl: `http://localhost:${port}`,
      apiKey: null,
      userAgent: 'test',
      scrub: (text) => text,
    });
    const { signal } = new AbortController();
    return transport
      .send({ method: 'POST', path: '/policies/1/toggle', answer: 'none', signal, timeoutMs: 10_000 })
      .catch((error: unknown) => error)
      .finally(transport.close);
  }

  test('surely was not sent if nobody listens, and may have been if the connection broke', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const port = await new Promise<number>((resolve) => {
      server.listen(0, 'localhost', () => resolve((server.address() as { port: number }).port));
    });
    const broken = await send(port);
    await new Promise((resolve) => server.close(resolve));
    const refused = await send(port);
    expect([broken, refused].map(classifyError)).toEqual(['lost', 'later']);
  });
});
