import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../../../src/actions/gate/judge/judge.ts';
import type { PolicyResult } from '../../../../src/actions/gate/judge/policy-result.ts';
import { describeWaivers, type WaiverResult } from '../../../../src/actions/gate/judge/waiver-effect.ts';
import { redactFilter, redactLine, redactResult } from '../../../../src/actions/gate/redact.ts';
import { planAnnotations } from '../../../../src/actions/gate/report/annotations.ts';
import { tellVerdict } from '../../../../src/actions/gate/report/log.ts';
import { outputsOf } from '../../../../src/actions/gate/report/outputs.ts';
import { renderSummary } from '../../../../src/actions/gate/report/summary.ts';
import type { GateResult } from '../../../../src/actions/gate/result.ts';
import { collectNames } from '../../../../src/actions/gate/result-names.ts';
import {
  explainNewName,
  LOST_ZERO,
  nothingInScope,
  ONE_A_LINE,
  SLIP,
} from '../../../../src/actions/gate/select/account.ts';
import { listFilters, type ScopeFilter } from '../../../../src/actions/gate/select/aspect.ts';
import { describeUnknownName } from '../../../../src/actions/gate/select/scope-problems.ts';
import { describeIdle, describeUnmatched } from '../../../../src/actions/gate/select/unmatched.ts';
import type { Waiver } from '../../../../src/actions/gate/waivers/waiver.ts';
import type { Method } from '../../../../src/platform/http/errors.ts';
import { redactViolation } from '../../../../src/platform/redact-violation.ts';
import type { Violation } from '../../../../src/platform/violations.ts';
import { hide } from '../../../../src/text/redact.ts';
import { scopeOf } from '../../fake/scope.ts';
import { aWaiver } from '../../fake/waiver.ts';
import { HOSTILE_TEXTS } from '../../hostile-corpus.ts';
import { buildCase } from './report/example-cases.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation } from './report/example-results.ts';

function buildFinding(changes: Partial<PolicyResult> = {}): PolicyResult {
  return buildPolicy({ known: 0, waived: 0, found: 1, gating: 1, ...changes });
}

function buildFound(policies: readonly PolicyResult[], changes: Partial<Judgement> = {}): Judgement {
  return buildJudgement(policies, { baseline: null, waivers: [], news: { kind: 'unknown' }, ...changes });
}

const [{ aspect: ACCOUNTS }] = listFilters(scopeOf({ accounts: ['*'] })) as [ScopeFilter];

describe('redactViolation', () => {
  // These two stand in reports that people compare: they never change.
  test('hashes are the same for ever', () => {
    expect(redactViolation(buildViolation())).toEqual({
      cloud: 'aws',
      resourceType: 'aws_s3_bucket',
      accountName: 'account-6754af96',
      accountId: 'account-2a33349e',
      name: 'resource-4d857e6a',
      region: 'us-east-1',
      platformId: 'resource-f58a3c7c',
      tags: [],
    });
  });

  test('what is missing stays missing', () => {
    const empty = buildViolation({ accountName: '', accountId: null, name: ' ', platformId: '' });
    expect(redactViolation(empty)).toEqual(empty);
  });

  test('surrounding blanks make no other name', () => {
    expect(redactViolation(buildViolation({ accountName: ' prod\n' })).accountName).toBe('account-6754af96');
  });

  test('short names are hidden too', () => {
    expect(redactViolation(buildViolation({ name: 'a' })).name).toMatch(/^resource-[0-9a-f]{8}$/);
  });

  test('a field that it does not know is left out', () => {
    const later = { ...buildViolation(), unheardOf: { owner: 'prod-logs' } };
    expect(Object.keys(redactViolation(later)).toSorted()).toEqual(Object.keys(buildViolation()).toSorted());
  });

  test('a name that looks like a hash is a name', () => {
    const { accountName, name } = redactViolation(
      buildViolation({ accountName: 'account-20240101', name: 'resource-20240101' }),
    );
    expect([accountName, name]).toEqual(['account-2ce03efd', 'resource-2024a3ab']);
  });
});

