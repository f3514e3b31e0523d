import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenApiValidator, type Exchange } from './openapi.ts';

const FILE = join(import.meta.dirname, '../../../shared/openapi/cloudquery-platform.json');
const PRESENT = existsSync(FILE);
const description: unknown = PRESENT ? JSON.parse(readFileSync(FILE, 'utf8')) : null;

const WHERE = "against the vendor's description (skipped where ../shared/openapi is not there)";

describe.skipIf(!PRESENT)(`The validator ${WHERE}`, () => {
  const id = '6b7a9a18-7a8f-44cf-8f8e-3995179d78fd';
  const run = {
    sync_name: 'a',
    id,
    status: 'created',
    created_at: '2026-08-01T00:00:00.5Z',
    total_rows: 0,
    warnings: 0,
    errors: 0,
    ingested: false,
  };
  const good: Exchange = {
    method: 'POST',
    path: '/api/syncs/a/runs',
    query: new URLSearchParams(),
    authorization: 'Bearer k',
    requestBody: '',
    status: 201,
    contentType: 'application/json; charset=utf-8',
    responseBody: JSON.stringify(run),
  };
  const validator = PRESENT ? createOpenApiValidator(description) : null;

  it('finds nothing where nothing is wrong', () => {
    expect(validator?.check(good)).toEqual([]);
  });

  const cases: [string, Partial<Exchange>, RegExp][] = [
    [
      'an unknown status word',
      { responseBody: JSON.stringify({ ...run, status: 'warped' }) },
      /\/status must be equal/,
    ],
    [
      'a time that is none',
      { responseBody: JSON.stringify({ ...run, created_at: 'noon' }) },
      /must match format "date-time"/,
    ],
    ['a missing field', { responseBody: JSON.stringify({ ...run, ingested: undefined }) }, /property 'ingested'/],
    ['a text for a number', { responseBody: JSON.stringify({ ...run, errors: '0' }) }, /\/errors must be integer/],
    ['a body that is cut', { responseBody: JSON.stringify(run).slice(0, 40) }, /is not JSON/],
    ['another content type', { contentType: 'text/html' }, /content type text\/html is not declared/],
    ['an undeclared status', { status: 200 }, /status 200 is not declared/],
    ['a request body where none belongs', { requestBody: '{}' }, /none is declared/],
    ['a request without a key', { authorization: undefined }, /no bearer token/],
    ['an unknown query parameter', { query: new URLSearchParams('dry_run=true') }, /dry_run is not declared/],
    ['a bad sync name', { path: '/api/syncs/a%20b/runs' }, /path parameter sync_name must match pattern/],
    ['an unknown address', { path: '/api/synchs/a/runs' }, /not declared at all/],
    ['another method', { method: 'DELETE' }, /not declared at all/],
    ['an error without its message', { status: 422, responseBody: '{"status":422}' }, /property 'message'/],
    [
      'an error with more than it may have',
      { status: 422, responseBody: '{"message":"m","status":422,"trace":"x"}' },
      /trace/,
    ],
    ['a proxy error page', { status: 502, contentType: 'text/html', responseBody: '<html>' }, /error body is not JSON/],
  ];

  it.each(cases)('finds %s', (_, wrong, finding) => {
    const findings = validator?.check({ ...good, ...wrong });
    expect(findings).toHaveLength(1);
    expect(findings?.[0]).toMatch(finding);
  });

  it('finds what is wrong with query parameters', () => {
    const list = {
      ...good,
      method: 'GET',
      path: '/policies',
      status: 200,
      responseBody: '{"items":[],"metadata":{"page_size":100}}',
    };
    const findings = validator?.check({
      ...list,
      query: new URLSearchParams('per_page=5000&page=one&severities=worst&domain=x'),
    });
    expect(findings).toHaveLength(4);
    expect(validator?.check({ ...list, query: new URLSearchParams('page=1&severities=low&severities=high') })).toEqual(
      [],
    );
  });
});
