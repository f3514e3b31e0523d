import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { countEntries } from '../../../../src/actions/gate/baseline/baseline.ts';
import { EMPTY_BASELINE, LARGEST_BASELINE, writeBaseline } from '../../../../src/actions/gate/baseline/file.ts';
import { describeFiles, type GateFiles, readGateFiles } from '../../../../src/actions/gate/files.ts';
import { InputError } from '../../../../src/errors.ts';
import { type ReadText, readText } from '../../../../src/runner/read-file.ts';
import { baselineOf, rowsOf } from '../../fake/decision.ts';
import { aWaiver, TODAY } from '../../fake/waiver.ts';

const ROOT = realpathSync(mkdtempSync(join(tmpdir(), 'gate-inputs-')));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

let workspace = '';
let temp = '';
beforeEach(() => {
  const folder = mkdtempSync(join(ROOT, 'case-'));
  [workspace, temp] = [join(folder, 'workspace'), join(folder, 'temp')];
  mkdirSync(workspace);
  mkdirSync(temp);
});

const BASELINE = [...writeBaseline(baselineOf({ p0: rowsOf('a b b') }), String)].join('');
const WAIVERS = `version: 1
waivers:
  - policy: Public S3 buckets
    resource: web-*
    reason: Public on purpose.
    owner: web-team@acme.example
    expires: 2026-12-31
`;
const isWindows = process.platform === 'win32';

function put(path: string, content: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), content);
}

type Values = Readonly<Record<string, string>>;

const read = (values: Values, how: ReadText = readText, isRedacted = false): Promise<GateFiles> =>
  readGateFiles((name) => values[name] ?? '', { workspace, temp }, how, TODAY, isRedacted);

