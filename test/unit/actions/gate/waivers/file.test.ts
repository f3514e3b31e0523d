import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parseWaivers } from '../../../../../src/actions/gate/waivers/file.ts';
import type { Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import { TODAY } from '../../../fake/waiver.ts';
import { BOMBS, expectProblems, expectRefusal, expectSentences, PIECES, problemsOf } from './hostile-files.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', '..', '..', '..', 'schemas', 'waivers.schema.json');

const REST = '    reason: r\n    owner: o\n    expires: 2027-03-31\n';
const FILE = `version: 1\nwaivers:\n  - policy: P\n${REST}`;
const WAIVER: Waiver = {
  policy: 'P',
  resource: null,
  account: null,
  region: null,
  tag: null,
  resourceType: null,
  cloud: null,
  reason: 'r',
  owner: 'o',
  expires: '2027-03-31',
  ticket: null,
  line: 3,
};

/** A good waiver with something more in its line 4. */
const having = (more: string) => FILE.replace(REST, `    ${more}\n${REST}`);

/** A good file with something else instead of `version: 1`. */
const heading = (head: string) => `${head}\nwaivers: []\n`;

/** A good waiver that expires at another time. */
const expiring = (expires: string) => FILE.replace('2027-03-31', expires);

const TEXT = 'a text that is not blank, of up to 2,000 characters';
const PATTERN = 'a pattern with `*` and `?` that is not blank, of up to 500 characters';
const TAG = 'a tag as `key=value`, with `*` and `?` in both';
const EXCLUDES = 'a pattern without `!` in front, since waivers do not exclude (a name may begin with `\\!`)';
const DATE = 'a date that exists, as `YYYY-MM-DD` and without a time';
const DAYS = 'a whole number of days from 1 to 3,650';
const MAPPING = 'a mapping with `policy`, `reason`, `owner` and `expires`';
const EMPTY = 'The file is empty; the smallest one holds `version: 1` and `waivers: []`.';
const SIGNS = 'a text that holds `: ` or begins with a sign such as `[` or `@` needs quotes.';
const LOOK = 'look at the quotes, the brackets and the indentation.';
const UTF_8 = 'text in UTF-8 without control characters, with line ends of Unix or Windows';

const GOOD: [string, string, Partial<Waiver>[]][] = [
  ['no waivers', 'version: 1\nwaivers: []\n', []],
  ['no line end', 'version: 1\nwaivers: []', []],
  ['a document with marks and comments', '# a\n%YAML 1.2\n---\nversion: 1 # b\nwaivers: []\n...\n# c\n', []],
  ['JSON', '{"version": 1, "waivers": []}', []],
  ['a version that is 1 all the same', heading('version: 1.0'), []],
  ['the smallest waiver', FILE, [{}]],
  [
    'the largest waiver',
    having(
      [
        'resource: arn:aws:s3:::acme-web-*',
        'account: acme-prod',
        'region: eu-*',
        'tag: env=preview-*',
        'resource-type: S3 *',
        'cloud: aws',
        'ticket: SEC-123',
      ].join('\n    '),
    ),
    [
      {
        resource: 'arn:aws:s3:::acme-web-*',
        account: 'acme-prod',
        region: 'eu-*',
        tag: 'env=preview-*',
        resourceType: 'S3 *',
        cloud: 'aws',
        ticket: 'SEC-123',
      },
    ],
  ],
  ['a tag with any value', having('tag: team=*'), [{ tag: 'team=*' }]],
  ['a tag without a value', having('tag: "legacy="'), [{ tag: 'legacy=' }]],
  [
    'a tag with signs of its own',
    having('tag: aws:cloudformation:stack-name=a=b'),
    [{ tag: 'aws:cloudformation:stack-name=a=b' }],
  ],
  ['a resource type of letters only', having('resource-type: bucket'), [{ resourceType: 'bucket' }]],
  ['an id that YAML takes for a number', having('account: 012345678901'), [{ account: '012345678901' }]],
  ['an id in quotes', having('account: "012345678901"'), [{ account: '012345678901' }]],
  [
    'other numbers as they are written',
    having('ticket: 1.10\n    account: 0x1F\n    resource: 1e3\n    region: -0').replace('owner: o', 'owner: 007'),
    [{ ticket: '1.10', account: '0x1F', resource: '1e3', region: '-0', owner: '007' }],
  ],
  ['words that older YAML took for booleans', FILE.replace('policy: P', 'policy: yes'), [{ policy: 'yes' }]],
  ['the same in a file of YAML 1.1', `%YAML 1.1\n---\n${having('ticket: 0o7')}`, [{ ticket: '0o7', line: 5 }]],
  ['a pattern that is quoted for its star', having("resource: '*-public'"), [{ resource: '*-public' }]],
  ['a pattern for a name with `!` in front', having('resource: \\!x'), [{ resource: '\\!x' }]],
  ['a policy of wildcards', FILE.replace('policy: P', 'policy: "*?"'), [{ policy: '*?' }]],
  ['several lines', FILE.replace('reason: r', 'reason: |\n      one\n      two'), [{ reason: 'one\ntwo\n' }]],
  ['the last day', expiring('2027-08-02'), [{ expires: '2027-08-02' }]],
  ['29 February', expiring('2024-02-29'), [{ expires: '2024-02-29' }]],
  ['a date long ago', expiring('0001-01-01'), [{ expires: '0001-01-01' }]],
  ['more days', `max-days: 3650\n${expiring('2036-07-29')}`, [{ expires: '2036-07-29', line: 4 }]],
  [
    'a pattern of 500 characters',
    having(`region: ${'*'.repeat(499).padStart(500, 'e')}`),
    [{ region: `e${'*'.repeat(499)}` }],
  ],
  [
    'anchors and aliases',
    `version: 1\nwaivers:\n  - &a {policy: &p 007, reason: *p, owner: o, expires: 2027-03-31}\n  - *a\n`,
    [
      { policy: '007', reason: '007', line: 3 },
      { policy: '007', reason: '007', line: 4 },
    ],
  ],
  [
    'an anchor for all of them, set anew',
    `version: &a 1\nwaivers: &a\n  - {policy: &a x, reason: *a, owner: &a y, expires: 2027-03-31, ticket: *a}\n`,
    [{ policy: 'x', reason: 'x', owner: 'y', ticket: 'y' }],
  ],
  ['tags that say what is so', FILE.replace('P', '!!str P').replace('r\n', '! r\n'), [{}]],
];

