import { addDays, isDay } from '../../../text/day.ts';
import { formatCount } from '../../../text/format.ts';
import { readTagLine } from '../../../text/tag-line.ts';
import { LONGEST_TEXT, TEXT_ALLOWED, textSchema, VISIBLE } from '../../../text/visible-text.ts';
import * as v from '../../../vendor/valibot.ts';

/** Raised when an older version of this action could no longer read the file rightly. */
export const WAIVERS_VERSION = 1;

export const MOST_WAIVERS = 10_000;
const LONGEST_PATTERN = 500;

/** How many days ahead `expires` may lie if the file does not say: a year, also one with a 29 February. */
const DEFAULT_MAX_DAYS = 366;
const MOST_MAX_DAYS = 3_650;

const MAX_DAYS_ALLOWED = `a whole number of days from 1 to ${formatCount(MOST_MAX_DAYS)}`;
const PATTERN_ALLOWED = `a pattern with \`*\` and \`?\` that is not blank, of up to ${LONGEST_PATTERN} characters`;
const PATTERN_EXCLUDES = 'a pattern without `!` in front, since waivers do not exclude (a name may begin with `\\!`)';
const DATE_ALLOWED = 'a date that exists, as `YYYY-MM-DD` and without a time';

/** What each key may hold. */
export const ALLOWED: Readonly<Record<string, string>> = {
  version: `the number \`${WAIVERS_VERSION}\``,
  waivers: `a list of up to ${formatCount(MOST_WAIVERS)} waivers, or \`[]\``,
  policy: `a policy's full name or id, ${TEXT_ALLOWED}`,
  reason: TEXT_ALLOWED,
  owner: TEXT_ALLOWED,
  expires: DATE_ALLOWED,
};

const excludes = (text: string) => /^\s*!/.test(text);

const Pattern = v.pipe(
  textSchema(LONGEST_PATTERN, PATTERN_ALLOWED),
  v.check((text) => text.length > LONGEST_PATTERN || !excludes(text), PATTERN_EXCLUDES),
);

/** Of a text that is none something else is said already. */
const isPattern = (text: string) => text.length <= LONGEST_PATTERN && VISIBLE.test(text) && !excludes(text);

const TAG_ALLOWED = 'a tag as `key=value`, with `*` and `?` in both';

const TagPattern = v.pipe(
  Pattern,
  v.check((text) => !isPattern(text) || readTagLine(text) !== null, TAG_ALLOWED),
);

export const MaxDays = v.optional(
  v.pipe(
    v.number(MAX_DAYS_ALLOWED),
    v.check((days) => Number.isInteger(days) && days >= 1 && days <= MOST_MAX_DAYS, MAX_DAYS_ALLOWED),
  ),
  DEFAULT_MAX_DAYS,
);

export const FileSchema = v.object({
  version: v.literal(WAIVERS_VERSION, ALLOWED['version']),
  'max-days': MaxDays,
  waivers: v.array(v.unknown(), ALLOWED['waivers']),
});

/** @param maxDays null if the file's own number is wrong, so that no date is too late */
export function waiverSchema(today: string, maxDays: number | null) {
  const latest = maxDays === null ? '9999-12-31' : addDays(today, maxDays);
  const isInTime = (text: string) => !isDay(text) || text <= latest;
  const inTime = `a date up to ${latest}, which is ${maxDays} days from today; \`max-days\` at the top of the file changes that`;
  return v.object({
    policy: textSchema(LONGEST_TEXT, ALLOWED['policy'] ?? ''),
    resource: v.optional(Pattern),
    account: v.optional(Pattern),
    region: v.optional(Pattern),
    tag: v.optional(TagPattern),
    'resource-type': v.optional(Pattern),
    cloud: v.optional(Pattern),
    reason: textSchema(LONGEST_TEXT, TEXT_ALLOWED),
    owner: textSchema(LONGEST_TEXT, TEXT_ALLOWED),
    expires: v.pipe(v.string(DATE_ALLOWED), v.check(isDay, DATE_ALLOWED), v.check(isInTime, inTime)),
    ticket: v.optional(textSchema(LONGEST_TEXT, TEXT_ALLOWED)),
  });
}
