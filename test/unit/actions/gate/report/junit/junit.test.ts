import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportedViolation } from '../../../../../../src/actions/gate/judge/tally.ts';
import { OUTCOMES } from '../../../../../../src/actions/gate/outcome.ts';
import { planJunit } from '../../../../../../src/actions/gate/report/junit/junit.ts';
import type { GateResult } from '../../../../../../src/actions/gate/result.ts';
import { renderJunit } from '../../../../../../src/text/junit.ts';
import { HOSTILE_TEXTS } from '../../../../hostile-corpus.ts';
import { anyResult } from '../any-result.ts';
import { EXAMPLE_CASES } from '../example-cases.ts';
import { buildInput, CONTEXT, RICH_RESULT } from '../example-inputs.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation } from '../example-results.ts';
import { type ReadCase, type ReadReport, readJunit } from './junit-schema.ts';

const render = (result: GateResult) => [...renderJunit(planJunit(buildInput(result)))].join('');
const read = (result: GateResult) => readJunit(render(result));
const casesOf = (report: ReadReport) => report.suites.flatMap(({ cases }) => cases);
const isRed = ({ child }: ReadCase) => child === 'failure' || child === 'error';

test('the report', async () => {
  await expect(render(RICH_RESULT)).toMatchFileSnapshot('../../../../../golden/report.junit.xml');
});

test.each(Object.entries(EXAMPLE_CASES))('keeps to the schema of Jenkins: %s', (_, result) => {
  expect(read(result).faults).toEqual([]);
});

test('a schema that is broken is noticed', () => {
  expect(readJunit('<testsuites><testsuite name="a"/></testsuites>').faults).toHaveLength(1);
});

describe('what a policy becomes', () => {
  const caseOf = (changes: Parameters<typeof buildPolicy>[0], result: Partial<GateResult> = {}) => {
    const judgement = buildJudgement([buildPolicy(changes)]);
    return casesOf(read(buildResult({ judgement, ...result }))).at(-1);
  };
  const RED = { outcome: 'violations', green: false } as const;

  test('one with gating violations fails, and names them', () => {
    const resources = [buildViolation({ name: 'prod-logs' })];
    expect(caseOf({ found: 14, gating: 1, outOfScope: 13, resources }, RED)).toEqual({
      name: 'Unencrypted S3 buckets',
      classname: 'CloudQuery security',
      child: 'failure',
      type: 'high',
      message: '1 gating violation of 14 found (13 out of scope (accounts))',
      text: [
        '1 gating violation of 14 found (13 out of scope (accounts))',
        'S3 buckets without default encryption.',
        'Severity: high. Evaluated: 2026-08-01 12:01:30 UTC. Policy: 0b2f6a52-93f4-4c8e-a8e5-0f3f0a6d7c11',
        'Resources:',
        '- prod-logs (aws_s3_bucket, account prod 123456789012, us-east-1, 7d1f4b0a9c3e)',
        '',
      ].join('\n'),
    });
  });

  test('one whose violations are tolerated passes, and names them', () => {
    const tolerated = caseOf({ found: 2, gating: 2 });
    expect(tolerated).toMatchObject({ child: 'system-out', text: expect.stringContaining('2 gating violations, tol') });
    expect(tolerated?.text).toContain('- gating-1 (');
  });

  test('one with violations none of which gates passes, and says so', () => {
    const passed = caseOf({ found: 5, known: 3, waived: 1, belowThreshold: 1 }, RED);
    expect(passed?.child).toBe('system-out');
    expect(passed?.text).toMatch(/^5 violations found, none gates \(3 known, 1 waived, 1 below the threshold\)\n/);
    expect(passed?.text).not.toContain('Resources');
  });

  test('one without violations passes, and says nothing', () => {
    expect(caseOf({})).toMatchObject({ child: '', text: '' });
  });

  test('one that could not be judged is an error', () => {
    const stale = { standing: 'stale', reason: 'waited 10 min' } as const;
    const message = 'Could not be judged: waited 10 min';
    expect(caseOf(stale, { outcome: 'inconclusive', green: false })).toMatchObject({
      child: 'error',
      type: 'stale',
      message,
      text: expect.stringMatching(new RegExp(`^${message}\n`)),
    });
    expect(caseOf({ standing: 'never-evaluated', evaluatedAt: null }, RED)).toMatchObject({
      child: 'error',
      message: 'Could not be judged: never evaluated',
      text: expect.stringContaining('Evaluated: unknown'),
    });
  });

  test('the same is skipped where the step is green', () => {
    const skipped = caseOf({ standing: 'stale', reason: 'waited 10 min' }, { outcome: 'inconclusive', green: true });
    expect(skipped).toMatchObject({ child: 'skipped', text: expect.stringContaining('waited 10 min') });
  });

  test('one without a domain is among the others; one without a name goes by its id', () => {
    expect(caseOf({ domain: ' \u200b', name: '', id: 'c1d7' })).toMatchObject({
      classname: 'CloudQuery other',
      name: 'c1d7',
    });
  });

  test('policies with the same name are told apart by their ids', () => {
    const policies = ['a', 'b', 'c'].map((id) => buildPolicy({ id, name: id === 'c' ? 'one' : 'two' }));
    const names = casesOf(read(buildResult({ judgement: buildJudgement(policies) }))).map(({ name }) => name);
    expect(names).toEqual(['one', 'two (a)', 'two (b)']);
  });
});

