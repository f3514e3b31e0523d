import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportedViolation } from '../../../../../../src/actions/gate/judge/tally.ts';
import {
  findSarifObstacle,
  MOST_RESULTS,
  TOOL_VERSION,
} from '../../../../../../src/actions/gate/report/sarif/sarif.ts';
import type { GateResult } from '../../../../../../src/actions/gate/result.ts';
import type { Violation } from '../../../../../../src/platform/violations.ts';
import { HOSTILE_TEXTS } from '../../../../hostile-corpus.ts';
import { anyResult } from '../any-result.ts';
import { buildInput, listRows } from '../example-inputs.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation } from '../example-results.ts';
import {
  ANCHOR,
  buildExample,
  buildHostile,
  buildViolations,
  countReads,
  EXAMPLES,
  hashesOf,
  notesOf,
  type Run,
  readRun,
  render,
  report,
  row,
} from './sarif-run.ts';
import { expectValid, VALIDATOR } from './sarif-validator.ts';

describe('an obstacle', () => {
  const failing = [buildPolicy({ found: 1, gating: 1 })];
  test.each<[string, Partial<GateResult>, string]>([
    ['mode sync', { mode: 'sync', outcome: 'passed' }, 'mode `sync` judges no policy'],
    ['no judgement', { judgement: null }, 'the outcome is `violations`'],
    ...(['inconclusive', 'sync-failed', 'timed-out', 'cancelled', 'error'] as const).map(
      (outcome): [string, Partial<GateResult>, string] => [outcome, { outcome }, `the outcome is \`${outcome}\``],
    ),
    [
      'a policy that is not judged',
      { judgement: buildJudgement([...failing, buildPolicy({ standing: 'stale' })]) },
      '1 policy could not be judged',
    ],
    [
      'a list that was not read',
      { judgement: buildJudgement([...failing, buildPolicy({ found: 1, gating: 1, resourcesProblem: '403' })]) },
      'the violations of 1 policy could not be listed',
    ],
    ['a partial sync', { syncs: [buildSync(), buildSync({ state: 'partial' })] }, '1 sync did not fetch all data'],
  ])('%s', (_, changes, obstacle) => {
    const result = buildViolations(failing, changes);
    expect(findSarifObstacle(result)).toBe(obstacle);
    expect(() => render(buildInput(result))).toThrow(`No SARIF report, since ${obstacle}.`);
  });

  test.each([
    ['violations', buildViolations(failing)],
    ['none', buildResult()],
    ['mode check', buildViolations(failing, { mode: 'check', syncs: [] })],
  ])('is not there: %s', (_, result) => {
    expect(findSarifObstacle(result)).toBeNull();
    expect(render(buildInput(result))).toContain('"version": "2.1.0"');
  });
});

test('the file as people review it', async () => {
  await expect(render(buildExample())).toMatchFileSnapshot('../../../../../golden/report.sarif');
});

test('without a violation there are no rules and no results, which closes all alerts', () => {
  const run = readRun(render(buildInput(buildResult())));
  expect([run.tool.driver.rules, run.results, notesOf(run)]).toEqual([[], [], {}]);
});

test('the version is that of the action', () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', '..', '..', '..', '..', 'package.json'), 'utf8'),
  );
  expect(TOOL_VERSION).toBe(version);
});

test('the same results make the same file, at another time and in another run', () => {
  const input = buildExample();
  const context = {
    ...input.context,
    repository: 'acme/other',
    sha: '0'.repeat(40),
    runUrl: 'https://github.com/acme/x',
    now: 0,
  };
  const syncs = input.result.syncs.map((sync) => ({ ...sync, runId: 'another', rows: 5 })).toReversed();
  const result = { ...input.result, syncs, elapsedSeconds: 1, sentence: 'Another one.' };
  expect(render({ ...input, result, context })).toBe(render(input));
});

