import { describe, expect, it } from 'vitest';
import { checkQueries } from '../../../../../src/actions/policies/check/check-queries.ts';
import type { QueryTarget } from '../../../../../src/actions/policies/check/checks.ts';
import { describeUnchecked } from '../../../../../src/actions/policies/check/describe.ts';
import { hideRefusal, shortenRefusal } from '../../../../../src/actions/policies/check/judge.ts';
import { PlatformError } from '../../../../../src/platform/http/errors.ts';
import { MOST_AT_ONCE } from '../../../../../src/platform/http/throttle.ts';
import type { QueryColumns } from '../../../../../src/platform/queries.ts';
import { failure } from '../../../fake/client.ts';

const target = (slug: string, query: string): QueryTarget => ({
  slug,
  query,
  place: { path: `policies/${slug}.sql`, line: 1, segments: [{ offset: 0, line: 1, column: 1 }] },
});

const refusal = (message: string) =>
  new PlatformError(
    `The Platform answered 400: ${message}`,
    { method: 'POST', url: 'https://acme.example/api/queries/x' },
    { kind: 'status', status: 400, retryAfterMs: null },
  );

/** What the Platform says of each query, by its text. */
function ask(
  says: Readonly<Record<string, Error | QueryColumns>>,
  idRule: 'warn' | 'error' | 'ignore' = 'warn',
  hidesData = false,
) {
  const sent: string[] = [];
  const client = {
    async checkSyntax(query: string) {
      sent.push(query);
      const said = says[query];
      if (said instanceof Error && !said.message.includes('identifier')) throw said;
    },
    async describeColumns(query: string) {
      const said = says[query] ?? { columns: ['_cq_platform_id'], isAggregate: false };
      if (said instanceof Error) throw said;
      return said;
    },
  };
  const targets = Object.keys(says).map((query, index) => target(`p${index}`, query));
  return { sent, checks: checkQueries(targets, idRule, client, hidesData) };
}

