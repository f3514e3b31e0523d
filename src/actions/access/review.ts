import { hasStatus } from '../../platform/http/errors.ts';
import type { ApiKey } from '../../platform/keys.ts';
import type { Listing } from '../../platform/listing.ts';
import type { Role } from '../../platform/roles.ts';
import { daysUntil, millisecondsOf, type Timestamp, timestampOf } from '../../platform/timestamp.ts';
import type { User } from '../../platform/users.ts';
import { findUnmatched, matchPatterns, type Patterns } from '../../text/pattern.ts';
import { coverFindings, type Expectation, type IdleExpectation, type Subject } from './expectation.ts';
import { FINDINGS, type FindingId, LEVELS, type Level } from './findings.ts';
import { isRoleType } from './role-types.ts';

/** One thing that is found about one key or user. */
export interface Finding {
  readonly id: FindingId;
  /** A note if an expectation covers it. */
  readonly level: Level;
  /** Whether it makes the step red. */
  readonly fails: boolean;
  readonly subject: Subject;
  readonly subjectId: string;
  /** A key's name, a user's e-mail. */
  readonly name: string;
  /** A user's own name; null: unknown, or a key. */
  readonly fullName: string | null;
  /** The names of all its roles. */
  readonly roles: readonly string[];
  /** The names of those that are powerful. */
  readonly powers: readonly string[];
  readonly createdAt: Timestamp | null;
  /** A key's last use, true to the day, or a user's last login; null: never. */
  readonly lastSeenAt: Timestamp | null;
  /** Of a key. */
  readonly expiresAt: Timestamp | null;
  /** Whole days until then; 0 on the last day, negative after it. */
  readonly daysLeft: number | null;
  /** The e-mail of who made a key. */
  readonly createdBy: string | null;
  /** What became of who made a key. */
  readonly maker: Maker | null;
  /** How a user comes in. */
  readonly provider: string | null;
  /** Why it is expected; null: it is not. */
  readonly expected: Pick<Expectation, 'reason' | 'line'> | null;
}

/** `nobody`: the Platform names none. `unknown`: not all users could be read, and this one is not among them. */
export type Maker = 'present' | 'disabled' | 'gone' | 'nobody' | 'unknown';

export type ListName = 'keys' | 'users' | 'roles';

/** Why it is not known that everything was reviewed. */
export type Gap =
  | { readonly kind: 'unread'; readonly list: ListName; readonly sentence: string; readonly remedy: string | null }
  | { readonly kind: 'empty'; readonly list: 'keys' | 'users' }
  | { readonly kind: 'defect'; readonly subject: Subject; readonly name: string; readonly defect: string }
  /** What was meant to be reviewed is not there. */
  | { readonly kind: 'unmatched'; readonly input: 'keys' | 'users' | 'powerful-roles'; readonly pattern: string };

/** What a review found. */
export interface Review {
  /** The most urgent first. */
  readonly findings: readonly Finding[];
  readonly idleExpectations: readonly IdleExpectation[];
  readonly gaps: readonly Gap[];
  /** How many were reviewed, and whether that is all of them and all about them. */
  readonly keys: Reviewed;
  readonly users: Reviewed;
  /** Whole days until the first key expires that has not expired yet; null: none is known. */
  readonly daysToFirstExpiry: number | null;
  /** By which clock days were counted, and when. */
  readonly clock: 'platform' | 'runner';
  readonly at: Timestamp;
}

export interface Reviewed {
  readonly count: number;
  readonly isWhole: boolean;
}

/** What the Platform answered. */
export interface AccessLists {
  readonly keys: Listing<ApiKey>;
  readonly users: Listing<User>;
  /** Null: not asked for. */
  readonly roles: Listing<Role> | null;
}

export interface ReviewRule {
  readonly warnDays: number;
  readonly unusedDays: number;
  readonly maxKeyDays: number;
  readonly inactiveDays: number;
  /** Patterns, beside `admin:write`. */
  readonly powerfulRoles: readonly string[];
  readonly keys: Patterns;
  readonly users: Patterns;
  readonly failOn: readonly FindingId[];
}

const DAY_MS = 86_400_000;

/** A finding before it is held against the expectations. */
type Draft = Omit<Finding, 'level' | 'fails' | 'expected'>;

/**
 * Reviews keys and users.
 * @param runnerTime in milliseconds since 1970; it counts if the Platform did not tell its own time
 */
