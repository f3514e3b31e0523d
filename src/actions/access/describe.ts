import { formatTimestamp, type Timestamp } from '../../platform/timestamp.ts';
import { countNouns } from '../../text/format.ts';
import type { Finding } from './assess.ts';
import type { IdleExpectation } from './expectation.ts';
import type { FindingId } from './findings.ts';
import type { Gap } from './gaps.ts';
import type { AccessResult } from './result.ts';
import type { Review } from './review.ts';

/** How a kind of finding is told: its title, and what to do about it. */
export const KINDS: Readonly<Record<FindingId, { one: string; many: string; remedy: string }>> = {
  'key-expired': {
    one: 'key is expired',
    many: 'keys are expired',
    remedy: 'Delete it. What still uses it needs a new key.',
  },
  'key-expiring': {
    one: 'key expires soon',
    many: 'keys expire soon',
    remedy:
      'Create a new key under Organization Settings → API Keys, use it instead of the old one, then delete the old one.',
  },
  'key-orphaned': {
    one: 'key belongs to nobody any more',
    many: 'keys belong to nobody any more',
    remedy: 'Find out what uses it. Let an active user create a new key for that, then delete this one.',
  },
  'key-unused': { one: 'key is not used', many: 'keys are not used', remedy: 'Delete it if nobody needs it.' },
  'key-long-lived': {
    one: 'key lives too long',
    many: 'keys live too long',
    remedy: 'Replace it by one that expires earlier.',
  },
  'user-no-mfa': {
    one: 'user has no second factor',
    many: 'users have no second factor',
    remedy: 'Let the user set up MFA, or enforce it in the settings of the Platform.',
  },
  'key-powerful': {
    one: 'key is powerful',
    many: 'keys are powerful',
    remedy: 'Give it a smaller role, or say in `expected` why it has this one.',
  },
  'user-powerful': {
    one: 'user is powerful',
    many: 'users are powerful',
    remedy: 'Give the user a smaller role, or say in `expected` why it is this one.',
  },
  'user-local': {
    one: 'user logs in without SAML, and others log in by SAML',
    many: 'users log in without SAML, and others log in by SAML',
    remedy: 'Let the user log in by SAML, or disable the local user.',
  },
  'user-inactive': {
    one: 'user was not seen for long',
    many: 'users were not seen for long',
    remedy: 'Disable the user if nobody needs it.',
  },
};

/** What is found, as the rest of a sentence that begins with the name. */
export function describeFinding(finding: Finding): string {
  const { expiresAt, createdAt, lastSeenAt, powers } = finding;
  switch (finding.id) {
    case 'key-expired':
      if (expiresAt === null) return 'is expired';
      return (finding.daysLeft ?? 0) > 0
        ? `is expired by the Platform's word, and its date is ${formatTimestamp(expiresAt)}`
        : `expired ${formatTimestamp(expiresAt)}`;
    case 'key-expiring':
      return `expires ${formatTimestampOr(expiresAt)}, in ${countNouns(Math.max(0, finding.daysLeft ?? 0), 'day')}`;
    case 'key-long-lived':
      return `was created ${formatTimestampOr(createdAt)} and expires ${formatTimestampOr(expiresAt)}`;
    case 'key-unused':
      return lastSeenAt === null
        ? `was never used since ${describeBirth(createdAt)}`
        : `was last used ${dayOf(lastSeenAt)}`;
    case 'key-orphaned':
      return `was made by ${describeMaker(finding)}`;
    case 'key-powerful':
    case 'user-powerful':
      return `has the ${powers.length === 1 ? 'role' : 'roles'} ${powers.join(', ')}`;
    case 'user-no-mfa':
      return `logs in by ${finding.provider} and has no second factor`;
    case 'user-local':
      return 'is local, and others log in by SAML';
    case 'user-inactive':
      return lastSeenAt === null
        ? `never logged in since ${describeBirth(createdAt)}`
        : `last logged in ${formatTimestamp(lastSeenAt)}`;
  }
}

function formatTimestampOr(moment: Timestamp | null): string {
  return moment === null ? 'at an unknown time' : formatTimestamp(moment);
}