describe('queries that the Platform is asked about', () => {
  it('pass, or are refused at their line and column', async () => {
    const { checks, sent } = ask({
      'SELECT _cq_platform_id FROM t': { columns: ['_cq_platform_id', 'name'], isAggregate: false },
      'SELECT = 1': refusal(
        'Code: 62. DB::Exception: Syntax error: failed at position 8 (=): = 1. Expected one of: a, b…',
      ),
      'SELECT nope FROM t': refusal('Code: 47. DB::Exception: Unknown expression identifier `nope` in scope x.'),
    });
    expect(await checks).toMatchObject({
      passed: 1,
      warnings: [],
      unchecked: [],
      problems: [
        {
          path: 'policies/p1.sql',
          line: 1,
          column: 8,
          sentence: 'The engine of the Platform refuses the query: Syntax error: failed at: = 1.',
        },
        { path: 'policies/p2.sql', line: 1, column: 8 },
      ],
    });
    expect(sent).toHaveLength(3);
  });

  it('are sent without a `;`, and not at all if they write', async () => {
    const { checks, sent } = ask({ 'SELECT 1; -- x': new Error('not asked'), 'DROP TABLE t': new Error('not asked') });
    const { problems } = await checks;
    expect(sent).toEqual(['SELECT 1']);
    expect(problems).toMatchObject([
      { path: 'policies/p1.sql', line: 1, column: 1, sentence: expect.stringMatching(/begins with `DROP`/) },
    ]);
  });

  it.for([
    ['warn', 0, 2],
    ['error', 2, 0],
    ['ignore', 0, 0],
  ] as const)('have to give an id, if that is the rule: %s', async ([rule, problems, warnings]) => {
    const { checks } = ask(
      {
        'SELECT name FROM t': { columns: ['name'], isAggregate: false },
        'SELECT count() FROM t': { columns: ['_cq_platform_id'], isAggregate: true },
      },
      rule,
    );
    const found = await checks;
    expect([found.problems.length, found.warnings.length, found.passed]).toEqual([problems, warnings, 2]);
  });

  it('are told to be unchecked, with the reason, if the Platform does not say it', async () => {
    for (const [error, why] of [
      [failure(403, 'POST'), 'the role of the key does not permit it'],
      [failure(404, 'POST'), 'the Platform answers 404: it may be older than that'],
      [failure(500, 'POST'), 'The Platform answered 500 (POST https://acme.example/api/x)'],
      [failure('timeout', 'POST'), 'A failure: timeout (POST https://acme.example/api/x)'],
    ] as const) {
      const { unchecked, problems, passed } = await ask({ 'SELECT 1': error }).checks;
      expect({ unchecked, problems, passed }).toEqual({ unchecked: [{ slug: 'p0', why }], problems: [], passed: 0 });
      const strict = await ask({ 'SELECT 1': error }, 'error').checks;
      expect(strict.problems.map(({ sentence }) => sentence)).toEqual([
        `Whether the query gives \`_cq_platform_id\` is unknown, and \`require-platform-id\` is \`error\`: ${why}.`,
      ]);
    }
  });

  it('are not all asked about if none of the first ones may be', async () => {
    const queries = Array.from({ length: 100 }, (_, index) => `SELECT ${index}`);
    const refused = Object.fromEntries(queries.map((query) => [query, failure(403, 'POST')]));
    const none = ask(refused);
    const why = 'the role of the key does not permit it';
    expect((await none.checks).unchecked).toHaveLength(100);
    expect((await none.checks).unchecked.every((one) => one.why === why)).toBe(true);
    expect(none.sent).toHaveLength(MOST_AT_ONCE);
    const strict = await ask(refused, 'error').checks;
    expect(strict.problems).toHaveLength(100);
    // One may ask for what the role may not see, and an outage is no refusal.
    const answers = { columns: ['_cq_platform_id'], isAggregate: false };
    for (const says of [
      { ...refused, 'SELECT 3': answers },
      { ...refused, 'SELECT 3': refusal('no such table') },
      Object.fromEntries(queries.map((query) => [query, failure(503, 'POST')])),
    ]) {
      const some = ask(says);
      await some.checks;
      expect(some.sent).toHaveLength(100);
    }
  });

  it('are all asked about for their syntax if only what they give may not be asked', async () => {
    const sent: string[] = [];
    const queries = Array.from({ length: 40 }, (_, index) => `SELECT ${index}`);
    const client = {
      async checkSyntax(query: string) {
        sent.push(query);
        if (query === 'SELECT 39') throw refusal('Code: 62. DB::Exception: Syntax error');
      },
      describeColumns: () => Promise.reject(failure(403, 'POST')),
    };
    const targets = queries.map((query, index) => target(`p${index}`, query));
    const { problems, unchecked } = await checkQueries(targets, 'warn', client, false);
    expect(sent).toHaveLength(40);
    expect(problems).toMatchObject([{ path: 'policies/p39.sql' }]);
    expect(unchecked).toHaveLength(39);
  });

  it.for<[what: string, message: string, shown: RegExp]>([
    [
      'a syntax',
      'Code: 62. DB::Exception: Syntax error: failed at position 8 (nope): nope',
      /Syntax error: failed at: nope/,
    ],
    ['a syntax without a code', 'Syntax error: failed at position 8 (nope): nope', /Syntax error: failed at: nope/],
    ['a name', 'Code: 47. DB::Exception: Unknown expression identifier `nope`', /identifier `nope`/],
    [
      'a value',
      "Code: 6. DB::Exception: Cannot parse string 'acme' as UInt8",
      /query: error 6 of ClickHouse, whose words/,
    ],
    [
      'chosen words',
      'Code: 47. DB::Exception: acme: while executing throwIf(1)',
      /query: error 47 of ClickHouse, whose/,
    ],
    ['words without a code', "Cannot parse string 'acme' as UInt8", /query: an error of ClickHouse, whose words/],
  ])('are refused without a word that can be data, where names are hidden: %s', async ([, message, shown]) => {
    // The mark makes it an answer to the second question.
    for (const mark of ['', ' (identifier)']) {
      const { checks } = ask({ 'SELECT nope': refusal(`${message}${mark}`) }, 'warn', true);
      const { problems } = await checks;
      expect(problems).toMatchObject([{ sentence: expect.stringMatching(shown) }]);
      expect(JSON.stringify(problems)).not.toContain('acme');
    }
  });

  it('hand on a fault of ours', async () => {
    await expect(ask({ 'SELECT 1': new Error('oops') }).checks).rejects.toThrow('oops');
  });
});