/** Why the JSON Schema, which sees a file's content and not its text, takes what the parser refuses. */
const BEYOND_SCHEMA = {
  'no YAML': 'the text is not YAML, or is more than what a JSON Schema is held against',
  'far ahead': 'JSON Schema has no today, and cannot compare with `max-days`',
  invisible: 'its regular expressions know no Unicode properties everywhere',
  astral: 'it counts characters, and the parser as JavaScript does, as for the inputs',
  tags: 'the text is the same without the tag',
} as const;

type Beyond = keyof typeof BEYOND_SCHEMA;

/** Problems without the file's name in front. */
type Bad = [name: string, text: string, problems: string[], beyond?: Beyond | undefined];

const BAD: Bad[] = [
  ['an empty file', '', [`1:1: ${EMPTY}`]],
  ['blank lines', '\n \n', [`1:1: ${EMPTY}`]],
  ['comments', '# waivers\n', [`1:1: ${EMPTY}`]],
  ['an empty document', '---\n', [`1:1: ${EMPTY}`]],
  ['a text', 'hello', ['1:1: The file is "hello"; allowed: a mapping with `version` and `waivers`.']],
  ['a list', '- policy: P', ['1:1: The file is a list; allowed: a mapping with `version` and `waivers`.']],
  ['null', '~', ['1:1: The file is the word `~`; allowed: a mapping with `version` and `waivers`.']],
  ['no version', 'waivers: []', ['1:1: `version` is missing; it takes the number `1`.']],
  ['no waivers', 'version: 1', ['1:1: `waivers` is missing; it takes a list of up to 10,000 waivers, or `[]`.']],
  [
    'an empty mapping, after a comment',
    '# none\n{}',
    [
      '2:1: `version` is missing; it takes the number `1`.',
      '2:1: `waivers` is missing; it takes a list of up to 10,000 waivers, or `[]`.',
    ],
  ],
  [
    'a newer version, whatever else is new',
    'waivers: none\nwho: knows\nversion: 2',
    ['3:10: `version` is 2, and this version of the action knows 1; update the action.'],
  ],
  ['an older version', heading('version: 0'), ['1:10: `version` is the number `0`; allowed: the number `1`.']],
  ['half a version', heading('version: 1.5'), ['1:10: `version` is the number `1.5`; allowed: the number `1`.']],
  ['a quoted version', heading('version: "1"'), ['1:10: `version` is "1"; allowed: the number `1`.']],
  ['a true version', heading('version: true'), ['1:10: `version` is the boolean `true`; allowed: the number `1`.']],
  ['an empty version', heading('version:'), ['1:1: `version` is empty; allowed: the number `1`.']],
  [
    'waivers that are forgotten',
    'version: 1\nwaivers:\n',
    ['2:1: `waivers` is empty; allowed: a list of up to 10,000 waivers, or `[]`.'],
  ],
  [
    'waivers as a mapping',
    'version: 1\nwaivers:\n  policy: P\n',
    ['3:3: `waivers` is a mapping; allowed: a list of up to 10,000 waivers, or `[]`.'],
  ],
  ['max-days 0', heading('version: 1\nmax-days: 0'), [`2:11: \`max-days\` is the number \`0\`; allowed: ${DAYS}.`]],
  [
    'max-days 3651',
    heading('version: 1\nmax-days: 3651'),
    [`2:11: \`max-days\` is the number \`3651\`; allowed: ${DAYS}.`],
  ],
  [
    'max-days 1.5',
    heading('version: 1\nmax-days: 1.5'),
    [`2:11: \`max-days\` is the number \`1.5\`; allowed: ${DAYS}.`],
  ],
  ['max-days "30"', heading('version: 1\nmax-days: "30"'), [`2:11: \`max-days\` is "30"; allowed: ${DAYS}.`]],
  ['max-days that is empty', heading('version: 1\nmax-days:'), [`2:1: \`max-days\` is empty; allowed: ${DAYS}.`]],
  [
    'wrong max-days, by which no date is judged',
    `max-days: all\n${expiring('9000-01-01')}`,
    [`1:11: \`max-days\` is "all"; allowed: ${DAYS}.`],
  ],
  [
    'items that are no waivers',
    'version: 1\nwaivers: [a, 5, [], null]',
    [
      `2:11: A waiver is "a"; allowed: ${MAPPING}.`,
      `2:14: A waiver is the number \`5\`; allowed: ${MAPPING}.`,
      `2:17: A waiver is a list; allowed: ${MAPPING}.`,
      `2:21: A waiver is the word \`null\`; allowed: ${MAPPING}.`,
    ],
  ],
  ['an item that is empty', 'version: 1\nwaivers:\n  -\n', [`3:4: A waiver is empty; allowed: ${MAPPING}.`]],
  [
    'a waiver without anything',
    'version: 1\nwaivers:\n  - {}\n',
    [
      `3:5: \`policy\` is missing; it takes a policy's full name or id, ${TEXT}.`,
      `3:5: \`reason\` is missing; it takes ${TEXT}.`,
      `3:5: \`owner\` is missing; it takes ${TEXT}.`,
      `3:5: \`expires\` is missing; it takes ${DATE}.`,
    ],
  ],
  [
    'a typo, whose own key is not told to be missing too',
    FILE.replace('expires', 'expire'),
    ['6:5: Unknown key `expire`; the nearest that is allowed is `expires`.'],
  ],
  [
    'a typo beside the key itself, which alone has a value',
    having('reasn: x').replace('reason: ', 'reason: " " #'),
    [
      '4:5: Unknown key `reasn`; the nearest that is allowed is `reason`.',
      `5:13: \`reason\` is blank; allowed: ${TEXT}.`,
    ],
  ],
  [
    'typos of the list and of a key that may be missing',
    'version: 1\nmax-day: 5\nwavers: []\n',
    [
      '2:1: Unknown key `max-day`; the nearest that is allowed is `max-days`.',
      '3:1: Unknown key `wavers`; the nearest that is allowed is `waivers`.',
    ],
  ],
  ['a capital', having('Account: x'), ['4:5: Unknown key `Account`; the nearest that is allowed is `account`.']],
  [
    'an unknown key at the top',
    `waiver: x\n${FILE}`,
    ['1:1: Unknown key `waiver`; the nearest that is allowed is `waivers`.'],
  ],
  ['a key that is a number', having('1: x'), ['4:5: Unknown key `1`; the nearest that is allowed is `tag`.']],
  [
    'keys that objects of JavaScript have',
    having('__proto__: {}\n    constructor: x'),
    [
      '4:5: Unknown key `__proto__`; the nearest that is allowed is `policy`.',
      '5:5: Unknown key `constructor`; the nearest that is allowed is `policy`.',
    ],
  ],
  [
    'keys that are no words',
    having('? [a]\n    : x\n    ? {}\n    : x\n    "": x'),
    ['4:7', '6:7', '8:5'].map(
      (place) =>
        `${place}: A key is no word; allowed: \`policy\`, \`resource\`, \`account\`, \`region\`, \`tag\`, \`resource-type\`, \`cloud\`, \`reason\`, \`owner\`, \`expires\`, \`ticket\`.`,
    ),
  ],
  [
    'a merge key',
    having('<<: {ticket: x}'),
    ['4:5: Unknown key `<<`; merge keys are not allowed: write the entries out.'],
  ],
  ['a key that is there twice', having('reason: x'), ['5:5: `reason` is there twice; allowed: once.'], 'no YAML'],
  ['the same at the top', `version: 1\n${FILE}`, ['2:1: `version` is there twice; allowed: once.'], 'no YAML'],
  ['an empty reason', FILE.replace(' r\n', '\n'), [`4:5: \`reason\` is empty; allowed: ${TEXT}.`]],
  ['a null reason', FILE.replace(' r\n', ' ~\n'), [`4:13: \`reason\` is the word \`~\`; allowed: ${TEXT}.`]],
  ['a blank reason', FILE.replace(' r\n', ' " \\t\\n"\n'), [`4:13: \`reason\` is blank; allowed: ${TEXT}.`]],
  [
    'a reason that nobody sees',
    FILE.replace(' r\n', ' "\\u200b\\u00ad"\n'),
    [`4:13: \`reason\` is blank; allowed: ${TEXT}.`],
    'invisible',
  ],
  ['a boolean owner', FILE.replace(' o\n', ' true\n'), [`5:12: \`owner\` is the boolean \`true\`; allowed: ${TEXT}.`]],
  ['a list of owners', FILE.replace(' o\n', ' [a, b]\n'), [`5:12: \`owner\` is a list; allowed: ${TEXT}.`]],
  ['a mapping as a ticket', having('ticket:\n      id: x'), [`5:7: \`ticket\` is a mapping; allowed: ${TEXT}.`]],
  [
    'a policy in brackets',
    FILE.replace('policy: P', 'policy: [S3.1]'),
    [`3:13: \`policy\` is a list; allowed: a policy's full name or id, ${TEXT}.`],
  ],
  [
    'a text that is too long',
    FILE.replace(' r\n', ` ${'x'.repeat(2_001)}\n`),
    [`4:13: \`reason\` is "${'x'.repeat(99)}…" (2,001 characters); allowed: ${TEXT}.`],
  ],
  [
    'a pattern that is too long',
    having(`resource: ${'*'.repeat(501).padStart(502, 'a')}`),
    [`4:15: \`resource\` is "a${'*'.repeat(98)}…" (502 characters); allowed: ${PATTERN}.`],
  ],
  [
    'a pattern that is too long for JavaScript',
    having(`resource: ${'🙂'.repeat(251)}`),
    [`4:15: \`resource\` is "${'🙂'.repeat(99)}…" (502 characters); allowed: ${PATTERN}.`],
    'astral',
  ],
  ['a blank pattern', having('resource: ""'), [`4:15: \`resource\` is blank; allowed: ${PATTERN}.`]],
  ['an empty pattern, which would cover all', having('account:'), [`4:5: \`account\` is empty; allowed: ${PATTERN}.`]],
  ['a tag without `=`', having('tag: env'), [`4:10: \`tag\` is "env"; allowed: ${TAG}.`]],
  ['a tag without a key', having("tag: ' =x'"), [`4:10: \`tag\` is "=x"; allowed: ${TAG}.`]],
  ['a tag whose only `=` is part of the key', having("tag: 'a\\=b'"), [`4:10: \`tag\` is "a\\=b"; allowed: ${TAG}.`]],
  ['a tag that excludes', having("tag: '!env=x'"), [`4:10: \`tag\` is "!env=x"; allowed: ${EXCLUDES}.`]],
  ['an empty tag', having('tag: ""'), [`4:10: \`tag\` is blank; allowed: ${PATTERN}.`]],
  ['a tag that is a list', having('tag: [env=x]'), [`4:10: \`tag\` is a list; allowed: ${PATTERN}.`]],
  ['a pattern that excludes', having("region: '!eu-*'"), [`4:13: \`region\` is "!eu-*"; allowed: ${EXCLUDES}.`]],
  ['the same after a blank', having("region: ' ! eu'"), [`4:13: \`region\` is "! eu"; allowed: ${EXCLUDES}.`]],
  ['30 February', expiring('2027-02-30'), [`6:14: \`expires\` is "2027-02-30"; allowed: ${DATE}.`]],
  ['29 February in other years', expiring('2027-02-29'), [`6:14: \`expires\` is "2027-02-29"; allowed: ${DATE}.`]],
  ['a month too many', expiring('2026-13-01'), [`6:14: \`expires\` is "2026-13-01"; allowed: ${DATE}.`]],
  ['a day of none', expiring('2027-03-00'), [`6:14: \`expires\` is "2027-03-00"; allowed: ${DATE}.`]],
  ['a short date', expiring('2027-3-1'), [`6:14: \`expires\` is "2027-3-1"; allowed: ${DATE}.`]],
  ['a date without hyphens', expiring('20270331'), [`6:14: \`expires\` is the number \`20270331\`; allowed: ${DATE}.`]],
  [
    'a date with a time',
    expiring('2027-03-31T00:00:00Z'),
    [`6:14: \`expires\` is "2027-03-31T00:00:00Z"; allowed: ${DATE}.`],
  ],
  ['a date with blanks', expiring('" 2027-03-31"'), [`6:14: \`expires\` is "2027-03-31"; allowed: ${DATE}.`]],
  ['never', expiring('never'), [`6:14: \`expires\` is "never"; allowed: ${DATE}.`]],
  [
    'a date too far ahead',
    expiring('2027-08-03'),
    [
      '6:14: `expires` is "2027-08-03"; allowed: a date up to 2027-08-02, which is 366 days from today; `max-days` at the top of the file changes that.',
    ],
    'far ahead',
  ],
  [
    'a date too far ahead for this file',
    `${expiring('2026-08-31')}max-days: 29\n`,
    [
      '6:14: `expires` is "2026-08-31"; allowed: a date up to 2026-08-30, which is 29 days from today; `max-days` at the top of the file changes that.',
    ],
    'far ahead',
  ],
  [
    'one bad alias in two places',
    'version: 1\nwaivers:\n  - {policy: &a " ", reason: *a, owner: o, expires: 2027-03-31}\n',
    [
      `3:17: \`policy\` is blank; allowed: a policy's full name or id, ${TEXT}.`,
      `3:30: \`reason\` is blank; allowed: ${TEXT}.`,
    ],
  ],
  [
    'one bad waiver that is there three times, told once',
    'version: 1\nwaivers:\n  - &a {policy: P, reason: r, owner: o}\n  - *a\n  - *a\n',
    [`3:8: \`expires\` is missing; it takes ${DATE}.`],
  ],
  [
    'a star without quotes',
    having('resource: *-public'),
    [
      '4:15: YAML reads `*-public` as an alias, and nothing before it has that anchor; a text that begins with `*` or `&` needs quotes.',
    ],
    'no YAML',
  ],
  [
    'nothing but a star without quotes',
    having('resource: *'),
    [
      '4:15: The file is not valid YAML here (Alias cannot be an empty string); a text that begins with `*` or `&` needs quotes.',
    ],
    'no YAML',
  ],
  [
    'an alias before its anchor',
    'version: 1\nwaivers:\n  - *a\n  - &a {}\n',
    [
      '3:5: YAML reads `*a` as an alias, and nothing before it has that anchor; a text that begins with `*` or `&` needs quotes.',
      `4:8: \`policy\` is missing; it takes a policy's full name or id, ${TEXT}.`,
      `4:8: \`reason\` is missing; it takes ${TEXT}.`,
      `4:8: \`owner\` is missing; it takes ${TEXT}.`,
      `4:8: \`expires\` is missing; it takes ${DATE}.`,
    ],
    'no YAML',
  ],
  [
    'a list within itself',
    'version: 1\nwaivers: &a [*a]',
    ['2:14: The alias `*a` contains itself, so it has no end.'],
    'no YAML',
  ],
  ...['!prod', '!!set {a}', '!!omap [a: b]'].map((value) => refuseTag(value)),
  ...['!!binary aGk=', '!!timestamp 2027-03-31', '!<tag:x> y', '!!float x'].map((value) => refuseTag(value, 'tags')),
  [
    'a tag on all, with what else is wrong',
    'version: 2.5\nwaivers: !all\n  - {}\n',
    [
      '1:10: `version` is the number `2.5`; allowed: the number `1`.',
      '2:10: YAML reads `!all` as a tag, which means nothing here; a text that begins with `!` needs quotes.',
    ],
  ],
  [
    'several documents',
    `${FILE}---\nversion: 1\n---\n`,
    ['7:1: A second document of YAML begins here; allowed: one.'],
    'no YAML',
  ],
  [
    'a version of YAML that is not known',
    `%YAML 1.3\n---\n${FILE}`,
    [`1:7: The file is not valid YAML here (Unsupported YAML version 1.3); ${LOOK}`],
    'no YAML',
  ],
  [
    'a colon without quotes',
    FILE.replace('policy: P', 'policy: CIS: 1.2'),
    [`3:13: The file is not valid YAML here (Nested mappings are not allowed in compact mappings); ${SIGNS}`],
    'no YAML',
  ],
  [
    'a bracket without quotes',
    FILE.replace('policy: P', 'policy: [S3.1] Buckets'),
    [`3:20: The file is not valid YAML here (Unexpected scalar at node end); ${SIGNS}`],
    'no YAML',
  ],
  [
    'an at sign without quotes, twice',
    FILE.replace(' r\n', ' @r\n').replace(' o\n', ' @o\n'),
    [
      `4:13: The file is not valid YAML here (Plain value cannot start with reserved character @); ${SIGNS}`,
      `5:12: The file is not valid YAML here (Plain value cannot start with reserved character @); ${SIGNS}`,
    ],
    'no YAML',
  ],
  [
    'a quote that does not end',
    FILE.replace(' r\n', ' "r\n'),
    [`7:1: The file is not valid YAML here (Missing closing "quote); ${LOOK}`],
    'no YAML',
  ],
  [
    'a list that does not end',
    'version: 1\nwaivers: [',
    [
      `2:11: The file is not valid YAML here (Flow sequence in block collection must be sufficiently indented and end with a ]); ${LOOK}`,
    ],
    'no YAML',
  ],
  [
    'a tab',
    'version: 1\nwaivers:\n\t- policy: P\n',
    ['3:1: The file is not valid YAML here (Tabs are not allowed as indentation); indent with blanks.'],
    'no YAML',
  ],
  [
    'a line that is not in line',
    FILE.replace('    owner', '   owner'),
    [`5:1: The file is not valid YAML here (Sequence item without - indicator); ${LOOK}`],
    'no YAML',
  ],
  [
    'an unresolved conflict',
    `version: 1\n<<<<<<< HEAD\nwaivers: []\n=======\nwaivers: [ ]\n>>>>>>> theirs\n`,
    ['2:1: The file holds the marks of a merge conflict of git; resolve it.'],
    'no YAML',
  ],
  [
    'a pointer of Git LFS',
    'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n',
    ['1:1: The file is a pointer of Git LFS; set `lfs: true` in the step that checks out the repository.'],
    'no YAML',
  ],
  ['a null byte', having('ticket: a\0'), [`4:14: The file holds the character U+0000; allowed: ${UTF_8}.`], 'no YAML'],
  [
    'an escape',
    having('ticket: \u001b[31m'),
    [`4:13: The file holds the character U+001B; allowed: ${UTF_8}.`],
    'no YAML',
  ],
  [
    'what was no UTF-8',
    having('ticket: \ufffd'),
    [`4:13: The file holds the character U+FFFD; allowed: ${UTF_8}.`],
    'no YAML',
  ],
  [
    'half a character',
    having('ticket: \ud83d'),
    [`4:13: The file holds the character U+D83D; allowed: ${UTF_8}.`],
    'no YAML',
  ],
  [
    'an old line end',
    'version: 1\rwaivers: []',
    [`1:11: The file holds the character U+000D; allowed: ${UTF_8}.`],
    'no YAML',
  ],
  [
    'everything at once, in order',
    [
      'version: one',
      'max-days: 0',
      'wavers: []',
      'waivers:',
      '  - policy: P',
      '    expires: soon',
      '    owner: true',
      '    acount: 1',
      '  - nothing',
      '  - reason: ""',
      '    reason: r',
      '    account: !x',
    ].join('\n'),
    [
      '1:10: `version` is "one"; allowed: the number `1`.',
      `2:11: \`max-days\` is the number \`0\`; allowed: ${DAYS}.`,
      '3:1: Unknown key `wavers`; the nearest that is allowed is `waivers`.',
      `5:5: \`reason\` is missing; it takes ${TEXT}.`,
      `6:14: \`expires\` is "soon"; allowed: ${DATE}.`,
      `7:12: \`owner\` is the boolean \`true\`; allowed: ${TEXT}.`,
      '8:5: Unknown key `acount`; the nearest that is allowed is `account`.',
      `9:5: A waiver is "nothing"; allowed: ${MAPPING}.`,
      `10:5: \`policy\` is missing; it takes a policy's full name or id, ${TEXT}.`,
      `10:5: \`owner\` is missing; it takes ${TEXT}.`,
      `10:5: \`expires\` is missing; it takes ${DATE}.`,
      `10:13: \`reason\` is blank; allowed: ${TEXT}.`,
      '11:5: `reason` is there twice; allowed: once.',
      '12:14: YAML reads `!x` as a tag, which means nothing here; a text that begins with `!` needs quotes.',
    ],
  ],
];

