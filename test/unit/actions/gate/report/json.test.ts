import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyResult, ViolationCounts } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { ReportedViolation } from '../../../../../src/actions/gate/judge/tally.ts';
import { OUTCOMES } from '../../../../../src/actions/gate/outcome.ts';
import { REPORT_VERSION, renderJson } from '../../../../../src/actions/gate/report/json.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import { SEVERITIES, WORST_FIRST } from '../../../../../src/platform/severity.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { anyResult } from './any-result.ts';
import { EXAMPLE_CASES } from './example-cases.ts';
import { buildInput, CONTEXT, listRows, RICH_RESULT } from './example-inputs.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation, buildWaiver } from './example-results.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../../../../schemas/report.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv);
const check = ajv.compile(SCHEMA);

const render = (result: GateResult) => [...renderJson(buildInput(result))].join('');
const read = (result: GateResult) => JSON.parse(render(result));

function findFaults(report: unknown): string[] {
  check(report);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

test('the report', async () => {
  await expect(render(RICH_RESULT)).toMatchFileSnapshot('../../../../golden/report.json');
});

describe('the schema', () => {
  test.each(Object.entries(EXAMPLE_CASES))('holds for %s', (_, result) => {
    expect(findFaults(read(result))).toEqual([]);
  });

  test('holds without a repository, a commit and a run', () => {
    const context = { repository: null, sha: null, runUrl: null, docsUrl: null, workflowRef: null, now: CONTEXT.now };
    const report = [...renderJson(buildInput(RICH_RESULT, { context }))].join('');
    expect(findFaults(JSON.parse(report))).toEqual([]);
  });

  test('knows the words and the version that the source knows', () => {
    const { properties, definitions } = SCHEMA;
    expect(properties.version.const).toBe(REPORT_VERSION);
    expect(properties.outcome.enum).toEqual([...OUTCOMES]);
    expect(definitions.policy.properties.severity.enum).toEqual([...SEVERITIES]);
    expect(definitions.rule.properties.fail_on.enum).toEqual([...SEVERITIES, 'none']);
    expect(definitions.judgement.properties.by_severity.required).toEqual([...WORST_FIRST]);
  });

  test('describes every field', () => {
    for (const [name, definition] of Object.entries<Described>(SCHEMA.definitions)) {
      for (const one of definition.oneOf ?? [definition]) {
        expect(one.description, name).toBeTruthy();
        if (name !== 'news') expect(listUndescribed(one), name).toEqual([]);
      }
    }
    expect(listUndescribed(SCHEMA)).toEqual([]);
  });

  interface Described {
    readonly description?: string;
    readonly oneOf?: readonly Described[];
    readonly properties?: Readonly<Record<string, Described & { readonly $ref?: string }>>;
  }

  function listUndescribed({ properties = {} }: Described): string[] {
    const fields = Object.entries(properties);
    return fields.filter(([, { $ref, description }]) => $ref === undefined && !description).map(([name]) => name);
  }

  const broken: [string, (report: Record<string, unknown>) => unknown][] = [
    ['a field more', (report) => ({ ...report, more: 1 })],
    ['another version', (report) => ({ ...report, version: 2 })],
    ['an unknown outcome', (report) => ({ ...report, outcome: 'fine' })],
    ['no policies', ({ judgement, ...report }) => ({ ...report, judgement: { ...Object(judgement), policies: null } })],
    ...Object.keys(read(buildResult())).map((name): [string, (report: Record<string, unknown>) => unknown] => [
      `no ${name}`,
      (report) => Object.fromEntries(Object.entries(report).filter(([key]) => key !== name)),
    ]),
  ];

  test.each(broken)('refuses a report with %s', (_, breakIt) => {
    expect(findFaults(breakIt(read(RICH_RESULT)))).not.toEqual([]);
  });

  test('refuses a policy that was judged and has no counts, and one that was not and has', () => {
    for (const standing of ['judged', 'stale'] as const) {
      const report = read(buildResult({ judgement: buildJudgement([buildPolicy({ standing })]) }));
      const [policy] = report.judgement.policies;
      expect(findFaults(report)).toEqual([]);
      policy.counts = policy.counts === null ? COUNTS : null;
      expect(findFaults(report)).not.toEqual([]);
    }
  });
});

const COUNTS = {
  ...{ found: 0, gating: 0, known: 0, waived: 0, below_threshold: 0, out_of_scope: 0 },
  out_of_scope_by: {},
};

describe('what is not known', () => {
  const unjudged = buildPolicy({ standing: 'stale', severity: 'critical' });

  test('is null: the sums, if no policy was judged', () => {
    const report = read(buildResult({ judgement: buildJudgement([unjudged]) }));
    expect(report.judgement).toMatchObject({
      judged: 0,
      failing: null,
      totals: null,
      by_severity: { critical: null, high: null, medium: null, low: null },
    });
    expect(findFaults(report)).toEqual([]);
  });

  test('is null: the sum of a severity of which no policy was judged, and not that of one that has none', () => {
    const report = read(buildResult({ judgement: buildJudgement([unjudged, buildPolicy({ severity: 'high' })]) }));
    const by = { critical: null, high: { found: 0 }, medium: { found: 0 }, low: { found: 0 } };
    expect(report.judgement).toMatchObject({ failing: 0, totals: { found: 0 }, by_severity: by });
  });

  test('is null: what is fixed, and what is new, if nothing was judged', () => {
    const baseline = { path: 'baseline.json', entries: 15, fixed: null, added: null };
    const report = read(buildResult({ judgement: buildJudgement([unjudged], { baseline }) }));
    expect(report.judgement.baseline).toEqual(baseline);
    expect(findFaults(report)).toEqual([]);
  });

  test('is null: the counts of a policy that could not be judged', () => {
    const policy = buildPolicy({ standing: 'never-evaluated', evaluatedAt: null });
    const report = read(buildResult({ outcome: 'inconclusive', green: false, judgement: buildJudgement([policy]) }));
    expect(report.judgement.policies[0]).toMatchObject({ counts: null, evaluated_at: null, violations: [] });
  });

  test('is null: the rows of a run, and what is new', () => {
    const syncs = [buildSync({ rows: null, errors: null, tables: null, durationSeconds: null })];
    const report = read(buildResult({ syncs, judgement: buildJudgement([], { news: { kind: 'unknown' } }) }));
    expect(report.syncs[0]).toMatchObject({ rows: null, errors: null, tables: null, duration_seconds: null });
    expect(report.judgement.news).toEqual({ kind: 'unknown', count: null });
  });

  test('is null: what the policies come to where none was judged', () => {
    expect(read(buildResult({ outcome: 'error', green: false, judgement: null })).judgement).toBeNull();
  });
});

test('policies come worst first, each with the violations that are listed', () => {
  const policies = [
    buildPolicy({ id: 'clean' }),
    buildPolicy({ id: 'known', found: 2, known: 2 }),
    buildPolicy({ id: 'bad', found: 3, gating: 1, waived: 1, outOfScope: 1, resources: [buildViolation()] }),
  ];
  const report = read(buildResult({ judgement: buildJudgement(policies) }));
  expect(report.judgement.policies.map(({ id }: PolicyResult) => id)).toEqual(['bad', 'known', 'clean']);
  const [worst] = report.judgement.policies;
  expect(worst.violations.map(({ standing }: ReportedViolation) => standing)).toEqual([
    'gating',
    'waived',
    'out-of-scope',
  ]);
  expect(worst.violations[0]).toEqual({
    standing: 'gating',
    left_out_by: null,
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    cloud: 'aws',
    account: { name: 'prod', id: '123456789012' },
    region: 'us-east-1',
    resource: { name: 'prod-logs', id: '7d1f4b0a9c3e', type: 'aws_s3_bucket' },
  });
});

test('limits by severity are told for each', () => {
  const limits = { low: 100, medium: 50, high: 0, critical: 0 };
  const rule = { failOn: 'none', maxViolations: { kind: 'by-severity', limits } } as const;
  const report = read(buildResult({ judgement: buildJudgement([], { rule }) }));
  expect(report.judgement.rule).toEqual({ fail_on: 'none', max_violations: { kind: 'by-severity', limits } });
  expect(findFaults(report)).toEqual([]);
});

test('any result is valid, the texts are as they came, and the numbers add up', () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const report = read(result);
      expect(findFaults(report)).toEqual([]);
      expect(report).toMatchObject({ sentence: result.sentence, remedy: result.remedy, warnings: result.warnings });
      const policies: ReadPolicy[] = report.judgement?.policies ?? [];
      const byId = new Map(result.judgement?.policies.map((policy) => [policy.id, policy]));
      expect(policies.map(({ id }) => id).sort()).toEqual([...byId.keys()].sort());
      for (const { id, name, counts, violations } of policies) {
        const policy = byId.get(id);
        expect(name).toBe(policy?.name);
        const rows = policy === undefined || policy.resourcesProblem !== null ? [] : [...listRows(policy)];
        expect(violations.map(({ resource }) => resource.name)).toEqual(rows.map(({ violation }) => violation.name));
        if (policy?.resourcesProblem === null) expect(violations).toHaveLength(counts?.found ?? 0);
      }
      const sums = policies.flatMap(({ counts }) => counts ?? []);
      if (report.judgement !== null) expect(report.judgement.totals === null).toBe(report.judgement.judged === 0);
      const { out_of_scope_by: _, ...totals } = report.judgement?.totals ?? {};
      for (const [name, total] of Object.entries<number>(totals)) {
        expect(sums.reduce((sum, counts) => sum + Number(counts[name as keyof ViolationCounts] ?? 0), 0)).toBe(total);
      }
    }),
    { numRuns: 200 },
  );
});