describe('a rule', () => {
  test.each([
    ['security', 'critical', { 'security-severity': '9.5', tags: ['security', 'severity/critical'] }],
    ['Compliance', 'high', { 'security-severity': '8.0', tags: ['security', 'compliance', 'severity/high'] }],
    ['security', 'medium', { 'security-severity': '5.5', tags: ['security', 'severity/medium'] }],
    ['security', 'low', { 'security-severity': '3.0', tags: ['security', 'severity/low'] }],
    ['finops', 'critical', { 'problem.severity': 'error', tags: ['finops', 'severity/critical'] }],
    ['operations', 'medium', { 'problem.severity': 'warning', tags: ['operations', 'severity/medium'] }],
    ['governance', 'low', { 'problem.severity': 'recommendation', tags: ['governance', 'severity/low'] }],
    // What it is about is not known, so it may be security.
    ['', 'high', { 'security-severity': '8.0', tags: ['security', 'severity/high'] }],
    ['new domain', 'high', { 'security-severity': '8.0', tags: ['security', 'new domain', 'severity/high'] }],
  ] as const)('of domain %j and severity %s', (domain, severity, properties) => {
    const [rule] = report([row()], { domain, severity }).tool.driver.rules;
    expect(rule?.properties).toEqual({ precision: 'very-high', ...properties });
  });

  test.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
  ] as const)('of severity %s has the level %s', (severity, level) => {
    expect(report([row()], { severity }).tool.driver.rules[0]?.defaultConfiguration.level).toBe(level);
  });

  test('shows the Platform’s word for a severity that is not known', () => {
    const [rule] = report([row()], { severity: 'critical', severityLabel: 'urgent' }).tool.driver.rules;
    expect(rule?.help.markdown).toContain('- Severity: critical &#40;on the Platform: urgent&#41;');
  });

  test('has no name where that is the id, and never an id that GitHub could refuse', () => {
    const [same] = report([row()], { id: 'Same', name: 'same' }).tool.driver.rules;
    expect([same?.id, same?.name, same?.shortDescription.text]).toEqual(['Same', undefined, 'same']);
    const [odd] = report([row()], { id: '\n'.repeat(300), name: ' ' }).tool.driver.rules;
    expect(odd?.id).toMatch(/^policy-[0-9a-f]{32}$/);
    expect(odd?.name).toBe('Policy without a name');
  });

  test('is there for policies with results only, the worst one first', () => {
    const policies = [
      buildPolicy({ id: 'clean' }),
      buildPolicy({ id: 'waived', found: 1, waived: 1 }),
      buildPolicy({ id: 'low', severity: 'low', found: 1, belowThreshold: 1 }),
      buildPolicy({ id: 'known', severity: 'critical', found: 1, known: 1 }),
      buildPolicy({ id: 'failing', severity: 'medium', found: 1, gating: 1 }),
    ];
    const run = readRun(render(buildInput(buildViolations(policies))));
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['failing', 'known', 'low']);
    expect(run.results.map(({ ruleId, ruleIndex }) => `${ruleId} ${ruleIndex}`)).toEqual([
      'failing 0',
      'known 1',
      'low 2',
    ]);
  });
});

