import { describe, expect, test } from 'vitest';
import { DEFAULTS, type Inputs } from '../../../../src/actions/gate/inputs.ts';
import { EVERYTHING } from '../../../../src/actions/gate/select/aspect.ts';
import { InputError } from '../../../../src/errors.ts';
import type { Connection } from '../../../../src/inputs/connection.ts';
import { type AllInputs, PUSH, readGateInputs } from '../../fake/inputs.ts';

const KEY = 'cqpk_0123456789abcdef';
const LEAST = { 'platform-url': 'https://acme.us.platform.cloudquery.io', 'api-key': KEY, 'sync-name': 'aws-prod' };

const readAll = (values: Readonly<Record<string, string>>, event = PUSH) =>
  readGateInputs((name) => values[name] ?? '', event);
const read = (values: Readonly<Record<string, string>> = {}, event = PUSH) => readAll({ ...LEAST, ...values }, event);

function problemsOf(values: Readonly<Record<string, string>>, event = PUSH): readonly string[] {
  try {
    read(values, event);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

test('with the least that is needed, everything else is its default', () => {
  const none = { include: [], exclude: [] };
  expect(read()).toEqual({
    connection: {
      baseUrl: 'https://acme.us.platform.cloudquery.io/api',
      apiKey: KEY,
      timeoutMs: 3_600_000,
    },
    mode: 'gate',
    syncNames: ['aws-prod'],
    ifRunning: 'wait',
    reuseWithinMs: 0,
    requireIngestion: true,
    onPartialSync: 'warn',
    keepRunning: false,
    evaluationTimeoutMs: 600_000,
    longestPauseMs: 15_000,
    farPauseMs: 120_000,
    filters: { policies: none, groups: none, domains: [] },
    scope: { accounts: none, tags: none, regions: none, 'resource-types': none, clouds: none },
    groupBy: { kind: 'policy' },
    rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
    onInconclusive: 'fail',
    keyName: '',
    annotations: true,
    summary: true,
    redact: 'auto',
    comment: 'never',
    reports: [],
    sarifAnchor: null,
    unknownAccounts: 'fail',
    activeFilters: [],
    warnings: [],
  } satisfies AllInputs);
});

test('an empty or blank input is its default, and so is the default itself', () => {
  const blank = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, ' \n ']));
  expect(read(blank)).toEqual(read());
  expect(read(DEFAULTS)).toEqual(read());
});

type Expected = Partial<Inputs & { connection: Partial<Connection> }>;