interface ReadPolicy {
  readonly id: string;
  readonly name: string;
  readonly counts: ViolationCounts | null;
  readonly violations: readonly { readonly resource: { readonly name: string } }[];
}

describe('remote text', () => {
  const everywhere = (text: string) => {
    const resource = {
      cloud: text,
      name: text,
      resourceType: text,
      accountName: text,
      accountId: text,
      region: text,
      platformId: text,
    };
    const policy = buildPolicy({
      ...{ id: text, name: text, description: text, domain: text, severityLabel: text, reason: text },
      ...{ found: 1, gating: 1, resources: [buildViolation(resource)], resourcesProblem: null },
    });
    const waiver = {
      policy: text,
      resource: text,
      account: text,
      region: text,
      reason: text,
      owner: text,
      ticket: text,
    };
    return buildResult({
      ...{ sentence: text, remedy: text, problems: [text], warnings: [text], platformUrl: text },
      syncs: [
        buildSync({
          ...{ syncName: text, runId: text, status: text, statusReason: text, problem: text, lastLogLines: [text] },
          worstTables: [{ name: text, errors: 1, rows: null }],
        }),
      ],
      judgement: buildJudgement([policy], {
        filters: [{ input: text, value: text, leftOut: null }],
        baseline: { path: text, entries: 1, fixed: 0, added: 0 },
        waivers: [buildWaiver({ problem: text }, waiver)],
      }),
    });
  };

  test.each(Object.entries(HOSTILE_TEXTS))('stays what it is, and does nothing: %s', (_, text) => {
    const json = render(everywhere(text));
    const report = JSON.parse(json);
    expect(findFaults(report)).toEqual([]);
    const [policy] = report.judgement.policies;
    for (const seen of [
      report.sentence,
      report.warnings[0],
      report.syncs[0].last_log_lines[0],
      report.judgement.waivers[0].reason,
      policy.description,
      policy.violations[0].account.id,
      policy.violations[0].resource.name,
    ]) {
      expect(seen).toBe(text);
    }
    expect(json).not.toMatch(/<|#[^\x20-\x7e]*\[|^\s*::|[\u2028\u2029]/m);
    expect(json.isWellFormed()).toBe(true);
  });
});

test('30,000 violations pass through, and none is kept', () => {
  const COUNT = 30_000;
  const violation = buildViolation();
  let read = 0;
  function* rows(): Generator<ReportedViolation> {
    for (; read < COUNT; read += 1) yield { violation, standing: 'gating', leftOutBy: null, fingerprint: null };
  }
  const judgement = buildJudgement([buildPolicy({ found: COUNT, gating: COUNT })]);
  const result = buildResult({ outcome: 'violations', green: false, judgement });
  let longest = 0;
  let lines = 0;
  let furthest = 0;
  for (const piece of renderJson({ result, rowsOf: rows, context: CONTEXT })) {
    longest = Math.max(longest, piece.length);
    if (!piece.startsWith('{"standing"')) continue;
    lines += 1;
    furthest = Math.max(furthest, read - lines);
  }
  expect(lines).toBe(COUNT);
  expect(longest).toBeLessThan(1_000);
  // No row is read before the one ahead of it is written.
  expect(furthest).toBeLessThanOrEqual(0);
});
