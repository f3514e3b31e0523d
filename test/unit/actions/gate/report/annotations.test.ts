import { describe, expect, test } from 'vitest';
import { planAnnotations } from '../../../../../src/actions/gate/report/annotations.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import type { PolicySource } from '../../../../../src/actions/gate/source/locate-policies.ts';
import { SEVERITIES } from '../../../../../src/platform/severity.ts';
import type { Annotation } from '../../../../../src/runner/annotation.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { EXAMPLE_CASES } from './example-cases.ts';
import { buildJudgement, buildPolicy, buildResult, buildViolation } from './example-results.ts';

function buildFailing(count: number, changes: Partial<GateResult> = {}): GateResult {
  const policies = Array.from({ length: count }, (_, index) =>
    buildPolicy({ id: `p${index}`, name: `Policy ${index}`, found: 1 + index, gating: 1 + index }),
  );
  const judgement = buildJudgement(policies);
  return buildResult({ outcome: 'violations', green: false, sentence: 'Too many.', judgement, ...changes });
}

function levels(annotations: readonly Annotation[]): string[] {
  return annotations.map(({ level }) => level);
}

describe('a place in the checkout', () => {
  const annotate = (source: PolicySource | null, id = 'p1') => {
    const resources = [buildViolation({ name: 'first' }), buildViolation({ name: 'second' })];
    const judgement = buildJudgement([buildPolicy({ id: 'p1', found: 2, gating: 2, resources })]);
    const sources = new Map(source === null ? [] : [[id, source]]);
    return planAnnotations(buildResult({ outcome: 'violations', green: false, judgement }), sources)[1];
  };

  test('is that of the resource that was made there', () => {
    const annotation = annotate({ file: 'infra/s3.tf', line: 7, resource: 1 });
    expect(annotation).toMatchObject({ file: 'infra/s3.tf', line: 7 });
    expect(annotation?.message).toContain('Made here: second (prod');
  });

  test('may lack its line', () => {
    expect(annotate({ file: 'infra/s3.tf', line: null, resource: 0 })).not.toHaveProperty('line');
  });

  test('is never a guess', () => {
    expect(annotate(null)).not.toHaveProperty('file');
    expect(annotate(null)?.message).not.toContain('Made here');
  });

  test('is never that of another policy', () => {
    const annotation = annotate({ file: 'infra/s3.tf', line: 7, resource: 1 }, 'p2');
    expect(annotation).not.toHaveProperty('file');
    expect(annotation?.message).not.toContain('Made here');
  });
});

describe('the verdict', () => {
  test('comes first, with what to do', () => {
    const [verdict] = planAnnotations(buildFailing(1, { sentence: 'Too many', remedy: 'Fix them.' }));
    expect(verdict).toEqual({
      level: 'error',
      title: 'CloudQuery gate: violations',
      message: 'Too many. Fix them.',
    });
  });

  test.each([
    ['passed', true, 'notice'],
    ['inconclusive', true, 'warning'],
    ['inconclusive', false, 'error'],
    ['cancelled', false, 'error'],
    // No judge says so; a report must not make it look better than the step is.
    ['passed', false, 'error'],
  ] as const)('%s with green: %j is a %s', (outcome, green, level) => {
    expect(planAnnotations(buildResult({ outcome, green }))[0]?.level).toBe(level);
  });

  test('names the first policies that could not be judged', () => {
    const policies = Array.from({ length: 7 }, (_, index) =>
      buildPolicy({ id: `p${index}`, name: `P${index}`, standing: index === 0 ? 'unreadable' : 'stale' }),
    );
    const result = buildResult({ outcome: 'inconclusive', green: false, judgement: buildJudgement(policies) });
    expect(planAnnotations(result)[0]?.message).toContain(
      'Could not be judged: P0 (result could not be read), P1 (not evaluated since the sync), ' +
        'P2 (not evaluated since the sync), P3 (not evaluated since the sync), P4 (not evaluated since the sync) and 2 more.',
    );
  });
});