describe('a text, whatever it is about', () => {
  test.each([
    ['nothing to hide', 'The Platform answered 502 (GET https://acme.example/api/policies/d00f)'],
    ['a number of 13 digits', 'run 1234567890123'],
    ['a number within a word', 'x123456789012'],
    ['a date', 'evaluated 2026-08-01T12:00:05.123456789Z'],
    ['a UUID', '5f0c9b1e-2d7a-4a53-9c0e-8f6f3f1f2a10'],
    ['what is no ARN of AWS', 'arn:azure:x and warn: aws'],
  ])('stays: %s', (_, text) => {
    expect(redactLine(text)).toBe(text);
  });

  const bucket = 'resource-3a1065b0';

  test.each([
    ['arn:aws:s3:::prod-logs', bucket],
    ['(arn:aws:s3:::prod-logs)', `(${bucket})`],
    ['"arn:aws:s3:::prod-logs"', `"${bucket}"`],
    ['`arn:aws:s3:::prod-logs`', `\`${bucket}\``],
    ['“arn:aws:s3:::prod-logs”', `“${bucket}”`],
    ['[arn:aws:s3:::prod-logs]', `[${bucket}]`],
    ['<arn:aws:s3:::prod-logs>', `<${bucket}>`],
    ['{\\"arn:aws:s3:::prod-logs\\"}', `{\\"${bucket}\\"}`],
    ['--role-arn:aws:s3:::prod-logs', `--role-${bucket}`],
    ['Look at arn:aws:s3:::prod-logs.', `Look at ${bucket}.`],
    ['arn:aws:s3:::prod-logs, arn:aws:s3:::prod-logs: no', `${bucket}, ${bucket}: no`],
    ['account 123456789012.', 'account account-2a33349e.'],
    ['(123456789012)', '(account-2a33349e)'],
    ['aws-cloudtrail-logs-123456789012-us-east-1', 'aws-cloudtrail-logs-account-2a33349e-us-east-1'],
    ['logs_123456789012', 'logs_account-2a33349e'],
    // Whoever shows the text takes what nobody sees out of it.
    ['1234\u200b5678\u001b[1m9012', 'account-2a33349e'],
    ['1234\u001b]8;;https://x.example\u00075678\u00ad9012', 'account-2a33349e'],
    ['arn:\u2060aws:s3:::pr\u0000od-logs', bucket],
    ['a\n123456789012\tb', 'a\naccount-2a33349e\tb'],
  ])('%s becomes %s', (text, expected) => {
    expect(redactLine(text)).toBe(expected);
  });

  test.each([
    'arn:aws:iam::123456789012:role/path/admin+x=y@z',
    'arn:aws-us-gov:ec2:us-gov-west-1:123456789012:instance/i-0abc',
    'arn:aws-cn:s3:::prod-logs/*',
    'ARN:AWS:S3:::prod-logs',
    'arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fadmin',
  ])('is hashed whole: %s', (arn) => {
    expect(redactLine(`<${arn}>`)).toMatch(/^<resource-[0-9a-f]{8}>$/);
  });

  const METHODS = { GET: true, POST: true, PUT: true, PATCH: true, DELETE: true } as const satisfies Record<
    Method,
    true
  >;

  test.each(Object.keys(METHODS))(
    'of an answer to %s it shows the request, and no word of whoever answered',
    (method) => {
      const request = ` (${method} https://a/b)`;
      expect(redactLine(`The Platform answered 422: acme (POST x)${request}`)).toBe(
        `The Platform answered 422: (hidden by redact)${request}`,
      );
      expect(redactLine(`The Platform's answer is a page (acme)${request}`)).toBe(
        `The Platform's answer is a page ((hidden by redact))${request}`,
      );
    },
  );

  const LOGIN = 'The Platform answered 302, a redirect to https://login.example';

  test.each<[string, string, string]>([
    [
      'the path of a redirect',
      `${LOGIN}/t/acme, which is not followed`,
      `${LOGIN}/(hidden by redact), which is not followed`,
    ],
    [
      'where a redirect leads that is to no address of the web',
      'The Platform answered 302, a redirect to acme-prod://x/acme, which is not followed (GET https://a/b)',
      'The Platform answered 302, a redirect to (hidden by redact), which is not followed (GET https://a/b)',
    ],
    [
      'the content type of a page',
      "The Platform's answer is a page (text/html; acme) (PATCH x) (PATCH https://a/b)",
      "The Platform's answer is a page ((hidden by redact)) (PATCH https://a/b)",
    ],
    [
      'not a usual one of a page',
      "The Platform's answer is a page (text/html) (PATCH https://a/b)",
      "The Platform's answer is a page (text/html) (PATCH https://a/b)",
    ],
    ['not its origin', `${LOGIN}/, which is not followed`, `${LOGIN}/, which is not followed`],
    [
      'a content type',
      "The Platform's answer is not JSON (text/acme, 3 characters) (GET https://a/b)",
      "The Platform's answer is not JSON ((hidden by redact), 3 characters) (GET https://a/b)",
    ],
    [
      'one that pretends to end',
      'with something other than its own error (a, 3 characters) acme, 3 characters)',
      'with something other than its own error ((hidden by redact), 3 characters)',
    ],
    [
      'not a usual one',
      "The Platform's answer is not JSON (text/html; charset=utf-8, 3 characters)",
      "The Platform's answer is not JSON (text/html; charset=utf-8, 3 characters)",
    ],
    [
      'an encoding',
      "The Platform's answer is compressed (acme), which was not asked for",
      "The Platform's answer is compressed ((hidden by redact)), which was not asked for",
    ],
    [
      'the words of each of two answers, of which one came without a request',
      'The Platform answered 500: acme (GET (PUT https://a/b). The Platform answered 502: acme',
      'The Platform answered 500: (hidden by redact) (PUT https://a/b). The Platform answered 502: (hidden by redact)',
    ],
    ['an id with dashes', 'in 1234-5678-9012.', 'in account-2a33349e.'],
    ['not a part of a UUID', '12345678-1234-1234-1234-12345678901a', '12345678-1234-1234-1234-12345678901a'],
  ])('of what answered it hides %s', (_, text, expected) => {
    expect(redactLine(text)).toBe(expected);
    expect(redactLine(expected)).toBe(expected);
  });

  // The sentences are the gate's own, so the functions that write them write them here.
  test('quotes no pattern of accounts, and no account that is near to it', () => {
    const names = [
      'prod-eu',
      'Prod; US',
      `prod. ${explainNewName('account')} acme`,
      'prod `accounts`: no known account matches acme',
    ];
    const pattern = 'prod-`x`-*, prod';
    const lines = ['', pattern, '12345678901', '!acme'];
    const line = (number: number) => `\`accounts\`, line ${number}: no known account matches (hidden by redact).`;
    const told = `${describeUnknownName(ACCOUNTS, pattern, names.slice(0, 3), lines)} ${explainNewName('account')}`;
    expect(redactLine(told)).toBe(`${line(2)} ${ONE_A_LINE} ${explainNewName('account')}`);
    const zero = describeUnknownName(ACCOUNTS, '12345678901', names, lines);
    expect(redactLine(zero)).toBe(`${line(3)} ${LOST_ZERO}`);
    const idle = describeIdle('accounts', 'known account', 'acme', names, lines);
    expect(redactLine(idle)).toBe(`${line(4)} \`accounts\`: no known account matches (hidden by redact). ${SLIP}`);
    const several = `Not proved: ${told} ${zero} ${nothingInScope('account')}`;
    const hidden = `Not proved: ${line(2)} ${ONE_A_LINE} ${explainNewName('account')} ${line(3)} ${LOST_ZERO} ${nothingInScope('account')}`;
    expect(redactLine(several)).toBe(hidden);
    expect(redactLine(hidden)).toBe(hidden);
    const policies = describeUnmatched('policies', 'policy', 'S3*', ['S3 buckets']);
    expect(redactLine(policies)).toBe(policies);
  });

  test('quotes no account of a waiver, and no account that is near to it', async () => {
    const waiver = aWaiver({ account: 'prod-`x`-*. A', owner: 'o' });
    const inVain = { ...buildWaiver({}, { covered: 0, problem: 'it is so' }), waiver };
    const [warning = ''] = await describeWaivers([inVain], 'w.yml', ['prod-eu', 'prod\nus.']);
    const expected =
      / has no effect: it is so\. Delete it, or correct it\. `account`: no account that this step has seen matches \(hidden by redact\)\.$/;
    expect(warning).toContain('prod-eu');
    expect(redactLine(warning)).toMatch(expected);
    expect(redactLine(redactLine(warning))).toBe(redactLine(warning));
  });
});