function refuseTag(value: string, beyond?: Beyond): Bad {
  const problem = `YAML reads \`${value.split(' ')[0]}\` as a tag, which means nothing here; a text that begins with \`!\` needs quotes.`;
  return [`the tag of ${value}`, having(`account: ${value}`), [`4:14: ${problem}`], beyond];
}

/** As the file would be with line ends of Windows and a BOM. */
const toWindows = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`;

test.each(GOOD)('takes %s', (_, text, expected) => {
  const parsed = { kind: 'waivers', waivers: expected.map((waiver) => ({ ...WAIVER, ...waiver })) };
  expect(parseWaivers(text, 'w.yaml', TODAY)).toEqual(parsed);
  expect(parseWaivers(toWindows(text), 'w.yaml', TODAY)).toEqual(parsed);
});

test.each(BAD)('refuses %s', (_, text, problems) => {
  const placed = problems.map((problem) => `w.yaml:${problem}`);
  expect(parseWaivers(text, 'w.yaml', TODAY)).toEqual({ kind: 'problems', problems: placed });
  expect(problemsOf(toWindows(text))).toEqual(placed);
});

describe('the JSON Schema', () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  formats.default(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  /** As an editor might read it, which looks at the content whatever the text. */
  const read = (text: string): unknown =>
    parseDocument(text, {
      uniqueKeys: false,
      logLevel: 'silent',
      schema: 'core',
      resolveKnownTags: false,
      merge: false,
    }).toJS();

  test.each(GOOD)('takes %s', (_, text) => {
    expect(check(read(text)), JSON.stringify(check.errors)).toBe(true);
  });

  test.each(BAD.filter(([, , , beyond]) => beyond === undefined))('refuses %s', (_, text) => {
    expect(check(read(text))).toBe(false);
  });

  test.each(BAD.filter(([, , , beyond]) => beyond !== undefined && beyond !== 'no YAML'))(
    'takes %s, which the parser refuses',
    (_, text) => {
      expect(check(read(text)), JSON.stringify(check.errors)).toBe(true);
    },
  );

  test('is passed by for every reason that is named, and for no other', () => {
    const reasons = BAD.flatMap(([, , , beyond]) => beyond ?? []);
    expect(new Set(reasons)).toEqual(new Set(Object.keys(BEYOND_SCHEMA)));
  });

  test.each([10_000, 10_001])('counts as the parser does: %i waivers', (count) => {
    const waivers = Array.from({ length: count }, () => ({ policy: 'P', reason: 'r', owner: 'o', expires: TODAY }));
    expect(check({ version: 1, waivers })).toBe(count === 10_000);
  });

  test('describes every key', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    const keys = { ...schema.properties, ...schema.definitions.waiver.properties };
    for (const key of Object.values<Record<string, unknown>>(keys)) expect(key['description']).toMatch(/\.$/);
    for (const key of Object.values<Record<string, unknown>>(schema.definitions.waiver.properties)) {
      for (const example of key['examples'] as string[])
        expect(new RegExp(String(key['pattern'])).test(example)).toBe(true);
    }
  });
});

describe('many', () => {
  const line = '- {policy: P, reason: r, owner: o, expires: 2027-03-31}\n';
  const bad = '- {policy: P, reason: r, owner: o, expires: never}\n';

  test('10,000 waivers are taken, each with its line', () => {
    const parsed = parseWaivers(`version: 1\nwaivers:\n${line.repeat(10_000)}`, 'w.yaml', TODAY);
    expect(parsed.kind === 'waivers' && parsed.waivers.map((waiver) => waiver.line)).toEqual(
      Array.from({ length: 10_000 }, (_, index) => index + 3),
    );
  });

  test('10,001 are not', () => {
    expect(problemsOf(`version: 1\nwaivers:\n${line.repeat(10_002)}`)).toEqual([
      'w.yaml:10003:3: Here begins waiver 10,001 of 10,002; allowed: up to 10,000.',
    ]);
  });

  test.each([
    [50, null],
    [51, 'w.yaml:53:45: And 1 more problem from here on.'],
    [5_050, 'w.yaml:53:45: And 5,000 more problems from here on.'],
  ])('of %i problems 50 are told', (count, last) => {
    const problems = problemsOf(`version: 1\nwaivers:\n${bad.repeat(count)}`);
    expect(problems.slice(0, 50)).toEqual(
      Array.from({ length: 50 }, (_, index) => `w.yaml:${index + 3}:45: \`expires\` is "never"; allowed: ${DATE}.`),
    );
    expect(problems.slice(50)).toEqual(last === null ? [] : [last]);
  });
});

