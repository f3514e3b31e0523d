import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { COLUMNS, renderCsv } from '../../../../src/actions/access/csv.ts';
import { COVERABLE, type Expectation } from '../../../../src/actions/access/expectation.ts';
import { FINDINGS } from '../../../../src/actions/access/findings.ts';
import { REPORT_VERSION, renderJson } from '../../../../src/actions/access/json.ts';
import { renderMarkdown, renderSummary } from '../../../../src/actions/access/markdown.ts';
import { OUTCOMES } from '../../../../src/actions/access/outcome.ts';
import { redactResult } from '../../../../src/actions/access/redact.ts';
import { planAnnotations } from '../../../../src/actions/access/report.ts';
import type { AccessResult } from '../../../../src/actions/access/result.ts';
import { reviewLists } from '../../../../src/actions/access/review.ts';
import { StepError } from '../../../../src/errors.ts';
import { byteLength, MARKDOWN_CHARS, SUMMARY_BYTES } from '../../../../src/text/markdown.ts';
import { ago, ahead, anApiKey, aRole, aUser, DAY, listing, RULE } from '../../fake/access.ts';
import { NOON } from '../../fake/clock.ts';
import { HOSTILE_TEXTS } from '../../hostile-corpus.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../../schemas/access-report.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv);
const check = ajv.compile(SCHEMA);

const CONTEXT = {
  repository: 'acme/infrastructure',
  sha: null,
  workflowRef: null,
  docsUrl: null,
  runUrl: 'https://github.com/acme/infrastructure/actions/runs/7',
  now: NOON,
};

/** A result with every finding, gap and idle expectation in it, and such a name everywhere. */
function richResult(name: string, count = 1): AccessResult {
  const roles = [aRole('admin:write', name)];
  const keys = Array.from({ length: count }, (_, n) => n).flatMap((n) => [
    anApiKey({ id: `a${n}`, name, isExpired: true }),
    anApiKey({
      id: `b${n}`,
      name,
      expiresAt: ahead(DAY),
      createdAt: ago(400 * DAY),
      createdBy: `gone-${name}`,
      roles,
      lastUsedAt: null,
    }),
    anApiKey({ id: `c${n}`, name, expiresAt: null, defect: name }),
  ]);
  const users = [
    aUser({ email: name, name, provider: 'local', hasMfa: false, roles, lastLoginAt: null }),
    aUser({ id: 'user-2' }),
  ];
  const expected: Expectation[] = [
    { subject: 'user', name: 'user-1', finding: 'user-local', reason: name, line: 3 },
    { subject: 'user', name, finding: 'user-inactive', reason: name, line: 4 },
    { subject: 'key', name, finding: 'key-unused', reason: name, line: 5 },
    { subject: 'key', name: `${name}!`, finding: 'key-powerful', reason: name, line: 6 },
    { subject: 'user', name: `${name}.`, finding: 'user-powerful', reason: name, line: 7 },
  ];
  const rule = {
    ...RULE,
    keys: { include: ['*', name], exclude: [] },
    users: { include: ['*', 'nobody'], exclude: [] },
  };
  const roleList = listing([], { problem: new StepError('no roles') });
  const review = reviewLists({ keys: listing(keys), users: listing(users), roles: roleList }, rule, expected, NOON);
  return {
    outcome: 'incomplete',
    green: false,
    sentence: name,
    problems: [name, name],
    remedy: name,
    platformUrl: 'https://acme.example/api',
    expectedPath: 'expected.yml',
    review,
  };
}

const NOTHING: AccessResult = { ...richResult('x'), outcome: 'error', review: null };

const readJson = (result: AccessResult) => JSON.parse([...renderJson(result, CONTEXT)].join(''));

describe('the report for machines', () => {
  it.for([
    ['everything', richResult('Gate')],
    ['hidden names', redactResult(richResult('jane@acme.example'))],
    ['nothing', NOTHING],
  ] as const)('is what its schema says, with %s', ([, result]) => {
    check(readJson(result));
    expect(check.errors ?? []).toEqual([]);
  });

  it('has every finding in it here, so that the schema was held against each', () => {
    const { findings } = readJson(richResult('Gate')).review;
    expect(new Set(findings.map(({ finding }: { finding: string }) => finding))).toEqual(new Set(FINDINGS));
  });

  it('has the words of the source', () => {
    const { properties, definitions } = SCHEMA;
    expect(properties.version.const).toBe(REPORT_VERSION);
    expect(properties.outcome.enum).toEqual([...OUTCOMES]);
    expect(definitions.finding.properties.finding.enum).toEqual([...FINDINGS]);
    expect(definitions.review.properties.counts.required).toEqual([...FINDINGS]);
    expect(definitions.idle.properties.finding.enum.sort()).toEqual([...COVERABLE.key, ...COVERABLE.user].sort());
  });

  it('counts nothing of a list that is not whole', () => {
    const { counts, days_to_first_expiry: days } = readJson(richResult('Gate')).review;
    expect([counts['key-expired'], days, counts['user-no-mfa']]).toEqual([null, null, 1]);
  });

  it('refuses what has a field more or less', () => {
    const report = readJson(richResult('Gate'));
    expect(check({ ...report, more: 1 })).toBe(false);
    expect(check({ ...report, review: { ...report.review, findings: [{}] } })).toBe(false);
  });
});