describe('a text about the result', () => {
  const resources = [
    buildViolation(),
    buildViolation({ accountName: 'Log Archive', accountId: 'my-project-42', name: 'prod-logs-eu' }),
    buildViolation({
      accountName: 'production',
      accountId: null,
      name: '2026',
      platformId: '/subscriptions/x7/rg/web',
    }),
    buildViolation({ accountName: 'Platform', accountId: 'aws-prod', name: 'eu', platformId: 'arn:aws:x:::[a] b' }),
    buildViolation({ accountName: 'acme', accountId: 'acme.us.platform' }),
    buildViolation({ accountName: 'Production Buckets', accountId: 'security', name: 'us-east-1', platformId: 'high' }),
  ];
  const result = buildResult({
    judgement: buildFound([
      buildFinding({ name: 'Production Buckets must be private', domain: 'security', resources }),
    ]),
  });
  const { names } = collectNames(result);

  test.each([
    ['the bucket prod-logs.', 'the bucket resource-4d857e6a.'],
    ['s3://prod-logs/key and prod-logs.s3.example', 's3://resource-4d857e6a/key and resource-4d857e6a.s3.example'],
    ['prod-logs-eu', 'resource-0d89b4ce'],
    ['in prod: no', 'in account-6754af96: no'],
    ['my-project-42/prod', 'account-1334c3f1/account-6754af96'],
    ['Log Archive, Log\n  Archive', 'account-7a17b193, account-7a17b193'],
    ['/subscriptions/x7/rg/web/sub', 'resource-bbf7a00d/sub'],
    ['at arn:aws:x:::[a] b, it', 'at resource-a76aafe0, it'],
    ['7d1f4b0a9c3e', 'resource-f58a3c7c'],
  ])('%j becomes %j', (text, expected) => {
    expect(redactLine(text, names)).toBe(expected);
  });

  test.each([
    ['part of a word', 'prod-lo prod-logs2 xprod-logs prod_logs preprod prod-'],
    ['another case', 'PROD-LOGS Prod'],
    ['too short', 'eu'],
    ['a number that may be a count', '2026 violations'],
    ['what is shown elsewhere: the sync', 'Sync aws-prod failed'],
    ['what is shown elsewhere: domain, region, severity', 'security in us-east-1 is high'],
    ['what is shown elsewhere: the policy', 'Production Buckets must be private'],
    ['what is shown elsewhere: the address', `(GET ${result.platformUrl}/policies)`],
    ['what is shown elsewhere: its host', 'getaddrinfo ENOTFOUND acme.us.platform.cloudquery.io'],
    ['whom our sentences are about', 'The Platform answered 502'],
  ])('stays: %s', (_, text) => {
    expect(redactLine(text, names)).toBe(text);
  });

  test('a name longer than any that a cloud has is known by its beginning', () => {
    const name = Array.from({ length: 5_000 }, (_, index) => `w${index}`).join(' ');
    const { names: long } = collectNames(
      buildResult({ judgement: buildFound([buildFinding({ resources: [buildViolation({ name })] })]) }),
    );
    expect(redactLine(`a ${name}`, long)).toMatch(/^a resource-[0-9a-f]{8}w100 w101 /);
  });

  const HIDDEN = '(hidden by redact)';

  test.each<[string, string, string]>([
    ['a name that is more than letters', 'As prod-logs is.', 'As resource-4d857e6a is.'],
    ['an ARN and an id', 'See arn:aws:s3:::x of 1234-5678-9012.', 'See resource-23d4f652 of account-2a33349e.'],
    // A hash among words that everybody knows would be no riddle.
    ['a name of letters', 'No bucket in production.', HIDDEN],
    ['in other case', 'As PROD-Logs is.', HIDDEN],
    ['with something appended', 'As prod-logs2 is.', HIDDEN],
    ['within a word', 'As xprod-logsx is.', HIDDEN],
    ['in wide letters', 'As ｐｒｏｄ-logs is.', HIDDEN],
    ['a name with invisible characters', 'As pro\u200bd-logs is.', 'As resource-4d857e6a is.'],
    ['with other blanks', 'The log\u00a0 archive.', HIDDEN],
    ['with a line break for a blank', 'THE LOG\nARCHIVE.', HIDDEN],
    ['none of them', 'Buckets need encryption.', 'Buckets need encryption.'],
    ['what is shown elsewhere', 'Security in us-east-1 is high.', 'Security in us-east-1 is high.'],
  ])('words of somebody: %s', (_, description, expected) => {
    const policies = [buildFinding({ description, name: 'p', domain: 'security', resources: WORDED })];
    const judgement = buildFound(policies, { waivers: [buildWaiver({ reason: description, owner: description })] });
    const after = redactResult(buildResult({ judgement })).judgement;
    expect(after?.policies[0]?.description).toBe(expected);
    expect(after?.waivers[0]?.waiver).toMatchObject({ reason: expected, owner: expected });
  });

  const quote = 'prod-logs of 123456789012: arn:aws:s3:::prod-logs';
  const hidden = 'resource-4d857e6a of account-2a33349e: resource-3a1065b0';
  const places: [string, (text: string) => Partial<GateResult>][] = [
    ['sentence', (text) => ({ sentence: text })],
    ['problems', (text) => ({ problems: ['One.', text] })],
    ['remedy', (text) => ({ remedy: text })],
    ['warnings', (text) => ({ warnings: [text] })],
    ['problem of a sync', (text) => ({ syncs: [buildSync({ problem: text })] })],
    ['reason of a policy', (text) => ({ judgement: buildFound([buildFinding({ resources, reason: text })]) })],
    [
      'problem with the resources',
      (text) => ({ judgement: buildFound([buildFinding({ resources, resourcesProblem: text })]) }),
    ],
    [
      'problem of a waiver',
      (text) => ({
        judgement: buildFound([buildFinding({ resources })], { waivers: [buildWaiver({}, { problem: text })] }),
      }),
    ],
  ];

  test.each(places)('is redacted wherever it stands: %s', (_, build) => {
    const judgement = buildFound([buildFinding({ resources })]);
    const before = buildResult({ judgement, ...build(quote) });
    expect(redactResult(before)).toEqual(redactResult(buildResult({ judgement, ...build(hidden) })));
    expect(JSON.stringify(redactResult(before))).toContain(hidden);
    expect(JSON.stringify(redactResult(before))).not.toContain(quote);
  });
});

