import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../../../../src/actions/gate/judge/judge.ts';
import { OUTCOMES } from '../../../../../src/actions/gate/outcome.ts';
import { OUTCOME_PAGES } from '../../../../../src/actions/gate/report/outcome-page.ts';
import { renderSummary } from '../../../../../src/actions/gate/report/summary.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import type { SyncResult } from '../../../../../src/actions/gate/sync/result.ts';
import { byteLength, SUMMARY_BYTES } from '../../../../../src/text/markdown.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { EXAMPLE_CASES } from './example-cases.ts';
import { DOCS_URL } from './example-inputs.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation } from './example-results.ts';
import { findFaults } from './markdown-structure.ts';

describe('what a reader sees first', () => {
  test('nothing to do: a heading, the sentence, and one line more', () => {
    const lines = renderSummary(buildResult()).split('\n');
    expect(lines.filter((line) => line !== '')).toHaveLength(3);
  });

  test.each(OUTCOMES)('%s: red is never shown as green', (outcome) => {
    expect(renderSummary(buildResult({ outcome, green: false }))).toMatch(/^## ❌/);
  });

  test('only a pass is shown as one', () => {
    expect(renderSummary(buildResult({ outcome: 'passed' }))).toMatch(/^## ✅/);
    expect(renderSummary(buildResult({ outcome: 'inconclusive' }))).toMatch(/^## ⚠️/);
  });

  test('columns that would be empty are left out', () => {
    const policy = buildPolicy({ found: 3, gating: 3 });
    const scoped = buildPolicy({ found: 3, gating: 2, outOfScope: 1 });
    expect(renderSummary(buildResult({ judgement: buildJudgement([policy]) }))).toContain(
      '| Severity | Found | Gating |\n',
    );
    expect(renderSummary(buildResult({ judgement: buildJudgement([scoped]) }))).toContain(
      '| Severity | Found | Gating | Out of scope (accounts) |\n',
    );
  });
});

describe('failing policies', () => {
  const render = (many: number, changes: Partial<GateResult> = {}) => {
    const policies = Array.from({ length: many }, (_, index) => buildPolicy({ id: `${index}`, found: 1, gating: 1 }));
    const judgement = buildJudgement(policies);
    return renderSummary(buildResult({ outcome: 'violations', green: false, judgement, ...changes }));
  };

  test.each([
    [1, 1],
    [3, 3],
    [4, 0],
  ])('of %i, %i are open', (many, open) => {
    const summary = render(many);
    expect(summary.match(/^#### high · .* · 1 violation$/gm) ?? []).toHaveLength(open);
    expect(summary.match(/^<summary>high · .* · 1 violation<\/summary>$/gm) ?? []).toHaveLength(many - open);
  });

  test('say once that their names are hashes', () => {
    const note = /Names of accounts and resources are hidden/g;
    expect(render(2, { isRedacted: true }).match(note)).toHaveLength(1);
    expect(render(2, { isRedacted: true })).toMatch(/### Failing policies \(2\)\n\nNames of accounts and resources/);
    expect(render(0, { isRedacted: true }).match(note)).toHaveLength(1);
    expect(render(2).match(note)).toBeNull();
  });
});

describe('what is new', () => {
  const newOf = (changes: readonly (number | null)[], count: number, rest: Partial<Judgement> = {}) => {
    const policies = changes.map((change, index) => buildPolicy({ id: `${index}`, found: 20, gating: 20, change }));
    const judgement = buildJudgement(policies, { news: { kind: 'counts', count }, ...rest });
    const summary = renderSummary(buildResult({ outcome: 'violations', green: false, judgement }));
    return [/\*\*total\*\* \| \S+ \| (\S+) \| \d+ \|/.exec(summary)?.[1], /\*\*New.*/.exec(summary)?.[0]];
  };

  test.each<[string, (number | null)[], number, string | undefined, string]>([
    ['growth', [16], 16, '+16', '**New since the previous evaluation:** 16 violations (counted per policy)'],
    [
      'as many fewer, so that the change is 0',
      [16, -16],
      16,
      '0',
      '**New since the previous evaluation:** 16 violations (counted per policy; other policies have 16 fewer)',
    ],
    [
      'a change that is unknown is no column',
      [null],
      16,
      undefined,
      '**New since the previous evaluation:** 16 violations (counted per policy)',
    ],
  ])('%s', (_, changes, count, column, words) => {
    expect(newOf(changes, count)).toEqual([column, words]);
  });

  test('with a baseline is what it does not have, and the change since the previous evaluation is not shown', () => {
    const baseline = { path: 'baseline.json', entries: 4, fixed: 0, added: 16 };
    expect(newOf([0], 16, { baseline, news: { kind: 'baseline', count: 16 } })).toEqual([undefined, undefined]);
  });
});

describe('what could not be judged', () => {
  test('is a table per reason, which says the reason once; a reason of one policy is a cell', () => {
    const reasons = ['too old', 'too old', 'too old', 'never evaluated', 'refused'];
    const policies = reasons.map((reason, index) =>
      buildPolicy({ id: `${index}`, name: `p${index}`, standing: 'stale', reason }),
    );
    const summary = renderSummary(
      buildResult({ outcome: 'inconclusive', green: false, judgement: buildJudgement(policies) }),
    );
    expect(summary.match(/too old/g)).toHaveLength(1);
    expect(summary).toContain('**3 policies, for the same reason:** too old');
    expect(summary).toMatch(
      /\| Severity \| Policy \| Why \| Last evaluated \|\n.*\n.*p3 \| never evaluated.*\n.*p4 \| refused/,
    );
    for (const { name } of policies) expect(summary.split(name)).toHaveLength(2);
  });
});

describe('a sync that failed', () => {
  const LINES = ['12:00 ERR denied', '12:01 INF bye'];
  const problem = 'the run failed: oom_killed';
  const failed = (changes: Partial<SyncResult>) =>
    renderSummary(
      buildResult({
        outcome: 'sync-failed',
        green: false,
        sentence: `Sync aws-prod: ${problem}.`,
        syncs: [buildSync({ state: 'failed', status: 'failed', statusReason: 'oom_killed', problem, ...changes })],
        judgement: null,
      }),
    );

  test('has its reason once', () => {
    expect(failed({}).match(/oom.killed/g)).toHaveLength(1);
    expect(failed({ problem: 'the run was lost' })).toMatch(/the run was lost/);
  });

  test('shows the line of its log that tells most, without a click', () => {
    const summary = failed({ lastLogLines: LINES });
    expect(summary.replace(/<details>.*?<\/details>/gs, '')).toContain(
      'The log of <code>aws-prod</code> says: <code>12:00 ERR denied</code>',
    );
    expect(failed({ lastLogLines: ['only one'] }).match(/only one/g)).toHaveLength(1);
  });
});

describe('the page that explains the outcome', () => {
  test.each(OUTCOMES)('%s is linked once', (outcome) => {
    const result = buildResult({ outcome, green: outcome === 'passed' });
    const links = renderSummary(result, SUMMARY_BYTES, { docsUrl: DOCS_URL }).match(/\[About `.*?`\]\(.*?\)/g);
    expect(links).toEqual([`[About \`${outcome}\`](${DOCS_URL}/${OUTCOME_PAGES[outcome]})`]);
  });

  test('is not linked if nobody knows where it is', () => {
    expect(renderSummary(buildResult())).not.toContain('About');
  });
});

describe('what is not known', () => {
  test('is never shown as 0', () => {
    const sync = buildSync({
      runId: null,
      origin: null,
      state: 'refused',
      status: null,
      ingested: null,
      rows: null,
      errors: null,
      tables: null,
      durationSeconds: null,
    });
    const result = {
      outcome: 'timed-out',
      green: false,
      sentence: 'Too late.',
      syncs: [sync],
      judgement: null,
    } as const;
    const summary = renderSummary(buildResult(result));
    expect(summary).toContain('<code>aws-prod</code> | – | refused | unknown | unknown | unknown | unknown |');
    expect(summary).not.toMatch(/\b0\b/);
  });

  test('an unknown moment of evaluation says so', () => {
    const policy = buildPolicy({ found: 1, gating: 1, evaluatedAt: null });
    expect(renderSummary(buildResult({ judgement: buildJudgement([policy]) }))).toContain('evaluated unknown');
  });

  test.each(OUTCOMES)('%s without syncs and judgement is a heading, a sentence and a line', (outcome) => {
    const result = buildResult({ outcome, green: false, syncs: [], judgement: null, platformUrl: null });
    expect(renderSummary(result).trim().split('\n\n')).toHaveLength(3);
  });
});

describe('long lists', () => {
  test('many policies that do not gate open on a click', () => {
    const policies = Array.from({ length: 11 }, (_, index) => buildPolicy({ id: `${index}`, found: 1, outOfScope: 1 }));
    const summary = renderSummary(buildResult({ judgement: buildJudgement(policies) }));
    expect(summary).toContain('<summary>Found, but not gating (11)</summary>');
  });

  test('resources that are not shown are counted', () => {
    const policy = buildPolicy({ found: 5_001, gating: 5_001, resources: [buildViolation()] });
    expect(renderSummary(buildResult({ judgement: buildJudgement([policy]) }))).toContain(
      '… and 5,000 more violations.',
    );
  });

  test('a long list of filters is counted', () => {
    const filters = Array.from({ length: 25 }, (_, index) => ({ input: 'accounts', value: `a${index}`, leftOut: 1 }));
    const judgement = buildJudgement([buildPolicy({ found: 1, gating: 1 })], { filters });
    const summary = renderSummary(buildResult({ outcome: 'violations', green: false, judgement }), 10_000);
    expect(summary).toMatch(/leaves out 1 violation\n\n… and \d+ more filters\./);
  });
});

describe('the budget', () => {
  const long = (start: string, unit: string) => start + unit.repeat(10_000 / unit.length);

  test.each([
    ['letters', 'n'],
    ['emoji', '🪣'],
    ['what escapes to most', '$'],
    ['pipes and tags', '|<b>`'],
  ])('5,000 failing policies with 10 resources each, all names 10,000 characters: %s', (_, unit) => {
    const text = long('', unit);
    const resources = Array(10).fill(
      buildViolation({
        name: text,
        resourceType: text,
        accountName: text,
        accountId: text,
        region: text,
        platformId: text,
      }),
    );
    const policies = Array.from({ length: 5_000 }, (_, index) =>
      buildPolicy({
        id: `p${index}`,
        name: long(`${index} `, unit),
        description: text,
        found: 10,
        gating: 10,
        resources,
      }),
    );
    const summary = renderSummary(buildHuge(text, policies));
    expect(byteLength(summary)).toBeLessThanOrEqual(SUMMARY_BYTES);
    // Short of room, it uses the room that it has.
    expect(byteLength(summary)).toBeGreaterThan(SUMMARY_BYTES / 2);
    expect(findFaults(summary)).toEqual([]);
    expect(summary).toContain('### Failing policies (5,000)');
    expect(summary).toMatch(/… and [\d,]+ more failing policies\./);
  });

  test('degrades: all, then resources for the worst only, then the worst only, then counts', () => {
    const resources = Array.from({ length: 10 }, (_, index) => buildViolation({ name: `bucket-${index}` }));
    const policies = Array.from({ length: 200 }, (_, index) =>
      buildPolicy({ id: `p${index}`, name: `Policy ${index}`, found: 10, gating: 10, resources }),
    );
    const result = buildResult({ outcome: 'violations', green: false, judgement: buildJudgement(policies) });
    const count = (maxBytes: number) => {
      const summary = renderSummary(result, maxBytes);
      expect(byteLength(summary)).toBeLessThanOrEqual(maxBytes);
      expect(findFaults(summary)).toEqual([]);
      return {
        detailed: summary.split('<details>').length - 1,
        named: summary.split(/Policy \d/).length - 1,
        uncounted: /… and (\d+) more failing pol/.exec(summary)?.[1] ?? '0',
      };
    };
    expect(count(SUMMARY_BYTES)).toEqual({ detailed: 200, named: 200, uncounted: '0' });
    const brief = count(100_000);
    expect(brief).toMatchObject({ named: 200, uncounted: '0' });
    expect(brief.detailed).toBeGreaterThan(10);
    const worst = count(20_000);
    expect(worst.named).toBeGreaterThan(worst.detailed);
    expect(Number(worst.uncounted)).toBe(200 - worst.named);
    expect(count(1_200)).toEqual({ detailed: 0, named: 0, uncounted: '200' });
  });

  test('a small budget that the texts alone would break keeps the verdict', () => {
    const summary = renderSummary(buildHuge('$'.repeat(10_000), []), 20_000);
    expect(byteLength(summary)).toBeLessThanOrEqual(20_000);
    expect(summary).toMatch(/^## ❌ CloudQuery gate: violations found\n\n<span>/);
  });

  function buildHuge(text: string, failing: readonly ReturnType<typeof buildPolicy>[]): GateResult {
    const others = Array.from({ length: 3_000 }, (_, index) =>
      index % 2 === 0
        ? buildPolicy({ id: `o${index}`, name: text, found: 1, outOfScope: 1 })
        : buildPolicy({ id: `o${index}`, name: text, standing: 'stale', reason: text }),
    );
    const sync = buildSync({
      syncName: text,
      state: 'failed',
      problem: text,
      worstTables: Array(50).fill({ name: text, errors: 1, rows: 1 }),
      lastLogLines: Array(500).fill(text),
    });
    return buildResult({
      outcome: 'violations',
      green: false,
      sentence: text,
      remedy: text,
      warnings: Array(500).fill(text),
      platformUrl: text,
      syncs: Array(500).fill(sync),
      judgement: buildJudgement([...failing, ...others], { filters: Array(500).fill(text) }),
    });
  }
});

describe('remote text', () => {
  test('breaks no structure, whatever it is and wherever it stands', () => {
    expect(findFaults(renderSummary(EXAMPLE_CASES['hostile'] ?? buildResult()))).toEqual([]);
  });

  test.each(Object.entries(HOSTILE_TEXTS))('breaks no structure in the sentence and the rest: %s', (_, text) => {
    const policy = buildPolicy({ name: text, description: text, found: 1, gating: 1, resourcesProblem: text });
    const result = buildResult({
      sentence: text,
      remedy: text,
      warnings: [text],
      platformUrl: text,
      judgement: buildJudgement([policy], { filters: [{ input: 'accounts', value: text, leftOut: 1 }] }),
    });
    expect(findFaults(renderSummary(result))).toEqual([]);
  });
});
