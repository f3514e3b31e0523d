import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { createReader, listFiles } from '../../../../src/actions/policies/export/memory-folder.ts';
import { parseGroupsFile } from '../../../../src/actions/policies/files/groups-file.ts';
import { parsePolicyFile } from '../../../../src/actions/policies/files/policy-file.ts';
import { readListed } from '../../../../src/actions/policies/files/read-files.ts';
import {
  DOMAINS,
  FILES_VERSION,
  MOST_GROUPS,
  SEVERITIES,
  SLUG,
  STATUSES,
} from '../../../../src/actions/policies/files/schema.ts';
import { toLogText } from '../../../../src/text/escape.ts';

const schemaOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
const KINDS = {
  policy: { schema: schemaOf('policy'), parse: parsePolicyFile },
  groups: { schema: schemaOf('policy-groups'), parse: parseGroupsFile },
} as const;
type Kind = keyof typeof KINDS;
const checks = { policy: ajv.compile(KINDS.policy.schema), groups: ajv.compile(KINDS.groups.schema) };

/** As an editor might read it, which looks at the content whatever the text. */
const read = (text: string): unknown =>
  parseDocument(text, { uniqueKeys: false, logLevel: 'silent', schema: 'core', merge: false }).toJS({
    maxAliasCount: -1,
  });
const problemsOf = (kind: Kind, text: string) => {
  const parsed = KINDS[kind].parse(text, 'f.yml', toLogText);
  return parsed.kind === 'problems' ? parsed.problems : [];
};

const START = 'version: 1\nname: A\ndomain: security\nseverity: high\n';
const SMALLEST = `${START}query: SELECT 1\n`;
const testOf = (text: string) => `${SMALLEST}tests:\n  - ${text}\n`;
const TABLE = '{columns: {a: String}, rows: [[x]]}';
/** A file of some tests, all of which have the table of the first one. */
const sharing = (tests: number, rows: number) => {
  const first = testOf(
    `{name: t0, tables: &t {t: {columns: {a: String}, rows: [${Array(rows).fill('[x]').join(',')}]}}, violations: 0}`,
  );
  const others = Array.from({ length: tests - 1 }, (_, at) => `  - {name: t${at + 1}, tables: *t, violations: 0}\n`);
  return first + others.join('');
};
const group = (text: string) => `version: 1\ngroups:\n  - ${text}\n`;

describe('a good file', () => {
  it.for<[what: string, kind: Kind, text: string]>([
    ['the smallest', 'policy', SMALLEST],
    ['JSON', 'policy', '{"version":1,"name":"A","domain":"finops","severity":"low","query":"SELECT 1"}'],
    ['a file for its query', 'policy', `${START}query-file: a.sql\n`],
    [
      'everything',
      'policy',
      `${SMALLEST}description: |\n  Two\n  lines.\nstatus: paused\ngroups: [CIS, "SOC 2 "]\nnotify: []\n`,
    ],
    ['a name of one letter', 'policy', SMALLEST.replace('name: A', 'name: "🪣"')],
    ['a long name', 'policy', SMALLEST.replace('name: A', `name: ${'x'.repeat(500)}`)],
    [
      'tests',
      'policy',
      testOf(
        `{name: a, tables: {t: ${TABLE}, u: {columns: {a: , b: "Map(String, String)"}, rows: [[1, {c: d}]]}}, violations: [b1, 7]}`,
      ),
    ],
    ['a test of nothing', 'policy', testOf('{name: a, tables: {}, violations: 0}')],
    ['no groups', 'groups', 'version: 1\ngroups: []\n'],
    ['a group', 'groups', group('{slug: cis-aws, name: CIS AWS Foundations, description: Controls.}')],
    ['a slug with dots', 'groups', group('{slug: 1.a_b-c, name: A}')],
  ])('has %s', ([, kind, text]) => {
    expect(problemsOf(kind, text)).toEqual([]);
    expect(checks[kind](read(text)), JSON.stringify(checks[kind].errors)).toBe(true);
  });
});

