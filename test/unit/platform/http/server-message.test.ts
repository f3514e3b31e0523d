import { describe, expect, test } from 'vitest';
import { describeRedirect, readServerError } from '../../../../src/platform/http/server-message.ts';
import { createScrub } from '../../../../src/text/scrub.ts';

const JSON_TYPE = 'application/json';

const same = (text: string) => text;

describe('readServerError', () => {
  test.each<[string, unknown, string]>([
    ['a message', { message: 'sync not found', status: 404 }, 'The Platform answered 404: sync not found'],
    ['unknown fields', { message: 'no', status: 404, trace: 'x' }, 'The Platform answered 404: no'],
    ['errors', { message: 'bad', errors: ['one', 'two'] }, 'The Platform answered 404: bad [one; two]'],
    [
      'field errors',
      { message: 'bad', field_errors: { name: 'is taken' } },
      'The Platform answered 404: bad [name: is taken]',
    ],
    [
      'both',
      { message: 'bad', errors: ['one'], field_errors: { name: 'is taken', cron: 'is wrong' } },
      'The Platform answered 404: bad [one; name: is taken; cron: is wrong]',
    ],
    [
      'many errors',
      { message: 'bad', errors: ['1', '2', '3', '4', '5', '6', '7'] },
      'The Platform answered 404: bad [1; 2; 3; 4; 5; and 2 more]',
    ],
    ['errors that are none', { message: 'bad', errors: 'x', field_errors: [1] }, 'The Platform answered 404: bad'],
    ['nulls', { message: 'bad', errors: null, field_errors: null }, 'The Platform answered 404: bad'],
    ['two lines', { message: 'bad\n::error::x' }, 'The Platform answered 404: bad ::error::x'],
  ])('quotes %s', (_, body, expected) => {
    expect(readServerError(404, JSON_TYPE, JSON.stringify(body), same).message).toBe(expected);
  });

  test.each([
    ['', 'The Platform answered 502 without a message'],
    [' \n', 'The Platform answered 502 without a message'],
  ])('%j', (text, expected) => {
    expect(readServerError(502, 'text/html', text, same).message).toBe(expected);
  });

  const PAGE = '<!doctype html><html><body>Sign in to ACME <script>steal()</script></body></html>';

  test.each([
    ['HTML', 'text/html; charset=utf-8', PAGE],
    ['HTML that says it is JSON', JSON_TYPE, PAGE],
    ['plain text', 'text/plain', 'upstream ACME connect error'],
    ['cut JSON', JSON_TYPE, '{"message": "ACME'],
    ['another JSON', JSON_TYPE, '{"error": "ACME"}'],
    ['a text', JSON_TYPE, '"ACME"'],
    ['a list', JSON_TYPE, '[{"message":"ACME"}]'],
    ['a message that is no text', JSON_TYPE, '{"message":{"ACME":1}}'],
  ])('never echoes %s', (_, type, text) => {
    const message = readServerError(502, type, text, same).message;
    expect(message).not.toContain('ACME');
    expect(message).not.toContain('<');
    expect(message).toContain(`${text.length} characters`);
  });

  test.each([
    ['plain', '{"message":"key cqpk_abcdefgh is bad","errors":["cqpk_abcdefgh"]}'],
    ['escaped', '{"message":"key cqpk\\u005fabcdefgh is bad","field_errors":{"cqpk\\u005fabcdefgh":"cqpk_abcdefgh"}}'],
  ])('takes out a key that the server echoes, %s', (_, text) => {
    const message = readServerError(401, JSON_TYPE, text, createScrub('cqpk_abcdefgh')).message;
    expect(message).toContain('key *** is bad');
    expect(message).not.toContain('abcdefgh');
  });
});

describe('whose error it is', () => {
  test.each<[string, string, boolean]>([
    ["the Platform's", '{"message":"not found","status":404}', true],
    ["the Platform's, with more", '{"message":"not found","status":404,"errors":["x"]}', true],
    ['one without a status', '{"message":"not found"}', false],
    ['one of another status', '{"message":"not found","status":500}', false],
    ['a status in words', '{"message":"not found","status":"Failure"}', false],
    ['another JSON', '{"error":"not found","status":404}', false],
    ['a page', '<html>404</html>', false],
    ['a text', 'default backend - 404', false],
    ['nothing', '', false],
    ['one that is far too long', `{"message":"${'x'.repeat(300_000)}","status":404}`, false],
  ])('%s', (_, text, isOwn) => {
    expect(readServerError(404, JSON_TYPE, text, same).isOwn).toBe(isOwn);
  });
});

describe('describeRedirect', () => {
  const URL_ASKED = 'https://acme.example/api/syncs';

  test.each([
    ['/login?next=x', 'https://acme.example/login,', 'login page or a proxy'],
    ['login', 'https://acme.example/api/login,', 'login page or a proxy'],
    ['https://acme.example/api/syncs/', 'https://acme.example/api/syncs/,', 'login page or a proxy'],
    ['http://acme.example/api', 'http://acme.example/api,', 'login page or a proxy'],
    [
      'https://new.example/api/syncs?token=abc',
      'https://new.example/api/syncs,',
      'set `platform-url` to https://new.example.',
    ],
    ['//new.example/x', 'https://new.example/x,', 'set `platform-url` to https://new.example.'],
    ['https://user:pass@new.example/', 'https://new.example/,', 'set `platform-url` to https://new.example.'],
    ['', 'a redirect to nowhere', 'Check `platform-url`.'],
    ['http://[', 'a redirect to nowhere', 'Check `platform-url`.'],
    ['javascript:alert(1)', 'a redirect to javascript:alert(1), which is not followed', 'login page or a proxy'],
    ['app://user:pass@host/login?token=x', 'a redirect to app://host/login,', 'login page or a proxy'],
    ['mailto:jane@acme.example', 'a redirect to mailto:jane@acme.example,', 'login page or a proxy'],
    ['file:///srv/x', 'a redirect to file:///srv/x,', 'login page or a proxy'],
    ['blob:https://acme.example/x', 'a redirect to blob:https://acme.example/x,', 'login page or a proxy'],
  ])('to %j', (location, message, remedy) => {
    const redirect = describeRedirect(302, location, URL_ASKED);
    expect(redirect.message).toContain('The Platform answered 302');
    expect(redirect.message).toContain(message);
    expect(redirect.remedy).toContain(remedy);
    expect(`${redirect.message}${redirect.remedy}`).not.toMatch(/token|pass|next=/);
  });
});