export function reviewLists(
  lists: AccessLists,
  rule: ReviewRule,
  expectations: readonly Expectation[],
  runnerTime: number,
): Review {
  const serverTime = lists.keys.serverTime ?? lists.users.serverTime;
  const now = serverTime ?? runnerTime;
  const isMeantKey = matchPatterns(rule.keys);
  const isMeantUser = matchPatterns(rule.users);
  const keys = lists.keys.items.filter(({ id, name }) => isMeantKey([name, id]));
  const users = lists.users.items.filter((user) => isMeantUser(namesOfUser(user)));
  const context = createContext(lists, rule, now);
  const drafts = [
    ...keys.flatMap((key) => assessKey(key, context)),
    ...users.flatMap((user) => assessUser(user, context)),
  ];
  const [keysMeant, usersMeant] = [new Set(keys), new Set(users)];
  const areUsersWhole = isWhole(lists.users);
  const { covered, idle } = coverFindings(
    expectations,
    {
      key: {
        isWhole: isWhole(lists.keys),
        // One that is expired can do nothing, and mostly has the name of the one that came after it.
        all: lists.keys.items
          .filter((key) => !isExpired(key, now))
          .map((key) => ({ id: key.id, name: key.name, isReviewed: keysMeant.has(key) })),
      },
      user: {
        isWhole: areUsersWhole,
        all: lists.users.items.map((user) => ({ id: user.id, name: user.email, isReviewed: usersMeant.has(user) })),
      },
    },
    new Set(drafts.map(({ id, subjectId }) => `${id} ${subjectId}`)),
  );
  const left = keys.flatMap((key) =>
    key.expiresAt === null || isExpired(key, now) ? [] : [daysUntil(key.expiresAt, now)],
  );
  const hasDefect = ({ defect }: ApiKey | User) => defect !== null;
  return {
    findings: drafts
      .map((draft) => settle(draft, covered.get(`${draft.id} ${draft.subjectId}`), rule))
      .sort(compareFindings),
    idleExpectations: idle,
    gaps: findGaps(lists, rule, keys, users),
    keys: { count: keys.length, isWhole: isWhole(lists.keys) && !keys.some(hasDefect) },
    users: { count: users.length, isWhole: areUsersWhole && !users.some(hasDefect) },
    daysToFirstExpiry: left.length === 0 ? null : Math.min(...left),
    clock: serverTime === null ? 'runner' : 'platform',
    at: timestampOf(now),
  };
}

/** A list without anything is none: a key is in use, and somebody made it. */
function isWhole({ items, problem }: Listing<unknown>): boolean {
  return problem === null && items.length > 0;
}

function namesOfUser({ email, name, id }: User): string[] {
  return name === null ? [email, id] : [email, name, id];
}

/** What is asked about each key and user. */
interface Context {
  readonly rule: ReviewRule;
  readonly now: number;
  readonly isPowerful: (role: Role) => boolean;
  readonly findMaker: (key: ApiKey) => Maker;
  /** Whether somebody comes by SAML. */
  readonly hasSaml: boolean;
}

function createContext({ users }: AccessLists, rule: ReviewRule, now: number): Context {
  const isNamed = matchPatterns({ include: ['admin:write', ...rule.powerfulRoles], exclude: [] });
  const people = new Map<string, boolean>();
  for (const { id, email, isEnabled } of users.items) {
    for (const name of [id, email.toLowerCase()]) people.set(name, isEnabled || (people.get(name) ?? false));
  }
  return {
    rule,
    now,
    // What a type may do that this version does not know, nobody knows here.
    isPowerful: ({ id, name, type }) => !isRoleType(type) || isNamed([name.trim(), type, id]),
    findMaker({ createdBy, defect }) {
      if (createdBy === null) return defect === null ? 'nobody' : 'unknown';
      const isEnabled = people.get(createdBy.toLowerCase());
      if (isEnabled === undefined) return isWhole(users) ? 'gone' : 'unknown';
      return isEnabled ? 'present' : 'disabled';
    },
    hasSaml: users.items.some(({ provider, isEnabled }) => provider === 'saml' && isEnabled),
  };
}

/** The Platform's word and the date may contradict each other: either of them is enough. */
function isExpired({ isExpired, expiresAt }: ApiKey, now: number): boolean {
  return isExpired || (expiresAt !== null && millisecondsOf(expiresAt) <= now);
}

function assessKey(key: ApiKey, context: Context): Draft[] {
  const { rule, now, isPowerful, findMaker } = context;
  const { expiresAt, createdAt } = key;
  const maker = findMaker(key);
  const powers = key.roles.filter(isPowerful);
  const draft = (id: FindingId): Draft => ({
    id,
    subject: 'key',
    subjectId: key.id,
    name: key.name,
    fullName: null,
    roles: key.roles.map(nameOfRole),
    powers: powers.map(nameOfRole),
    createdAt,
    lastSeenAt: key.lastUsedAt,
    expiresAt,
    daysLeft: expiresAt === null ? null : daysUntil(expiresAt, now),
    createdBy: key.createdBy,
    maker,
    provider: null,
  });
  // It can do nothing any more: there is nothing else to say about it.
  if (isExpired(key, now)) return [draft('key-expired')];
  const expiry = expiresAt === null ? null : millisecondsOf(expiresAt);
  const life = expiry === null ? 0 : expiry - (createdAt === null ? now : millisecondsOf(createdAt));
  const holds: [FindingId, boolean][] = [
    ['key-expiring', expiry !== null && expiry - now <= rule.warnDays * DAY_MS],
    ['key-unused', isUnused(key, rule.unusedDays, now)],
    ['key-long-lived', life > rule.maxKeyDays * DAY_MS],
    ['key-powerful', powers.length > 0],
    ['key-orphaned', maker !== 'present' && maker !== 'unknown'],
  ];
  return holds.flatMap(([id, isFound]) => (isFound ? [draft(id)] : []));
}

