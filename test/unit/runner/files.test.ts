import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { isSameFile, readText } from '../../../src/runner/read-file.ts';
import { writeText } from '../../../src/runner/write-file.ts';
import { type Damage, findDamage } from '../../../src/text/damage.ts';

const ROOT = realpathSync(mkdtempSync(join(tmpdir(), 'gate-files-')));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(ROOT, 'case-'));
});

const at = (...names: string[]) => join(folder, ...names);

function put(name: string, content: string | Buffer = 'text'): string {
  writeFileSync(at(name), content);
  return at(name);
}

const MOST = 1_000;
const isWindows = process.platform === 'win32';
const isMac = process.platform === 'darwin';

describe('readText', () => {
  test.each<[string, string | Buffer, string]>([
    ['a text', 'one\ntwo\n', 'one\ntwo\n'],
    ['nothing', '', ''],
    ['a mark of bytes, which stays', '\ufefftext', '\ufefftext'],
    ['other scripts', 'äöü 🪣 דלי', 'äöü 🪣 דלי'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['NULs', 'a\0b', 'a\0b'],
  ])('%s', (_, content, text) => {
    expect(readText(put('file', content), MOST)).toEqual({ kind: 'text', text });
  });

  test.each([4_095, 4_096, 4_097, 2 ** 18 - 1, 2 ** 18, 2 ** 18 + 1, 600_001])('%i bytes, in order', (size) => {
    const text = Array.from({ length: Math.ceil(size / 8) }, (_, number) => String(number).padStart(8, ' '))
      .join('')
      .slice(0, size);
    expect(readText(put('file', text), 2 ** 20)).toEqual({ kind: 'text', text });
  });

  test.skipIf(!existsSync('/proc/self/status'))('what says that it has no size, and has one', () => {
    expect(readText('/proc/self/status', 2 ** 20)).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('Name:'),
    });
  });

  test('as many bytes as are allowed, and one more', () => {
    expect(readText(put('file', 'x'.repeat(MOST)), MOST).kind).toBe('text');
    const problem = 'is larger than 1000 bytes.';
    expect(readText(put('file', 'x'.repeat(MOST + 1)), MOST)).toEqual({ kind: 'problem', problem });
    // Bytes, not characters.
    expect(readText(put('file', '🪣'.repeat(251)), MOST).kind).toBe('problem');
  });

  test('what is not there is missing', () => {
    put('file');
    for (const path of [at('none'), at('no', 'folder', 'file'), at('file', 'below')]) {
      expect(readText(path, MOST)).toEqual({ kind: 'missing' });
    }
  });

  test.skipIf(isWindows)('links are followed; one that leads nowhere is missing, and a ring is told', () => {
    symlinkSync(put('file', 'linked'), at('link'));
    symlinkSync(at('none'), at('dangling'));
    symlinkSync(at('ring-b'), at('ring-a'));
    symlinkSync(at('ring-a'), at('ring-b'));
    expect(readText(at('link'), MOST)).toEqual({ kind: 'text', text: 'linked' });
    expect(readText(at('dangling'), MOST)).toEqual({ kind: 'missing' });
    expect(readText(at('ring-a'), MOST)).toEqual({
      kind: 'problem',
      problem: expect.stringMatching(/^can't be read: .*ELOOP/),
    });
  });

  test('a folder is no file', () => {
    expect(readText(folder, MOST)).toEqual({ kind: 'problem', problem: 'is not a file.' });
  });

  test.skipIf(isWindows)(
    'a pipe that nobody writes to and a device without an end are no files, and nobody waits',
    () => {
      execFileSync('mkfifo', [at('pipe')]);
      symlinkSync(at('pipe'), at('link'));
      for (const path of [at('pipe'), at('link'), '/dev/zero', '/dev/null']) {
        expect(readText(path, MOST)).toEqual({ kind: 'problem', problem: 'is not a file.' });
      }
    },
  );

  test.skipIf(isWindows || isMac)('a file that says it has no size is read up to the limit', () => {
    symlinkSync('/proc/self/status', at('status'));
    expect(statSync(at('status')).size).toBe(0);
    expect(readText(at('status'), 2 ** 20)).toEqual({ kind: 'text', text: expect.stringMatching(/^Name:.*\n$/s) });
    expect(readText(at('status'), 20)).toEqual({ kind: 'problem', problem: expect.stringContaining('20') });
  });

  // A child with two seconds of the processor, since this one would be out of memory.
  test.skipIf(isWindows || isMac)('and no further: one of terabytes takes neither time nor memory', () => {
    symlinkSync('/proc/self/pagemap', at('link'));
    const source = new URL('../../../src/runner/read-file.ts', import.meta.url).href;
    const script = `
      const { readText } = await import(${JSON.stringify(source)});
      console.log(readText(${JSON.stringify(at('link'))}, 2 ** 20).kind, process.memoryUsage.rss() < 300 * 2 ** 20);
    `;
    const command = ['-c', `ulimit -t 2; exec "$0" --input-type=module --eval "$1"`, process.execPath, script];
    expect(execFileSync('sh', command, { encoding: 'utf8', timeout: 20_000 })).toBe('problem true\n');
  });

  test('a path that the system takes for none is told', () => {
    // To Windows one that is too long is one that is not there.
    for (const path of [at('a\0b'), ...(isWindows ? [] : [at('x'.repeat(5_000))])]) {
      expect(readText(path, MOST)).toEqual({
        kind: 'problem',
        problem: expect.stringMatching(/^can't be read: .*\.$/s),
      });
    }
  });

  // Root reads everything.
  test.skipIf(isWindows || process.getuid?.() === 0)('a file that is not for us is told', () => {
    writeFileSync(at('secret'), 'x', { mode: 0 });
    expect(readText(at('secret'), MOST)).toMatchObject({ problem: expect.stringMatching(/^can't be read: .*EACCES/) });
  });
});

describe('writeText', () => {
  const read = (...names: string[]) => readFileSync(at(...names), 'utf8');

  test.each<[string, string[], string]>([
    ['no piece', [], ''],
    ['an empty piece', [''], ''],
    ['several', ['a', '', 'b\n', '🪣'], 'ab\n🪣'],
  ])('%s', (_, pieces, text) => {
    writeText(at('file'), pieces);
    expect(read('file')).toBe(text);
  });

  test('folders that are missing come to be', () => {
    writeText(at('a', 'b', 'file'), ['x']);
    expect(read('a', 'b', 'file')).toBe('x');
  });

  test('many pieces of many bytes are all there, in their order', () => {
    const pieces = Array.from({ length: 50_000 }, (_, index) => `${index} ${'ä🪣'.repeat(index % 9)}\n`);
    writeText(at('file'), pieces);
    expect(read('file')).toBe(pieces.join(''));
  });

  test('a file that was there is replaced, and nothing else is left in the folder', () => {
    put('file', 'a long old text');
    writeText(at('file'), ['new']);
    expect([read('file'), readdirSync(folder)]).toEqual(['new', ['file']]);
  });

  test('a draft that a killed process of the same number left behind is in nobody’s way', () => {
    put(`file.${process.pid}.tmp`, 'half');
    writeText(at('file'), ['new']);
    expect([read('file'), readdirSync(folder)]).toEqual(['new', ['file', `file.${process.pid}.tmp`]]);
  });

  test('where a piece cannot be had the old file stays, and no half of a new one', () => {
    put('file', 'old');
    function* failing() {
      yield 'x'.repeat(2 ** 20);
      throw new Error('oops');
    }
    expect(() => writeText(at('file'), failing())).toThrow('oops');
    expect([read('file'), readdirSync(folder)]).toEqual(['old', ['file']]);
  });

  test('whoever reads meanwhile sees the old file', () => {
    put('file', 'old');
    function* looking() {
      yield 'x'.repeat(2 ** 20);
      expect(read('file')).toBe('old');
      yield 'y';
    }
    writeText(at('file'), looking());
    expect(statSync(at('file')).size).toBe(2 ** 20 + 1);
  });

  test('where a folder stands in the place of the file nothing is left behind', () => {
    mkdirSync(at('file'));
    expect(() => writeText(at('file'), ['x'])).toThrow();
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('where a file stands in the place of the folder it is told', () => {
    put('file');
    expect(() => writeText(at('file', 'below'), ['x'])).toThrow();
    expect(read('file')).toBe('text');
  });

  // A child, since what hangs can't be stopped otherwise.
  test.skipIf(isWindows || isMac).each(['/proc/x/y', '/proc/x/y/z', '/sys/x/y'])(
    '%s can never come to be: that is an error, and no endless try',
    (path) => {
      const source = new URL('../../../src/runner/write-file.ts', import.meta.url).href;
      const script = `
        const { writeText } = await import(${JSON.stringify(source)});
        try { writeText(${JSON.stringify(path)}, ['x']); } catch { console.log('an error'); }
      `;
      const command = ['--input-type=module', '--eval', script];
      expect(execFileSync(process.execPath, command, { encoding: 'utf8', timeout: 20_000 })).toBe('an error\n');
    },
  );

  test.skipIf(isWindows)('where a link that leads nowhere stands in the place of the folder it is told', () => {
    symlinkSync(at('none', 'deep'), at('link'));
    symlinkSync(at('ring'), at('ring'));
    for (const path of [at('link', 'file'), at('link', 'sub', 'file'), at('ring', 'file')]) {
      expect(() => writeText(path, ['x'])).toThrow();
    }
    expect(readdirSync(folder).toSorted()).toEqual(['link', 'ring']);
  });

  test.skipIf(isWindows)('a link is replaced, and what it leads to stays', () => {
    symlinkSync(put('target', 'precious'), at('link'));
    linkSync(at('target'), at('hard'));
    writeText(at('link'), ['new']);
    writeText(at('hard'), ['new']);
    expect([read('target'), read('link'), read('hard')]).toEqual(['precious', 'new', 'new']);
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(false);
  });

  // A disk that is almost full takes a part of what it is given, and says so only by a number.
  test.skipIf(isWindows).each([200, 2_000])(
    'of %d kB the disk takes the first: that is an error, and no half of a file',
    (kilobytes) => {
      const source = new URL('../../../src/runner/write-file.ts', import.meta.url).href;
      const script = `
      const { writeText } = await import(${JSON.stringify(source)});
      writeText(${JSON.stringify(at('file'))}, Array.from({ length: ${kilobytes} }, () => 'x'.repeat(1_024)));
    `;
      const command = `ulimit -f 64; exec "$0" --input-type=module --eval "$1"`;
      const run = () => execFileSync('sh', ['-c', command, process.execPath, script], { stdio: 'pipe' });
      expect(run).toThrow(/EFBIG|ENOSPC|file too large/i);
      expect(existsSync(at('file'))).toBe(false);
    },
  );
});

describe('isSameFile', () => {
  test('paths that are written differently', () => {
    put('file');
    mkdirSync(at('sub'));
    expect(isSameFile(at('file'), `${folder}//sub/../file`)).toBe(true);
    expect(isSameFile(at('file'), at('other'))).toBe(false);
    expect(isSameFile(at('file'), at('sub', 'file'))).toBe(false);
  });

  test('files that do not exist yet, and folders that do not', () => {
    expect(isSameFile(at('a', 'b', 'file'), `${folder}/a/./b/../b/file`)).toBe(true);
    expect(isSameFile(at('a', 'b', 'file'), at('a', 'c', 'file'))).toBe(false);
    expect(isSameFile('/', '/')).toBe(true);
  });

  test.skipIf(isWindows)('by links', () => {
    put('file');
    mkdirSync(at('real'));
    symlinkSync(at('file'), at('link'));
    symlinkSync(at('link'), at('link-to-link'));
    symlinkSync(at('real'), at('folder'));
    symlinkSync(at('real', 'new'), at('dangling'));
    expect(isSameFile(at('file'), at('link'))).toBe(true);
    expect(isSameFile(at('file'), at('link-to-link'))).toBe(true);
    expect(isSameFile(at('real', 'new'), at('folder', 'new'))).toBe(true);
    expect(isSameFile(at('real', 'deep', 'new'), at('folder', 'deep', 'new'))).toBe(true);
    expect(isSameFile(at('real', 'other'), at('folder', 'new'))).toBe(false);
  });

  test('an odd path makes it throw never', () => {
    for (const path of ['', 'a\0b', 'x'.repeat(5_000), '/../..', at('a', '..', '..', 'b')]) {
      expect(isSameFile(path, path)).toBe(true);
    }
  });
});

describe('findDamage', () => {
  const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';

  test.each<[string, string, Damage | null]>([
    ['nothing', '', null],
    ['a good file', 'version: 1\nwaivers: []\n', null],
    ['our side of a conflict', 'a: 1\n<<<<<<< HEAD\nb: 2\n', { kind: 'conflict', offset: 5 }],
    ['its middle alone', 'a: 1\n=======\n', { kind: 'conflict', offset: 5 }],
    ['its end alone', '>>>>>>> main\na: 1\n', { kind: 'conflict', offset: 0 }],
    ['its first mark', 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n', { kind: 'conflict', offset: 2 }],
    ['a conflict with line ends of Windows', 'a\r\n=======\r\n', { kind: 'conflict', offset: 3 }],
    ['a mark at the very end', 'a\n=======', { kind: 'conflict', offset: 2 }],
    ['eight signs', '========\n', null],
    ['six signs', '======\n', null],
    ['signs within a line', 'a ======= b\n', null],
    ['signs that are indented, as a block of YAML has them', 'a: |\n  =======\n', null],
    ['signs with more behind them', '<<<<<<<x\n', null],
    ['a pointer of Git LFS', POINTER, { kind: 'lfs', offset: 0 }],
    ['a pointer later in the text', `# ${POINTER}`, null],
  ])('%s', (_, text, expected) => {
    expect(findDamage(text)).toEqual(expected);
  });
});