/** No name of theirs is a word of the sentences. */
const WORDED = [
  buildViolation(),
  buildViolation({ accountName: 'Log Archive', accountId: null, name: 'production', platformId: '' }),
];

test('words of the Platform that nobody knows are hidden, and those that are known stay', () => {
  const show = (status: string, statusReason: string, severityLabel: string) => {
    const policies = [buildFinding({ severityLabel })];
    const result = buildResult({ syncs: [buildSync({ status, statusReason })], judgement: buildFound(policies) });
    const { syncs, judgement } = redactResult(result);
    return [syncs[0]?.status, syncs[0]?.statusReason, judgement?.policies[0]?.severityLabel];
  };
  expect(show('failed', 'oom_killed', 'High')).toEqual(['failed', 'oom_killed', 'High']);
  expect(show('of-prod', 'of prod', 'of prod')).toEqual(Array(3).fill('(hidden by redact)'));
});

test('tables keep their names, without ids in them', () => {
  const worstTables = ['aws_s3_buckets', 'cur_123456789012_daily'].map((name) => ({ name, errors: 1, rows: 1 }));
  const problem = 'cur_123456789012_daily failed';
  const [sync] = redactResult(buildResult({ syncs: [buildSync({ worstTables, problem })] })).syncs;
  expect(sync?.worstTables.map(({ name }) => name)).toEqual(['aws_s3_buckets', 'cur_account-2a33349e_daily']);
  expect(sync?.problem).toBe('cur_account-2a33349e_daily failed');
});