describe('resources', () => {
  const textOf = (changes: Parameters<typeof buildPolicy>[0]) => {
    const judgement = buildJudgement([buildPolicy(changes)]);
    return casesOf(read(buildResult({ outcome: 'violations', green: false, judgement })))[0]?.text ?? '';
  };

  test('of many the first 100 are named, and the others counted', () => {
    const text = textOf({ found: 5_000, gating: 5_000 });
    expect(text.match(/^- gating-\d+ /gm)).toHaveLength(100);
    expect(text).toContain(
      '… and 4,900 more gating violations, not listed here: this report names 100 of a policy at most.\n',
    );
  });

  test('exactly 100 leave none out', () => {
    expect(textOf({ found: 100, gating: 100 })).not.toContain('…');
  });

  test('a list that lacks some says so', () => {
    const policy = buildPolicy({ found: 3, gating: 3 });
    const result = buildResult({ outcome: 'violations', green: false, judgement: buildJudgement([policy]) });
    const input = buildInput(result, {
      rowsOf: () => [{ violation: buildViolation(), standing: 'gating', leftOutBy: null, fingerprint: null }],
    });
    const report = readJunit([...renderJunit(planJunit(input))].join(''));
    expect(casesOf(report)[0]?.text).toContain('… and 2 more gating violations, which the Platform did not list.\n');
  });

  test('a list that could not be read says why', () => {
    const text = textOf({ found: 3, gating: 3, resourcesProblem: 'the key may not list them (403)' });
    expect(text).toMatch(/Not all resources could be listed: the key may not list them \(403\)\n$/);
  });

  test('one of which nothing is known is there all the same', () => {
    const blank = {
      name: '',
      platformId: '',
      resourceType: '',
      accountName: '',
      accountId: null,
      region: '',
    };
    expect(textOf({ found: 1, gating: 1, resources: [buildViolation(blank)] })).toContain('- without a name\n');
  });
});

describe('a verdict that no policy shows', () => {
  test.each(OUTCOMES.filter((outcome) => outcome !== 'passed'))('%s without a judgement is an error', (outcome) => {
    const sync = buildSync({ problem: 'The run ran out of memory.' });
    const result = buildResult({ outcome, green: false, judgement: null, syncs: [sync], remedy: 'Try again.' });
    const report = read(result);
    expect(report.attributes).toMatchObject({ tests: '1', failures: '0', errors: '1', time: '421.300' });
    expect(casesOf(report)).toEqual([
      {
        name: 'verdict',
        classname: 'CloudQuery gate',
        child: 'error',
        type: outcome,
        message: result.sentence,
        text: `${result.sentence}\nWhat to do: Try again.\naws-prod: The run ran out of memory.\n`,
      },
    ]);
  });

  test('several problems are a list', () => {
    const problems = ['platform-url is missing.', 'mode is wrong.'];
    const result = buildResult({ outcome: 'error', green: false, judgement: null, problems });
    expect(casesOf(read(result))[0]?.text).toContain('\n- platform-url is missing.\n- mode is wrong.\n');
  });

  test('a sync that succeeded is a case that passes, so that the report is not empty', () => {
    const report = read(buildResult({ mode: 'sync', judgement: null }));
    expect(report.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0' });
    expect(casesOf(report)[0]).toMatchObject({ classname: 'CloudQuery sync', child: 'system-out' });
  });

  test('a green step without a verdict is no pass', () => {
    const report = read(buildResult({ outcome: 'inconclusive', green: true, judgement: null }));
    expect(casesOf(report)[0]?.child).toBe('skipped');
  });

  test('stands beside policies that all pass', () => {
    const judgement = buildJudgement([buildPolicy()]);
    const report = read(buildResult({ outcome: 'timed-out', green: false, judgement }));
    expect(report.suites.map(({ attributes }) => attributes['name'])).toEqual([
      'CloudQuery gate',
      'CloudQuery security',
    ]);
    expect(report.attributes).toMatchObject({ tests: '2', errors: '1' });
  });
});

test('the numbers add up, and it is red exactly where the step is', () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const report = read(result);
      expect(report.faults).toEqual([]);
      const cases = casesOf(report);
      const count = (...children: ReadCase['child'][]) => cases.filter(({ child }) => children.includes(child)).length;
      expect(report.attributes).toMatchObject({
        tests: `${cases.length}`,
        failures: `${count('failure')}`,
        errors: `${count('error')}`,
      });
      for (const { attributes, cases } of report.suites) {
        const { tests, failures, errors, skipped } = attributes;
        const passed = cases.filter(({ child }) => child === '' || child === 'system-out').length;
        expect(Number(tests)).toBe(cases.length);
        expect(Number(failures) + Number(errors) + Number(skipped) + passed).toBe(cases.length);
        expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
        expect(cases.every(({ classname }) => classname === attributes['name'])).toBe(true);
      }
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.some(isRed)).toBe(!result.green);
      const { failing = 0, inconclusive = 0, policies = [] } = result.judgement ?? {};
      const verdicts = cases.filter(({ name }) => name === 'verdict').length;
      expect(cases.length - verdicts).toBe(policies.length);
      if (result.outcome === 'violations' && !result.green) {
        expect(count('failure')).toBe(failing);
        expect(count('error') - verdicts).toBe(inconclusive);
      }
    }),
    { numRuns: 300 },
  );
});