describe('a result', () => {
  test.each<[string, Partial<Violation>, string]>([
    [
      'whole',
      {},
      "'prod-logs' (aws_s3_bucket) in account 'prod' (123456789012), region 'us-east-1', breaks the policy 'Unencrypted S3 buckets'. Its id is '7d1f4b0a9c3e'.",
    ],
    [
      'without a name',
      { name: '' },
      "'7d1f4b0a9c3e' (aws_s3_bucket) in account 'prod' (123456789012), region 'us-east-1', breaks the policy 'Unencrypted S3 buckets'.",
    ],
    [
      'whose name is its id',
      { name: 'a', platformId: 'a', accountName: '1', accountId: '1' },
      "'a' (aws_s3_bucket) in account '1', region 'us-east-1', breaks the policy 'Unencrypted S3 buckets'.",
    ],
    [
      'of which nothing is known',
      { name: '', platformId: '', resourceType: '', accountName: '', accountId: null, region: '' },
      "A resource without a name breaks the policy 'Unencrypted S3 buckets'.",
    ],
    [
      'with the account’s id only',
      { accountName: '', region: ' ', platformId: '' },
      "'prod-logs' (aws_s3_bucket) in account '123456789012', breaks the policy 'Unencrypted S3 buckets'.",
    ],
    [
      'with a link, a placeholder and braces',
      { name: '[x](https://evil.example) {0} {{a}}', platformId: '' },
      "'[x] (https://evil.example) {{0}} {{{{a}}}}' (aws_s3_bucket) in account 'prod' (123456789012), region 'us-east-1', breaks the policy 'Unencrypted S3 buckets'.",
    ],
  ])('%s', (_, violation, text) => {
    expect(report([row(violation)]).results[0]?.message.text).toBe(text);
  });

  test('says why it does not gate', () => {
    const run = report([row({}, 'known'), row({ platformId: 'b' }, 'below-threshold')]);
    expect(run.results.map(({ message }) => message.text.split('. ').at(-1))).toEqual([
      'It does not gate, since the baseline has it.',
      'It does not gate, since its severity is below the threshold.',
    ]);
    expect(run.results.map(({ properties }) => properties.standing)).toEqual(['known', 'below-threshold']);
  });

  test.each([
    [ANCHOR, ANCHOR],
    ['./infra//main.tf', 'infra/main.tf'],
    ['/infra/main.tf', 'infra/main.tf'],
    ['a b/c:d?e#f%.yml', 'a%20b/c%3Ad%3Fe%23f%25.yml'],
    ['https://evil.example/x', 'https%3A/evil.example/x'],
    ['größe/🪣.yml', 'gr%C3%B6%C3%9Fe/%F0%9F%AA%A3.yml'],
    ['\ud800', '%EF%BF%BD'],
  ])('points to the anchor %j', (anchor, uri) => {
    const policy = buildPolicy({ found: 1, gating: 1 });
    const [result] = readRun(render(buildInput(buildViolations([policy])), anchor)).results;
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
      },
    ]);
  });

  test('is not there for what is waived or out of scope, which is counted', () => {
    const standings = ['waived', 'gating', 'out-of-scope', 'waived', 'known'] as const;
    const run = report(standings.map((standing, index) => row({ platformId: `${index}` }, standing)));
    expect(run.results.map(({ properties }) => properties.standing)).toEqual(['gating', 'known']);
    expect(notesOf(run)).toEqual({ waived: 2, 'out-of-scope': 1 });
    expect(run.properties).toMatchObject({ found: 5, gating: 1, known: 1, waived: 2, outOfScope: 1, results: 2 });
  });

  test('is missing where the policy counts more than it lists, and that is counted', () => {
    expect(notesOf(report([row()], { found: 5, gating: 5 }))).toEqual({ unlisted: 4 });
  });
});

describe('a fingerprint', () => {
  test('has the form of GitHub’s own, and is another one for each policy and resource', () => {
    const policies = ['a', 'b'].map((id) => buildPolicy({ id, found: 3, gating: 3 }));
    const hashes = hashesOf(readRun(render(buildInput(buildViolations(policies)))));
    expect(new Set(hashes).size).toBe(6);
    for (const one of hashes) expect(one).toMatch(/^[0-9a-f]{16}:1$/);
  });

  test('stays where the policy is renamed, reworded or worse, and where the rows come in another order', () => {
    const rows = ['a', 'b', 'c', 'b'].map((platformId) => row({ platformId }));
    const [before, after] = [
      report(rows),
      report(rows.toReversed(), { name: 'Renamed', description: 'Reworded.', severity: 'critical', domain: 'finops' }),
    ];
    expect(hashesOf(after).toSorted()).toEqual(hashesOf(before).toSorted());
    expect(after.tool.driver.rules[0]?.id).toBe(before.tool.driver.rules[0]?.id);
  });

  test('stays where a violation becomes known', () => {
    const rows = ['a', 'b'].map((platformId) => row({ platformId }));
    const known = rows.map((one) => ({ ...one, standing: 'known' as const }));
    expect(hashesOf(report(known))).toEqual(hashesOf(report(rows)));
  });

  test('of rows that are alike, or of which nothing is known, has an ordinal', () => {
    const unknown = { ...row(), fingerprint: null };
    const hashes = hashesOf(report([row(), unknown, row(), unknown, row({}, 'known')]));
    const [alike, nothing] = [hashes[0]?.split(':')[0], hashes[1]?.split(':')[0]];
    expect(hashes).toEqual([`${alike}:1`, `${nothing}:1`, `${alike}:2`, `${nothing}:2`, `${alike}:3`]);
    expect(alike).not.toBe(nothing);
  });
});