test('a log is left out, and says so', () => {
  const [with3, without] = redactResult(
    buildResult({ judgement: null, syncs: [buildSync({ lastLogLines: ['a', 'b', 'c'] }), buildSync()] }),
  ).syncs;
  expect(with3?.lastLogLines).toEqual([expect.stringMatching(/^Left out because of `redact`/)]);
  expect(without?.lastLogLines).toEqual([]);
});

test('the verdict on a failed sync does not quote its log', () => {
  const lastLogLines = ['Error: denied on customer-jane-doe', 'ERR exit status 1'];
  const raw = buildCase({
    outcome: 'sync-failed',
    green: false,
    judgement: null,
    syncs: [buildSync({ state: 'failed', problem: 'the run failed: error', lastLogLines }), buildSync()],
  });
  expect(raw.sentence).toContain('Its log says: Error: denied on customer-jane-doe.');
  const { sentence } = redactResult(raw);
  expect(sentence).toBe('Sync aws-prod (run 5f0c9b1e-2d7a-4a53-9c0e-8f6f3f1f2a10): the run failed: error.');
});

test('patterns of accounts are names of accounts; other filters say what was judged', () => {
  const accounts = { input: 'accounts', value: 'prod-*, !prod-eu', leftOut: 12 };
  const domains = { input: 'domains', value: 'security', leftOut: null };
  const expected = [{ ...accounts, value: '(hidden by redact)' }, domains];
  expect([accounts, domains].map(redactFilter)).toEqual(expected);
  const result = buildResult({ judgement: buildFound([], { filters: [accounts, domains] }) });
  expect(redactResult(result).judgement?.filters).toEqual(expected);
});