function describeBirth(createdAt: Timestamp | null): string {
  return createdAt === null ? 'its creation, whose day is unknown' : dayOf(createdAt);
}

function dayOf(moment: Timestamp): string {
  return moment.slice(0, 10);
}

function describeMaker({ createdBy, maker }: Finding): string {
  if (createdBy === null) return 'nobody that the Platform names';
  return maker === 'disabled' ? `${createdBy}, who is disabled` : `${createdBy}, who is gone`;
}

/** Why not everything was reviewed, as a sentence. */
export function describeGap(gap: Gap): string {
  switch (gap.kind) {
    case 'unread':
      // @failure access | `incomplete` | Give the action a key with the role `admin:read`. If it has that role, look at
      // the status of the Platform.
      return `The ${gap.list} could not be read, or not all of them: ${gap.sentence}.`;
    case 'empty':
      // @failure access | `incomplete` | The list can't be empty: the key in use and the user who made it exist. Look
      // at the role of the key.
      return `The Platform lists no ${gap.list} at all, and there must be some.`;
    case 'defect':
      // @failure access | `incomplete` | A date of this key or user is missing or can't be read. Look at it on the
      // Platform. If the date is right there, [report it](../CONTRIBUTING.md).
      return `The ${gap.subject} ${gap.name} could not be reviewed: ${gap.defect}.`;
    case 'unmatched':
      // @failure access | `incomplete` | This line of `keys` or `users` matches nothing. Correct or remove it.
      return `Nothing matches \`${gap.pattern}\` of \`${gap.input}\`${gap.place}.`;
  }
}

/** An expectation that covers nothing, as a sentence. */
export function describeIdle({ subject, name, finding, line, state, hint }: IdleExpectation): string {
  const entry = `Line ${line} of \`expected\``;
  switch (state) {
    case 'missing':
      // @failure access | not affected | Correct the name in the file `expected`, or delete the entry.
      return `${entry} matches nothing: there is no ${subject} ${name}${hint === null ? '' : `; ${hint}`}.`;
    case 'idle':
      // @failure access | not affected | Delete the entry from the file `expected`. Otherwise it will accept such a
      // finding later.
      return `${entry} covers nothing: ${finding} is not found for the ${subject} ${name}.`;
    case 'ambiguous':
      // @failure access | not affected | In the file `expected`, write the id of the key in place of its name. The
      // reports show the ids.
      return `${entry} covers nothing: several have the name ${name}. Name the one that is meant by its id.`;
  }
}

/** How much was reviewed. */
export function describeReviewed({ keys, users }: Review): string {
  return `${countNouns(keys.count, 'key')} and ${countNouns(users.count, 'user')}`;
}

/** Told at most; a Platform may have ten thousand keys with a date that can't be read. */
const GAPS_TOLD = 20;

/** Why a review is incomplete, and what it found all the same. */
export function describeIncomplete(review: Review): Pick<AccessResult, 'sentence' | 'problems' | 'remedy'> {
  const { gaps } = review;
  const told = gaps.slice(0, GAPS_TOLD).map(describeGap);
  const rest = gaps.length - told.length;
  if (rest > 0) told.push(`And ${countNouns(rest, 'more problem')}.`);
  const found = `${countNouns(review.findings.length, 'finding')} in what could be read: ${describeReviewed(review)}.`;
  return {
    sentence: [...told, found].join(' '),
    problems: told.length === 1 ? [] : [...told, found],
    remedy: remedyOf(gaps),
  };
}

const ROLE_NEEDED = 'The key needs the role `admin:read`, and a plan with API access.';

function remedyOf(gaps: readonly Gap[]): string {
  const unread = gaps.find((gap) => gap.kind === 'unread');
  if (unread !== undefined) return unread.remedy ?? ROLE_NEEDED;
  if (gaps.some(({ kind }) => kind === 'empty')) return ROLE_NEEDED;
  if (gaps.some(({ kind }) => kind === 'unmatched')) return 'Correct the patterns, or take them out.';
  return 'Look at these keys and users on the Platform.';
}
