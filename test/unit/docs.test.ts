import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import {
  type Action,
  renderInputs,
  renderOutcomes,
  renderOutputs,
  replaceSection,
  updateReadme,
} from '../../scripts/docs.ts';
import { readGateFiles } from '../../src/inputs/files.ts';
import { DEFAULTS, readInputs } from '../../src/inputs/inputs.ts';
import { OUTCOMES } from '../../src/outcome.ts';
import { EMPTY_BASELINE, parseBaseline } from '../../src/policies/baseline-file.ts';
import { parseWaivers } from '../../src/policies/waiver-file.ts';
import { fileOutputsOf, outputsOf } from '../../src/report/outputs.ts';
import { FORMATS } from '../../src/report-format.ts';
import { readText } from '../../src/runner/files.ts';
import { buildResult } from './report/example-results.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;

/** The README and the pages that it leads to, by their path. */
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((page) => [page, readFileSync(join(ROOT, page), 'utf8')] as const);

function blocksOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
}

const isWaivers = (text: string) => /^waivers:/m.test(text);

function workflowsOf(markdown: string): string[] {
  return blocksOf(markdown, 'yaml').filter((text) => !isWaivers(text));
}

describe('the tables', () => {
  it('say what is required, what the default is, and nothing where there is none', () => {
    const inputs = {
      url: { description: 'Where.', required: true },
      mode: { description: 'How: `a` or `b`.', default: 'a' },
      filter: { description: 'What.', default: '' },
    };
    expect(renderInputs(inputs)).toBe(
      [
        '| Input | Default | Meaning |',
        '| --- | --- | --- |',
        '| `url` | **required** | Where. |',
        '| `mode` | `a` | How: `a` or `b`. |',
        '| `filter` |  | What. |',
      ].join('\n'),
    );
  });

  it('keep a cell on one line, and a pipe inside of it', () => {
    expect(renderOutputs({ kind: { description: 'a | b,\n  on two lines\n' } })).toBe(
      ['| Output | Meaning |', '| --- | --- |', '| `kind` | a \\| b, on two lines |'].join('\n'),
    );
  });

  it('name every outcome once, in the order of the source', () => {
    const names = renderOutcomes()
      .split('\n')
      .slice(2)
      .map((row) => /^\| `([\w-]+)` \|/.exec(row)?.[1]);
    expect(names).toEqual([...OUTCOMES]);
  });
});

describe('a section', () => {
  it('is replaced between its markers, and only there', () => {
    const text = 'before\n<!-- x:start -->\nold\n<!-- x:end -->\nafter\n';
    expect(replaceSection(text, 'x', 'new $& text')).toBe(
      'before\n<!-- x:start -->\nnew $& text\n<!-- x:end -->\nafter\n',
    );
  });

  it('stays the same when it is replaced by itself', () => {
    const text = replaceSection('<!-- x:start --><!-- x:end -->', 'x', 'new');
    expect(replaceSection(text, 'x', 'new')).toBe(text);
  });

  it.for([
    'no markers at all',
    '<!-- x:start --> without an end',
    '<!-- x:end --> before <!-- x:start -->',
    '<!-- x:start --><!-- x:end --><!-- x:start --><!-- x:end -->',
  ])('needs one pair of markers: %s', (text) => {
    expect(() => replaceSection(text, 'x', 'new')).toThrow('README.md needs one <!-- x:start -->');
  });
});

describe('action.yml', () => {
  it.for(Object.entries(ACTION.inputs))('%s: has the default of the source', ([name, input]) => {
    const fallback: string | undefined = (DEFAULTS as Record<string, string>)[name];
    if (input.required === true) {
      expect(input.default).toBeUndefined();
      expect(fallback).toBeUndefined();
    } else {
      if (name === 'github-token') return expect(input.default).toMatch(/^\$\{\{ github\.token \}\}$/);
      // A text, since YAML would make a number or a boolean of it and the runner a text again.
      expect(input.default).toBe(fallback ?? '');
    }
  });

  it('declares every input that has a default in the source', () => {
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(DEFAULTS)));
  });

  it('declares every input that the source reads, and no other', async () => {
    const read = new Set<string>();
    const values: Record<string, string> = {
      'platform-url': 'https://tenant.example',
      'api-key': 'key',
      'sync-name': 'a',
    };
    const getInput = (name: string) => {
      read.add(name);
      return values[name] ?? '';
    };
    readInputs(getInput, NO_EVENT);
    // Read where there is something to comment on, also where other inputs are bad.
    getInput('github-token');
    await readGateFiles(getInput, { workspace: ROOT, temp: ROOT }, readText, '2026-08-01');
    expect([...read].sort()).toEqual(Object.keys(ACTION.inputs).sort());
  });

  it('declares every output that the source sets, and no other', () => {
    const set = { ...outputsOf(buildResult()), ...Object.assign({}, ...FILES.map(fileOutputsOf)) };
    expect(Object.keys(set).sort()).toEqual(Object.keys(ACTION.outputs).sort());
  });

  it('names every outcome', () => {
    const described = ACTION.outputs['outcome']?.description ?? '';
    expect([...described.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual([...OUTCOMES]);
  });
});

