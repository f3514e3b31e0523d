import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFinding } from '../../../../src/actions/access/describe.ts';
import type { Expectation } from '../../../../src/actions/access/expectation.ts';
import type { Gap } from '../../../../src/actions/access/gaps.ts';
import type { AccessLists, ReviewRule } from '../../../../src/actions/access/question.ts';
import { reviewLists } from '../../../../src/actions/access/review.ts';
import { StepError } from '../../../../src/errors.ts';
import type { ApiKey } from '../../../../src/platform/keys.ts';
import { readApiKey } from '../../../../src/platform/keys.ts';
import { timestampOf } from '../../../../src/platform/timestamp.ts';
import { readUser, type User } from '../../../../src/platform/users.ts';
import { ago, ahead, anApiKey, aRole, aUser, DAY, HOUR, listing, RULE } from '../../fake/access.ts';
import { NOON } from '../../fake/clock.ts';

interface World {
  readonly keys?: readonly ApiKey[];
  readonly users?: readonly User[];
  readonly lists?: Partial<AccessLists>;
  readonly rule?: Partial<ReviewRule>;
  readonly expected?: readonly Expectation[];
}

function review({ keys = [anApiKey()], users = [aUser()], lists = {}, rule = {}, expected = [] }: World) {
  const all = { keys: listing(keys), users: listing(users), roles: null, ...lists };
  return reviewLists(all, { ...RULE, ...rule }, expected, NOON);
}

/** What is found, as `<finding> <name>`; with `!` in front if it fails, with `~` if it is a note. */
function told(world: World): string[] {
  const marks = { warning: '', note: '~' };
  return review(world).findings.map(({ id, level, fails, name }) => `${fails ? '!' : marks[level]}${id} ${name}`);
}

const expectKey = (name: string, changes: Partial<Expectation> = {}): Expectation => ({
  ...{ subject: 'key', name, finding: 'key-powerful', reason: 'Makes policies', line: 3 },
  ...changes,
});
const expectUser = (name: string, changes: Partial<Expectation> = {}): Expectation => ({
  ...{ subject: 'user', name, finding: 'user-powerful', reason: 'On call', line: 5 },
  ...changes,
});

const ADMIN = [aRole('admin:write')];
const PROBLEM = new StepError('The Platform answered 403: Forbidden', { remedy: 'Ask somebody.' });
const BOB = aUser({ id: 'user-2', email: 'bob@acme.example' });
const JSON_KEY = { id: 'key-9', name: 'Raw', expired: false, roles: [{ id: 'r', name: 'ci', type: 'ci' }] };
const JSON_USER = {
  ...{ id: 'user-9', email: 'raw@acme.example', enabled: true, provider: 'saml', mfa_configured: true, roles: [] },
};
/** A key as the Platform tells it. */
const rawKey = (json: object) =>
  readApiKey({ ...JSON_KEY, created_by: 'jane@acme.example', last_access_at: '2026-08-01', ...json });

type Case = [name: string, world: World, found: string[]];