describe('the words of the engine', () => {
  const QUERY = "SELECT nope FROM (SELECT getSetting((SELECT name FROM t)) AS x, t.tags['acme'] FROM t)";

  // Tried on ClickHouse 26.7: each of these values came from a table.
  it.for<[shown: string, message: string]>([
    [
      "Unknown setting '(hidden by redact)': In scope SELECT getSetting((SELECT name FROM t)). (UNKNOWN_SETTING)",
      "Code: 115. DB::Exception: Unknown setting 'invoices-2026': In scope SELECT getSetting((SELECT name FROM t)). (UNKNOWN_SETTING)",
    ],
    [
      'Syntax error (data type): failed at: -(hidden by redact). Expected end of query. (SYNTAX_ERROR)',
      'Code: 62. DB::Exception: Syntax error (data type): failed at position 9 (-): -secret many parts. Expected end of query. (SYNTAX_ERROR)',
    ],
    [
      "Unknown type '(hidden by redact)'. (UNKNOWN_TYPE)",
      "Code: 50. DB::Exception: Unknown type 'acme-prod'. (UNKNOWN_TYPE)",
    ],
    [
      "Unknown type '(hidden by redact)'. (UNKNOWN_TYPE)",
      "Code: 50. DB::Exception: Unknown type 'größe'. (UNKNOWN_TYPE)",
    ],
    [
      "Unknown type '(hidden by redact)'. (UNKNOWN_TYPE)",
      "Code: 50. DB::Exception: Unknown type '10.0.0.7'. (UNKNOWN_TYPE)",
    ],
    // What stands in the query, and what each such message says, stays.
    [
      "Unknown expression identifier `nope` in scope SELECT nope, t.tags['acme'] FROM t. Maybe you meant: ['name']. (UNKNOWN_IDENTIFIER)",
      "Code: 47. DB::Exception: Unknown expression identifier `nope` in scope SELECT nope, t.tags['acme'] FROM t. Maybe you meant: ['name']. (UNKNOWN_IDENTIFIER) (version 26.7.2.1 (official build))",
    ],
    [
      "Column 't.tags' is not under aggregate function and not in GROUP BY keys. (NOT_AN_AGGREGATE)",
      "Code: 215. DB::Exception: Column 't.tags' is not under aggregate function and not in GROUP BY keys. (NOT_AN_AGGREGATE)",
    ],
    [
      'Table default.t does not exist. (UNKNOWN_TABLE)',
      'Code: 60. DB::Exception: Table default.t does not exist. (UNKNOWN_TABLE)',
    ],
    [
      'Table (hidden by redact) does not exist. (UNKNOWN_TABLE)',
      'Code: 60. DB::Exception: Table t.acme-prod does not exist. (UNKNOWN_TABLE)',
    ],
    [
      'Illegal types of arguments (String, UInt8) of function equals. (ILLEGAL_TYPE_OF_ARGUMENT)',
      'Code: 43. DB::Exception: Illegal types of arguments (String, UInt8) of function equals. (ILLEGAL_TYPE_OF_ARGUMENT)',
    ],
    [
      'There is no supertype for types String, UInt8 because some of them are String/FixedString/Enum and some of them are not. (NO_COMMON_TYPE)',
      'Code: 386. DB::Exception: There is no supertype for types String, UInt8 because some of them are String/FixedString/Enum and some of them are not. (NO_COMMON_TYPE)',
    ],
  ])('show no value where names are hidden: %s', ([shown, message]) => {
    expect(hideRefusal(message, QUERY)).toBe(shown);
  });
});

describe('what is said of them', () => {
  it('is a sentence for each reason', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ slug: `p${index}`, why: 'no' }));
    expect(describeUnchecked([...many, { slug: 'q', why: 'other' }])).toEqual([
      '7 queries were not checked (`p0`, `p1`, `p2`, `p3`, `p4` and 2 more): no.',
      '1 query was not checked (`q`): other.',
    ]);
  });

  it.for<[message: string, told: string]>([
    ['Code: 47. DB::Exception: Unknown `a`. (UNKNOWN)', 'Unknown `a`. (UNKNOWN)'],
    [
      'Syntax error: failed at position 23 ((): (. Unmatched parentheses: (. (SYNTAX_ERROR)',
      'Syntax error: failed at: (. Unmatched parentheses: (. (SYNTAX_ERROR)',
    ],
    [
      'failed at position 1 (x) (line 2, col 3): x. Expected one of: a, b. (SYNTAX_ERROR)',
      'failed at: x. (SYNTAX_ERROR)',
    ],
    ['no end', 'no end.'],
    [
      'Code: 62. DB::Exception: Syntax error: failed at position 7 (): . (SYNTAX_ERROR)',
      'Syntax error: failed at the end. (SYNTAX_ERROR)',
    ],
  ])('%s', ([message, told]) => {
    expect(shortenRefusal(message)).toBe(told);
  });

  it('is not looked for in all of a message without end', () => {
    // Each of these took a search of all that follows: 9,000 of them, seconds.
    expect(shortenRefusal('failed at position 1 ('.repeat(9_000))).toHaveLength(1_001);
  });
});