describe('a hostile file', () => {
  test.each(PIECES)('of nothing but %j is refused, wherever it stands', (piece) => expectRefusal(piece, 2 ** 10));

  test.each(BOMBS)('%s is refused', (_, text) => expectProblems(text()));
});

test('deep nesting says so', () => {
  const sentence = 'The file has more than 50 levels of nesting up to here, which no waivers file needs; simplify it.';
  expect(problemsOf('['.repeat(1_000))).toEqual([`w.yaml:1:51: ${sentence}`]);
});

describe('any', () => {
  /** What a file can't hold as it is, and what nobody sees, is in the table. */
  const isFit = (text: string) =>
    !/[\p{Cs}\x7f-\x9f\ufffd]/u.test(text) && /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text);
  const texts = (most: number) =>
    fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.string({ unit: fc.constantFrom(...'ab01-+.:#&*!|>%@`"\'[]{},?\\~ \n\t='), minLength: 1, maxLength: 20 }),
        fc.constantFrom('true', 'null', '012', '1e3', '0x1F', '2027-03-31', '<<', 'x'.repeat(most)),
      )
      .filter(isFit);
  const patterns = texts(500).filter((text) => !/^\s*!/.test(text));
  const waivers = fc.record(
    {
      policy: texts(2_000),
      resource: patterns,
      account: patterns,
      region: patterns,
      tag: patterns.map((text) => `k=${text}`.slice(0, 500)),
      'resource-type': patterns,
      cloud: patterns,
      reason: texts(2_000),
      owner: texts(2_000),
      expires: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2027-08-02'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      ticket: texts(2_000),
    },
    { requiredKeys: ['policy', 'reason', 'owner', 'expires'] },
  );

  test('waiver that is written is read again', () => {
    // Without folding, by which the library tears characters beyond U+FFFF apart.
    const styles = fc.record({
      lineWidth: fc.constant(0),
      defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
      collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
    });
    fc.assert(
      fc.property(fc.array(waivers, { maxLength: 3 }), styles, (entries, style) => {
        const file = { version: 1, waivers: entries };
        const text = stringify(file, style);
        // Now and then the library writes what it can't read itself, such as a plain text that begins with `?`.
        const own = parseDocument(text);
        fc.pre(own.errors.length === 0 && own.warnings.length === 0 && isDeepStrictEqual(own.toJS(), file));
        const parsed = parseWaivers(text, 'w.yaml', TODAY);
        const lines = parsed.kind === 'waivers' ? parsed.waivers.map(({ line }) => line) : [];
        const optional = { resource: null, account: null, region: null, tag: null, cloud: null, ticket: null };
        expect(parsed).toEqual({
          kind: 'waivers',
          waivers: entries.map(({ 'resource-type': resourceType = null, ...entry }, index) => ({
            ...optional,
            ...entry,
            resourceType,
            line: lines[index],
          })),
        });
      }),
    );
  });

  test('text at all ends in waivers or in sentences', () => {
    const words = [
      'version',
      'waivers',
      'policy',
      'reason',
      'expires',
      '2027-03-31',
      'x',
      '1',
      'true',
      '&a',
      '*a',
      '!t',
    ];
    const signs = [
      '- ',
      '-',
      ': ',
      ':',
      '? ',
      '\n',
      '\n  ',
      '\n    ',
      '\r\n',
      ' ',
      '\t',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
    ];
    const pieces = fc.constantFrom(...words, ...signs, '|', '>', '#', '%', '@', '---\n', '...\n', '<<', '~', '\\');
    const damaged = fc
      .tuple(
        fc.constantFrom(...GOOD.map(([, text]) => text)),
        fc.nat(300),
        fc.nat(9),
        fc.array(pieces, { maxLength: 3 }),
      )
      .map(([text, at, gone, put]) => text.slice(0, at) + put.join('') + text.slice(at + gone));
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
      damaged,
    );
    fc.assert(
      fc.property(any, (text) => {
        const parsed = parseWaivers(text, 'w.yaml', TODAY);
        if (parsed.kind === 'waivers') return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        expectSentences(parsed.problems);
      }),
      { numRuns: 2_000 },
    );
  });
});
