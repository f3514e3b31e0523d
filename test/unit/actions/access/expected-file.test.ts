import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COVERABLE } from '../../../../src/actions/access/expectation.ts';
import { EXPECTED_VERSION, MOST_EXPECTATIONS, parseExpected } from '../../../../src/actions/access/expected-file.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../../schemas/access-expected.schema.json', import.meta.url), 'utf8'),
);
const isGood = new Ajv({ strict: true, allowUnionTypes: true }).compile(SCHEMA);
const read = (text: string) => parseExpected(text, 'e.yml', COVERABLE);

const USER = { subject: 'user', finding: 'user-powerful', reason: 'r' } as const;

describe('a good file', () => {
  it.for([
    ['nothing', 'version: 1\n', []],
    ['empty lists', 'version: 1\nkeys: []\nusers: []\n', []],
    ['JSON', '{"version": 1, "users": [{"user": "a@b.c", "reason": "r"}]}', [{ ...USER, name: 'a@b.c', line: 1 }]],
    ['a user', 'version: 1\nusers:\n  - user: a@b.c\n    reason: r\n', [{ ...USER, name: 'a@b.c', line: 3 }]],
    [
      'a key and another finding',
      'version: 1\nkeys:\n  - key: Terraform\n    finding: key-unused\n    reason: r\n',
      [{ subject: 'key', name: 'Terraform', finding: 'key-unused', reason: 'r', line: 3 }],
    ],
    [
      'a name that YAML takes for a number',
      'version: 1\nkeys:\n  - {key: 007, reason: 1.10}\n',
      [{ subject: 'key', name: '007', finding: 'key-powerful', reason: '1.10', line: 3 }],
    ],
    [
      'keys first, then users',
      'version: 1\nusers:\n- {user: u, reason: r}\nkeys:\n- {key: k, reason: r}\n',
      [
        { subject: 'key', name: 'k', finding: 'key-powerful', reason: 'r', line: 5 },
        { ...USER, name: 'u', line: 3 },
      ],
    ],
  ] as const)('has %s', ([, text, content]) => {
    expect(read(text)).toEqual({ kind: 'content', content });
    expect(isGood(parse(text))).toBe(true);
  });
});

describe('a typo', () => {
  it('is told alone: the key that was meant is not missing too', () => {
    expect(read('version: 1\nusers:\n  - user: a@b.c\n    raeson: r\n')).toEqual({
      kind: 'problems',
      problems: [expect.stringMatching(/:4:5: Unknown key `raeson`; the nearest that is allowed is `reason`\.$/)],
    });
  });
});

describe('a bad file', () => {
  it.for<[name: string, text: string, problem: string, isBeyondSchema?: true]>([
    ['is empty', '', '1:1: The file is empty; the smallest one holds `version: 1`.', true],
    ['is a list', '- a', '1:1: The file is a list; allowed: a mapping with `version`, `keys` and `users`.'],
    ['has no version', 'users: []\n', '1:1: `version` is missing; it takes the number `1`.'],
    ['is newer', 'version: 2\n', '1:10: `version` is 2, and this version of the action knows 1; update the action.'],
    [
      'has an unknown key',
      'version: 1\nuser: []\n',
      '2:1: Unknown key `user`; the nearest that is allowed is `users`.',
    ],
    ['has no reason', 'version: 1\nusers:\n  - user: a@b.c\n', '3:5: `reason` is missing; it takes a text'],
    [
      'has a blank reason',
      'version: 1\nusers:\n  - user: a@b.c\n    reason: " "\n',
      '4:13: `reason` is blank; allowed: a text',
    ],
    [
      'has no user',
      'version: 1\nusers:\n  - reason: r\n',
      '3:5: `user` is missing; it takes a user’s e-mail or id'.replace('’', "'"),
    ],
    ['has a key among users', 'version: 1\nusers:\n  - {key: k, reason: r}\n', '3:6: Unknown key `key`'],
    [
      'covers an expired key',
      'version: 1\nkeys:\n  - {key: k, reason: r, finding: key-expired}\n',
      '3:34: `finding` is "key-expired"; allowed: `key-expiring`',
    ],
    [
      'covers a user’s finding for a key',
      'version: 1\nkeys:\n  - {key: k, reason: r, finding: user-local}\n',
      '3:34: `finding` is "user-local"; allowed: `key-expiring`',
    ],
    [
      'has a text for a list',
      'version: 1\nkeys: all\n',
      '2:7: `keys` is "all"; allowed: a list of up to 10,000 entries, or `[]`.',
    ],
    [
      'has a text for an entry',
      'version: 1\nkeys:\n  - Terraform\n',
      '3:5: An entry is "Terraform"; allowed: a mapping with `key` and `reason`.',
    ],
    [
      'has the marks of a conflict',
      'version: 1\n<<<<<<< HEAD\n',
      '2:1: The file holds the marks of a merge conflict of git; resolve it.',
      true,
    ],
    [
      'nests too deep',
      `version: 1\nkeys: ${'['.repeat(60)}`,
      'levels of nesting up to here, which no file of expectations needs',
      true,
    ],
  ])('that %s is told by line and column', ([, text, problem, isBeyondSchema]) => {
    const parsed = read(text);
    expect(parsed.kind).toBe('problems');
    expect(parsed.kind === 'problems' ? parsed.problems.join('\n') : '').toContain(problem);
    if (isBeyondSchema !== true) expect(isGood(parse(text))).toBe(false);
  });

  it('has one entry too many', () => {
    const text = `version: 1\nkeys:\n${'- {key: k, reason: r}\n'.repeat(MOST_EXPECTATIONS + 1)}`;
    const parsed = read(text);
    expect(parsed.kind === 'problems' && parsed.problems[0]).toContain('Here begins entry 10,001 of 10,001');
  });
});

it('the schema has the words of the source', () => {
  expect(SCHEMA.properties.version.const).toBe(EXPECTED_VERSION);
  expect(SCHEMA.definitions.key.properties.finding.enum).toEqual(COVERABLE.key);
  expect(SCHEMA.definitions.user.properties.finding.enum).toEqual(COVERABLE.user);
});