describe('a bad file', () => {
  it.for<[what: string, kind: Kind, text: string, problem: string, isBeyondSchema?: true]>([
    [
      'no version',
      'policy',
      SMALLEST.replace('version: 1\n', ''),
      '1:1: `version` is missing; it takes the number `1`.',
    ],
    ['a newer version', 'policy', SMALLEST.replace(': 1', ': 2'), '1:10: `version` is 2, and this version'],
    ['no name', 'policy', SMALLEST.replace('name: A\n', ''), '1:1: `name` is missing'],
    ['a blank name', 'policy', SMALLEST.replace('name: A', 'name: " "'), '2:7: `name` is blank'],
    ['a blank behind the name', 'policy', SMALLEST.replace('name: A', 'name: "A "'), '2:7: `name` is'],
    ['a blank before the name', 'policy', SMALLEST.replace('name: A', 'name: " A"'), '2:7: `name` is'],
    ['a name of two lines', 'policy', SMALLEST.replace('name: A', 'name: "A\\nB"'), '2:7: `name` is'],
    ['a name with a tab', 'policy', SMALLEST.replace('name: A', 'name: "A\\tB"'), '2:7: `name` is'],
    ['a number for its name', 'policy', SMALLEST.replace('name: A', 'name: 1'), '2:7: `name` is the number `1`'],
    ['too long a name', 'policy', SMALLEST.replace('name: A', `name: ${'x'.repeat(501)}`), '2:7: `name` is'],
    ['an unseen name', 'policy', SMALLEST.replace('name: A', 'name: "\\u200b"'), '2:7: `name` is', true],
    [
      'another domain',
      'policy',
      SMALLEST.replace('security', 'network'),
      '3:9: `domain` is "network"; allowed: `finops`',
    ],
    ['another severity', 'policy', SMALLEST.replace('high', 'none'), '4:11: `severity` is "none"; allowed: `low`'],
    ['another status', 'policy', `${SMALLEST}status: off\n`, '6:9: `status` is "off"; allowed: `active`, `paused`.'],
    ['no query', 'policy', START, '1:1: `query` is missing'],
    ['two queries', 'policy', `${SMALLEST}query-file: a.sql\n`, '6:13: Both `query` and `query-file` are there'],
    ['a blank query', 'policy', `${START}query: " "\n`, '5:8: `query` is blank'],
    ['too long a query', 'policy', `${START}query: ${'x'.repeat(200_001)}\n`, '5:8: `query` is'],
    ['a query elsewhere', 'policy', `${START}query-file: ../a.sql\n`, '5:13: `query-file` is "../a.sql"'],
    ['a query in no SQL', 'policy', `${START}query-file: a.txt\n`, '5:13: `query-file` is "a.txt"'],
    ['too long a description', 'policy', `${SMALLEST}description: ${'x'.repeat(10_001)}\n`, '6:14: `description` is'],
    ['a mark', 'policy', `${SMALLEST}description: "[managed by a/b: c]"\n`, '6:14: `description` is', true],
    ['a text for its groups', 'policy', `${SMALLEST}groups: CIS\n`, '6:9: `groups` is "CIS"; allowed: a list'],
    ['a group twice', 'policy', `${SMALLEST}groups: [A, A]\n`, '6:13: `groups` names A twice; allowed: once.'],
    ['a blank group', 'policy', `${SMALLEST}groups: [" "]\n`, '6:10: `groups` holds blank; allowed: names.'],
    ['a number for whom it tells', 'policy', `${SMALLEST}notify: [1]\n`, '6:10: `notify` holds the number `1`'],
    [
      'too many groups',
      'policy',
      `${SMALLEST}groups: [${Array.from({ length: 101 }, (_, at) => `g${at}`)}]\n`,
      'more than 100 names',
    ],
    ['a text for its tests', 'policy', `${SMALLEST}tests: none\n`, '6:8: `tests` is "none"; allowed: a list of tests'],
    ['a test of one word', 'policy', `${SMALLEST}tests: [a]\n`, '6:9: A test is "a"; allowed: a mapping'],
    ['no tables', 'policy', testOf('{name: a, violations: []}'), '`tables` is missing'],
    ['a list of tables', 'policy', testOf('{name: a, tables: [], violations: []}'), '`tables` is a list'],
    ['a text for violations', 'policy', testOf('{name: a, tables: {}, violations: b1}'), '`violations` is "b1"'],
    ['a part of a violation', 'policy', testOf('{name: a, tables: {}, violations: 0.5}'), '`violations` is the number'],
    ['a list for an id', 'policy', testOf('{name: a, tables: {}, violations: [[]]}'), '`violations` holds a list'],
    [
      'a database in a table',
      'policy',
      testOf(`{name: a, tables: {db.t: ${TABLE}}, violations: 0}`),
      'The name of a table is "db.t"',
    ],
    [
      'a table twice',
      'policy',
      testOf(`{name: a, tables: {t: ${TABLE}, t: ${TABLE}}, violations: 0}`),
      'The table `t` is there twice',
      true,
    ],
    ['no rows', 'policy', testOf('{name: a, tables: {t: {columns: {a: String}}}, violations: 0}'), '`rows` is missing'],
    [
      'no columns',
      'policy',
      testOf('{name: a, tables: {t: {columns: {}, rows: []}}, violations: 0}'),
      'The table `t` has no columns',
    ],
    [
      'a number for a type',
      'policy',
      testOf('{name: a, tables: {t: {columns: {a: 1}, rows: []}}, violations: 0}'),
      'The type of `a` is the number `1`',
    ],
    [
      'SQL for a type',
      'policy',
      testOf('{name: a, tables: {t: {columns: {a: "String\', x"}, rows: []}}, violations: 0}'),
      'The type of `a` is',
    ],
    [
      'a type that YAML cut at its comma',
      'policy',
      testOf('{name: a, tables: {t: {columns: {a: Map(String, String)}, rows: []}}, violations: 0}'),
      'The type of `a` is "Map(String"; allowed: a type of ClickHouse, such as `Nullable(String)`; between `{` and `}` YAML ends it at its comma, unless it stands in quotes',
    ],
    [
      'too short a row',
      'policy',
      testOf('{name: a, tables: {t: {columns: {a: String, b: String}, rows: [[1]]}}, violations: 0}'),
      'A row is a list of 1; allowed: a list of 2',
      true,
    ],
    [
      'a test twice',
      'policy',
      `${testOf('{name: a, tables: {}, violations: 0}')}  - {name: a, tables: {}, violations: 0}\n`,
      'Two tests of this policy are called a',
      true,
    ],
    [
      'too many values',
      'policy',
      testOf(`{name: a, tables: {t: {columns: {a: Int8}, rows: [${'[1],'.repeat(10_001)}]}}, violations: 0}`),
      'more than 20,000 values',
      true,
    ],
    [
      'aliases that blow up',
      'policy',
      sharing(60, 1_000),
      '57:25: The aliases up to here stand for more than 100,000 values; allowed: up to that in a file.',
      true,
    ],
    [
      'aliases of aliases that blow up',
      'policy',
      testOf(
        `{name: a, tables: {t: {columns: {a: String}, rows: [[&a x], [&b [${'*a,'.repeat(400)}]], [[${'*b,'.repeat(400)}]]]}}, violations: 0}`,
      ),
      'The aliases up to here stand for more than 100,000 values',
      true,
    ],
    [
      'a value that has no end',
      'policy',
      testOf('{name: a, tables: {t: {columns: {a: String}, rows: [[&a [*a]]]}}, violations: 0}'),
      '7:62: The alias `*a` contains itself, so it has no end.',
      true,
    ],
    [
      'too deep a value',
      'policy',
      testOf(
        `{name: a, tables: {t: {columns: {a: String}, rows: [[${'['.repeat(22)}${']'.repeat(22)}]]}}, violations: 0}`,
      ),
      'A value has more than 20 levels',
      true,
    ],
    [
      'a key in a value that is no text',
      'policy',
      testOf('{name: a, tables: {t: {columns: {a: String}, rows: [[{? [b] : c}]]}}, violations: 0}'),
      'A key in a value is a list',
      true,
    ],
    ['no groups', 'groups', 'version: 1\n', '1:1: `groups` is missing'],
    ['no slug', 'groups', group('{name: A}'), '3:5: `slug` is missing'],
    ['a capital in its slug', 'groups', group('{slug: A, name: A}'), '3:12: `slug` is "A"'],
    ['a dot at the end of its slug', 'groups', group('{slug: a., name: A}'), '3:12: `slug` is "a."'],
    ['a slug of two lines', 'groups', group('{slug: "a\\n", name: A}'), '3:12: `slug` is'],
    ['policies in a group', 'groups', group('{slug: a, name: A, policies: [b]}'), '3:24: Unknown key `policies`'],
  ])('with %s is told by line and column', ([, kind, text, problem, isBeyondSchema]) => {
    expect(problemsOf(kind, text).join('\n')).toContain(problem);
    expect(checks[kind](read(text))).toBe(isBeyondSchema === true);
  });

  it.for<[what: string, kind: Kind, text: string, problems: readonly string[]]>([
    [
      'of a key',
      'policy',
      SMALLEST.replace('severity', 'severty'),
      ['4:1: Unknown key `severty`; the nearest that is allowed is `severity`.'],
    ],
    [
      'of the query',
      'policy',
      `${START}qery: x\n`,
      ['5:1: Unknown key `qery`; the nearest that is allowed is `query`.'],
    ],
    [
      "of its file's key",
      'policy',
      `${START}query_fil: a.sql\n`,
      ['5:1: Unknown key `query_fil`; the nearest that is allowed is `query-file`.'],
    ],
    [
      'that looks like the other way to give the query',
      'policy',
      `${SMALLEST}query-fil: a.sql\n`,
      ['6:1: Unknown key `query-fil`; the nearest that is allowed is `query-file`.'],
    ],
    [
      'of a group',
      'groups',
      group('{slg: a, name: A}'),
      ['3:6: Unknown key `slg`; the nearest that is allowed is `slug`.'],
    ],
    [
      'of one key, where another one is missing',
      'policy',
      SMALLEST.replace('severity', 'severty').replace('name: A\n', ''),
      [
        '1:1: `name` is missing; it takes a text of one line that is not blank, of up to 500 characters, without blanks at its ends.',
        '3:1: Unknown key `severty`; the nearest that is allowed is `severity`.',
      ],
    ],
  ])('with a typo %s is told of nothing else', ([, kind, text, problems]) => {
    expect(problemsOf(kind, text)).toEqual(problems.map((problem) => `f.yml:${problem}`));
    expect(checks[kind](read(text))).toBe(false);
  });

  it('has a group too many', () => {
    const many = (count: number) =>
      `version: 1\ngroups:\n${Array.from({ length: count }, (_, at) => `- {slug: g${at}, name: G${at}}\n`).join('')}`;
    expect(problemsOf('groups', many(MOST_GROUPS))).toEqual([]);
    expect(checks.groups(read(many(MOST_GROUPS)))).toBe(true);
    expect(problemsOf('groups', many(MOST_GROUPS + 1))[0]).toContain('Here begins group 1,001 of 1,001');
    expect(checks.groups(read(many(MOST_GROUPS + 1)))).toBe(false);
  });
});