describe('good values', () => {
  test.each<[string, string, Expected]>([
    ['mode', 'sync', { mode: 'sync' }],
    ['if-running', 'attach', { ifRunning: 'attach' }],
    ['if-running', 'fail', { ifRunning: 'fail' }],
    ['reuse-within-minutes', '30', { reuseWithinMs: 1_800_000 }],
    ['reuse-within-minutes', '0.5', { reuseWithinMs: 30_000 }],
    ['require-ingestion', 'false', { requireIngestion: false }],
    ['require-ingestion', 'False', { requireIngestion: false }],
    ['require-ingestion', 'FALSE', { requireIngestion: false }],
    ['require-ingestion', 'True', { requireIngestion: true }],
    ['on-partial-sync', 'fail', { onPartialSync: 'fail' }],
    ['on-partial-sync', 'ignore', { onPartialSync: 'ignore' }],
    ['keep-running', 'TRUE', { keepRunning: true }],
    ['timeout-minutes', '7200', { connection: { timeoutMs: 432_000_000 } }],
    ['timeout-minutes', '0.5', { connection: { timeoutMs: 30_000 } }],
    ['timeout-minutes', '007', { connection: { timeoutMs: 420_000 } }],
    ['evaluation-timeout-minutes', '0', { evaluationTimeoutMs: 0 }],
    ['max-poll-interval-seconds', '0.01', { longestPauseMs: 10, farPauseMs: 10 }],
    ['max-poll-interval-seconds', '3600', { longestPauseMs: 3_600_000, farPauseMs: 3_600_000 }],
    ['unknown-accounts', 'warn', { unknownAccounts: 'warn' }],
    ['fail-on', 'none', { rule: { failOn: 'none', maxViolations: { kind: 'total', limit: 0 } } }],
    ['fail-on', 'critical', { rule: { failOn: 'critical', maxViolations: { kind: 'total', limit: 0 } } }],
    ['max-violations', '25', { rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 25 } } }],
    ['max-violations', '1000000000', { rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 1e9 } } }],
    [
      'max-violations',
      'medium=25\n\n Low = 3 ',
      {
        rule: {
          failOn: 'low',
          maxViolations: { kind: 'by-severity', limits: { low: 3, medium: 25, high: 0, critical: 0 } },
        },
      },
    ],
    ['on-inconclusive', 'warn', { onInconclusive: 'warn' }],
    ['annotations', 'false', { annotations: false }],
    ['comment', 'on-change', { comment: 'on-change' }],
    ['reports', 'json\nSARIF\njson', { reports: ['json', 'sarif'] }],
    ['sarif-anchor', './infra/main.tf', { sarifAnchor: 'infra/main.tf' }],
    ['summary', 'false', { summary: false }],
    ['redact', 'always', { redact: 'always' }],
    ['redact', 'never', { redact: 'never' }],
    ['sync-name', 'aws\r\n\r\n  gcp_2 \n', { syncNames: ['aws', 'gcp_2'] }],
    [
      'accounts',
      'prod-*\n!prod-test',
      {
        scope: { ...EVERYTHING, accounts: { include: ['prod-*'], exclude: ['prod-test'] } },
        activeFilters: [{ input: 'accounts', value: 'prod-*, !prod-test', leftOut: null }],
      },
    ],
    [
      'tags',
      ' env=preview-42 \n\n!ephemeral=true\nteam=*\nname=a\\,b',
      {
        scope: {
          ...EVERYTHING,
          tags: { include: ['env=preview-42', 'team=*', 'name=a\\,b'], exclude: ['ephemeral=true'] },
        },
        activeFilters: [{ input: 'tags', value: 'env=preview-42, !ephemeral=true, team=*, name=a\\,b', leftOut: null }],
      },
    ],
    [
      'regions',
      'eu-*\n!eu-west-?',
      { scope: { ...EVERYTHING, regions: { include: ['eu-*'], exclude: ['eu-west-?'] } } },
    ],
    [
      'resource-types',
      'S3 Bucket',
      { scope: { ...EVERYTHING, 'resource-types': { include: ['S3 Bucket'], exclude: [] } } },
    ],
    ['clouds', '!gcp', { scope: { ...EVERYTHING, clouds: { include: [], exclude: ['gcp'] } } }],
    ['tags', 'env=*\n!env=prod', { scope: { ...EVERYTHING, tags: { include: ['env=*'], exclude: ['env=prod'] } } }],
    [
      'tags',
      'env=prod\n!team=prod',
      { scope: { ...EVERYTHING, tags: { include: ['env=prod'], exclude: ['team=prod'] } } },
    ],
    ['group-by', 'account', { groupBy: { kind: 'account' } }],
    ['group-by', 'tag: cost center ', { groupBy: { kind: 'tag', key: 'cost center' } }],
    ['group-by', 'tag:aws:x=y', { groupBy: { kind: 'tag', key: 'aws:x=y' } }],
    ['api-key', ` ${KEY}\n`, { connection: { apiKey: KEY } }],
  ])('%s: %j', (name, value, expected) => {
    expect(read({ [name]: value })).toMatchObject(expected);
  });

  test('filters', () => {
    const inputs = read({ policies: '*S3*\n!Public*', 'policy-groups': 'SOC 2', domains: 'Security\nFINOPS' });
    expect(inputs.filters).toEqual({
      policies: { include: ['*S3*'], exclude: ['Public*'], lines: ['*S3*', '!Public*'] },
      groups: { include: ['SOC 2'], exclude: [] },
      domains: ['security', 'finops'],
    });
    expect(inputs.activeFilters).toEqual([
      { input: 'policies', value: '*S3*, !Public*', leftOut: null },
      { input: 'policy-groups', value: 'SOC 2', leftOut: null },
      { input: 'domains', value: 'Security, FINOPS', leftOut: null },
    ]);
  });

  test('mode check needs no sync', () => {
    expect(read({ mode: 'check', 'sync-name': '' })).toMatchObject({ mode: 'check', syncNames: [] });
  });

  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'filters in mode sync',
      { mode: 'sync', accounts: 'prod', policies: 'x' },
      ['`policies`, `accounts` had no effect: mode `sync` judges no policies.'],
    ],
    [
      'files in mode sync',
      { mode: 'sync', waivers: 'w.yml', baseline: 'b.json', 'fail-on': 'none' },
      ['`baseline`, `waivers`, `fail-on` had no effect: mode `sync` judges no policies.'],
    ],
    [
      'files where no violation gates',
      { 'fail-on': 'none', waivers: 'w.yml', baseline: 'b.json', accounts: 'prod' },
      ['`baseline`, `waivers` had no effect: with `fail-on: none` no violation gates.'],
    ],
    ['a file where some gate', { 'fail-on': 'critical', waivers: 'w.yml', baseline: 'b.json' }, []],
    [
      'a rule in mode sync',
      { mode: 'sync', 'fail-on': 'high', 'max-violations': '5', 'on-inconclusive': 'warn' },
      ['`fail-on`, `max-violations`, `on-inconclusive` had no effect: mode `sync` judges no policies.'],
    ],
    [
      'what is about syncs, in mode check',
      { mode: 'check', 'sync-name': '', 'reuse-within-minutes': '30', 'if-running': 'attach' },
      ['`if-running`, `reuse-within-minutes` had no effect: mode `check` starts no sync.'],
    ],
    [
      // A runner gives them as if somebody had set them.
      'defaults in mode check',
      { mode: 'check', 'sync-name': '', 'reuse-within-minutes': '0', 'if-running': 'wait', 'keep-running': 'False' },
      [],
    ],
    ['nothing in mode sync', { mode: 'sync' }, []],
    ['nothing where no violation gates', { 'fail-on': 'none' }, []],
  ])('%s: what has no effect is said', (_, values, warnings) => {
    expect(read(values).warnings).toEqual(warnings);
  });
});

