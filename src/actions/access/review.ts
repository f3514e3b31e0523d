import type { ApiKey } from '../../platform/keys.ts';
import { daysUntil, type Timestamp, timestampOf } from '../../platform/timestamp.ts';
import type { User } from '../../platform/users.ts';
import { compareTexts } from '../../text/compare.ts';
import { matchPatterns } from '../../text/pattern.ts';
import { assessKey, assessUser, createContext, type Draft, type Finding, isExpired } from './assess.ts';
import { coverFindings, type Expectation, type IdleExpectation } from './expectation.ts';
import { FINDINGS, LEVELS } from './findings.ts';
import { findGaps, type Gap } from './gaps.ts';
import { type AccessLists, isWhole, namesOfUser, type ReviewRule } from './question.ts';

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
        // One that the Platform calls expired can do nothing, and mostly has the name of the one that came after it.
        all: lists.keys.items
          .filter((key) => !key.isExpired)
          .map((key) => ({ id: key.id, name: key.name, fullName: null, isReviewed: keysMeant.has(key) })),
        expired: lists.keys.items.filter((key) => key.isExpired).flatMap(({ id, name }) => [name, id]),
      },
      user: {
        isWhole: areUsersWhole,
        all: lists.users.items.map((user) => ({
          id: user.id,
          name: user.email,
          fullName: user.name,
          isReviewed: usersMeant.has(user),
        })),
        expired: [],
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

function settle(draft: Draft, expectation: Expectation | undefined, { failOn }: ReviewRule): Finding {
  if (expectation !== undefined) {
    const { reason, line } = expectation;
    return { ...draft, level: 'note', fails: false, expected: { reason, line } };
  }
  return { ...draft, level: LEVELS[draft.id], fails: failOn.includes(draft.id), expected: null };
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    FINDINGS.indexOf(a.id) - FINDINGS.indexOf(b.id) ||
    compareTexts(a.expiresAt ?? '', b.expiresAt ?? '') ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.subjectId, b.subjectId)
  );
}