describe('the category', () => {
  test.each([
    [[], 'cloudquery-gate/check/'],
    [['aws-prod'], 'cloudquery-gate/aws-prod/'],
    [['gcp', 'aws', 'gcp'], 'cloudquery-gate/aws+gcp/'],
    [['aws+gcp'], 'cloudquery-gate/aws+gcp-b69203be/'],
    [['a/b'], 'cloudquery-gate/a-b-1693b0cf/'],
    [['a b'], 'cloudquery-gate/a-b-541e27fe/'],
    [['x'.repeat(300)], `cloudquery-gate/${'x'.repeat(80)}-4bea4281/`],
  ])('of %j is %s', (names, id) => {
    const syncs = names.map((syncName) => buildSync({ syncName }));
    const result = buildResult({ mode: names.length === 0 ? 'check' : 'gate', syncs });
    const host = 'acme.us.platform.cloudquery.io';
    expect(readRun(render(buildInput(result))).automationDetails.id).toBe(id.replace('/', `/${host}/`));
  });

  test.each([
    ['https://staging.example/api', 'cloudquery-gate/staging.example/aws-prod/'],
    ['https://production.example:8443/cq/api', 'cloudquery-gate/production.example-8443-cq/aws-prod/'],
    ['http://[::1]:80/api', 'cloudquery-gate/-1-/aws-prod/'],
  ])('of a sync of %s is %s', (platformUrl, id) => {
    const result = buildResult({ platformUrl, syncs: [buildSync({ syncName: 'aws-prod' })] });
    expect(readRun(render(buildInput(result))).automationDetails.id).toBe(id);
  });
});

describe('GitHub’s limits', () => {
  test('25,000 of 1,000,000 violations, of which no more are read', () => {
    const total = 1_000_000;
    const { reads, list } = countReads(total, (index) => row({ name: `bucket-${index}`, platformId: `${index}` }));
    const policy = buildPolicy({ found: total, gating: total });
    const run = readRun(render(buildInput(buildViolations([policy]), { rowsOf: list })));
    expect(run.results).toHaveLength(MOST_RESULTS);
    expect(reads.count).toBe(MOST_RESULTS + 1);
    expect(notesOf(run)).toEqual({ cut: total - MOST_RESULTS });
  });

  test('what gates comes before what does not, also where it is less severe or listed later', () => {
    const policies = [
      buildPolicy({ id: 'a', severity: 'critical', found: 30_001, gating: 1, known: 30_000 }),
      buildPolicy({ id: 'b', severity: 'low', found: 1, gating: 1 }),
    ];
    function* rowsOf(id: string): Generator<ReportedViolation> {
      if (id === 'a') for (let index = 0; index < 30_000; index += 1) yield row({ platformId: `${index}` }, 'known');
      yield row({ platformId: 'last' });
    }
    const run = readRun(render(buildInput(buildViolations(policies), { rowsOf })));
    expect(run.results.slice(0, 3).map(({ ruleId, properties }) => `${ruleId} ${properties.standing}`)).toEqual([
      'a gating',
      'b gating',
      'a known',
    ]);
    expect(notesOf(run)).toEqual({ cut: 5_002 });
  });

  test('texts of 10,000 characters', () => {
    const tooLong = ['n', '🪣', '{', '](', '字'].map((part) => part.repeat(10_000));
    for (const long of tooLong) {
      const violation = buildViolation({
        ...{
          name: long,
          platformId: `x${long}`,
          resourceType: long,
          accountName: long,
          accountId: `x${long}`,
          region: long,
        },
      });
      const policy = { name: long, description: long, domain: long, severityLabel: long };
      checkTexts(report([row(violation), row(violation, 'below-threshold')], policy));
    }
  });
});