const EXPIRY: Case[] = [
  ['expires in 200 days', {}, []],
  ['expires in 14 days and a millisecond', { keys: [anApiKey({ expiresAt: ahead(14 * DAY + 1) })] }, []],
  ['expires in 14 days', { keys: [anApiKey({ expiresAt: ahead(14 * DAY) })] }, ['key-expiring Gate']],
  ['expires within a day', { keys: [anApiKey({ expiresAt: ahead(HOUR) })] }, ['key-expiring Gate']],
  ['expires now', { keys: [anApiKey({ expiresAt: ahead(0) })] }, ['key-expired Gate']],
  ['expired a second ago', { keys: [anApiKey({ expiresAt: ago(1_000) })] }, ['key-expired Gate']],
  ['is expired by the Platform’s word alone', { keys: [anApiKey({ isExpired: true })] }, ['key-expired Gate']],
  [
    'is expired by its date alone',
    { keys: [anApiKey({ expiresAt: ago(DAY), isExpired: false })] },
    ['key-expired Gate'],
  ],
  [
    'is expired by the Platform’s word, and has no date',
    { keys: [anApiKey({ isExpired: true, expiresAt: null })] },
    ['key-expired Gate'],
  ],
  [
    'expires tomorrow, and nobody wants to know',
    { keys: [anApiKey({ expiresAt: ahead(DAY) })], rule: { warnDays: 0 } },
    [],
  ],
  [
    'expires in 40 days, of 60',
    { keys: [anApiKey({ expiresAt: ahead(40 * DAY) })], rule: { warnDays: 60 } },
    ['key-expiring Gate'],
  ],
  [
    'is expired by its date alone, and powerful: a clock may be wrong, and the Platform lets it in',
    { keys: [anApiKey({ expiresAt: ago(DAY), isExpired: false, roles: ADMIN })] },
    ['key-expired Gate', '~key-powerful Gate'],
  ],
  [
    'is expired, powerful, unused and orphaned',
    { keys: [anApiKey({ isExpired: true, roles: ADMIN, createdBy: 'x@y.example', lastUsedAt: null })] },
    ['key-expired Gate'],
  ],
  [
    'expires in the year 9999',
    { keys: [rawKey({ created_at: '2026-07-01T00:00:00Z', expires_at: '9999-12-31T23:59:59Z' })] },
    ['key-long-lived Raw'],
  ],
  [
    'has a date without a zone',
    { keys: [rawKey({ expires_at: '2026-08-05T12:00:00', created_at: '2026-07-05T12:00:00' })] },
    ['key-expiring Raw'],
  ],
  [
    'has a date of a day',
    { keys: [rawKey({ expires_at: '2026-08-02', created_at: '2026-07-05' })] },
    ['key-expiring Raw'],
  ],
  [
    'has a date of the day before',
    { keys: [rawKey({ expires_at: '2026-08-01', created_at: '2026-07-05' })] },
    ['key-expired Raw'],
  ],
  ['has a date of another zone', { keys: [rawKey({ expires_at: '2026-08-01T13:30:00+02:00' })] }, ['key-expired Raw']],
  [
    'has a date with nanoseconds',
    { keys: [rawKey({ expires_at: '2026-08-01T12:00:00.000000001Z' })] },
    ['key-expired Raw'],
  ],
  [
    'is expired, and its date is a zero value',
    { keys: [rawKey({ expired: true, expires_at: '0001-01-01T00:00:00Z' })] },
    ['key-expired Raw'],
  ],
];

const LIFE: Case[] = [
  ['lives 366 days', { keys: [anApiKey({ createdAt: ago(166 * DAY) })] }, []],
  ['lives a second more', { keys: [anApiKey({ createdAt: ago(166 * DAY + 1_000) })] }, ['key-long-lived Gate']],
  [
    'lives 31 days, of 30',
    { keys: [anApiKey({ createdAt: ago(DAY), expiresAt: ahead(30 * DAY) })], rule: { maxKeyDays: 30 } },
    ['key-long-lived Gate'],
  ],
  [
    'was made nobody knows when, and has 367 days left',
    { keys: [anApiKey({ createdAt: null, expiresAt: ahead(367 * DAY) })] },
    ['key-long-lived Gate'],
  ],
  [
    'was made nobody knows when, and has 300 days left',
    { keys: [anApiKey({ createdAt: null, expiresAt: ahead(300 * DAY) })] },
    [],
  ],
  ['was used on a day 90 days ago, as it began', { keys: [anApiKey({ lastUsedAt: ago(90 * DAY + 12 * HOUR) })] }, []],
  [
    'was used on a day that ended 90 days ago',
    { keys: [anApiKey({ lastUsedAt: ago(91 * DAY + 12 * HOUR) })] },
    ['key-unused Gate'],
  ],
  ['was used the day before, and today ends', { keys: [anApiKey({ lastUsedAt: ago(91 * DAY) })] }, ['key-unused Gate']],
  ['was never used, and is 89 days old', { keys: [anApiKey({ lastUsedAt: null, createdAt: ago(89 * DAY) })] }, []],
  [
    'was never used, and is 90 days old',
    { keys: [anApiKey({ lastUsedAt: null, createdAt: ago(90 * DAY) })] },
    ['key-unused Gate'],
  ],
  [
    'was never used, and nobody knows since when',
    { keys: [anApiKey({ lastUsedAt: null, createdAt: null })] },
    ['key-unused Gate'],
  ],
  [
    'was never used, says a zero value',
    {
      keys: [
        rawKey({
          expires_at: '2026-12-01T00:00:00Z',
          created_at: '2026-01-01T00:00:00Z',
          last_access_at: '0001-01-01T00:00:00Z',
        }),
      ],
    },
    ['key-unused Raw'],
  ],
  ['will be used tomorrow', { keys: [anApiKey({ lastUsedAt: ahead(DAY) })] }, []],
  [
    'was used yesterday, and 1 day is too long',
    { keys: [anApiKey({ lastUsedAt: ago(2 * DAY) })], rule: { unusedDays: 1 } },
    ['key-unused Gate'],
  ],
];

