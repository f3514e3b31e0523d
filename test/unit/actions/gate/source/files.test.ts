import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openSourceFiles, type SourceLimits } from '../../../../../src/actions/gate/source/files.ts';
import { createLocator } from '../../../../../src/actions/gate/source/locate.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';

const ROOT = realpathSync(mkdtempSync(join(tmpdir(), 'gate-source-')));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const isWindows = process.platform === 'win32';

const TRACE = '5f2a9c1e-7b3d-4e6f-8a90-1b2c3d4e5f60';
const OTHER = '0a0b0c0d-1111-4222-8333-444455556666';
const TF = `resource "aws_s3_bucket" "b" {\n  tags = {\n    yor_trace = "${TRACE}"\n  }\n}\n`;
const WIDE: SourceLimits = { files: 100, bytes: 2 ** 20, fileBytes: 2 ** 16, traces: 100, milliseconds: 60_000 };

let outside = '';
let workspace = '';
beforeEach(() => {
  outside = mkdtempSync(join(ROOT, 'case-'));
  workspace = join(outside, 'workspace');
  mkdirSync(workspace);
});

function write(path: string, text: string): void {
  const file = join(workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const read = (limits = WIDE) => openSourceFiles(workspace, limits)();
const listFiles = () => [...read().files].sort();
const locate = (...tags: string[]) => createLocator(openSourceFiles(workspace), 'acme/shop')(tags);
const locateFile = (file: string) => locate(`git_file=${file}`, 'git_repo=shop', 'git_org=acme');

describe('openSourceFiles', () => {
  test('lists what a tagger writes, and nothing else', () => {
    const tagged = [
      'a.tf',
      'b/c.tf.json',
      'b/d/e.yml',
      'f.yaml',
      'g.json',
      'h.template',
      'über straße/ü.tf',
      '.github/x.yml',
    ];
    for (const path of tagged) write(path, '');
    for (const path of ['a.ts', 'tf', 'a.tf.bak', 'a.tfstate', 'a.TF', '.git/a.tf', 'b/node_modules/a.tf'])
      write(path, '');
    write('b/.terraform/modules/m/a.tf', TF);
    write('sub/.git', 'gitdir: ../.git/modules/sub');
    write('sub/deep/a.tf', TF);
    mkdirSync(join(workspace, 'folder.tf'));
    expect(listFiles()).toEqual(tagged.sort());
    expect(read().isComplete).toBe(true);
  });

  test('knows each trace with file and line', () => {
    write('a.tf', TF);
    write('b.yml', `# ${OTHER}\r\n\r\nx: ${TRACE.toUpperCase()}\r\ny: x${OTHER} ${OTHER}-1 ${OTHER}0\r\n`);
    write('c.json', `{"a":"${OTHER}",\n"b":"${OTHER}"}`);
    expect(read().traces).toEqual(
      new Map([
        [
          TRACE,
          new Map([
            ['a.tf', 3],
            ['b.yml', 3],
          ]),
        ],
        [
          OTHER,
          new Map([
            ['b.yml', 1],
            ['c.json', null],
          ]),
        ],
      ]),
    );
  });

  // On Windows only administrators make links, and nobody a pipe.
  test.skipIf(isWindows)('follows no link, waits for no pipe', () => {
    write('real/a.tf', TF);
    writeFileSync(join(outside, 'secret.tf'), TF);
    symlinkSync(join(outside, 'secret.tf'), join(workspace, 'out.tf'));
    symlinkSync(outside, join(workspace, 'up'));
    symlinkSync('real', join(workspace, 'alias'));
    symlinkSync('gone', join(workspace, 'dangling.tf'));
    execFileSync('mkfifo', [join(workspace, 'pipe.tf')]);
    expect(listFiles()).toEqual(['real/a.tf']);
    for (const file of ['out.tf', 'up/secret.tf', 'alias/a.tf', 'dangling.tf', 'pipe.tf']) {
      expect(locateFile(file), file).toBeNull();
    }
    expect(locate(`yor_trace=${TRACE}`)).toEqual({ file: 'real/a.tf', line: 3 });
  });

  test('follows no junction, as Windows calls a link to a folder', () => {
    write('real/a.tf', TF);
    symlinkSync(join(workspace, 'real'), join(workspace, 'alias'), 'junction');
    symlinkSync(outside, join(workspace, 'up'), 'junction');
    expect(listFiles()).toEqual(['real/a.tf']);
    expect(locateFile('alias/a.tf')).toBeNull();
  });

  test('works in a workspace that is itself behind a link', () => {
    write('a.tf', TF);
    symlinkSync(workspace, join(outside, 'link'), 'junction');
    expect([...openSourceFiles(join(outside, 'link'))().files]).toEqual(['a.tf']);
  });

  test.each(['gone', 'gone/too', 'a\0b', 'a'.repeat(300)])('a workspace that is not there is empty: %j', (name) => {
    expect(openSourceFiles(join(outside, name))()).toEqual({ files: new Set(), traces: new Map(), isComplete: true });
  });

  test.skipIf(isWindows || process.getuid?.() === 0)('what can not be read is not there', () => {
    write('a.tf', TF);
    write('shut/b.tf', TF);
    chmodSync(join(workspace, 'a.tf'), 0);
    chmodSync(join(workspace, 'shut'), 0);
    expect(listFiles()).toEqual([]);
    chmodSync(join(workspace, 'shut'), 0o700);
  });

  test.each<[string, Partial<SourceLimits>]>([
    ['files', { files: 2 }],
    ['bytes', { bytes: 2 * TF.length }],
    ['traces', { traces: 2 }],
    ['time', { milliseconds: 0 }],
  ])('stops at its limit of %s, and says so', (_, limits) => {
    for (const name of ['a', 'b', 'c']) write(`${name}.tf`, TF);
    expect(read()).toMatchObject({ isComplete: true });
    const index = read({ ...WIDE, ...limits });
    expect(index.isComplete).toBe(false);
    expect(index.traces.get(TRACE)?.size ?? 0).toBeLessThan(3);
  });

  test('limits that are just met are none', () => {
    for (const name of ['a', 'b', 'c/d']) write(`${name}.tf`, TF);
    expect(read({ ...WIDE, files: 3, bytes: 3 * TF.length, traces: 3 }).isComplete).toBe(true);
  });

  test('a file that is too large is there, unread', () => {
    write('large.json', `${TF}${' '.repeat(2 ** 20)}`);
    write('a.tf', TF);
    expect(locate('git_file=large.json', 'git_repo=shop', `yor_trace=${TRACE}`)).toEqual({
      file: 'large.json',
      line: null,
    });
    expect(locate(`yor_trace=${TRACE}`)).toEqual({ file: 'a.tf', line: 3 });
  });

  test('reads the checkout once', () => {
    write('a.tf', TF);
    const files = openSourceFiles(workspace);
    const first = files();
    write('b.tf', TF);
    expect(files()).toBe(first);
  });
});

describe('a location', () => {
  test.each([
    '../secret.tf',
    '../../etc/passwd',
    '/etc/passwd',
    'infra/../infra/s3.tf',
    './infra/s3.tf',
    '/infra/s3.tf',
    'infra//s3.tf',
    'infra/s3.tf/',
    'infra/s3.tf/.',
    'infra\\s3.tf',
    'infra/s3.tf\0',
    'infra/s3.tf ',
    'infra/s3.tf\n',
    'infra%2Fs3.tf',
    'infra',
    '.',
    '..',
    '.git/config.json',
    '~/s3.tf',
    'file:///etc/passwd',
    'a'.repeat(10_000),
    '../'.repeat(3_000),
    ...Object.values(HOSTILE_TEXTS),
  ])('is never that of another path, %#', (file) => {
    write('infra/s3.tf', TF);
    write('.git/config.json', TF);
    writeFileSync(join(outside, 'secret.tf'), TF);
    expect(locateFile(file)).toBeNull();
    expect(locate(JSON.stringify({ key: 'git_file', value: file }), 'git_repo=shop')).toBeNull();
    expect(locateFile('infra/s3.tf')).toEqual({ file: 'infra/s3.tf', line: null });
  });

  test('does not exist where the repository lies in a folder of the workspace', () => {
    write('main/.git/HEAD', '');
    write('main/infra/s3.tf', TF);
    expect(locateFile('infra/s3.tf')).toBeNull();
    expect(locate(`yor_trace=${TRACE}`)).toBeNull();
  });

  test('is always an existing file inside the workspace', () => {
    const segment = fc.constantFrom(
      'a',
      'b.tf',
      'c.yml',
      '..',
      '.',
      '',
      '.git',
      'up',
      'out.tf',
      'odd\\x.tf',
      'n\nl.tf',
      '::error::.tf',
    );
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
    const trace = fc.constantFrom(TRACE, OTHER);
    let found = 0;
    const property = fc.property(
      fc.array(fc.tuple(path, trace), { maxLength: 6 }),
      path,
      trace,
      (files, named, asked) => {
        const root = mkdtempSync(join(outside, 'tree-'));
        symlinkSync(outside, join(root, 'up'), 'junction');
        symlinkSync(join(outside, 'workspace'), join(root, 'out.tf'), 'junction');
        for (const [file, text] of files) {
          const target = join(root, file);
          // The tree of this run only: `..` and the links lead out of it.
          if (!target.startsWith(root + sep) || /(^|\/)(up|out\.tf)(\/|$)/.test(file)) continue;
          try {
            mkdirSync(dirname(target), { recursive: true });
            writeFileSync(target, `x = "${text}"`);
          } catch {
            // A file stands where a folder should, or the reverse.
          }
        }
        const locator = createLocator(openSourceFiles(root), 'acme/shop');
        const byFile = [`{"key":"git_file","value":${JSON.stringify(named)}}`, 'git_repo=shop', `yor_trace=${asked}`];
        for (const location of [locator(byFile), locator([`yor_trace=${asked}`])]) {
          if (location === null) continue;
          found += 1;
          const real = join(root, location.file);
          expect(lstatSync(real).isFile()).toBe(true);
          expect(realpathSync(real)).toBe(`${root}${sep}${location.file.split('/').join(sep)}`);
          expect(location.file).not.toMatch(/^\.?\/|\\|\n|(^|\/)\.\.(\/|$)/);
          expect(location.line === null || location.line === 1).toBe(true);
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
    expect(found).toBeGreaterThan(0);
  });
});