describe('bad values', () => {
  const NUMBERS = [
    '-1',
    '+5',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '1,5',
    '1.',
    '.5',
    '1 000',
    'ten',
    '１',
    '1m',
    '--',
    '99999999999999999999',
  ];
  const WORDS = ['Gate', 'yes', 'null', '0', 'gate sync', 'constructor', 'wait\nfail'];
  const BOOLEANS = ['yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'y', 'null', '"true"'];
  const many = (names: readonly string[], values: readonly string[]) =>
    names.flatMap((name) => values.map((value): [string, string] => [name, value]));

  test.each([
    ...many(
      ['reuse-within-minutes', 'timeout-minutes', 'evaluation-timeout-minutes', 'max-poll-interval-seconds'],
      NUMBERS,
    ),
    ...many(['reuse-within-minutes', 'timeout-minutes', 'evaluation-timeout-minutes'], ['7200.1', '7201']),
    ...many(['timeout-minutes', 'max-poll-interval-seconds'], ['0', '0.0', '0.0001']),
    ['max-poll-interval-seconds', '3600.01'],
    ...many(['require-ingestion', 'keep-running', 'annotations', 'summary'], BOOLEANS),
    ...many(['mode', 'if-running', 'on-partial-sync', 'on-inconclusive', 'fail-on', 'redact'], WORDS),
    ...many(['redact'], ['true', 'false', 'Always']),
    ...many(['fail-on'], ['info', 'High', 'all', 'low,high']),
    ...many(
      ['tags'],
      [
        'env',
        '=x',
        ' =x',
        '!',
        '!env',
        '!!env=x',
        'env=a, team=b',
        'a\\=b',
        'env=a\n!env=a',
        'env=a\n!e*=*',
        'x='.repeat(300),
      ],
    ),
    ...many(['regions', 'resource-types', 'clouds'], ['a,b', 'a, b', '!', '!!a', 'a\n!a', 'a*\n!*', 'x'.repeat(501)]),
    ...many(['group-by'], ['tag', 'tag:', 'tag: ', 'tag:te*m', 'tag:a?', 'Account', 'team', `tag:${'x'.repeat(501)}`]),
    ...many(['domains'], ['secops', 'security, finops', 'security\nx', '*']),
    ...many(
      ['max-violations'],
      [
        '-1',
        '1.5',
        'ten',
        '10000000000',
        '1000000001',
        'medium',
        'medium=',
        'medium=-1',
        'medium=1=2',
        'odd=1',
        'low=1\nlow=2',
        '5\nlow=1',
        '1\n2',
        '=5',
        'medium=1e3',
        'low=1,high=2',
      ],
    ),
    ...many(
      ['sync-name'],
      [
        'aws prod',
        'aws/prod',
        '../x',
        'aws,gcp',
        'äws',
        'a\na',
        'x'.repeat(256),
        Array.from({ length: 51 }, (_, index) => `s${index}`).join('\n'),
      ],
    ),
    ...many(['policies', 'policy-groups', 'accounts'], ['!', '! ', '!!a', 'a\n!', 'x'.repeat(501)]),
  ])('%s: %j', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^\`${name}\`(?:, line \\d,)? is `));
    expect(problems[0]).toContain('allowed: ');
    expect(problems[0]?.length).toBeLessThan(450);
  });

  test('the message names the input, the value and what is allowed', () => {
    expect(problemsOf({ 'timeout-minutes': '-5' })).toEqual([
      '`timeout-minutes` is "-5"; allowed: a number of minutes from 0.001 to 7200.',
    ]);
    expect(problemsOf({ mode: 'run' })).toEqual(['`mode` is "run"; allowed: `gate`, `sync`, `check`.']);
    expect(problemsOf({ summary: 'yes' })).toEqual(['`summary` is "yes"; allowed: `true` or `false`.']);
  });

  test('a value cannot forge a line of the log', () => {
    expect(problemsOf({ mode: 'x\n::error::y' }).join()).not.toContain('\n');
  });

  test.each(['gate', 'sync'])('mode %s needs a sync', (mode) => {
    expect(problemsOf({ mode, 'sync-name': '' })).toEqual([
      expect.stringContaining(`\`sync-name\` is missing: in mode \`${mode}\``),
    ]);
  });

  test('mode check refuses one', () => {
    expect(problemsOf({ mode: 'check' })).toEqual([
      expect.stringContaining('`sync-name` is set, but mode `check` starts no sync'),
    ]);
  });

  test('a character that nobody sees is told with its code', () => {
    expect(problemsOf({ 'sync-name': 'aws\u200b-prod' })).toEqual([
      expect.stringContaining('(this one holds U+200B).'),
    ]);
    expect(problemsOf({ 'sync-name': 'aws prod' })[0]).not.toContain('this one holds');
  });

  test('all of them are told at once', () => {
    const bad = {
      'platform-url': 'ftp://x',
      'api-key': '',
      mode: 'x',
      'sync-name': 'a b',
      'if-running': 'x',
      'reuse-within-minutes': 'x',
      'require-ingestion': 'x',
      'on-partial-sync': 'x',
      'keep-running': 'x',
      'timeout-minutes': 'x',
      'evaluation-timeout-minutes': 'x',
      'max-poll-interval-seconds': 'x',
      policies: '!',
      'policy-groups': '!',
      domains: 'x',
      accounts: '!',
      'unknown-accounts': 'x',
      'fail-on': 'x',
      'max-violations': 'x',
      'on-inconclusive': 'x',
      annotations: 'x',
      summary: 'x',
      redact: 'x',
    };
    const problems = problemsOf(bad);
    for (const name of Object.keys(bad))
      expect(problems.filter((problem) => problem.startsWith(`\`${name}\``))).toHaveLength(1);
    expect(problems).toHaveLength(Object.keys(bad).length);
    expect(() => read(bad)).toThrow(/^23 bad inputs: /);
  });
});

test('the key is not quoted by any other problem', () => {
  const message = problemsOf({ mode: 'x', 'timeout-minutes': 'x' }).join();
  expect(message).not.toContain(KEY);
});

test.each([
  [
    'high',
    'critical=1\nmedium=10\nlow=3',
    ['`max-violations` for low and medium had no effect: with `fail-on: high` no such violation gates.'],
  ],
  ['low', 'medium=10', []],
  ['none', '7', []],
])('fail-on: %s with max-violations %j: a limit without effect is said', (failOn, most, warnings) => {
  expect(read({ 'fail-on': failOn, 'max-violations': most }).warnings).toEqual(warnings);
});
