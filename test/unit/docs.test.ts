import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type Action, readAction, renderInputs, renderOutputs } from '../../scripts/docs/action.ts';
import { readHeader, renderExample, renderExamples } from '../../scripts/docs/examples.ts';
import { FAILURE_TABLES, findUnexplained, readFailures, renderFailures } from '../../scripts/docs/failures.ts';
import { renderOutcomes } from '../../scripts/docs/outcomes.ts';
import { replaceSection, sectionsOf } from '../../scripts/docs/section.ts';
import { listPages, readOrigins, renderSections, updatePage } from '../../scripts/docs.ts';
import { cutUnreleased, findUnreleased } from '../../scripts/release/pages.ts';
import { describeError } from '../../src/actions/access/access.ts';
import { COVERABLE } from '../../src/actions/access/expectation.ts';
import { parseExpected } from '../../src/actions/access/expected-file.ts';
import { readAccessFiles } from '../../src/actions/access/files.ts';
import { DEFAULTS as ACCESS_DEFAULTS } from '../../src/actions/access/inputs.ts';
import { FORMATS as ACCESS_FORMATS } from '../../src/actions/access/kinds.ts';
import { OUTCOMES as ACCESS_OUTCOMES } from '../../src/actions/access/outcome.ts';
import { fileOutputsOf as accessFileOutputsOf, outputsOf as accessOutputsOf } from '../../src/actions/access/report.ts';
import { reviewLists } from '../../src/actions/access/review.ts';
import { DEFAULTS as AUDIT_LOG_DEFAULTS } from '../../src/actions/audit-log/inputs.ts';
import { OUTCOMES as AUDIT_LOG_OUTCOMES } from '../../src/actions/audit-log/outcome.ts';
import { outputsOf as auditLogOutputsOf } from '../../src/actions/audit-log/report.ts';
import { EMPTY_BASELINE, parseBaseline } from '../../src/actions/gate/baseline/file.ts';
import { readGateFiles } from '../../src/actions/gate/files.ts';
import { DEFAULTS } from '../../src/actions/gate/inputs.ts';
import { OUTCOMES } from '../../src/actions/gate/outcome.ts';
import { FORMATS } from '../../src/actions/gate/report/kinds.ts';
import { OUTCOME_PAGES } from '../../src/actions/gate/report/outcome-page.ts';
import { fileOutputsOf, outputsOf } from '../../src/actions/gate/report/outputs.ts';
import { parseWaivers } from '../../src/actions/gate/waivers/file.ts';
import { parseGroupsFile } from '../../src/actions/policies/files/groups-file.ts';
import { parsePolicyFile } from '../../src/actions/policies/files/policy-file.ts';
import { DEFAULTS as POLICIES_DEFAULTS } from '../../src/actions/policies/inputs.ts';
import { StepError } from '../../src/errors.ts';
import { createInputReader, type GetInput } from '../../src/inputs/reader.ts';
import { readText } from '../../src/runner/read-file.ts';
import { toLogText } from '../../src/text/escape.ts';
import { buildResult } from './actions/gate/report/example-results.ts';
import { anApiKey, aUser, listing, RULE } from './fake/access.ts';
import { readAccessInputs, readAuditLogInputs, readGateInputs, readPoliciesInputs } from './fake/inputs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ORIGINS = readOrigins(ROOT);
const { actions: ACTIONS, source: SOURCE, examples: EXAMPLES } = ORIGINS;
const ACTION = actionOf('gate');