describe('the ten', () => {
  test('nine failing policies fit', () => {
    const annotations = planAnnotations(buildFailing(9));
    expect(annotations).toHaveLength(10);
    expect(annotations.at(-1)?.title).toBe('Policy 0');
  });

  test('of more, the last one counts the rest', () => {
    const annotations = planAnnotations(buildFailing(12));
    expect(annotations).toHaveLength(10);
    expect(annotations[1]?.title).toBe('Policy 11');
    expect(annotations.at(-1)).toEqual({
      level: 'error',
      title: 'And 4 more failing policies',
      message: 'And 4 more failing policies, with 10 gating violations together.',
    });
  });

  test('warnings take two at most, and the second counts the rest', () => {
    const annotations = planAnnotations(buildFailing(30, { warnings: ['One', 'Two', 'Three', 'Four'] }));
    expect(levels(annotations)).toEqual(['error', 'warning', 'warning', ...Array(7).fill('error')]);
    expect(annotations.slice(1, 3).map(({ message }) => message)).toEqual(['One.', 'Two. And 2 more warnings.']);
  });

  test('two warnings are just two', () => {
    const annotations = planAnnotations(buildResult({ warnings: ['One', 'Two'] }));
    expect(annotations.map(({ message }) => message).slice(1)).toEqual(['One.', 'Two.']);
  });
});

describe('a policy', () => {
  test('comes worst first: severity, gating violations, name', () => {
    const policies = [
      ...SEVERITIES.map((severity) => buildPolicy({ name: severity, severity, found: 1, gating: 1 })),
      buildPolicy({ name: 'b high', found: 2, gating: 2 }),
      buildPolicy({ name: 'a high', found: 2, gating: 2 }),
      buildPolicy({ name: 'found only', severity: 'critical', found: 9, outOfScope: 9 }),
    ];
    const annotations = planAnnotations(buildFailing(0, { judgement: buildJudgement(policies) }));
    expect(annotations.slice(1).map(({ title }) => title)).toEqual([
      'critical',
      'a high',
      'b high',
      'high',
      'medium',
      'low',
    ]);
  });

  test('is a warning where the step is green', () => {
    expect(levels(planAnnotations(buildFailing(2, { outcome: 'passed', green: true })))).toEqual([
      'notice',
      'warning',
      'warning',
    ]);
  });

  test('with a severity that this version does not know shows the word', () => {
    const policy = buildPolicy({ severity: 'critical', severityLabel: 'urgent', found: 1, gating: 1 });
    const annotations = planAnnotations(buildFailing(0, { judgement: buildJudgement([policy]) }));
    expect(annotations[1]?.message).toMatch(/^Unencrypted S3 buckets \(critical \(“urgent”\)\): 1 gating violation\./);
  });

  test('without a name is known by its id', () => {
    const policy = buildPolicy({ id: 'p1', name: ' ', found: 1, gating: 1 });
    expect(planAnnotations(buildFailing(0, { judgement: buildJudgement([policy]) }))[1]?.title).toBe('p1');
  });
});

test('every message is one line, has no command in it and stays under 4,096 UTF-16 units', () => {
  const long = '🪣'.repeat(10_000);
  const policy = buildPolicy({
    name: long,
    description: long,
    found: 9,
    gating: 9,
    resources: Array(9).fill(buildViolation({ name: long, accountName: long, accountId: long, region: long })),
  });
  const unjudged = Array(9).fill(buildPolicy({ name: long, standing: 'stale' }));
  const judgement = buildJudgement([policy, ...unjudged]);
  const extreme = buildResult({ green: false, sentence: long, remedy: long, warnings: [long, long, long], judgement });
  const hostile = Object.values(HOSTILE_TEXTS).map((text) =>
    buildResult({ sentence: text, remedy: text, warnings: [text] }),
  );
  for (const result of [extreme, ...Object.values(EXAMPLE_CASES), ...hostile]) {
    for (const { title, message } of planAnnotations(result)) {
      expect(message.length).toBeLessThan(4_050);
      expect(title.length).toBeLessThan(256);
      for (const text of [title, message]) expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]|^\s*::|##\[/u);
    }
  }
});