const POWER: Case[] = [
  ['a key with admin:write', { keys: [anApiKey({ roles: ADMIN })] }, ['~key-powerful Gate']],
  ['a key with admin:read', { keys: [anApiKey({ roles: [aRole('admin:read')] })] }, []],
  [
    'a key with a small role and a powerful one',
    { keys: [anApiKey({ roles: [aRole('ci'), ...ADMIN] })] },
    ['~key-powerful Gate'],
  ],
  ['a key without any role', { keys: [anApiKey({ roles: [] })] }, []],
  [
    'a key with a role of a type that this version does not know',
    { keys: [anApiKey({ roles: [aRole('root')] })] },
    ['~key-powerful Gate'],
  ],
  ['a key with a role of one’s own', { keys: [anApiKey({ roles: [aRole('custom', 'Auditors')] })] }, []],
  [
    'a key with a role of one’s own that is called admin:write',
    { keys: [anApiKey({ roles: [aRole('custom', 'Admin:Write')] })] },
    ['~key-powerful Gate'],
  ],
  [
    'a key with a role that the input names',
    { keys: [anApiKey({ roles: [aRole('custom', 'Auditors')] })], rule: { powerfulRoles: ['audit*'] } },
    ['~key-powerful Gate'],
  ],
  [
    'a key with a role whose type the input names',
    { keys: [anApiKey({ roles: [aRole('general:write')] })], rule: { powerfulRoles: ['general:write'] } },
    ['~key-powerful Gate'],
  ],
  ['a user with admin:write', { users: [aUser({ roles: ADMIN })] }, ['~user-powerful jane@acme.example']],
  [
    'a user with a role of a newer type',
    { users: [aUser({ roles: [aRole('owner')] })] },
    ['~user-powerful jane@acme.example'],
  ],
  [
    'a disabled user with admin:write',
    { users: [aUser({ roles: ADMIN, isEnabled: false }), BOB], keys: [anApiKey({ createdBy: BOB.email })] },
    [],
  ],
  [
    'power that fails',
    { users: [aUser({ roles: ADMIN })], rule: { failOn: ['user-powerful'] } },
    ['!user-powerful jane@acme.example'],
  ],
];

