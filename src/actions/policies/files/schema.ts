import { formatCount } from '../../../text/format.ts';
import { holdsMark } from '../../../text/mark.ts';
import { VISIBLE } from '../../../text/visible-text.ts';
import * as v from '../../../vendor/valibot.ts';

/** Raised when an older version of this action could no longer read the files rightly. */
export const FILES_VERSION = 1;

export const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'] as const;
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export const STATUSES = ['active', 'paused'] as const;

/** As the name of a file without its end: what Windows, links and marks can all hold. */
export const SLUG = /^(?!.*\.$)[a-z0-9][a-z0-9._-]{0,99}$/;
export const SLUG_ALLOWED = 'up to 100 of a–z, 0–9, `.`, `_` and `-`, a letter or digit first, no `.` last';

const LONGEST_NAME = 500;
const LONGEST_DESCRIPTION = 10_000;
export const LONGEST_QUERY = 200_000;
export const MOST_GROUPS = 1_000;

const words = (list: readonly string[]) => list.map((word) => `\`${word}\``).join(', ');

export const ALLOWED = {
  version: `the number \`${FILES_VERSION}\``,
  name: `a text of one line that is not blank, of up to ${LONGEST_NAME} characters, without blanks at its ends`,
  domain: words(DOMAINS),
  severity: words(SEVERITIES),
  status: words(STATUSES),
  description: `a text of up to ${formatCount(LONGEST_DESCRIPTION)} characters that does not end like a mark`,
  query: `SQL of up to ${formatCount(LONGEST_QUERY)} characters`,
  'query-file': 'the name of a `.sql` file in the same folder',
  groups: 'a list of names of policy groups, or `[]` for none',
  notify: 'a list of names of notification destinations, or `[]` for none',
  slug: SLUG_ALLOWED,
  tests: 'a list of tests, each with `name`, `tables` and `violations`, or `[]` for none',
} as const;

/** What a server trims would be another name. */
const Name = v.pipe(
  v.string(ALLOWED.name),
  v.check(
    (text) => text.length <= LONGEST_NAME && VISIBLE.test(text) && text.trim() === text && !/[\r\n\t]/.test(text),
    ALLOWED.name,
  ),
);

const Description = v.pipe(
  v.string(ALLOWED.description),
  v.check((text) => text.length <= LONGEST_DESCRIPTION && !holdsMark(text), ALLOWED.description),
);

const Query = v.pipe(
  v.string(ALLOWED.query),
  v.check((text) => text.length <= LONGEST_QUERY && VISIBLE.test(text), ALLOWED.query),
);

const QueryFile = v.pipe(v.string(ALLOWED['query-file']), v.regex(/^[^/\\:]+\.sql$/, ALLOWED['query-file']));

const list = (allowed: string) => v.optional(v.array(v.unknown(), allowed));

/** A policy's file. Its lists are read by themselves. */
export const PolicySchema = v.object({
  version: v.literal(FILES_VERSION, ALLOWED.version),
  name: Name,
  domain: v.picklist(DOMAINS, ALLOWED.domain),
  severity: v.picklist(SEVERITIES, ALLOWED.severity),
  description: v.optional(Description, ''),
  status: v.optional(v.picklist(STATUSES, ALLOWED.status), 'active'),
  groups: list(ALLOWED.groups),
  notify: list(ALLOWED.notify),
  query: v.optional(Query),
  'query-file': v.optional(QueryFile),
  tests: list(ALLOWED.tests),
});

export const GroupsSchema = v.object({
  version: v.literal(FILES_VERSION, ALLOWED.version),
  groups: v.array(v.unknown(), 'a list of groups, each with `slug` and `name`, or `[]` for none'),
});

export const GroupSchema = v.object({
  slug: v.pipe(v.string(SLUG_ALLOWED), v.regex(SLUG, SLUG_ALLOWED)),
  name: Name,
  description: v.optional(Description, ''),
});