function actionOf(name: string): Action {
  const found = ACTIONS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no action ${name}`);
  return found.action;
}

/** Pages with sections that are generated, by their path. */
const PAGES = listPages(ROOT).map((page) => [page, readPage(page)] as const);
const ALL_PAGES = [
  ...PAGES,
  ...['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].map((page) => [page, readPage(page)] as const),
];

function readPage(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

function pageOf(name: string): string {
  return PAGES.find(([page]) => page === name)?.[1] ?? '';
}

function blocksOf(markdown: string, language: string): string[] {
  const block = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm');
  return [...markdown.matchAll(block)].map(([, indent = '', text = '']) =>
    text.replaceAll(`\n${indent}`, '\n').slice(indent.length),
  );
}

const isWaivers = (text: string) => /^version: 1\nwaivers:/m.test(text);
const isExpected = (text: string) => /^version: 1\n(?:keys|users):/.test(text);
const isPolicy = (text: string) => /^version: 1\nname:/.test(text);
const isGroups = (text: string) => /^version: 1\ngroups:/.test(text);
/** Lines to put below `with:`. */
const isSettings = (text: string) => !/^(?:on|jobs|version):/m.test(text);

describe('the tables of action.yml', () => {
  const text = [
    'inputs:',
    '  # Where',
    '  url:',
    '    description: Where.',
    '    required: true',
    '  mode:',
    '    description: "How: `a` or `b`."',
    '    default: a',
    '',
    '  # What',
    '  filter:',
    '    description: What.',
    "    default: ''",
    'outputs: {}',
  ].join('\n');
  const [head, rule] = ['| Input | Default | Meaning |', '| --- | --- | --- |'];

  it('say what is required, what the default is, and nothing if there is none, in a table for each group', () => {
    expect(renderInputs(readAction(text)).split('\n')).toEqual([
      '### Where',
      '',
      head,
      rule,
      '| `url` | **required** | Where. |',
      '| `mode` | `a` | How: `a` or `b`. |',
      '',
      '### What',
      '',
      head,
      rule,
      '| `filter` |  | What. |',
    ]);
  });

  it('are one table without comments', () => {
    const plain = text.replace(/^ *#.*\n/gm, '');
    expect(renderInputs(readAction(plain)).split('\n')).toEqual([
      head,
      rule,
      '| `url` | **required** | Where. |',
      '| `mode` | `a` | How: `a` or `b`. |',
      '| `filter` |  | What. |',
    ]);
  });

  it('hold every input once', () => {
    for (const { action } of ACTIONS) {
      expect(action.groups.flatMap(({ names }) => names)).toEqual(Object.keys(action.inputs));
    }
    expect(ACTION.groups.map(({ title }) => title)).toEqual([
      'What to sync',
      'What to judge',
      'What to forgive',
      'What to report',
      'Patience',
    ]);
  });

  it('keep a cell on one line, and a pipe inside of it', () => {
    expect(renderOutputs({ kind: { description: 'a | b,\n  on two lines\n' } })).toBe(
      ['| Output | Meaning |', '| --- | --- |', '| `kind` | a \\| b, on two lines |'].join('\n'),
    );
  });
});

describe('the table of outcomes', () => {
  const path = 'src/actions/gate/outcome.ts';
  const source = readPage(path);
  const render = (text: string) => renderOutcomes(OUTCOMES, text, path);

  it('names every outcome once, in the order of the source', () => {
    const names = render(source)
      .split('\n')
      .slice(2)
      .map((row) => /^\| `([\w-]+)` \|/.exec(row)?.[1]);
    expect(names).toEqual([...OUTCOMES]);
  });

  it('says what the comments say', () => {
    const changed = source.replace('The workflow was cancelled.', 'Somebody pressed\n  // the button.');
    expect(render(changed)).toContain('| `cancelled` | red | Somebody pressed the button. |');
  });

  it('needs a comment for each', () => {
    expect(() => render(source.replace('// @outcome green', '// green'))).toThrow('passed needs a comment');
  });
});

describe('the tables of messages', () => {
  /** Makes a template's expression of `<name>`. */
  const fillIn = (text: string) => text.replace(/<([^>]+)>/g, (_, expression) => `\${${expression}}`);
  const render = (text: string, table = 'sync' as const) =>
    renderFailures(readFailures([{ path: 'src/a.ts', text: fillIn(text) }]), table)
      .split('\n')
      .slice(2);

  it('quote the message that follows the comment, with an ellipsis for what is filled in', () => {
    const text = [
      "const word = 'failed';",
      '// @failure sync | `error` | Look at the run,',
      '// then run the job again.',
      "if (status === 'failed') throw new StepError(`Run <id> of \\`<name>\\` is <word('x y')>: <why>. More.`);",
    ].join('\n');
    expect(render(text)).toEqual(['| `Run … of … is` | `error` | Look at the run, then run the job again. |']);
  });

  it('change with the message', () => {
    const comment = '// @failure sync | not affected | Wait.\n';
    expect(render(`${comment}info('no run yet');`)).toEqual(['| `no run yet` | not affected | Wait. |']);
    expect(render(`${comment}info('still no run');`)).toEqual(['| `still no run` | not affected | Wait. |']);
  });

  it('quote both messages that a condition chooses between', () => {
    const text = "// @failure sync | not affected | Wait.\nconst said = isNew ? 'no run yet' : `no run since <day>`;";
    expect(render(text)).toEqual(['| `no run yet`, `no run since` | not affected | Wait. |']);
  });

  it.for([
    ['no run of this sync is there: look at it', 'no run of this sync is there'],
    ['no run is there: look at the Platform; or wait', 'no run is there'],
    ['`run`: no run is there yet; wait', 'run: no run is there yet'],
    ['the run of this sync never ends (`keep-running: true`) on the Platform', null],
    ['the sync that was asked for has no run, so nothing is known', 'the sync that was asked for has no run'],
    ['the sync has no run, so nothing is known', null],
  ])('quote the first clause that has some words: %s', ([message = '', quote]) => {
    const [row] = render(`// @failure sync | not affected | Wait.\nf('${message}');`);
    expect(row).toBe(`| \`${quote ?? message?.replaceAll('`', '')}\` | not affected | Wait. |`);
  });

  it('leave out a message that begins like another one of its row', () => {
    const text = [
      '// @failure sync#row | not affected | Wait.',
      "f('no run yet');",
      '// @failure sync#row',
      "f('no run yeti');",
      '// @failure sync#row',
      "f('no run yet, and none to come');",
    ].join('\n');
    expect(render(text)).toEqual(['| `no run yet`, `no run yeti` | not affected | Wait. |']);
  });

  it('join messages of one row, and tell one message in several rows', () => {
    const text = [
      '// @failure sync#row',
      "const first = 'the first one';",
      '// @failure sync#row | not affected | Wait.',
      "const second = 'the second one';",
      '// @failure sync 401 | `error` | Mend the key.',
      '// @failure sync 500 | `error` | Mend the server.',
      'const third = `It answered <status>`;',
    ].join('\n');
    expect(render(text)).toEqual([
      '| `the second one`, `the first one` | not affected | Wait. |',
      '| `It answered` 401 | `error` | Mend the key. |',
      '| `It answered` 500 | `error` | Mend the server. |',
    ]);
  });

  it.for([
    [
      'the property beside it',
      "new StepError('no run yet', { cause, remedy: 'Wait a day.' })",
      'no run yet',
      'Wait a day.',
    ],
    ['the argument after it', "new TimedOutError(`run <id> is late`, 'wait a day')", 'run … is late', 'Wait a day.'],
    ['a field of the same object', "f({ message: 'no run yet', remedy: 'Wait.' })", 'no run yet', 'Wait.'],
    ['the rest after a colon', 'f(`<file>: is no run yet: set \\`lfs: true\\`.`)', 'is no run yet', 'Set `lfs: true`.'],
    ['a second sentence', "f('There is no run. Wait a day.')", 'There is no run', 'Wait a day.'],
  ])('take the remedy from %s', ([, statement = '', quote, remedy]) => {
    expect(render(`// @failure sync | not affected | Because. =\n${statement};`)).toEqual([
      `| \`${quote}\` | not affected | Because. ${remedy} |`,
    ]);
  });

  it('take a remedy that is made elsewhere by its name', () => {
    const text = [
      '// @failure sync | not affected | =late More.',
      "f('no run yet');",
      '// @remedy late',
      "const advice = 'wait a day';",
    ].join('\n');
    expect(render(text)).toEqual(['| `no run yet` | not affected | Wait a day. More. |']);
  });

  it.for([
    [
      'of which there is none',
      "// @failure sync | not affected | =\nf('no run yet');",
      'src/a.ts:1: no remedy of plain text',
    ],
    [
      'with something filled in',
      '// @failure sync | not affected | =\nf(`no run yet: ask <name>.`);',
      'no remedy of plain text',
    ],
    [
      'of an unknown name',
      "// @failure sync | not affected | =late\nf('no run yet');",
      'no text is marked with @remedy late',
    ],
  ])('refuse a remedy %s', ([, text, problem]) => {
    expect(() => render(text ?? '')).toThrow(problem);
  });

  it.for([
    ['no such table', "// @failure cloud | not affected | Wait.\nconst a = 'no run yet';", 'no such table'],
    [
      'another word for no outcome',
      "// @failure sync | none | Wait.\nconst a = 'no run yet';",
      'src/a.ts:1: an outcome is',
    ],
    ['too few cells', "// @failure sync | Wait.\nconst a = 'no run yet';", 'src/a.ts:1: one comment of a row'],
    ['no cells at all', "// @failure sync#row\nconst a = 'no run yet';", 'no other comment has the cells of sync#row'],
    ['no message', "// @failure sync | not affected | Wait.\nconst a = 'word';", 'src/a.ts, line 1: no text follows'],
    [
      'a message far away',
      `// @failure sync | not affected | Wait.\n${'f();\n'.repeat(9)}g('no run yet');`,
      'no text follows',
    ],
    [
      'a row that is explained twice',
      "// @failure sync#a | not affected | Wait.\nf('no run yet');\n// @failure sync#a | not affected | Go.\nf('the run');",
      'one comment of a row, and no other',
    ],
  ])('refuse a comment with %s', ([, text, problem]) => {
    expect(() => render(text ?? '')).toThrow(problem);
  });

  it.for([
    "throw new StepError('It broke again.', {});",
    'throw new PlatformError(`It broke at <time>`, where, {});',
    "deps.warn('Something is odd.');",
    "return problem('is no address at all');",
    "problems.push({ offset: 0, sentence: 'The file is odd here.' });",
    "problems.push({ path, sentence: isOdd ? 'The folder is odd here.' : OUT });",
    "tell(offset, 'The file is odd here.');",
    "return { kind: 'skipped', detail: 'There is no room left.' };",
  ])('need a comment for %s', (statement) => {
    const at = (text: string) => findUnexplained([{ path: 'src/a.ts', text: fillIn(text) }]);
    expect(at(`\n${statement}`)).toEqual([expect.stringMatching(/^src\/a\.ts:2: /)]);
    expect(at(`// @failure sync | not affected | Wait.\n${statement}`)).toEqual([]);
  });

  it('need none for a problem of a file that says what is allowed, since one row is about all of them', () => {
    const text = "tell(offset, 'The key is odd; allowed: one that is even.');";
    expect(findUnexplained([{ path: 'src/a.ts', text }])).toEqual([]);
  });

  it('have every message of the source that people are told', () => {
    expect(findUnexplained(SOURCE), 'say above it what to do, as CONTRIBUTING.md shows').toEqual([]);
  });

  it('use every remedy that has a name, which only one text has', () => {
    const source = SOURCE.map(({ text }) => text).join('\n');
    const names = [...source.matchAll(/\/\/ @remedy (.+)$/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(5);
    expect([...new Set(names)]).toEqual(names);
    expect(names.filter((name) => !new RegExp(`[| ]=${name}(?: |$)`, 'm').test(source))).toEqual([]);
  });

  it('name outcomes that there are', () => {
    const failures = readFailures(SOURCE);
    const rows = (['sync', 'policies', 'step'] as const).flatMap((table) =>
      renderFailures(failures, table).split('\n').slice(2),
    );
    const named = rows.flatMap((row) =>
      [...(row.split(' | ')[1] ?? '').matchAll(/`([^`:]+)`/g)].map(([, name]) => name),
    );
    expect(rows.length).toBeGreaterThan(35);
    expect(new Set(named)).toEqual(new Set(OUTCOMES.filter((outcome) => outcome !== 'passed')));
  });

  it('stand below what to do first about each outcome', () => {
    const [, first = ''] = pageOf('docs/troubleshooting.md').split('| Outcome | Most often |');
    const [table = ''] = first.split('\n\n');
    const named = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name ?? '');
    expect(named.sort()).toEqual(OUTCOMES.filter((outcome) => outcome !== 'passed').sort());
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
    expect(() => replaceSection(text, 'x', 'new')).toThrow('needs one <!-- x:start -->');
  });

  it('has to have something to put into it', () => {
    expect(() => updatePage('<!-- x:start -->\n<!-- x:end -->\n', new Map())).toThrow('nothing to put');
  });

  it('is left alone where people write it', () => {
    const text = '<!-- bench:start -->\nfast\n<!-- bench:end -->\n';
    expect(updatePage(text, new Map())).toBe(text);
  });
});

type Texts = Readonly<Record<string, string>>;

const FILES = [...FORMATS, 'baseline' as const].map((kind) => ({ kind, path: `/tmp/reports/${kind}` }));

const REVIEW = reviewLists(
  { keys: listing([anApiKey()]), users: listing([aUser()]), roles: null },
  RULE,
  [],
  Date.parse('2026-08-01'),
);

/** All that an action could read beside what `readInputs` does, and all outputs that it could set. */
const DECLARED = [
  {
    name: 'gate',
    action: ACTION,
    defaults: DEFAULTS as Texts,
    outcomes: OUTCOMES as readonly string[],
    async readAll(getInput: GetInput) {
      readGateInputs(getInput);
      // Read where there is something to comment on, also where other inputs are bad.
      getInput('github-token');
      await readGateFiles(getInput, { workspace: ROOT, temp: ROOT }, readText, '2026-08-01');
    },
    outputs: { ...outputsOf(buildResult()), ...Object.assign({}, ...FILES.map(fileOutputsOf)) } as Texts,
  },
  {
    name: 'access',
    action: actionOf('access'),
    defaults: ACCESS_DEFAULTS as Texts,
    outcomes: ACCESS_OUTCOMES as readonly string[],
    async readAll(getInput: GetInput) {
      readAccessInputs(getInput);
      const reader = createInputReader(getInput, ACCESS_DEFAULTS);
      await readAccessFiles(reader, { workspace: ROOT, temp: ROOT }, readText, false);
    },
    outputs: {
      ...accessOutputsOf({ ...describeError(new StepError('')), review: REVIEW }),
      ...Object.assign({}, ...ACCESS_FORMATS.map((kind) => accessFileOutputsOf({ kind, path: '/tmp/reports/x' }))),
    } as Texts,
  },
  {
    name: 'audit-log',
    action: actionOf('audit-log'),
    defaults: AUDIT_LOG_DEFAULTS as Texts,
    outcomes: AUDIT_LOG_OUTCOMES as readonly string[],
    async readAll(getInput: GetInput) {
      readAuditLogInputs(getInput);
    },
    outputs: auditLogOutputsOf({
      outcome: 'exported',
      green: true,
      sentence: '',
      problems: [],
      remedy: null,
      progress: {
        span: { from: 0, to: 1_000 },
        events: 0,
        lateEvents: 0,
        duplicates: 0,
        files: [],
        gaps: [],
        manifest: '/m',
        stateFile: '/s',
        lagSeconds: 600,
        isCapped: false,
        warnings: [],
      },
    }),
  },
];

describe.for(DECLARED)('action.yml of $name', ({ action, defaults, outcomes, readAll, outputs }) => {
  it.for(Object.entries(action.inputs))('%s: has the default of the source', ([name, input]) => {
    const fallback: string | undefined = defaults[name];
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
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(defaults)));
  });

  it('declares every input that the source reads, and no other', async () => {
    const read = new Set<string>();
    const values: Texts = {
      'platform-url': 'https://tenant.example',
      'api-key': 'key',
      'sync-name': 'a',
      state: 'state.json',
    };
    await readAll((name) => {
      read.add(name);
      return values[name] ?? '';
    });
    expect([...read].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it('declares every output that the source sets, and no other', () => {
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
  });

  it('names every outcome', () => {
    const described = action.outputs['outcome']?.description ?? '';
    expect([...described.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual([...outcomes]);
  });
});

describe('the pages', () => {
  it.for(PAGES)('%s says what its sources say', ([page, text]) => {
    expect(text, 'run "npm run docs"').toBe(updatePage(text, renderSections(ORIGINS, page)));
  });

  it('have every table somewhere', () => {
    const shown = PAGES.flatMap(([, text]) => sectionsOf(text));
    const tables = ['inputs', 'outputs', 'outcomes', 'examples', 'example-links'];
    expect(shown).toEqual(expect.arrayContaining([...tables, ...FAILURE_TABLES.map((table) => `failures-${table}`)]));
  });

  it.for(ALL_PAGES)('%s links to files and headings that there are', ([page, text]) => {
    const folder = dirname(join(ROOT, page));
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const linked = path === '' ? text : readFileSync(join(folder, path), 'utf8');
      if (anchor !== undefined) expect(anchorsOf(linked), target).toContain(anchor);
    }
  });

  it('have a picture of the data flow that names only what there is in src/', () => {
    const [picture = ''] = blocksOf(pageOf('docs/architecture.md'), 'mermaid');
    const labels = [...picture.matchAll(/"([^"]+)"/g)].map(([, label = '']) => label.split('<br>')[0] ?? '');
    const names = labels.filter((label) => /^[\w-]+(\/[\w-]*)*(\.ts)?$/.test(label) && /[/.]/.test(label));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !existsSync(join(ROOT, 'src', name)))).toEqual([]);
  });

  it.for(Object.entries(OUTCOME_PAGES))('the summary of %s links to %s, which is there', ([, target]) => {
    const [page = '', anchor = ''] = target.split('#');
    expect(anchorsOf(readPage(`docs/${page}`))).toContain(anchor);
  });
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

/** Whatever somebody may copy: the files, and what pages show. */
const WORKFLOWS = [
  ...EXAMPLES.map(({ name, text }) => [`examples/${name}.yml`, text] as const),
  ...PAGES.flatMap(([page, text]) =>
    blocksOf(text, 'yaml')
      .filter((block) => ![isWaivers, isExpected, isPolicy, isGroups, isSettings].some((isFile) => isFile(block)))
      .map((block) => [`${page}, ${/^name: (.*)$/m.exec(block)?.[1] ?? 'none'}`, block] as const),
  ),
];

const PIN = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

describe('a workflow to copy', () => {
  it('is there for every use, and they are few enough to choose from', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(8);
    expect(EXAMPLES.length).toBeLessThanOrEqual(12);
  });

  it.for(WORKFLOWS)('%s: works with what action.yml declares', ([, text]) => {
    const workflow = readWorkflow(text);
    const own = stepsOf(workflow).flatMap(({ job, step }) =>
      OWN.filter(({ uses }) => uses === step.uses).map((one) => ({ job, step, ...one })),
    );
    const called = Object.values(workflow.jobs).flatMap(({ uses }) => uses ?? []);
    expect([...own, ...called]).not.toEqual([]);
    for (const { job, step, action, defaults, read } of own) {
      const inputs = step.with ?? {};
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
      // The job must not end before the step has cancelled what it started.
      const minutes = Number(inputs['timeout-minutes'] ?? defaults['timeout-minutes']);
      expect(job['timeout-minutes']).toBeGreaterThanOrEqual(minutes + 5);
      for (const row of rowsOf(job)) {
        const values = { ...callerInputsOf(workflow), ...row };
        expect(() => read((name) => fill(inputs[name] ?? '', values))).not.toThrow();
      }
      // The files that an input names come from a checkout.
      const isCheckedOut = job.steps?.some(({ uses }) => uses?.startsWith('actions/checkout@'));
      if (['baseline', 'waivers', 'expected'].some((name) => inputs[name] !== undefined))
        expect(isCheckedOut).toBe(true);
    }
  });

  it.for(WORKFLOWS)('%s: has no more rights than it needs', ([, text]) => {
    const workflow = readWorkflow(text);
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) {
      // GitHub takes no time limit for a job that calls a workflow, whose jobs have their own.
      if (job.uses !== undefined) continue;
      expect(job['timeout-minutes'], 'a job without an end').toBeGreaterThan(0);
      if (!job.steps?.some(({ uses }) => OWN.some((one) => one.uses === uses))) continue;
      const written = Object.entries(job.permissions ?? {}).filter(([, right]) => right === 'write');
      // Reports only: who has the Platform's key must change neither the repository nor the cloud.
      const reports = ['pull-requests', 'checks', 'security-events'];
      expect(reports).toEqual(expect.arrayContaining(written.map(([scope]) => scope)));
    }
  });

  it.for(WORKFLOWS)('%s: runs nothing that somebody else could change', ([, text]) => {
    const workflow = readWorkflow(text);
    const isUntrusted = Object.hasOwn(Object(workflow.on), 'workflow_run');
    for (const { step } of stepsOf(workflow)) {
      expect(step.run ?? '', 'an expression in a script is injected').not.toContain('${{');
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials']).toBe(false);
      if (isUntrusted) expect(step.uses ?? '').not.toMatch(/checkout|download-artifact/);
    }
    const used = [...text.matchAll(/^ *(?:- )?uses: (.+)$/gm)].map(([, uses]) => uses);
    for (const uses of used.filter((one) => !OWN.some((own) => own.uses === one))) expect(uses).toMatch(PIN);
  });

  it('has the same commit of another action as all the others', () => {
    const used = WORKFLOWS.flatMap(([, text]) => [...text.matchAll(/uses: (.+)@(.+)$/gm)]);
    const commits = Map.groupBy(used, ([, name]) => name);
    for (const [name, uses] of commits) expect(new Set(uses.map(([, , commit]) => commit)).size, name).toBe(1);
  });

  it.for(EXAMPLES.map((example) => [example.name, example] as const))(
    'examples/%s.yml: says on top what it is for, what to set up, what to know and what to combine it with',
    ([, example]) => {
      const { purpose, setUp, toKnow, combineWith } = readHeader(example);
      for (const said of [purpose, setUp, toKnow, combineWith]) expect(said).toMatch(/\w.*\.$/);
      const named = [...`${toKnow} ${combineWith}`.matchAll(/([\w-]+)\.yml/g)].map(([, name]) => name);
      expect(EXAMPLES.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
      // Each secret by the name under which the workflow asks for it.
      for (const [, name = ''] of example.text.matchAll(/secrets\.(\w+)/g)) expect(setUp).toContain(name);
      expect(renderExample(example)).toMatch(/^```yaml\nname: /);
    },
  );

  it('needs such a comment', () => {
    expect(() => readHeader({ name: 'a', text: '# Something.\nname: a\n' })).toThrow('examples/a.yml');
  });

  it('is listed with what starts it and what it may write', () => {
    const text = [
      '# Do it. Set up: it. Know: it. Combine with: it.',
      'on: { push: {}, pull_request: {} }',
      'jobs: { a: { permissions: { contents: read, issues: write } }, b: {} }',
    ].join('\n');
    expect(renderExamples([{ name: 'a', text }]).split('\n')[2]).toBe(
      '| [a.yml](a.yml) | Do it. | `push`, `pull_request` | `issues` |',
    );
  });
});