const MAKERS: Case[] = [
  ['somebody who is there', {}, []],
  ['somebody who is there, in capitals', { keys: [anApiKey({ createdBy: 'Jane@ACME.example' })] }, []],
  ['somebody whose id it has', { keys: [anApiKey({ createdBy: 'user-1' })] }, []],
  [
    'somebody whose id it has, in capitals',
    { keys: [anApiKey({ createdBy: 'USR-7' })], users: [aUser({ id: 'USR-7', email: 'usr@acme.example' })] },
    [],
  ],
  ['somebody who is gone', { keys: [anApiKey({ createdBy: 'gone@acme.example' })] }, ['key-orphaned Gate']],
  ['somebody who is disabled', { users: [aUser({ isEnabled: false })] }, ['key-orphaned Gate']],
  ['two with one e-mail, one of them disabled', { users: [aUser({ isEnabled: false }), aUser({ id: 'user-2' })] }, []],
  ['nobody', { keys: [anApiKey({ createdBy: null })] }, ['key-orphaned Gate']],
  [
    'nobody, as a blank text',
    { keys: [rawKey({ created_by: ' ', expires_at: '2026-12-01T00:00:00Z' })] },
    ['key-orphaned Raw'],
  ],
  ['somebody, and users can’t be read', { lists: { users: listing([], { problem: PROBLEM }) } }, []],
  [
    'somebody who is disabled, and not all users can be read',
    { lists: { users: listing([aUser({ isEnabled: false })], { problem: PROBLEM }) } },
    ['key-orphaned Gate'],
  ],
  [
    'nobody, and users can’t be read',
    { keys: [anApiKey({ createdBy: null })], lists: { users: listing([], { problem: PROBLEM }) } },
    ['key-orphaned Gate'],
  ],
  ['somebody who is not reviewed', { rule: { users: { include: [], exclude: ['jane*'] } } }, []],
];

const LOCAL = { provider: 'local' } as const;

const PEOPLE: Case[] = [
  ['comes by SAML without a second factor', { users: [aUser({ hasMfa: false })] }, []],
  [
    'is local without a second factor',
    { users: [aUser({ ...LOCAL, hasMfa: false })] },
    ['user-no-mfa jane@acme.example'],
  ],
  ['is local with a second factor, as all are', { users: [aUser(LOCAL)] }, []],
  ['is local, and another one comes by SAML', { users: [aUser(LOCAL), BOB] }, ['~user-local jane@acme.example']],
  ['is local, and a disabled one came by SAML', { users: [aUser(LOCAL), { ...BOB, isEnabled: false }] }, []],
  [
    'is local, and one who is not reviewed comes by SAML',
    { users: [aUser(LOCAL), BOB], rule: { users: { include: ['jane*'], exclude: [] } } },
    ['~user-local jane@acme.example'],
  ],
  [
    'comes in a way that this version does not know, without a second factor',
    { users: [aUser({ provider: 'oidc', hasMfa: false }), BOB] },
    ['user-no-mfa jane@acme.example'],
  ],
  [
    'is disabled, local, without a second factor, and long gone',
    {
      users: [aUser({ ...LOCAL, hasMfa: false, isEnabled: false, lastLoginAt: null }), BOB],
      keys: [anApiKey({ createdBy: BOB.email })],
    },
    [],
  ],
  ['logged in 89 days ago', { users: [aUser({ lastLoginAt: ago(89 * DAY) })] }, []],
  ['logged in 90 days ago', { users: [aUser({ lastLoginAt: ago(90 * DAY) })] }, ['~user-inactive jane@acme.example']],
  ['never logged in, and is new', { users: [aUser({ lastLoginAt: null, createdAt: ago(DAY) })] }, []],
  ['never logged in, and is old', { users: [aUser({ lastLoginAt: null })] }, ['~user-inactive jane@acme.example']],
  [
    'never logged in, and nobody knows since when',
    { users: [aUser({ lastLoginAt: null, createdAt: null })] },
    ['~user-inactive jane@acme.example'],
  ],
  [
    'logged in last year, by a date without a zone',
    {
      users: [readUser({ ...JSON_USER, last_login_at: '2025-08-01T00:00:00' })],
      keys: [anApiKey({ createdBy: JSON_USER.email })],
    },
    ['~user-inactive raw@acme.example'],
  ],
  ['has no name', { users: [aUser({ name: null, roles: ADMIN })] }, ['~user-powerful jane@acme.example']],
  [
    'has no e-mail',
    {
      users: [
        readUser({
          ...JSON_USER,
          email: ' ',
          last_login_at: '2026-08-01',
          roles: [{ id: 'r', name: 'x', type: 'admin:write' }],
        }),
      ],
      keys: [anApiKey({ createdBy: 'user-9' })],
    },
    ['~user-powerful user-9'],
  ],
];