describe('README.md', () => {
  it('has the tables of action.yml and src/outcome.ts', () => {
    expect(README, 'run "npm run docs"').toBe(updateReadme(README, ACTION));
  });

  it('has examples', () => expect(workflowsOf(README).length).toBeGreaterThanOrEqual(5));

  it('quotes messages that the source has', () => {
    const quoted = [...failureTables(README)].flatMap((row) => {
      const [, firstCell = ''] = row.split('|');
      return [...firstCell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message);
    });
    expect(quoted.length).toBeGreaterThan(60);
    const source = readSource(join(ROOT, 'src'));
    const parts = quoted.flatMap((message) => message.split('…').map((part) => part.trim()));
    const gone = parts.filter((part) => !source.includes(part));
    expect(gone, 'the failure tables of README.md quote what src/ does not say').toEqual([]);
  });
});

it.for(PAGES)('%s links to files and headings that there are', ([page, text]) => {
  const folder = dirname(join(ROOT, page));
  for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
    if (/^https?:/.test(target)) continue;
    const [path = '', anchor] = target.split('#');
    const linked = path === '' ? text : readFileSync(join(folder, path), 'utf8');
    if (anchor !== undefined) expect(anchorsOf(linked), target).toContain(anchor);
  }
});

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the examples', () => {
  it.for(
    PAGES.flatMap(([page, text]) =>
      workflowsOf(text).map((workflow) => [page, /^name: (.*)$/m.exec(workflow)?.[1] ?? 'none', workflow] as const),
    ),
  )('%s, workflow %s: works with what action.yml declares', ([, , text]) => {
    const document = parseDocument(text);
    expect(document.errors.concat(document.warnings)).toEqual([]);
    const workflow = document.toJS() as Workflow;
    expect(workflow.permissions).toEqual({});
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps.map((step) => ({ job, step })));
    const gates = steps.filter(({ step }) => step.uses === 'OWNER/cloudquery-gate@v1');
    // Beside the gate there may be a job of the reader's own.
    expect(gates).toHaveLength(1);
    for (const { job, step } of gates) {
      const inputs = step.with ?? {};
      expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
      // The job must not end before the step has cancelled what it started.
      const minutes = Number(inputs['timeout-minutes'] ?? DEFAULTS['timeout-minutes']);
      expect(job['timeout-minutes']).toBeGreaterThanOrEqual(minutes + 5);
      expect(() => readInputs((name) => fill(inputs[name] ?? ''), NO_EVENT)).not.toThrow();
      // The files that an input names come from a checkout.
      const isCheckedOut = job.steps.some(({ uses }) => uses?.startsWith('actions/checkout@'));
      if (inputs['baseline'] !== undefined || inputs['waivers'] !== undefined) expect(isCheckedOut).toBe(true);
    }
    for (const { step } of steps) expect(step.run ?? '', 'an expression in a script is injected').not.toContain('${{');
  });

  it.for(
    PAGES.flatMap(([page, text]) =>
      blocksOf(text, 'yaml')
        .filter(isWaivers)
        .map((one) => [page, one] as const),
    ),
  )('the waivers of %s are good', ([, text]) => {
    expect(parseWaivers(text, 'waivers.yml', '2026-08-01')).toMatchObject({ kind: 'waivers' });
  });

  it('has a smallest baseline that the action reads', () => {
    const adopting = PAGES.find(([page]) => page === 'docs/adopting.md')?.[1] ?? '';
    expect(blocksOf(adopting, 'json')[0]?.trim()).toBe(EMPTY_BASELINE);
    expect(parseBaseline(EMPTY_BASELINE, 'baseline.json')).toMatchObject({ kind: 'baseline' });
  });
});

const FILES = [...FORMATS, 'baseline' as const].map((kind) => ({ kind, path: `/tmp/reports/${kind}` }));

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

const NO_EVENT = { eventName: '', actor: '', isFork: false };

/** Puts a value where a workflow has an expression. */
function fill(value: string): string {
  return String(value)
    .replace(/\$\{\{ vars\.\w+ \}\}/, 'https://tenant.example')
    .replace(/\$\{\{ secrets\.\w+ \}\}/, 'key');
}

/** The rows of the tables about failures, without their heads. */
function* failureTables(readme: string): Generator<string> {
  const [, section = ''] = readme.split('\n## What each failure means\n');
  const [body = ''] = section.split('\n## ');
  const rows = body.split('\n').filter((line) => line.startsWith('|'));
  yield* rows.filter((row) => !row.startsWith('| ---') && !row.startsWith('| What you read'));
}

/** All of the source as one text, without the backticks that messages have around names. */
function readSource(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\\?`/g, ''))
    .join('\n');
}