describe('what needs a release', () => {
  const { version } = JSON.parse(readPage('package.json')) as { version: string };
  const isReleased = Number.parseInt(version, 10) >= 1;
  const texts = [...ALL_PAGES, ...EXAMPLES.map(({ name, text }) => [`examples/${name}.yml`, text] as const)];
  // `OWNER/cloudquery-gate@v1`, and the address of a schema.
  const usesTag = (text: string) => /\/cloudquery-gate(?:\/[\w-]+)*@v1\b|\/cloudquery-gate\/v1\//.test(text);

  it.for(texts.filter(([, text]) => usesTag(text)))('%s says so until there is one', ([, text]) => {
    expect(findUnreleased(text).length > 0, 'the sentence between "unreleased" comments').toBe(!isReleased);
    if (!isReleased) expect(unreleasedOf(text)).toMatch(/commit SHA of this repository/);
  });

  it('is in all examples', () => {
    expect(EXAMPLES.filter(({ text }) => !usesTag(text))).toEqual([]);
  });

  /** What a text says until the first release. */
  function unreleasedOf(text: string): string {
    const rest = cutUnreleased(text).split('\n');
    return text
      .split('\n')
      .filter((line) => !rest.includes(line))
      .join('\n');
  }
});

describe('a file to copy', () => {
  it.for(
    PAGES.flatMap(([page, text]) =>
      blocksOf(text, 'yaml')
        .filter(isWaivers)
        .map((one) => [page, one] as const),
    ),
  )('the waivers of %s are good', ([, text]) => {
    expect(parseWaivers(text, 'waivers.yml', '2026-08-01')).toMatchObject({ kind: 'waivers' });
  });

  it('the expectations of access/README.md are good', () => {
    const [text = ''] = blocksOf(pageOf('access/README.md'), 'yaml').filter(isExpected);
    // Several entries of one user, since each covers one finding.
    const findings = ['key-powerful', ...['user-powerful', 'user-powerful'], 'user-local', 'user-no-mfa'].map(
      (finding) => ({ finding }),
    );
    expect(parseExpected(text, 'access.yml', COVERABLE)).toMatchObject({ kind: 'content', content: findings });
  });

  it('the policy and the groups of policies/README.md are good', () => {
    const blocks = blocksOf(pageOf('policies/README.md'), 'yaml');
    const [[policy = ''], [groups = '']] = [blocks.filter(isPolicy), blocks.filter(isGroups)];
    expect(parsePolicyFile(policy, 'a.yml', toLogText)).toMatchObject({ kind: 'content', content: { line: 2 } });
    expect(parseGroupsFile(groups, 'groups.yml', toLogText)).toMatchObject({ kind: 'content', content: [{}] });
  });

  const settings = PAGES.flatMap(([page, text]) =>
    blocksOf(text, 'yaml')
      .filter(isSettings)
      .map((block) => [page, block] as const),
  );

  it.for(settings)('the settings of %s are inputs of the gate: %j', ([, block]) => {
    const inputs = parseDocument(block).toJS() as Texts;
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    const given: Texts = {
      'platform-url': 'https://tenant.example',
      'api-key': 'key',
      'sync-name': 'a-sync',
      ...inputs,
    };
    expect(() => readGateInputs((name) => given[name] ?? '')).not.toThrow();
  });

  it('there are settings for what most gates need', () => {
    expect(settings.map(([page]) => page)).toEqual(Array(5).fill('README.md'));
  });

  it('the smallest baseline is one that the action reads', () => {
    expect(blocksOf(pageOf('docs/adopting.md'), 'json')[0]?.trim()).toBe(EMPTY_BASELINE);
    expect(parseBaseline(EMPTY_BASELINE, 'baseline.json')).toMatchObject({ kind: 'baseline' });
  });
});