const SCOPE: Case[] = [
  [
    'keys by name',
    {
      keys: [anApiKey({ expiresAt: ago(1) }), anApiKey({ id: 'key-2', name: 'Export', expiresAt: ago(1) })],
      rule: { keys: { include: ['GATE*'], exclude: [] } },
    },
    ['key-expired Gate'],
  ],
  [
    'keys by id',
    {
      keys: [anApiKey({ expiresAt: ago(1) }), anApiKey({ id: 'key-2', name: 'Export', expiresAt: ago(1) })],
      rule: { keys: { include: ['key-2'], exclude: [] } },
    },
    ['key-expired Export'],
  ],
  [
    'keys but one',
    {
      keys: [anApiKey({ expiresAt: ago(1) }), anApiKey({ id: 'key-2', name: 'Export' })],
      rule: { keys: { include: [], exclude: ['gate'] } },
    },
    [],
  ],
  [
    'users by their own name',
    {
      users: [aUser({ roles: ADMIN }), { ...BOB, name: 'Bob', roles: ADMIN }],
      rule: { users: { include: ['bob'], exclude: [] } },
    },
    ['~user-powerful bob@acme.example'],
  ],
];

const EXPECTED: Case[] = [
  [
    'a powerful key by name',
    { keys: [anApiKey({ roles: ADMIN })], expected: [expectKey('Gate')], rule: { failOn: ['key-powerful'] } },
    ['~key-powerful Gate'],
  ],
  [
    'a powerful key by id',
    { keys: [anApiKey({ roles: ADMIN })], expected: [expectKey('key-1')], rule: { failOn: ['key-powerful'] } },
    ['~key-powerful Gate'],
  ],
  [
    'a key in other letters, which is another one',
    { keys: [anApiKey({ roles: ADMIN })], expected: [expectKey('gate')], rule: { failOn: ['key-powerful'] } },
    ['!key-powerful Gate'],
  ],
  [
    'a powerful user in other letters',
    {
      users: [aUser({ roles: ADMIN })],
      expected: [expectUser('JANE@acme.example')],
      rule: { failOn: ['user-powerful'] },
    },
    ['~user-powerful jane@acme.example'],
  ],
  [
    'no pattern',
    { users: [aUser({ roles: ADMIN })], expected: [expectUser('*')], rule: { failOn: ['user-powerful'] } },
    ['!user-powerful jane@acme.example'],
  ],
  [
    'only the finding that it names',
    {
      keys: [anApiKey({ roles: ADMIN, lastUsedAt: null })],
      expected: [expectKey('Gate', { finding: 'key-unused' })],
      rule: { failOn: ['key-powerful', 'key-unused'] },
    },
    ['~key-unused Gate', '!key-powerful Gate'],
  ],
  [
    'a key whose name another one has: none',
    {
      keys: [anApiKey({ roles: ADMIN }), anApiKey({ id: 'key-2', roles: ADMIN })],
      expected: [expectKey('Gate')],
      rule: { failOn: ['key-powerful'] },
    },
    ['!key-powerful Gate', '!key-powerful Gate'],
  ],
  [
    'a key whose name another one has that is expired by its date alone',
    {
      keys: [anApiKey({ roles: ADMIN }), anApiKey({ id: 'key-2', expiresAt: ago(DAY) })],
      expected: [expectKey('Gate')],
      rule: { failOn: ['key-powerful'] },
    },
    ['key-expired Gate', '!key-powerful Gate'],
  ],
  [
    'a key whose name an expired one has',
    {
      keys: [anApiKey({ roles: ADMIN }), anApiKey({ id: 'key-2', isExpired: true })],
      expected: [expectKey('Gate')],
      rule: { failOn: ['key-powerful'] },
    },
    ['key-expired Gate', '~key-powerful Gate'],
  ],
  [
    'a key by the id of another one that has its name',
    {
      keys: [anApiKey({ roles: ADMIN }), anApiKey({ id: 'key-2', name: 'key-1', roles: ADMIN })],
      expected: [expectKey('key-1')],
      rule: { failOn: ['key-powerful'] },
    },
    ['~key-powerful Gate', '!key-powerful key-1'],
  ],
];

