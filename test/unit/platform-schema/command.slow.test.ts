/** `npm run check:platform-schema` from outside: a child process, files, and a server on this machine. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { makeUpDescription } from './made-up.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/check-platform-schema.ts');
const KEY = 'a-key-that-nobody-may-see';
const GONE = { endpoint: 'GET /users', where: '', message: 'is not described: there is no such path' };
const WORD = { where: 'answer items[].severity', message: 'has a new word, urgent: it gates as critical' };

const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-schema-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(name: string, content: unknown): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, typeof content === 'string' ? content : `\ufeff${JSON.stringify(content)}`);
  return file;
}

const description = makeUpDescription();
const FINE = save('fine', description);
const { items } = description.paths['/policies'].get.responses[200].content['application/json'].schema.properties;
items.items.properties.severity.enum.push('urgent');
const GROWN = save('grown', description);
delete description.paths['/users'];
const BROKEN = save('broken', description);

async function run(args: readonly string[], env: Readonly<Record<string, string>> = { CQ_KEY: ` ${KEY}\n` }) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, ...args], {
    env: { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  expect(out + err).not.toContain(KEY);
  expect(err).not.toContain('    at ');
  return { code, out, err };
}

async function serve(listener: http.RequestListener) {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('A description', () => {
  const SCOPE = '32 endpoints are relied on, and compared with version 9.9.\n\n';
  const HARMLESS = `Has grown, which does no harm:\n  GET /policies\n    ${WORD.where} ${WORD.message}\n\n`;

  it.each([
    ['has everything', FINE, 0, `${SCOPE}Nothing is missing.\n`],
    ['has grown', GROWN, 0, `${SCOPE}${HARMLESS}Nothing is missing.\n`],
    [
      'lacks something',
      BROKEN,
      1,
      `${SCOPE}Breaks the gate:\n  ${GONE.endpoint}\n    ${GONE.message}\n\n${HARMLESS}1 difference breaks the gate.\n`,
    ],
  ])('that %s', async (_, file, code, out) => {
    expect(await run([file])).toEqual({ code, out, err: '' });
  });

  it('is compared for programs, too', async () => {
    const { code, out } = await run(['--json', BROKEN]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      version: '9.9',
      endpoints: 32,
      breaks: 1,
      findings: [
        { endpoint: 'GET /policies', breaks: false, ...WORD },
        { breaks: true, ...GONE },
      ],
    });
  });
});

const NO_TLS = 'http://platform.example/api/openapi.json';
const FAR = 'https://platform.example/x';
const DEEP = JSON.stringify(makeUpDescription()).replace(
  '{"type":"object"',
  `${'{"allOf":['.repeat(1e5)}${']}'.repeat(1e5)},"x":$&`,
);

describe('Nothing is compared, and it ends with 2,', () => {
  it.each<[string, string[], RegExp]>([
    [
      'without a file',
      [],
      /One file or address is needed, and 0 are given\.\nUsage: npm run check:platform-schema -- FILE/,
    ],
    ['with two files', ['a', 'b'], /and 2 are given/],
    ['with an unknown option', ['--verbose', 'a'], /--verbose.*\nUsage/],
    [
      'with a time that is none',
      ['--timeout', 'soon', 'a'],
      /--timeout is soon; allowed: seconds, more than 0 and at most/,
    ],
    ['with no time at all', ['--timeout', '0', 'a'], /--timeout is 0; allowed/],
    [
      'with a file that is not there',
      ['nowhere.json'],
      /nowhere\.json can't be read: ENOENT.*\.\nGive a file, or an address/,
    ],
    ['with a folder', [tmpdir()], /can't be read: E/],
    ['with an address without TLS', [NO_TLS], /has to start with https:\/\//],
    ['with another kind of address', ['ftp://platform.example/x'], /is not an address that starts with https:\/\//],
    ['with credentials in the address', [`https://me:${KEY}@platform.example/x`], /holds credentials\. Remove them/],
    ['with a key where none is needed', ['--key-env', 'CQ_KEY', 'a.json'], /a file needs no key/],
    ['with a key that is not set', ['--key-env', 'CQ_NONE', FAR], /that is not set, or empty/],
    ['with the key itself as the name', ['--key-env', KEY, FAR], /that is not set, or empty/],
    [
      'with a page',
      [save('a page', '<!DOCTYPE html>')],
      /is not JSON\.\nGive the OpenAPI description as JSON, and no login page/,
    ],
    ['with YAML', [save('YAML', 'openapi: 3.1.0')], /is not JSON\.\n.* one in YAML has to be converted first/],
    [
      'with a list',
      [save('a list', [])],
      /is JSON, but no object\.\nGive the OpenAPI description of a CloudQuery Platform/,
    ],
    [
      'with Swagger 2',
      [save('2', { swagger: '2.0', paths: { '/a': {} } })],
      /is of Swagger 2, and only OpenAPI 3 can be/,
    ],
    ['with other JSON', [save('other', { name: 'x' })], /has no `openapi: 3\.x` at its top/],
    ['with what is too deep', [save('deep', DEEP)], /The comparison itself failed: Maximum call stack .*\.\nSee what/],
    ['with no paths', [save('no paths', { openapi: '3.0.3', paths: {} })], /has no `paths`/],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('An address', () => {
  it('is asked once, with the key if there is one', async () => {
    const seen: unknown[] = [];
    await using server = await serve(({ method, url, headers }, response) => {
      seen.push([method, url, headers.authorization]);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(description));
    });
    const address = `${server.url}/api/openapi.json?v=1`;
    expect(await run([address, '--key-env', 'CQ_KEY'])).toEqual(await run([BROKEN]));
    expect((await run([address])).code).toBe(1);
    expect(seen).toEqual([
      ['GET', '/api/openapi.json?v=1', `Bearer ${KEY}`],
      ['GET', '/api/openapi.json?v=1', undefined],
    ]);
  });

  // What else can go wrong on the way: test/bundle/gate/trust.test.ts, since the gate asks the same way.
  it.each<[string, http.RequestListener, RegExp]>([
    [
      'redirects',
      ({ headers }, response) => void response.writeHead(302, { location: `/x?key=${headers.authorization}` }).end(),
      /answered 302, a redirect to http:\/\/127\.0\.0\.1:\d+\/x, which is not followed .*\nGive the address/,
    ],
    [
      'answers a page',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<html>'),
      /is not JSON \(text\/html, 6 characters\).*\nGive the OpenAPI description as JSON, and no login page/,
    ],
    ['refuses the key', (_, response) => void response.writeHead(401).end(), /answered 401 .*\nIf a key is needed/],
    ['knows none', (_, response) => void response.writeHead(404).end(), /answered 404 .*\nLook up where/],
    ['breaks off', (request) => void request.socket.destroy(), /could not be reached: .*\nCheck the address/],
    ['never answers', () => {}, /No complete answer from 127\.0\.0\.1:\d+ within 0\.5 s .*\nCheck the address/],
  ])('that %s ends with 2', async (name, listener, message) => {
    await using server = await serve(listener);
    const timeout = name === 'never answers' ? '0.5' : '20';
    const { code, out, err } = await run([`${server.url}/x`, '--key-env', 'CQ_KEY', '--timeout', timeout]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