describe('the CSV', () => {
  const read = (result: AccessResult) => parse(renderCsv(result), { columns: true }) as Record<string, string>[];

  it('has a line for each gap and each finding, below its head', () => {
    const result = richResult('Gate');
    const rows = read(result);
    expect(Object.keys(rows[0] ?? {})).toEqual([...COLUMNS]);
    expect(rows.filter(({ finding }) => finding === 'incomplete')).toHaveLength(result.review?.gaps.length ?? 0);
    expect(rows.filter(({ finding }) => finding !== 'incomplete')).toHaveLength(result.review?.findings.length ?? 0);
    expect(renderCsv(result).split('\r\n').at(-1)).toBe('');
    expect(renderCsv(result).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.for([
    '=cmd|" /C calc"!A0',
    '+1',
    '-1',
    '@SUM(A1)',
    ' =1+1',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
    'a,b',
    'a"b',
    'a\nb',
    'a;b',
    ...Object.values(HOSTILE_TEXTS),
  ])('has one line and no formula for the name %j', (name) => {
    const rows = read(richResult(name));
    const plain = read(richResult('Gate'));
    expect(rows.length - plain.length).toBeLessThanOrEqual(2);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+@＝＋－＠]/);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*-(?!\d+$)/);
  });

  it.for([
    [ahead(0.5 * DAY), '0'],
    [ago(0.5 * DAY), '0'],
    [ago(3 * DAY), '-3'],
    [ago(3.9 * DAY), '-3'],
    [ahead(3.9 * DAY), '3'],
  ] as const)('has whole days as numbers, also after the last one: %s is %s', ([expiresAt, days]) => {
    const review = reviewLists(
      { keys: listing([anApiKey({ expiresAt })]), users: listing([aUser()]), roles: null },
      RULE,
      [],
      NOON,
    );
    expect(read({ ...NOTHING, review })[0]).toMatchObject({ days_left: days });
  });

  it('is not written if nothing was read: it would say that all is well', () => {
    expect(() => renderCsv(NOTHING)).toThrow('nothing could be read');
  });
});

describe('the summary', () => {
  it('shows names as text and never as Markdown', () => {
    for (const name of Object.values(HOSTILE_TEXTS)) {
      const text = renderSummary(richResult(name), SUMMARY_BYTES);
      expect(text).not.toMatch(/<script|<img|^::|\]\(http/m);
    }
  });

  it.for([1_000, 5_000])('keeps within its budget with %i keys', (count) => {
    const result = richResult('A name of some length, such as people give', count);
    expect(byteLength(renderSummary(result, SUMMARY_BYTES))).toBeLessThanOrEqual(SUMMARY_BYTES);
    const report = renderMarkdown(result, CONTEXT.runUrl);
    expect(report.length).toBeLessThanOrEqual(MARKDOWN_CHARS);
    expect(report).toContain('… and ');
    expect(report).toContain(`[This run](${CONTEXT.runUrl})`);
  });
});

describe('annotations', () => {
  it('are one for each kind, however many keys there are', () => {
    const kinds = (count: number) =>
      planAnnotations(richResult('Gate', count)).map(({ title }) => title.replace(/[\d,]+/, 'n'));
    expect(kinds(1_000)).toHaveLength(kinds(1).length);
    expect(kinds(1).length).toBeLessThanOrEqual(FINDINGS.length + 2);
  });
});

describe('what is hidden', () => {
  const hidden = redactResult(richResult('jane@acme.example'));

  it('has no e-mail in it anywhere', () => {
    expect(JSON.stringify(hidden)).not.toMatch(/jane|acme\.example"|@acme/);
  });

  it('has the same hash for a person in other letters', () => {
    const nameOf = (name: string) =>
      redactResult(richResult(name)).review?.findings.find(({ subject }) => subject === 'user')?.name;
    expect(nameOf('JANE@acme.example')).toBe(nameOf('jane@acme.example'));
  });
});