describe('a key that', () => {
  it.for([...EXPIRY, ...LIFE])('%s', ([, world, found]) => expect(told(world)).toEqual(found));
});

describe('power:', () => {
  it.for(POWER)('%s', ([, world, found]) => expect(told(world)).toEqual(found));
});

describe('a key that was made by', () => {
  it.for(MAKERS)('%s', ([, world, found]) => expect(told(world)).toEqual(found));
});

describe('a user who', () => {
  it.for(PEOPLE)('%s', ([, world, found]) => expect(told(world)).toEqual(found));
});

describe('what is reviewed:', () => {
  it.for(SCOPE)('%s', ([, world, found]) => expect(told(world)).toEqual(found));
});

describe('an expectation covers', () => {
  it.for(EXPECTED)('%s', ([, world, found]) => expect(told(world)).toEqual(found));

  it('with its reason', () => {
    const { findings } = review({ keys: [anApiKey({ roles: ADMIN })], expected: [expectKey('Gate')] });
    expect(findings[0]?.expected).toEqual({ reason: 'Makes policies', line: 3 });
  });

  it('once, if two say the same', () => {
    const expected = [expectKey('Gate'), expectKey('key-1', { line: 9 })];
    const { findings, idleExpectations } = review({ keys: [anApiKey({ roles: ADMIN })], expected });
    expect(findings[0]?.expected?.line).toBe(3);
    expect(idleExpectations).toEqual([]);
  });
});

describe('an expectation that covers nothing', () => {
  it.for<[name: string, world: World, states: string[]]>([
    ['names nobody', { expected: [expectUser('gone@acme.example')] }, ['missing']],
    ['names no key', { expected: [expectKey('Gone')] }, ['missing']],
    [
      'names a key that is expired',
      { keys: [anApiKey({ isExpired: true })], expected: [expectKey('Gate')] },
      ['missing'],
    ],
    ['names somebody without power', { expected: [expectUser('jane@acme.example')] }, ['idle']],
    ['names two keys', { keys: [anApiKey(), anApiKey({ id: 'key-2' })], expected: [expectKey('Gate')] }, ['ambiguous']],
    [
      'names nobody who could be read',
      { lists: { users: listing([], { problem: PROBLEM }) }, expected: [expectUser('x@y.example')] },
      [],
    ],
    [
      'names somebody who is not reviewed',
      { rule: { users: { include: [], exclude: ['jane*'] } }, expected: [expectUser('jane@acme.example')] },
      [],
    ],
  ])('since it %s', ([, world, states]) => {
    expect(review(world).idleExpectations.map(({ state }) => state)).toEqual(states);
  });
});

describe('an expectation that names nobody', () => {
  const KEYS = [anApiKey(), anApiKey({ id: 'key-2', name: 'Terraform of acme' })];
  it.for<[name: string, world: World, hint: string | null]>([
    ['with a slip', { expected: [expectUser('jane@acme.exmaple')] }, 'the nearest is jane@acme.example'],
    [
      'that is a key’s, with a slip',
      { keys: KEYS, expected: [expectKey('terrafrom-of-acme')] },
      'the nearest is Terraform of acme',
    ],
    [
      'with a letter of another script',
      { expected: [expectUser('jаne@acme.example')] },
      'jane@acme.example is almost the same: it has "a" where yours has U+0430 (Cyrillic)',
    ],
    [
      'and is the full name of one',
      { users: [aUser({ name: 'Jane Doe' })], expected: [expectUser('jane doe')] },
      'the e-mail of the one with that name is jane@acme.example',
    ],
    ['like nobody', { expected: [expectUser('somebody-else@globex.example')] }, null],
    [
      'and is a key’s that is expired',
      { keys: [anApiKey({ isExpired: true })], expected: [expectKey('Gate')] },
      'the one with that name is expired',
    ],
    ['and is somebody’s who is found nothing about', { expected: [expectUser('jane@acme.example')] }, null],
  ])('%s has a hint, if there is one', ([, world, hint]) => {
    expect(review(world).idleExpectations.map((one) => one.hint)).toEqual([hint]);
  });

  it('has none if it is one of very many, since each takes a while', () => {
    const expected = Array.from({ length: 1_000 }, (_, line) => expectUser('jane@acme.exmaple', { line }));
    const hints = review({ expected }).idleExpectations.map(({ hint }) => hint);
    expect(hints.filter((hint) => hint !== null)).toHaveLength(100);
  });
});