function buildWaiver(changes: Partial<Waiver>, more: Partial<WaiverResult> = {}): WaiverResult {
  const waiver = {
    policy: 'Unencrypted S3 buckets',
    resource: null,
    account: null,
    region: null,
    tag: null,
    resourceType: null,
    cloud: null,
    reason: 'prod-logs is public by design',
    owner: 'team-prod',
    expires: '2026-12-31',
    ticket: null,
    line: 3,
    ...changes,
  };
  return {
    waiver,
    state: 'in-force',
    isLastDay: false,
    isWhole: false,
    covered: 1,
    problem: null,
    hint: '',
    ...more,
  };
}

test('of groups neither names nor ids stay, nor does the name of one that a sentence holds', () => {
  const judgement = {
    ...buildJudgement([]),
    groups: [{ kind: 'named', name: 'acme-prod', id: '1111', gating: 2 }],
  } as const;
  const byAccount = redactResult(
    buildResult({ sentence: 'In acme-prod.', judgement: { ...judgement, groupBy: { kind: 'account' } } }),
  );
  expect(byAccount.judgement?.groups).toEqual([
    { kind: 'named', name: hide('account', 'acme-prod'), id: hide('account', '1111'), gating: 2 },
  ]);
  expect(byAccount.sentence).toBe(`In ${hide('account', 'acme-prod')}.`);
  const byTag = redactResult(buildResult({ judgement: { ...judgement, groupBy: { kind: 'tag', key: 'team' } } }));
  expect(byTag.judgement?.groups[0]?.name).toBe(hide('tag', 'acme-prod'));
  expect(byTag.judgement?.groupBy).toEqual({ kind: 'tag', key: 'team' });
});

test.each([
  ['accounts', 'account', true],
  ['tags', 'tag', true],
  ['regions', 'region', false],
  ['resource-types', 'resource type', false],
  ['clouds', 'cloud', false],
])('lines of `%s` that name a known %s are hidden: %s', (input, noun, isHidden) => {
  const filter = { input, value: 'a, !b', leftOut: 3 };
  expect(redactFilter(filter).value).toBe(isHidden ? '(hidden by redact)' : 'a, !b');
  const sentence = `Not proved: \`${input}\`: no known ${noun} matches acme; the nearest names are: acme-prod.`;
  expect(redactLine(sentence).includes('acme')).toBe(!isHidden);
});

test('of a waiver neither names nor patterns stay, wherever they stand', () => {
  const literal = buildWaiver({ resource: 'prod-logs', account: 'prod' });
  const pattern = buildWaiver({ resource: 'prod-*', account: '12345678901?', region: 'us-*' });
  const before = buildResult({
    warnings: ['The waiver expired. Its reason was: prod-logs is public by design'],
    judgement: buildFound([buildFinding({ resources: [buildViolation()] })], { waivers: [literal, pattern] }),
  });
  const after = redactResult(before);
  // `team-prod` holds the account `prod`, and the reason its bucket.
  const words = { reason: 'resource-4d857e6a is public by design', owner: '(hidden by redact)' };
  expect(after.judgement?.waivers).toEqual([
    { ...literal, waiver: { ...literal.waiver, ...words, resource: 'resource-4d857e6a', account: 'account-6754af96' } },
    {
      ...pattern,
      waiver: { ...pattern.waiver, ...words, resource: '(hidden by redact)', account: '(hidden by redact)' },
    },
  ]);
  expect(after.warnings).toEqual(['The waiver expired. Its reason was: resource-4d857e6a is public by design']);
  expect(redactResult(after)).toEqual(after);
});

