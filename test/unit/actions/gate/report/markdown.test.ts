import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../../../src/actions/gate/outcome.ts';
import { renderMarkdown } from '../../../../../src/actions/gate/report/markdown.ts';
import { renderSummary } from '../../../../../src/actions/gate/report/summary.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import { MARKDOWN_CHARS } from '../../../../../src/text/markdown.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { anyResult } from './any-result.ts';
import { EXAMPLE_CASES } from './example-cases.ts';
import { buildInput, CONTEXT, DOCS_URL, RICH_RESULT } from './example-inputs.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation, buildWaiver } from './example-results.ts';
import { findFaults } from './markdown-structure.ts';

const RED = { outcome: 'violations', green: false } as const;
const LINK = '[This run](https://github.com/acme/infrastructure/actions/runs/16712345678)';

const render = (result: GateResult, maxChars?: number) => renderMarkdown(buildInput(result), maxChars);

test('the report', async () => {
  const report = renderMarkdown(buildInput(RICH_RESULT, { context: { ...CONTEXT, docsUrl: DOCS_URL } }));
  expect(findFaults(report)).toEqual([]);
  await expect(report).toMatchFileSnapshot('../../../../golden/report.md');
});

test.each(Object.entries(EXAMPLE_CASES))('%s: the verdict first, the way to the run last', (_, result) => {
  const report = render(result);
  expect(findFaults(report)).toEqual([]);
  expect(report).toMatch(/^## (?:✅|⚠️|❌) CloudQuery /u);
  expect(report.endsWith(`\n\n${LINK}\n`)).toBe(true);
});

test.each(OUTCOMES)('%s: red is never shown as green', (outcome) => {
  expect(render(buildResult({ outcome, green: false }))).toMatch(/^## ❌/);
});

describe('it is shorter than the job summary', () => {
  const resources = Array.from({ length: 10 }, (_, index) => buildViolation({ name: `bucket-${index}` }));
  const policies = [
    buildPolicy({ id: 'a', found: 12, gating: 10, known: 2, resources }),
    buildPolicy({ id: 'b', name: 'Known only', found: 3, known: 3 }),
    buildPolicy({ id: 'c', name: 'Stale', standing: 'stale' }),
  ];
  const waivers = [buildWaiver({}, { owner: 'in-force' }), buildWaiver({ state: 'expiring' }, { owner: 'expiring' })];
  const syncs = [buildSync({ syncName: 'good' }), buildSync({ syncName: 'bad', state: 'partial', problem: 'errors' })];
  const result = buildResult({ ...RED, syncs, judgement: buildJudgement(policies, { waivers }) });
  const report = render(result);

  test('five resources of each policy, and how many more there are', () => {
    expect(report.match(/<code>bucket-\d<\/code>/g)).toHaveLength(5);
    expect(report).toContain('… and 5 more violations.');
  });

  test('what could not be judged, and no policy that does not gate', () => {
    expect(report).toContain('### Could not be judged (1)');
    expect(report).toContain('2 of 3 policies judged');
    expect(report).not.toContain('Known only');
    // They are counted all the same.
    expect(report).toContain('| **total** | 15 | 10 | 5 |');
  });

  test('the same sums, whatever it leaves out', () => {
    // A row of a policy has its name, which may begin with a number.
    const row = /^\| (?:\w+|\*\*total\*\*)(?: \| [\d,+−–]+)+ \|$/;
    const sumsOf = (page: string) =>
      page.split('\n').filter((line) => row.test(line) || line.startsWith('- **New since'));
    fc.assert(
      fc.property(anyResult, (one) => {
        const sums = sumsOf(renderSummary(one));
        expect(sums.some((line) => line.includes('**total**'))).toBe((one.judgement?.totals.found ?? 0) > 0);
        expect(sumsOf(render(one))).toEqual(sums);
      }),
      { numRuns: 300 },
    );
    const grown = [...policies, buildPolicy({ id: 'd', name: 'Below', found: 4, belowThreshold: 4, change: -2 })];
    const judgement = buildJudgement(grown, { news: { kind: 'counts', count: 3 } });
    expect(sumsOf(render(buildResult({ ...RED, judgement }))).join()).toContain('other policies have 2 fewer');
  });

  test('waivers to look at, and no others', () => {
    expect(report).toContain('### Waivers to look at (1)');
    expect(report).not.toContain('| in-force |');
  });

  test('syncs with trouble, and no others', () => {
    expect(report).toContain('<code>bad</code>');
    expect(report).not.toContain('<code>good</code>');
  });

  test('of a pass it says as much', () => {
    expect(render(buildResult())).toBe(`${renderSummary(buildResult())}\n${LINK}\n`);
  });

  test.each(Object.entries(EXAMPLE_CASES))('%s', (_, example) => {
    expect(render(example).length).toBeLessThanOrEqual(renderSummary(example).length + LINK.length + 2);
  });
});

describe('the link', () => {
  const renderWith = (runUrl: string | null) =>
    renderMarkdown(buildInput(buildResult(), { context: { ...CONTEXT, runUrl } }));

  test('without a page there is none', () => {
    expect(renderWith(null)).toBe(renderSummary(buildResult()));
  });

  test('takes a server of GitHub Enterprise', () => {
    const url = 'https://github.acme.example:8443/acme/infra/actions/runs/1/attempts/2';
    expect(renderWith(url)).toContain(`[This run](${url})`);
  });

  test.each([
    'javascript:alert(1)',
    'https://evil.example/a) ![x](https://evil.example/b',
    'https://evil.example/<b>',
    'https://user:key@evil.example/',
    ...Object.values(HOSTILE_TEXTS),
  ])('is none where the address is not plain: %s', (url) => {
    const report = renderWith(url);
    expect(report).not.toContain('](');
    expect(findFaults(report)).toEqual([]);
  });
});

describe('the budget', () => {
  const long = (start: string, unit: string) => start + unit.repeat(Math.ceil(10_000 / unit.length));

  test.each([
    ['letters', 'n'],
    ['emoji', '🪣'],
    ['Hebrew', 'ד'],
    ['what escapes to most', '$'],
    ['pipes and tags', '|<b>`'],
  ])('100,000 violations in 10,000 policies, all names 10,000 characters: %s', (_, unit) => {
    const text = long('', unit);
    const report = render(buildHuge(text, unit));
    expect(report.length).toBeLessThanOrEqual(MARKDOWN_CHARS);
    expect(findFaults(report)).toEqual([]);
    expect(report).toContain('### Failing policies (10,000)');
    expect(report).toMatch(/… and [\d,]+ more failing policies\./);
    expect(report).toContain('| **total** | 103,000 | 100,000 |');
    expect(report).toContain('### Could not be judged (3,000)');
    expect(report.endsWith(`\n\n${LINK}\n`)).toBe(true);
  });

  function buildHuge(text: string, unit: string): GateResult {
    const resource = {
      name: text,
      resourceType: text,
      accountName: text,
      accountId: text,
      region: text,
      platformId: text,
    };
    const failing = Array.from({ length: 10_000 }, (_, index) =>
      buildPolicy({
        id: `p${index}`,
        name: long(`${index} `, unit),
        description: text,
        found: 10,
        gating: 10,
        resources: Array(10).fill(buildViolation(resource)),
      }),
    );
    const others = Array.from({ length: 6_000 }, (_, index) =>
      index % 2 === 0
        ? buildPolicy({ id: `o${index}`, name: text, found: 1, outOfScope: 1 })
        : buildPolicy({ id: `o${index}`, name: text, standing: 'stale', reason: text }),
    );
    const sync = buildSync({
      ...{ syncName: text, state: 'failed', problem: text, lastLogLines: Array(500).fill(text) },
      worstTables: Array(50).fill({ name: text, errors: 1, rows: 1 }),
    });
    const words = {
      policy: text,
      resource: text,
      account: text,
      region: text,
      reason: text,
      owner: text,
      ticket: text,
    };
    return buildResult({
      ...RED,
      ...{ sentence: text, remedy: text, warnings: Array(500).fill(text), platformUrl: text },
      syncs: Array(500).fill(sync),
      judgement: buildJudgement([...failing, ...others], {
        filters: Array(500).fill({ input: text, value: text, leftOut: 1 }),
        waivers: Array(500).fill(buildWaiver({ state: 'expired', problem: text }, words)),
      }),
    });
  }

  test('degrades: all, then resources for the worst only, then the worst only, then counts', () => {
    const resources = Array.from({ length: 10 }, (_, index) => buildViolation({ name: `bucket-${index}` }));
    const policies = Array.from({ length: 200 }, (_, index) =>
      buildPolicy({ id: `p${index}`, name: `Policy ${index}`, found: 10, gating: 10, resources }),
    );
    const result = buildResult({ ...RED, judgement: buildJudgement(policies) });
    const count = (maxChars: number) => {
      const report = render(result, maxChars);
      expect(report.length).toBeLessThanOrEqual(maxChars);
      expect(findFaults(report)).toEqual([]);
      expect(report).toContain(LINK);
      return {
        detailed: report.split('<details>').length - 1,
        named: report.split(/Policy \d/).length - 1,
        uncounted: /… and (\d+) more failing pol/.exec(report)?.[1] ?? '0',
      };
    };
    expect(count(1_000_000)).toEqual({ detailed: 200, named: 200, uncounted: '0' });
    const brief = count(MARKDOWN_CHARS);
    expect(brief).toMatchObject({ named: 200, uncounted: '0' });
    expect(brief.detailed).toBeGreaterThan(10);
    const worst = count(10_000);
    expect(worst.named).toBeGreaterThan(worst.detailed);
    expect(Number(worst.uncounted)).toBe(200 - worst.named);
    expect(count(1_250)).toEqual({ detailed: 0, named: 0, uncounted: '200' });
  });
});

test('any result is valid, and its numbers are those of the totals', () => {
  fc.assert(
    fc.property(anyResult, fc.constantFrom(10_000, 20_000, MARKDOWN_CHARS), (result, maxChars) => {
      const report = render(result, maxChars);
      expect(report.length).toBeLessThanOrEqual(maxChars);
      expect(findFaults(report)).toEqual([]);
      expect(report.startsWith('## ❌')).toBe(!result.green);
      const totals = result.judgement?.totals;
      if (maxChars < MARKDOWN_CHARS || totals === undefined || totals.found === 0) return;
      const cellsOf = (start: string) =>
        (report.split('\n').find((line) => line.startsWith(`| ${start} |`)) ?? '')
          .split('|')
          .map((cell) => cell.trim());
      const [header, sums] = [cellsOf('Severity'), cellsOf('**total**')];
      const [found, gating] = ['Found', 'Gating'].map((title) => sums[header.indexOf(title)]);
      expect([found, gating]).toEqual([`${totals.found}`, `${totals.gating}`]);
      const { failing = 0, inconclusive = 0 } = result.judgement ?? {};
      expect(report.includes(`(${failing})`)).toBe(failing > 0);
      if (inconclusive > 0) expect(report).toContain(`### Could not be judged (${inconclusive})`);
    }),
    { numRuns: 200 },
  );
});

test.each(Object.entries(HOSTILE_TEXTS))('remote text breaks no structure: %s', (_, text) => {
  const everywhere = { name: text, description: text, domain: text, id: text, severityLabel: text, reason: text };
  const policies = [
    buildPolicy({ ...everywhere, found: 1, gating: 1, resourcesProblem: text }),
    buildPolicy({ ...everywhere, found: 1, gating: 1, resources: [buildViolation({ name: text, region: text })] }),
    buildPolicy({ ...everywhere, standing: 'stale' }),
  ];
  const sync = buildSync({
    ...{ syncName: text, state: 'failed', status: text, statusReason: text, problem: text, lastLogLines: [text] },
    worstTables: [{ name: text, errors: 1, rows: null }],
  });
  const waiver = buildWaiver({ state: 'expired', problem: text }, { policy: text, reason: text, owner: text });
  const texts = { sentence: text, remedy: text, warnings: [text], platformUrl: text, syncs: [sync] };
  const judgement = buildJudgement(policies, {
    filters: [{ input: text, value: text, leftOut: 1 }],
    baseline: { path: text, entries: 1, fixed: 0, added: 0 },
    waivers: [waiver],
  });
  const report = render(buildResult({ ...RED, ...texts, judgement }));
  expect(findFaults(report)).toEqual([]);
  expect(report).not.toMatch(/(?!\n)\p{Cc}/u);
});