/** Whether every text is short enough for GitHub, and harmless to who reads it as SARIF, as Markdown or in a log. */
function checkTexts(run: Run): void {
  for (const { id, name, shortDescription, fullDescription, help, properties } of run.tool.driver.rules) {
    expect(id).toMatch(/^[\w.:~-]{1,200}$/);
    if (name !== undefined) checkLine(name, 255);
    checkMessage(shortDescription.text, 255);
    checkMessage(fullDescription.text, 1_024);
    for (const line of help.text.split('\n\n')) checkMessage(line, 1_024);
    // No HTML but for entities, no picture, no link, no code; and the lines are ours.
    expect(help.markdown).not.toMatch(/[<>`@$]|!\[|\]\(|[^\P{Cc}\n]|[\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
    expect(help.markdown.replaceAll(/&#?\w+;/g, '').length).toBeLessThan(4_000);
    expect(properties.tags.length).toBeLessThanOrEqual(10);
    expect(new Set(properties.tags).size).toBe(properties.tags.length);
    for (const tag of properties.tags) checkLine(tag, 120);
  }
  for (const { message } of run.results) checkMessage(message.text, 1_024);
  for (const { message } of run.invocations[0].toolExecutionNotifications) checkMessage(message.text, 1_024);
}

function checkLine(text: string, most: number): void {
  expect(text.length).toBeLessThanOrEqual(most);
  expect(text.trim()).not.toBe('');
  expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
  expect(text.isWellFormed()).toBe(true);
}

function checkMessage(text: string, most: number): void {
  checkLine(text, most);
  expect(text).not.toContain('](');
  expect(text.replaceAll(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
}

test('hostile texts do nothing', () => {
  const file = render(buildHostile(), Object.values(HOSTILE_TEXTS).join('/'));
  const run = readRun(file);
  expect(run.results).toHaveLength(Object.keys(HOSTILE_TEXTS).length * 3);
  checkTexts(run);
  for (const line of file.split('\n')) expect(line).not.toMatch(/##\[|^\s*::|<|\p{Cc}|[\u2028\u2029]/u);
});

describe('any result', () => {
  const reportable = anyResult.map((result) => {
    const judged = (result.judgement?.policies ?? []).filter(({ standing }) => standing === 'judged');
    const policies = judged.map((policy) => ({ ...policy, resourcesProblem: null }));
    return buildViolations(policies);
  });

  test('is written, or there is an obstacle', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        if (findSarifObstacle(result) === null) readRun(render(buildInput(result)));
        else expect(() => render(buildInput(result))).toThrow('No SARIF report');
      }),
    );
  });

  test('has a result for each violation that counts, each with a fingerprint of its own and its rule', () => {
    fc.assert(
      fc.property(reportable, (result) => {
        const run = readRun(render(buildInput(result)));
        const { rules } = run.tool.driver;
        const rows = (result.judgement?.policies ?? []).flatMap((policy) => [...listRows(policy)]);
        const counted = rows.filter(({ standing }) => standing !== 'waived' && standing !== 'out-of-scope');
        expect(run.results).toHaveLength(counted.length);
        expect(new Set(hashesOf(run)).size).toBe(counted.length);
        for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
        expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
        checkTexts(run);
      }),
    );
  });
});

describe(`Microsoft's validator${VALIDATOR === null ? ' (skipped: it has no binary for this system)' : ''}`, () => {
  test.skipIf(VALIDATOR === null)('has no error, neither by SARIF nor by GitHub: the golden file', async () => {
    await expectValid(render(buildExample()));
  });

  test.skipIf(VALIDATOR === null)('brings the schema, which all of them keep to', () => {
    const schema = JSON.parse(
      readFileSync(join(dirname(VALIDATOR ?? ''), 'sarif-2.1.0.json'), 'utf8').replace(/^\ufeff/, ''),
    );
    const ajv = new Ajv2020.default({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(schema);
    for (const build of Object.values(EXAMPLES)) {
      validate(JSON.parse(render(build())));
      expect(validate.errors).toBeNull();
    }
  });
});