describe('words that mention what no report shows', () => {
  const before = buildResult({
    warnings: [
      'The waiver (owner: zz-team) expired. Its reason was: zz-logs of zz-team',
      'The resource zz-logs is no word of a waiver.',
    ],
    judgement: buildFound([buildFinding({ description: 'Not for zz-logs.', resources: [] })], {
      waivers: [buildWaiver({ reason: 'zz-logs of zz-team', owner: 'zz-team', ticket: 'zz-logs/7', resource: null })],
    }),
  });
  const wordsOf = ({ judgement, warnings }: GateResult) => [
    ...(judgement?.policies ?? []).map(({ description }) => description),
    ...(judgement?.waivers ?? []).flatMap(({ waiver: { reason, owner, ticket } }) => [reason, owner, ticket]),
    warnings[0],
  ];

  test('have the hashes of the names', () => {
    const mentions = { accounts: ['zz-team'], resources: ['zz-logs'] };
    const [team, logs] = [hide('account', 'zz-team'), hide('resource', 'zz-logs')];
    const after = redactResult({ ...before, mentions });
    expect(wordsOf(after)).toEqual([
      `Not for ${logs}.`,
      `${logs} of ${team}`,
      team,
      `${logs}/7`,
      `The waiver (owner: ${team}) expired. Its reason was: ${logs} of ${team}`,
    ]);
    expect(JSON.stringify(after.mentions ?? null)).toBe('null');
    // Such names may be words of ours: elsewhere only those of the reports are looked for.
    expect(after.warnings[1]).toBe(before.warnings[1]);
  });

  test('are hidden if there are too many names', () => {
    const hidden = '(hidden by redact)';
    const warning = `The waiver (owner: ${hidden}) expired. Its reason was: ${hidden}`;
    expect(wordsOf(redactResult({ ...before, mentions: null }))).toEqual([hidden, hidden, hidden, hidden, warning]);
  });
});

/** No name is part of another text by accident, whatever its characters. */
const distinctiveName = fc
  .tuple(fc.integer({ min: 1e6, max: 1e9 }), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.integer({ min: 10 }))
  .map(([first, middle, last]) => `zq${first}${middle}${last}qz`);

const distinctiveViolation = fc.record<Violation>({
  cloud: fc.constant('aws'),
  tags: fc.array(distinctiveName, { maxLength: 2 }),
  resourceType: fc.constantFrom('aws_s3_bucket', 'aws_iam_user'),
  accountName: fc.oneof(distinctiveName, fc.constant('')),
  accountId: fc.oneof(
    distinctiveName,
    fc.constant(null),
    fc.integer({ min: 1e11, max: 1e12 - 1 }).map((number) => String(number)),
  ),
  name: fc.oneof(distinctiveName, fc.constant('')),
  region: fc.constant('eu-central-1'),
  platformId: fc.oneof(
    distinctiveName,
    distinctiveName.map((name) => `arn:aws:iam::123456789012:role/${name}`),
  ),
});

function namesOf({ accountName, accountId, name, platformId }: Violation): string[] {
  return [accountName, accountId ?? '', name, platformId].filter((text) => text !== '');
}

/** A result that quotes its names wherever a text is free. */
function buildQuoting(violations: readonly Violation[]): GateResult {
  const quotes = violations.map((violation) => `Denied: ${namesOf(violation).join(', "')}; see them.`);
  const pick = (index: number) => quotes[index % quotes.length] ?? '';
  const policies = violations.map((_, index) =>
    buildFinding({
      id: `p${index}`,
      name: `Policy ${index}`,
      description: pick(index + 1),
      standing: index % 3 === 2 ? 'unreadable' : 'judged',
      reason: index % 3 === 2 ? pick(index + 2) : null,
      found: 3,
      gating: index % 3 === 0 ? 3 : 0,
      outOfScope: index % 3 === 0 ? 0 : 3,
      resources: violations.slice(index, index + 3),
      resourcesProblem: pick(index + 3),
    }),
  );
  return buildResult({
    outcome: 'violations',
    green: false,
    sentence: pick(0),
    problems: violations.length % 2 === 0 ? quotes : [],
    remedy: pick(1),
    warnings: quotes,
    syncs: [buildSync({ state: 'failed', statusReason: pick(3), problem: pick(2), lastLogLines: quotes })],
    judgement: buildFound(policies),
  });
}