describe('the schemas', () => {
  const { policy, groups } = { policy: KINDS.policy.schema, groups: KINDS.groups.schema };

  it('have the words of the source', () => {
    expect([policy.properties.version.const, groups.properties.version.const]).toEqual([FILES_VERSION, FILES_VERSION]);
    expect(policy.properties.domain.enum).toEqual(DOMAINS);
    expect(policy.properties.severity.enum).toEqual(SEVERITIES);
    expect(policy.properties.status.enum).toEqual(STATUSES);
    expect(groups.definitions.group.properties.slug.pattern).toBe(SLUG.source);
  });

  it('describe every key', () => {
    const keys = { ...policy.properties, ...groups.properties, ...groups.definitions.group.properties };
    for (const key of Object.values<Record<string, unknown>>(keys)) expect(key['description']).toMatch(/\.$/);
  });
});

describe('a folder', () => {
  const readAll = (texts: Readonly<Record<string, string>>) => {
    const files = Object.entries(texts).map(([name, text]) => ({ path: `policies/${name}`, text }));
    return readListed(listFiles(files), 'policies', null, createReader(files), toLogText);
  };

  it('that lacks a file of SQL asks for that first: the nearest may be that of other policies', () => {
    const { problems } = readAll({ 'a.yml': `${START}query-file: shared-b.sql\n`, 'shared.sql': 'SELECT 1\n' });
    expect(problems.map(({ sentence }) => sentence)).toEqual([
      'There is no shared-b.sql beside it. Add this file, or correct the name: the nearest is shared.sql.',
    ]);
    expect(readAll({ 'a.yml': `${START}query-file: a.sql\n` }).problems.map(({ sentence }) => sentence)).toEqual([
      'There is no a.sql beside it. Add this file, or correct the name.',
    ]);
  });

  it('has a table that aliases repeat in memory once', () => {
    const { tests, problems } = readAll({ 'a.yml': sharing(100, 100) });
    expect(problems).toEqual([]);
    const tables = tests.get('a')?.map((one) => one.tables);
    expect(tables).toHaveLength(100);
    expect(new Set(tables).size).toBe(1);
  });

  it('knows the lines of names, of columns and of rows', () => {
    const text = `${SMALLEST}notify: [a]\n\ngroups:\n  - b\ntests:\n  - name: t\n    tables: {t: {columns: {\n      x: }, rows: [\n      [1], [2],\n      [3]]}}\n    violations: 0\n`;
    const { files, tests } = readAll({ 'a.yml': text });
    const [{ groupLines, notifyLines } = {}] = files.policies;
    expect([notifyLines, groupLines]).toEqual([new Map([['a', 6]]), new Map([['b', 9]])]);
    const [table] = tests.get('a')?.[0]?.tables ?? [];
    expect(table?.columns).toEqual([{ name: 'x', type: null, line: 13 }]);
    expect(table?.lines).toEqual([14, 14, 15]);
  });
});