describe('not everything was reviewed', () => {
  const cut = listing([anApiKey({ expiresAt: ahead(DAY) })], { problem: PROBLEM });
  it.for<[name: string, world: World, gaps: Partial<Gap>[]]>([
    ['nothing is missing', {}, []],
    [
      'no keys',
      { lists: { keys: listing([], { problem: PROBLEM }) } },
      [{ kind: 'unread', list: 'keys', remedy: 'Ask somebody.' }],
    ],
    ['some keys', { lists: { keys: cut } }, [{ kind: 'unread', list: 'keys' }]],
    ['no users', { lists: { users: listing([], { problem: PROBLEM }) } }, [{ kind: 'unread', list: 'users' }]],
    [
      'no roles',
      { lists: { roles: listing([], { problem: PROBLEM }) }, rule: { powerfulRoles: ['x'] } },
      [{ kind: 'unread', list: 'roles' }],
    ],
    ['a list of no keys', { keys: [] }, [{ kind: 'empty', list: 'keys' }]],
    ['a list of no users', { users: [] }, [{ kind: 'empty', list: 'users' }]],
    [
      'a key without a date',
      { keys: [rawKey({})] },
      [{ kind: 'defect', subject: 'key', name: 'Raw', defect: '`expires_at` should be a date and time' }],
    ],
    [
      'a key with a zero date',
      { keys: [rawKey({ expires_at: '0001-01-01T00:00:00Z' })] },
      [{ kind: 'defect', name: 'Raw' }],
    ],
    ['a key with a date that is none', { keys: [rawKey({ expires_at: 'soon' })] }, [{ kind: 'defect', name: 'Raw' }]],
    [
      'a key last used nobody can read when',
      { keys: [rawKey({ expires_at: '2026-12-01T00:00:00Z', last_access_at: 7 })] },
      [{ kind: 'defect', name: 'Raw' }],
    ],
    [
      'a user with a login that is no date',
      { users: [aUser(), readUser({ ...JSON_USER, last_login_at: 'never' })] },
      [{ kind: 'defect', subject: 'user', name: 'raw@acme.example' }],
    ],
    [
      'a key with a defect that is not meant',
      { keys: [anApiKey(), rawKey({})], rule: { keys: { include: ['Gate'], exclude: [] } } },
      [],
    ],
    [
      'a pattern for no key',
      { rule: { keys: { include: ['gate', 'gaet'], exclude: ['x'] } } },
      [{ kind: 'unmatched', input: 'keys', pattern: 'gaet', place: '' }],
    ],
    [
      'a pattern for no user',
      { rule: { users: { include: ['bob*'], exclude: [] } } },
      [{ kind: 'unmatched', input: 'users', pattern: 'bob*', place: '' }],
    ],
    [
      'a pattern for no role',
      { lists: { roles: listing([aRole('ci')]) }, rule: { powerfulRoles: ['root'] } },
      [{ kind: 'unmatched', input: 'powerful-roles', pattern: 'root', place: '' }],
    ],
    [
      'a pattern for no key that could be read',
      { lists: { keys: cut }, rule: { keys: { include: ['gaet'], exclude: [] } } },
      [{ kind: 'unread', list: 'keys' }],
    ],
  ])('%s', ([, world, gaps]) => {
    const found = review(world);
    expect(found.gaps).toMatchObject(gaps);
    expect(found.gaps).toHaveLength(gaps.length);
  });

  it('and what could be read is told all the same', () => {
    expect(told({ lists: { keys: cut } })).toEqual(['key-expiring Gate']);
    expect(review({ lists: { keys: cut } }).keys).toEqual({ count: 1, isWhole: false });
    expect(review({ lists: { users: listing([], { problem: PROBLEM }) } })).toMatchObject({
      keys: { isWhole: true },
      users: { count: 0, isWhole: false },
    });
  });
});