function tellLog(result: GateResult): { title: string | null; text: string }[] {
  const lines: { title: string | null; text: string }[] = [];
  tellVerdict(result, {
    info: (text) => lines.push({ title: null, text }),
    group: (title, texts) => lines.push({ title, text: texts.join('\n') }),
  });
  return lines;
}

/** All that reporters show, without the tags that break a long word. */
function reportOf(result: GateResult): string {
  const parts = [renderSummary(result), planAnnotations(result), tellLog(result), outputsOf(result)];
  return JSON.stringify(parts).replaceAll('<wbr>', '');
}

describe('for any violations', () => {
  const violations = fc.array(distinctiveViolation, { minLength: 1, maxLength: 8 });

  test('no report shows a name, and all count the same', () => {
    fc.assert(
      fc.property(violations, (found) => {
        const before = buildQuoting(found);
        const after = redactResult(before);
        const data = JSON.stringify(after);
        const report = reportOf(after);
        for (const name of found.flatMap(namesOf)) {
          expect(data).not.toContain(JSON.stringify(name).slice(1, -1));
          expect(report).not.toContain(name);
        }
        expect(data).not.toMatch(/zq\d|\dqz|arn:aws/);
        expect(report).not.toMatch(/zq\d|\dqz|arn:aws/);

        const counts = ({ judgement }: GateResult) => ({
          ...judgement,
          policies: judgement?.policies.map(({ description, reason, resources, resourcesProblem, ...facts }) => ({
            ...facts,
            resources: resources.map(({ cloud, region, resourceType }) => ({ cloud, region, resourceType })),
          })),
        });
        expect(counts(after)).toEqual(counts(before));
        expect({ ...outputsOf(after), 'sync-runs': '' }).toEqual({ ...outputsOf(before), 'sync-runs': '' });
        const titles = (result: GateResult) => ({
          annotations: planAnnotations(result).map(({ level, title }) => `${level} ${title}`),
          // A log that is hidden is one line, which does not open on a click.
          policies: renderSummary(result).match(/<summary>(?!.*its log<).*<\/summary>|^#### .*/gm),
          log: tellLog(result).map(({ title }) => title),
        });
        expect(titles(after)).toEqual(titles(before));
      }),
    );
  });

  test('to redact twice is to redact once, also line by line at the exit', () => {
    fc.assert(
      fc.property(violations, (found) => {
        const once = redactResult(buildQuoting(found));
        expect(redactResult(once)).toEqual(once);
        for (const { text } of tellLog(once)) expect(redactLine(text)).toBe(text);
      }),
    );
  });

  test('the same text has the same hash, whatever stands around it', () => {
    fc.assert(
      fc.property(violations, distinctiveViolation, (found, other) => {
        const warningsOf = (list: Violation[]) => redactResult(buildQuoting(list)).warnings;
        expect(warningsOf([...found, other]).slice(0, found.length)).toEqual(warningsOf(found));
      }),
    );
  });
});

describe('hostile texts', () => {
  const texts = Object.values(HOSTILE_TEXTS);

  test('twice is once, and nothing is left of them', () => {
    const resources = texts.map((text, index) =>
      buildViolation({ name: text, accountName: texts[index + 1] ?? '', platformId: text, region: '' }),
    );
    const before = buildResult({ warnings: texts, judgement: buildFound([buildFinding({ resources })]) });
    const once = redactResult(before);
    expect(redactResult(once)).toEqual(once);
    for (const { name } of once.judgement?.policies[0]?.resources ?? []) {
      expect(name.trim()).toMatch(/^(?:resource-[0-9a-f]{8})?$/);
    }
  });

  test('any texts and any names: twice is once', () => {
    const piece = fc.constantFrom(
      'prod',
      '-',
      ' ',
      '123456789012',
      'arn:aws:',
      '.',
      ':',
      '"',
      '`accounts`: no x matches ',
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 4, maxLength: 12 }), (list) => {
        const [accountName = '', accountId = '', name = '', platformId = ''] = list;
        const resources = [buildViolation({ accountName, accountId, name, platformId })];
        const once = redactResult(
          buildResult({ warnings: list, judgement: buildFound([buildFinding({ description: name, resources })]) }),
        );
        expect(redactResult(once)).toEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });
});