/** The last use is known to the day: it counts from that day's end. */
function isUnused({ lastUsedAt, createdAt, defect }: ApiKey, days: number, now: number): boolean {
  if (lastUsedAt !== null) {
    const used = millisecondsOf(lastUsedAt);
    return now - (used - (used % DAY_MS) + DAY_MS) >= days * DAY_MS;
  }
  return defect === null && isOld(createdAt, days, now);
}

/** What was made nobody knows when is old. */
function isOld(createdAt: Timestamp | null, days: number, now: number): boolean {
  return createdAt === null || now - millisecondsOf(createdAt) >= days * DAY_MS;
}

/** Who is disabled can't come in, and is only asked about as the maker of keys. */
function assessUser(user: User, { rule, now, isPowerful, hasSaml }: Context): Draft[] {
  if (!user.isEnabled) return [];
  const powers = user.roles.filter(isPowerful);
  const { lastLoginAt, createdAt, defect } = user;
  const isInactive =
    lastLoginAt === null
      ? defect === null && isOld(createdAt, rule.inactiveDays, now)
      : isOld(lastLoginAt, rule.inactiveDays, now);
  const holds: [FindingId, boolean][] = [
    // With SAML that is the identity provider's business. What another provider asks for is unknown.
    ['user-no-mfa', user.provider !== 'saml' && !user.hasMfa],
    ['user-local', user.provider === 'local' && hasSaml],
    ['user-inactive', isInactive],
    ['user-powerful', powers.length > 0],
  ];
  const common = {
    subject: 'user',
    subjectId: user.id,
    name: user.email,
    fullName: user.name,
    roles: user.roles.map(nameOfRole),
    powers: powers.map(nameOfRole),
    createdAt,
    lastSeenAt: lastLoginAt,
    expiresAt: null,
    daysLeft: null,
    createdBy: null,
    maker: null,
    provider: user.provider,
  } as const;
  return holds.flatMap(([id, isFound]) => (isFound ? [{ id, ...common }] : []));
}

function nameOfRole({ name, type }: Role): string {
  return name.trim() === '' ? type : name;
}

function settle(draft: Draft, expectation: Expectation | undefined, { failOn }: ReviewRule): Finding {
  if (expectation !== undefined) {
    const { reason, line } = expectation;
    return { ...draft, level: 'note', fails: false, expected: { reason, line } };
  }
  return { ...draft, level: LEVELS[draft.id], fails: failOn.includes(draft.id), expected: null };
}

function findGaps(
  lists: AccessLists,
  rule: ReviewRule,
  keys: readonly ApiKey[],
  users: readonly User[],
): readonly Gap[] {
  const named = [
    ['keys', lists.keys],
    ['users', lists.users],
    ['roles', lists.roles],
  ] as const;
  const unread = named.flatMap(([list, listing]): Gap[] => {
    if (listing === null) return [];
    const { problem, items } = listing;
    if (problem !== null) {
      // A refusal's own advice is about the gate's key.
      const remedy = hasStatus(problem, 403, 404) ? null : problem.remedy;
      return [{ kind: 'unread', list, sentence: problem.message, remedy }];
    }
    return items.length === 0 && list !== 'roles' ? [{ kind: 'empty', list }] : [];
  });
  const defects = [
    ...keys.map(({ name, defect }) => ({ kind: 'defect', subject: 'key', name, defect }) as const),
    ...users.map(({ email: name, defect }) => ({ kind: 'defect', subject: 'user', name, defect }) as const),
  ].flatMap((gap) => (gap.defect === null ? [] : [{ ...gap, defect: gap.defect }]));
  const meant = [
    ['keys', rule.keys.include, lists.keys, lists.keys.items.map(({ id, name }) => [name, id])],
    ['users', rule.users.include, lists.users, lists.users.items.map(namesOfUser)],
    ['powerful-roles', rule.powerfulRoles, lists.roles, rolesOf(lists).map(({ id, name, type }) => [name, type, id])],
  ] as const;
  const unmatched = meant.flatMap(([input, include, listing, names]): Gap[] => {
    if (listing === null || !(input === 'powerful-roles' ? listing.problem === null : isWhole(listing))) return [];
    return findUnmatched(include, names).map((pattern) => ({ kind: 'unmatched', input, pattern }));
  });
  return [...unread, ...defects, ...unmatched];
}

/** All roles that are known, also those that only a key or a user tells of. */
function rolesOf({ keys, users, roles }: AccessLists): readonly Role[] {
  return [...(roles?.items ?? []), ...[...keys.items, ...users.items].flatMap((one) => one.roles)];
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    FINDINGS.indexOf(a.id) - FINDINGS.indexOf(b.id) ||
    compareTexts(a.expiresAt ?? '', b.expiresAt ?? '') ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.subjectId, b.subjectId)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