test('what is listed and what is counted add up to the gating violations', () => {
  fc.assert(
    fc.property(fc.nat({ max: 250 }), fc.nat({ max: 5 }), (gating, known) => {
      const judgement = buildJudgement([buildPolicy({ gating, known, found: gating + known })]);
      const [only] = casesOf(read(buildResult({ outcome: 'violations', green: false, judgement }))).slice(-1);
      const listed = only?.text.match(/^- /gm)?.length ?? 0;
      const rest = Number(/… and ([\d,]+) more/.exec(only?.text ?? '')?.[1]?.replace(',', '') ?? 0);
      expect(listed + rest).toBe(gating);
    }),
    { numRuns: 50 },
  );
});

describe('remote text', () => {
  test.each(Object.entries(HOSTILE_TEXTS))('breaks nothing, wherever it stands: %s', (_, text) => {
    const resources = [
      buildViolation({
        name: text,
        resourceType: text,
        accountName: text,
        accountId: text,
        region: text,
        platformId: text,
      }),
    ];
    const everywhere = { name: text, description: text, domain: text, id: text, severityLabel: text, reason: text };
    const policies = [
      buildPolicy({ ...everywhere, found: 1, gating: 1, resources }),
      buildPolicy({ ...everywhere, id: 'b', found: 1, gating: 1, resourcesProblem: text }),
      buildPolicy({ ...everywhere, id: 'c', standing: 'unreadable' }),
    ];
    const sync = buildSync({ syncName: text, problem: text });
    const texts = { sentence: text, remedy: text, problems: [text, text], syncs: [sync] };
    const result = { outcome: 'violations', green: false, ...texts } as const;
    for (const judgement of [buildJudgement(policies), null]) {
      const xml = render(buildResult({ ...result, judgement }));
      expect(readJunit(xml).faults).toEqual([]);
      expect(xml).not.toMatch(/##\[|^\s*::|<!|(?!\n)\p{Cc}|[\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/mu);
      expect(xml.isWellFormed()).toBe(true);
    }
  });
});

test('a million violations pass through, and none is kept', () => {
  const COUNT = 1_000_000;
  let read = 0;
  function* rows(): Generator<ReportedViolation> {
    for (let index = 0; index < COUNT; index += 1) {
      read += 1;
      yield {
        violation: buildViolation(),
        standing: index % 2 === 0 ? 'known' : 'gating',
        leftOutBy: null,
        fingerprint: null,
      };
    }
  }
  const half = COUNT / 2;
  const policies = ['a', 'b'].map((id) => buildPolicy({ id, found: COUNT, gating: half, known: half }));
  const result = buildResult({ outcome: 'violations', green: false, judgement: buildJudgement(policies) });
  const pieces = [...renderJunit(planJunit({ result, rowsOf: rows, context: CONTEXT }))];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1_000);
  expect(casesOf(readJunit(pieces.join(''))).map(({ text }) => text.match(/^- /gm)?.length)).toEqual([100, 100]);
  // No further than to the last one that is named.
  expect(read).toBe(400);
});

test('names of 10,000 characters are cut', () => {
  const long = '🪣&'.repeat(5_000);
  const resources = Array(100).fill(buildViolation({ name: long, resourceType: long, region: long, platformId: long }));
  const policy = buildPolicy({
    name: long,
    description: long,
    domain: long,
    found: 100_000,
    gating: 100_000,
    resources,
  });
  const result = buildResult({ outcome: 'violations', green: false, judgement: buildJudgement([policy]) });
  const pieces = [...renderJunit(planJunit(buildInput(result)))];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(10_000);
  expect(readJunit(pieces.join('')).faults).toEqual([]);
});
