/** `npm run check:platform-schema` from outside: a child process, files, and a server on this machine. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findReliance } from '../../../scripts/platform-schema/reliance.ts';
import { makeUpDescription } from './made-up.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/check-platform-schema.ts');
const KEY = 'a-key-that-nobody-may-see';

const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-schema-'));
const FINE = join(folder, 'fine.json');
const GROWN = join(folder, 'grown.json');
const BROKEN = join(folder, 'broken.json');

beforeAll(async () => {
  const reliance = await findReliance();
  const description = makeUpDescription(reliance);
  writeFileSync(FINE, `\ufeff${JSON.stringify(description)}`);
  const grown = structuredClone(description);
  const { items } = grown.paths['/policies'].get.responses[200].content['application/json'].schema.properties;
  items.items.properties.severity.enum.push('urgent');
  writeFileSync(GROWN, JSON.stringify(grown));
  const broken = structuredClone(grown);
  delete broken.paths['/policy-groups'];
  writeFileSync(BROKEN, JSON.stringify(broken));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, ...args], {
    env: { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  expect(out + err).not.toContain(KEY);
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

describe('A file', () => {
  it('that has everything ends with 0', async () => {
    const { code, out, err } = await run([FINE]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^13 endpoints and \d+ places in their answers are relied on, and compared with version 9\.9\.\n/,
    );
    expect(out).toMatch(/\nNothing is missing\.\n$/);
  });

  it('that has grown ends with 0, and says so', async () => {
    const { code, out } = await run([GROWN]);
    expect(code).toBe(0);
    expect(out).toContain(
      'Has grown, which does no harm:\n  GET /policies\n    answer items[].severity has a new word, urgent: it gates as critical\n\nNothing is missing.\n',
    );
  });

  it('that lacks something ends with 1, and says that first', async () => {
    const { code, out } = await run([BROKEN]);
    expect(code).toBe(1);
    expect(out).toContain(
      'Breaks the gate:\n  GET /policy-groups\n    is not described: there is no such path\n\nHas grown',
    );
    expect(out).toMatch(/\n1 difference breaks the gate\.\n$/);
  });

  it('is compared for programs, too', async () => {
    const { code, out } = await run(['--json', BROKEN]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      version: '9.9',
      endpoints: 13,
      breaks: 1,
      findings: [
        {
          endpoint: 'GET /policies',
          breaks: false,
          where: 'answer items[].severity',
          message: 'has a new word, urgent: it gates as critical',
        },
        { endpoint: 'GET /policy-groups', breaks: true, where: '', message: 'is not described: there is no such path' },
      ],
    });
  });

  it.each<[string, string, RegExp]>([
    ['a page', '<!DOCTYPE html><title>Sign in</title>', /is a page \(HTML\)\. Give the OpenAPI description as JSON/],
    ['YAML', 'openapi: 3.1.0', /is not JSON \(14 characters\)\. Give the OpenAPI description as JSON; one in YAML/],
    ['a list', '[]', /What was read is JSON, but no object\. Give the OpenAPI description of a CloudQuery Platform\./],
    ['Swagger 2', '{"swagger":"2.0","paths":{"/a":{}}}', /is of Swagger 2, and only OpenAPI 3 can be read/],
    ['something else', '{"name":"x"}', /has no `openapi: 3\.x` at its top/],
    ['no paths', '{"openapi":"3.0.3","paths":{}}', /has no `paths`/],
  ])('that is %s ends with 2', async (name, content, message) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, content);
    const { code, out, err } = await run([file]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });
});

describe('A command that can not be followed ends with 2', () => {
  it.each<[string, string[], RegExp]>([
    ['no file', [], /One file or address is needed, and 0 are given\.\nUsage: npm run check:platform-schema -- FILE/],
    ['two files', ['a', 'b'], /and 2 are given/],
    ['an unknown option', ['--verbose', 'a'], /--verbose/],
    [
      'a time that is none',
      ['--timeout', 'soon', 'a'],
      /--timeout is soon; allowed: seconds, more than 0 and at most 3600/,
    ],
    ['no time at all', ['--timeout', '0', 'a'], /--timeout is 0; allowed/],
    ['a file that is not there', ['nowhere.json'], /nowhere\.json can't be read: ENOENT\. Give a file, or an address/],
    ['a folder', [tmpdir()], /can't be read: E/],
    ['an address without TLS', ['http://platform.example/api/openapi.json'], /has to start with https:\/\//],
    ['another kind of address', ['ftp://platform.example/x'], /is no address that starts with https:\/\//],
    ['credentials in the address', [`https://me:${KEY}@platform.example/x`], /holds credentials\. Remove them/],
    ['a key where none is needed', ['--key-env', 'CQ_KEY', 'a.json'], /a file needs no key/],
    ['a key that is not set', ['--key-env', 'CQ_NONE', 'https://platform.example/x'], /that is not set, or empty/],
    ['the key itself as the name', ['--key-env', KEY, 'https://platform.example/x'], /that is not set, or empty/],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await run(args, { CQ_KEY: KEY });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('An address', () => {
  it('is asked once, with the key if there is one', async () => {
    const seen: unknown[] = [];
    await using server = await serve((request, response) => {
      seen.push([request.method, request.url, request.headers.authorization]);
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ openapi: '3.0.3', paths: { '/a': {} } }));
    });
    const address = `${server.url}/api/openapi.json?v=1`;
    const { code, out } = await run([address, '--key-env', 'CQ_KEY'], { CQ_KEY: ` ${KEY}\n` });
    expect(code).toBe(1);
    expect(out).toContain('GET /policies\n    is not described: there is no such path');
    expect((await run([address])).code).toBe(1);
    expect(seen).toEqual([
      ['GET', '/api/openapi.json?v=1', `Bearer ${KEY}`],
      ['GET', '/api/openapi.json?v=1', undefined],
    ]);
  });

  const PAGE = '<html><title>Sign in</title>';
  it.each<[string, http.RequestListener, RegExp]>([
    [
      'redirects',
      (request, response) => {
        response.writeHead(302, { location: `/elsewhere?key=${request.headers.authorization}` }).end();
      },
      /answered 302, a redirect to http:\/\/127\.0\.0\.1:\d+\/elsewhere, which is not followed/,
    ],
    [
      'answers a page',
      (_, response) => void response.setHeader('content-type', 'text/html').end(PAGE),
      /answered a page \(HTML\) instead of JSON, such as a login page/,
    ],
    [
      'calls a page JSON',
      (_, response) => void response.setHeader('content-type', 'application/json').end(PAGE),
      /answered a page \(HTML\) instead of JSON/,
    ],
    ['refuses the key', (_, response) => void response.writeHead(401).end(), /answered 401\. If a key is needed/],
    ['knows no description', (_, response) => void response.writeHead(404).end(), /answered 404\. Look up where/],
    ['answers no JSON', (_, response) => void response.end('ok'), /The answer is not JSON \(2 characters\)/],
    [
      'repeats the key where it breaks off',
      (request, response) =>
        void request.socket.end(`HTTP/1.1 ${request.headers.authorization} ${response.statusCode}\r\n\r\n`),
      /can't be read: .*Check the address/,
    ],
    [
      'breaks off',
      (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
      /can't be read: /,
    ],
    ['never answers', () => {}, /can't be read: no whole answer within 0\.3 s/],
    ['never ends', (_, response) => void response.write('{'), /can't be read: no whole answer within 0\.3 s/],
  ])('that %s ends with 2', async (name, listener, message) => {
    await using server = await serve(listener);
    const timeout = name.startsWith('never') ? '0.3' : '20';
    const { code, out, err } = await run([`${server.url}/x`, '--key-env', 'CQ_KEY', '--timeout', timeout], {
      CQ_KEY: KEY,
    });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });

  it('that answers too much ends with 2', async () => {
    const chunk = Buffer.alloc(2 ** 20, ' ');
    await using server = await serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    });
    const { code, err } = await run([`${server.url}/x`]);
    expect(code).toBe(2);
    expect(err).toContain('answers more than 67108864 bytes: no description.');
  });
});