async function problemsOf(values: Values, how: ReadText = readText, isRedacted = false): Promise<readonly string[]> {
  try {
    await read(values, how, isRedacted);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

test('without files nothing is read', async () => {
  const never: ReadText = (path) => {
    throw new Error(`${path} was read`);
  };
  const reportDir = join(temp, 'cloudquery-gate');
  const nothing = { baseline: null, waivers: null, reportDir, nextBaselinePath: null };
  expect(await read({}, never)).toEqual(nothing);
  expect(await read({ baseline: ' \n', waivers: '\t', 'report-dir': ' ' }, never)).toEqual(nothing);
});

test('both are read, and the paths stay as the inputs name them', async () => {
  put('.cloudquery/baseline.json', BASELINE);
  put('.cloudquery/waivers.yml', WAIVERS);
  const files = await read({ baseline: ' .cloudquery/baseline.json\n', waivers: './.cloudquery/waivers.yml' });
  expect(files.baseline?.path).toBe('.cloudquery/baseline.json');
  expect(files.baseline === null ? 0 : countEntries(files.baseline)).toBe(3);
  expect(files.waivers).toMatchObject({
    path: './.cloudquery/waivers.yml',
    entries: [{ policy: 'Public S3 buckets', resource: 'web-*', account: null, expires: '2026-12-31', line: 3 }],
  });
});

describe('where the own files of the run go', () => {
  test.each<[string, Values, string, string]>([
    ['by default', {}, 'TEMP/cloudquery-gate', 'TEMP/cloudquery-gate/baseline.json'],
    ['a folder of the workspace', { 'report-dir': 'out' }, 'WORK/out', 'WORK/out/baseline.json'],
    ['with a slash behind it', { 'report-dir': 'out/' }, 'WORK/out', 'WORK/out/baseline.json'],
    ['the workspace itself', { 'report-dir': '.' }, 'WORK', 'WORK/baseline.json'],
    ['a folder outside of it', { 'report-dir': '../out' }, 'WORK/../out', 'WORK/../out/baseline.json'],
    ['an absolute path', { 'report-dir': '/somewhere/else' }, '/somewhere/else', '/somewhere/else/baseline.json'],
  ])('%s', async (_, values, reportDir, next) => {
    put('.cloudquery/baseline.json', BASELINE);
    const full = (path: string) => resolve(path.replace('WORK', workspace).replace('TEMP', temp));
    const files = await read({ baseline: '.cloudquery/baseline.json', ...values });
    expect([files.reportDir, files.nextBaselinePath]).toEqual([full(reportDir), full(next)]);
  });

  test('the baseline keeps the last part of its path, wherever it was read', async () => {
    writeFileSync(join(temp, 'known violations.json'), BASELINE);
    const baseline = join(temp, 'known violations.json');
    const files = await read({ baseline });
    expect(files.nextBaselinePath).toBe(join(temp, 'cloudquery-gate', 'known violations.json'));
    expect(files.baseline?.path).toBe(baseline);
  });

  test('a file outside of the workspace can be read', async () => {
    writeFileSync(join(temp, 'baseline.json'), BASELINE);
    expect((await read({ baseline: '../temp/baseline.json' })).baseline).not.toBeNull();
  });
});

describe('the baseline that was read is never the one that is written', () => {
  const TOLD =
    "`report-dir` is the folder of `baseline`, which the step's own baseline would overwrite: choose another folder.";

  test.each<[string, Values]>([
    ['the same folder', { baseline: 'out/baseline.json', 'report-dir': 'out' }],
    ['the workspace itself', { baseline: 'baseline.json', 'report-dir': '.' }],
    ['written differently', { baseline: './out//baseline.json', 'report-dir': 'x/../out/' }],
  ])('%s', async (_, values) => {
    put('baseline.json', BASELINE);
    put('out/baseline.json', BASELINE);
    expect(await problemsOf(values)).toEqual([TOLD]);
  });

  test('the default folder', async () => {
    mkdirSync(join(temp, 'cloudquery-gate'));
    writeFileSync(join(temp, 'cloudquery-gate', 'baseline.json'), BASELINE);
    expect(await problemsOf({ baseline: join(temp, 'cloudquery-gate', 'baseline.json') })).toEqual([TOLD]);
  });

  test.skipIf(isWindows)('a link to the folder, to the file, and from there', async () => {
    put('real/baseline.json', BASELINE);
    symlinkSync(join(workspace, 'real'), join(workspace, 'folder'));
    mkdirSync(join(workspace, 'links'));
    symlinkSync(join(workspace, 'real', 'baseline.json'), join(workspace, 'links', 'baseline.json'));
    for (const [baseline, reportDir] of [
      ['real/baseline.json', 'folder'],
      ['folder/baseline.json', 'real'],
      ['links/baseline.json', 'real'],
      ['real/baseline.json', 'links'],
    ] as const) {
      expect(await problemsOf({ baseline, 'report-dir': reportDir })).toEqual([TOLD]);
    }
  });

  test('a file that is missing there is told with it', async () => {
    expect(await problemsOf({ baseline: 'out/baseline.json', 'report-dir': 'out' })).toEqual([
      expect.stringContaining('is not in the workspace'),
      TOLD,
    ]);
  });

  test('another name in the same folder, or the same name in another one, is no such thing', async () => {
    put('out/baseline.json', BASELINE);
    put('other/baseline.json', BASELINE);
    put('out/old/baseline.json', BASELINE);
    expect(await problemsOf({ baseline: 'other/baseline.json', 'report-dir': 'out' })).toEqual([]);
    expect(await problemsOf({ baseline: 'out/old/baseline.json', 'report-dir': 'out' })).toEqual([]);
  });
});

describe('what is wrong with a file', () => {
  test.each<[string, string, string]>([
    ['baseline', 'baseline.json', `or begin with \`${EMPTY_BASELINE}\`.`],
    ['waivers', 'waivers.yml', 'or begin with one that holds `version: 1` and `waivers: []`.'],
  ])('%s that is missing: check out, or begin with a small one', async (input, path, begin) => {
    expect(await problemsOf({ [input]: path })).toEqual([
      `\`${input}\` ${path} is not in the workspace: check the repository out before this step (\`actions/checkout\`), ${begin}`,
    ]);
  });

  test.each(['baseline', 'waivers'])('%s that is a folder', async (input) => {
    mkdirSync(join(workspace, 'folder'));
    for (const path of ['folder', '.', '..', '/']) {
      expect(await problemsOf({ [input]: path })).toContain(`\`${input}\` ${path} is not a file.`);
    }
  });

  test.skipIf(isWindows).each(['baseline', 'waivers'])('%s that is a pipe: nobody waits', async (input) => {
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    expect(await problemsOf({ [input]: 'pipe' })).toEqual([`\`${input}\` pipe is not a file.`]);
  });

  test.each<[string, number]>([
    ['baseline', LARGEST_BASELINE],
    ['waivers', 2 ** 20],
  ])('%s has at most %d bytes', async (input, most) => {
    const asked: number[] = [];
    const how: ReadText = (_, mostBytes) => {
      asked.push(mostBytes);
      return { kind: 'problem', problem: 'has too many bytes.' };
    };
    expect(await problemsOf({ [input]: 'file' }, how)).toEqual([`\`${input}\` file has too many bytes.`]);
    expect(asked).toEqual([most]);
  });

  test.each<[string, string, RegExp]>([
    ['empty', '', /^`baseline` b\.json is empty; the smallest baseline is/],
    ['damaged', BASELINE.slice(0, 100), /^`baseline` b\.json is damaged: no valid JSON/],
    [
      'of a later version',
      '{"version": 2, "violations": []}',
      /^`baseline` b\.json is of version 2, .* update the action\.$/,
    ],
    ['of another kind', WAIVERS, /^`baseline` b\.json is damaged: no valid JSON/],
  ])('a baseline that is %s', async (_, text, problem) => {
    put('b.json', text);
    expect(await problemsOf({ baseline: 'b.json' })).toEqual([expect.stringMatching(problem)]);
  });

  test.each<[string, string, RegExp]>([
    ['empty', '', /^`waivers` w\.yml:1:1: /],
    ['of another kind', BASELINE, /^`waivers` w\.yml:\d+:\d+: /],
    [
      'out of date by more than a year',
      WAIVERS.replace('2026-12-31', '2036-12-31'),
      /^`waivers` w\.yml:7:14: .*`expires`/,
    ],
  ])('a waivers file that is %s', async (_, text, problem) => {
    put('w.yml', text);
    const problems = await problemsOf({ waivers: 'w.yml' });
    expect(problems.length).toBeGreaterThanOrEqual(1);
    expect(problems[0]).toMatch(problem);
  });

  describe('where names are hidden nothing of a waivers file is quoted, and the place is told', () => {
    const withLine = (line: string) => WAIVERS.replace('    resource: web-*', `    ${line}`);

    test.each<[string, string]>([
      ['a pattern that excludes', withLine('account: "!acme-secret"')],
      ['an alias that is not there', withLine('account: *acme-secret')],
      ['a tag', withLine('account: !acme-secret x')],
      ['a key', withLine('acme-secret: 1')],
      ['a key that nearly is one', withLine('"resource acme-secret": web')],
      ['a key with a place in it', withLine('"acme-secret:1:2: ": web')],
      ['a key of several lines', withLine('"acme-secret\\nacme-secret:3:4: acme-secret": web')],
      ['the same key twice', withLine('resource: a\n    resource: acme-secret')],
      ['a text that is open', withLine('resource: "acme-secret')],
      ['a date', WAIVERS.replace('2026-12-31', 'acme-secret')],
      ['an item that is a text', `${WAIVERS}  - acme-secret\n`],
      ['a key of the file', `${WAIVERS}acme-secret: 1\n`],
      ['all of the file', 'acme-secret'],
    ])('%s', async (_, text) => {
      put('w.yml', text);
      const [open, hidden] = [
        await problemsOf({ waivers: 'w.yml' }),
        await problemsOf({ waivers: 'w.yml' }, readText, true),
      ];
      expect(hidden).toHaveLength(open.length);
      expect(hidden.length).toBeGreaterThanOrEqual(1);
      for (const [index, problem] of hidden.entries()) {
        expect(problem).not.toMatch(/acme-secret/i);
        const [place = 'none'] = /^`waivers` w\.yml:\d+:\d+: /.exec(open[index] ?? '') ?? [];
        expect(problem.slice(0, place.length)).toBe(place);
      }
    });
  });

  test('a waiver that ended is no problem of the file', async () => {
    put('w.yml', WAIVERS.replace('2026-12-31', '2026-07-31'));
    expect((await read({ waivers: 'w.yml' })).waivers?.entries).toHaveLength(1);
  });

  test('all of it is told at once', async () => {
    put('b.json', '[]');
    put('w.yml', `${WAIVERS.replace('2026-12-31', 'never')}  - policy: 7\n`);
    const problems = await problemsOf({ baseline: 'b.json', waivers: 'w.yml', 'report-dir': '.' });
    expect(problems.filter((problem) => problem.startsWith('`baseline` b.json is not a baseline'))).toHaveLength(1);
    expect(problems.filter((problem) => problem.startsWith('`report-dir` '))).toHaveLength(1);
    expect(problems.filter((problem) => problem.startsWith('`waivers` w.yml:')).length).toBeGreaterThanOrEqual(2);
    await expect(read({ baseline: 'b.json', waivers: 'none.yml' })).rejects.toThrow(/^2 bad inputs: /);
  });

  test('a path cannot forge a line of the log, nor fill it', async () => {
    for (const path of ['a\n::error::b', `${'x'.repeat(900)}\n::error::b`]) {
      const how: ReadText = () => ({ kind: 'missing' });
      const [problem = ''] = await problemsOf({ baseline: path }, how);
      expect(problem).not.toContain('\n');
      expect(problem.length).toBeLessThan(500);
    }
  });
});

test.each<[string, Pick<GateFiles, 'baseline' | 'waivers'>, string[]]>([
  ['neither', { baseline: null, waivers: null }, []],
  [
    'a baseline',
    { baseline: baselineOf({ p0: rowsOf('a b b') }), waivers: null },
    ['Baseline baseline.json holds 3 violations.'],
  ],
  ['an empty baseline', { baseline: baselineOf({}), waivers: null }, ['Baseline baseline.json holds 0 violations.']],
  [
    'waivers',
    { baseline: null, waivers: { path: 'waivers.yml', entries: [aWaiver()] } },
    ['Waivers waivers.yml: 1 waiver.'],
  ],
  [
    'both',
    { baseline: baselineOf({ p0: rowsOf('a') }), waivers: { path: 'w.yml', entries: [] } },
    ['Baseline baseline.json holds 1 violation.', 'Waivers w.yml: 0 waivers.'],
  ],
])('what was read is told: %s', (_, files, lines) => {
  expect(describeFiles(files)).toEqual(lines);
});