/** The actions of this repository, as a workflow uses them. */
const OWN = [
  { uses: 'OWNER/cloudquery-gate@v1', action: ACTION, defaults: DEFAULTS, read: readGateInputs },
  {
    uses: 'OWNER/cloudquery-gate/access@v1',
    action: actionOf('access'),
    defaults: ACCESS_DEFAULTS,
    read: readAccessInputs,
  },
  {
    uses: 'OWNER/cloudquery-gate/policies@v1',
    action: actionOf('policies'),
    defaults: POLICIES_DEFAULTS,
    read: readPoliciesInputs,
  },
  {
    uses: 'OWNER/cloudquery-gate/audit-log@v1',
    action: actionOf('audit-log'),
    defaults: AUDIT_LOG_DEFAULTS,
    read: readAuditLogInputs,
  },
];

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  /** The workflow that it calls. */
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Texts;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly (string | Texts)[]>> };
  /** A job that calls a workflow has none. */
  readonly steps?: readonly Step[];
}

interface CallableWorkflow {
  readonly on?: {
    readonly workflow_call?: { readonly inputs: Readonly<Record<string, { readonly default?: string }>> };
  };
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

function readWorkflow(text: string): Workflow {
  const document = parseDocument(text);
  expect(document.errors.concat(document.warnings)).toEqual([]);
  return document.toJS() as Workflow;
}

function stepsOf({ jobs }: Workflow): { job: Job; step: Step }[] {
  return Object.values(jobs).flatMap((job) => (job.steps ?? []).map((step) => ({ job, step })));
}

/** The inputs of a workflow that others call: their defaults, and a value for what they have to give. */
function callerInputsOf(workflow: Workflow): Texts {
  const inputs = (workflow as CallableWorkflow).on?.workflow_call?.inputs ?? {};
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? 'a-sync']));
}