describe('a review', () => {
  const keys = [
    anApiKey({ expiresAt: ahead(40 * DAY), id: 'b', name: 'Nightly export' }),
    anApiKey({ expiresAt: ahead(3 * DAY), id: 'c', name: 'Gate' }),
    anApiKey({ expiresAt: ago(DAY), id: 'd', name: 'Old laptop' }),
    anApiKey({ expiresAt: ahead(2 * DAY), id: 'e', name: 'gate of staging' }),
  ];

  it('tells the most urgent first, whatever the order of the list', () => {
    const urgent = ['d', 'e', 'c'];
    expect(review({ keys }).findings.map(({ subjectId }) => subjectId)).toEqual(urgent);
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: keys.length }), (shuffled) => {
        expect(review({ keys: shuffled }).findings.map(({ subjectId }) => subjectId)).toEqual(urgent);
      }),
      { numRuns: 20 },
    );
  });

  it('counts the days to the first key that is still good', () => {
    expect(review({ keys })).toMatchObject({ keys: { count: 4 }, daysToFirstExpiry: 2 });
    expect(review({ keys: [anApiKey({ isExpired: true })] }).daysToFirstExpiry).toBeNull();
  });

  it('tells two keys of one name apart', () => {
    const twins = ['x', 'y'].map((id) => anApiKey({ id, expiresAt: ahead(DAY) }));
    expect(review({ keys: twins }).findings.map(({ subjectId }) => subjectId)).toEqual(['x', 'y']);
  });

  it('counts by the Platform’s clock where it can be had', () => {
    const late = listing([anApiKey({ expiresAt: ahead(20 * DAY) })], { serverTime: NOON + 10 * DAY });
    expect(review({ lists: { keys: late } })).toMatchObject({
      clock: 'platform',
      at: timestampOf(NOON + 10 * DAY),
      findings: [{ id: 'key-expiring', daysLeft: 10 }],
    });
    expect(review({})).toMatchObject({ clock: 'runner', at: timestampOf(NOON) });
    expect(review({ lists: { users: listing([aUser()], { serverTime: NOON + DAY }) } }).clock).toBe('platform');
  });

  it('takes 1,000 keys, and finds what is found about each of them', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      anApiKey({ id: `key-${index}`, name: `Key ${index}`, expiresAt: ahead((index % 40) * DAY + HOUR), roles: ADMIN }),
    );
    const { findings, idleExpectations } = review({
      keys: many,
      expected: many.map(({ name }, line) => expectKey(name, { line })),
    });
    expect(findings.filter(({ id }) => id === 'key-expiring')).toHaveLength((1_000 / 40) * 14);
    expect(findings.filter(({ expected }) => expected !== null)).toHaveLength(1_000);
    expect(idleExpectations).toEqual([]);
  });
});

it.for<[what: string, key: Partial<ApiKey>, words: RegExp]>([
  ['by its date', { expiresAt: ago(DAY) }, /^expired 2026-07-31/],
  ['by the Platform’s word', { isExpired: true, expiresAt: null }, /^is expired$/],
  ['against its date', { isExpired: true, expiresAt: ahead(2 * DAY) }, /^is expired by .*and its date is 2026-08-03/],
])('a key that is expired %s is told so', ([, key, words]) => {
  const [finding] = review({ keys: [anApiKey(key)] }).findings;
  expect(describeFinding(finding ?? expect.fail())).toMatch(words);
});
