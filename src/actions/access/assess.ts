import type { ApiKey } from '../../platform/keys.ts';
import type { Role } from '../../platform/roles.ts';
import { daysUntil, millisecondsOf, type Timestamp } from '../../platform/timestamp.ts';
import type { User } from '../../platform/users.ts';
import { matchPatterns } from '../../text/pattern.ts';
import type { Expectation, Subject } from './expectation.ts';
import type { FindingId, Level } from './findings.ts';
import { type AccessLists, isWhole, type ReviewRule } from './question.ts';
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
  /** Whole days until then, negative if they are past; 0 on the last day and on the first one after it. */
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

/** A finding before it is held against the expectations. */
export type Draft = Omit<Finding, 'level' | 'fails' | 'expected'>;

const DAY_MS = 86_400_000;

/** What is asked about each key and user. */
export interface Context {
  readonly rule: ReviewRule;
  readonly now: number;
  readonly isPowerful: (role: Role) => boolean;
  readonly findMaker: (key: ApiKey) => Maker;
  /** Whether somebody comes by SAML. */
  readonly hasSaml: boolean;
}

/**
 * What all assessments rest on.
 * @param now in milliseconds since 1970
 */
export function createContext({ users }: AccessLists, rule: ReviewRule, now: number): Context {
  const isNamed = matchPatterns({ include: ['admin:write', ...rule.powerfulRoles], exclude: [] });
  const people = new Map<string, boolean>();
  for (const { id, email, isEnabled } of users.items) {
    for (const name of [id.toLowerCase(), email.toLowerCase()])
      people.set(name, isEnabled || (people.get(name) ?? false));
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

/** The Platform's word and the date may contradict each other: either of them is enough to say so. */
export function isExpired({ isExpired, expiresAt }: ApiKey, now: number): boolean {
  return isExpired || (expiresAt !== null && millisecondsOf(expiresAt) <= now);
}

/**
 * What is to be said of a key. One that the Platform calls expired can do nothing any more, so that nothing else is said of
 * it. The date alone hides nothing: the clock that it is compared with may be wrong.
 */
export function assessKey(key: ApiKey, context: Context): Draft[] {
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
  if (key.isExpired) return [draft('key-expired')];
  const isOver = isExpired(key, now);
  const expiry = expiresAt === null ? null : millisecondsOf(expiresAt);
  const life = expiry === null ? 0 : expiry - (createdAt === null ? now : millisecondsOf(createdAt));
  const holds: [FindingId, boolean][] = [
    ['key-expired', isOver],
    ['key-expiring', !isOver && expiry !== null && expiry - now <= rule.warnDays * DAY_MS],
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
export function assessUser(user: User, { rule, now, isPowerful, hasSaml }: Context): Draft[] {
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