/** The values of a matrix with which a job runs, one after another. */
function rowsOf({ strategy }: Job): Texts[] {
  const rows = Object.entries(strategy?.matrix ?? {}).flatMap(([key, values]) =>
    values.map((value) => (typeof value === 'string' ? { [key]: value } : value)),
  );
  return rows.length === 0 ? [{}] : rows;
}

/** Puts a value where a workflow has an expression. */
function fill(value: string, values: Texts): string {
  return (
    String(value)
      .replace(/\$\{\{ vars\.CLOUDQUERY_PLATFORM_URL \}\}/, 'https://tenant.example')
      .replace(/\$\{\{ vars\.\w+ \}\}/, 'a-sync')
      .replace(/\$\{\{ inputs\.[\w-]+ \|\| '([\w-]*)' \}\}/, '$1')
      .replace(/\$\{\{ needs\.[\w.-]+ \}\}/, '')
      .replace(/\$\{\{ secrets\.\w+ \}\}/, 'key')
      .replace(/\$\{\{ github\.event\.pull_request\.number \}\}/, '42')
      .replace(/\$\{\{ github\.event_name == '\w+' && '([\w-]+)' \|\| '[\w-]+' \}\}/, '$1')
      // A run by schedule has no inputs.
      .replace(/\$\{\{ (?:inputs|matrix)\.([\w-]+) \}\}/, (_, key: string) => values[key] ?? '')
  );
}
