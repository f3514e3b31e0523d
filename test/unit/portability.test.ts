/** What keeps the action at work on Windows and macOS, as far as it can be told on any system. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBaseline } from '../../src/actions/gate/baseline/file.ts';
import { parseAnchor, parseMaxViolations, parseSyncNames } from '../../src/actions/gate/parsers.ts';
import { findTraces } from '../../src/actions/gate/source/trace.ts';
import { parseWaivers } from '../../src/actions/gate/waivers/file.ts';
import { parsePatternLines, parseWords } from '../../src/inputs/parsers.ts';
import { moveOver } from '../../src/runner/write-file.ts';
import { TODAY } from './fake/waiver.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Folders that no checkout has. */
const NOT_OURS = ['.git', '.tools', 'node_modules', 'build', 'coverage'];

/** Every file of the checkout, with forward slashes. */
function listFiles(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : listFiles(path);
    return [path];
  });
}

describe('The source', () => {
  /** What only some systems have. */
  const ASSUMPTIONS: readonly (readonly [RegExp, string])[] = [
    [/node:child_process|\bexecSync\b|\bspawn(Sync)?\(/, 'starts a process, and shells differ'],
    [/\bshell:\s*true/, 'needs a shell'],
    [/['"`]\/(tmp|var|usr|etc|dev|proc|home|bin)\b/, 'names a folder of Unix'],
    [/\bprocess\.kill\(|\.kill\(['"]SIG/, 'sends a signal, which on Windows kills'],
    [/\bprocess\.(get|set)e?[ug]id\b|\bchmod(Sync)?\(|\bchown(Sync)?\(|\bumask\(/, 'asks for owners or modes'],
    [/\bmkfifo|\bsymlink(Sync)?\(/, 'makes what Windows gives to administrators only'],
    [/node:path\/(posix|win32)|\bpath\.(posix|win32)\b/, 'takes paths for those of one system'],
    [/\bimport\(\s*(join|resolve)\(/, 'imports a path, where Windows needs an address'],
    [/\b(HOME|USERPROFILE|TMPDIR)['"\]]/, "reads one system's environment"],
  ];
  const findAssumptions = (text: string) => {
    // Comments may speak of any system.
    const code = text.replace(/^\s*(\/\*\*|\*|\/\/).*$/gm, '');
    return ASSUMPTIONS.flatMap(([pattern, why]) => (pattern.test(code) ? [why] : []));
  };

  const sources = listFiles('src').filter((path) => path.endsWith('.ts'));

  it.each(sources)('%s runs anywhere', (path) => {
    expect(findAssumptions(readFileSync(join(ROOT, path), 'utf8'))).toEqual([]);
  });

  it.each([
    ["import { execFile } from 'node:child_process';", 'starts a process'],
    ["run('x', { shell: true })", 'needs a shell'],
    ["join('/tmp', name)", 'names a folder of Unix'],
    ["process.kill(pid, 'SIGTERM')", 'sends a signal'],
    ["child.kill('SIGINT')", 'sends a signal'],
    ['chmodSync(path, 0o600)', 'asks for owners or modes'],
    ['process.getuid?.()', 'asks for owners or modes'],
    ["import { join } from 'node:path/posix';", 'takes paths for those of one system'],
    ["await import(join(folder, 'x.js'))", 'imports a path'],
    ["process.env['HOME']", "reads one system's environment"],
  ])('would not with %s', (line, why) => {
    expect(findAssumptions(line)).toEqual([expect.stringContaining(why)]);
  });
});

describe('A text from Windows is the same text', () => {
  const dos = (text: string) => text.replaceAll('\n', '\r\n');
  const marked = (text: string) => `\ufeff${dos(text)}`;

  it.each<[string, (text: string) => unknown, string]>([
    ['patterns', parsePatternLines, 'SOC 2\n!*experimental*\n\nCIS *\n'],
    ['names of syncs', parseSyncNames, 'aws-prod\ngcp-prod\n'],
    ['limits', parseMaxViolations, 'high=25\nmedium = 3\n'],
    ['words', parseWords(['json', 'sarif']), 'json\nSARIF\n'],
    ['traces', findTraces, 'a\nb: 5f2a9c1e-7b3d-4e6f-8a90-1b2c3d4e5f60\n'],
  ])('%s', (_, parse, text) => {
    const parseWithoutOffset = (one: string) => parse(one);
    expect(parseWithoutOffset(dos(text))).toEqual(parseWithoutOffset(text));
  });

  it.each([
    ['CRLF', dos],
    ['CRLF and a mark of bytes', marked],
  ])('a baseline with %s', (_, write) => {
    const id = '0123456789abcdef0123456789abcdef';
    const text = `{"version": 1, "violations": [\n{"id": "${id}", "policy": "p", "account": "a"},\n"end"]}\n`;
    expect(parseBaseline(write(text), 'b.json')).toEqual(parseBaseline(text, 'b.json'));
    expect(parseBaseline(text, 'b.json').kind).toBe('baseline');
  });

  it.each([
    ['CRLF', dos],
    ['CRLF and a mark of bytes', marked],
  ])('waivers with %s', (_, write) => {
    const entry = '- policy: P\n  reason: |\n    Two\n    lines\n  owner: o@acme.example\n  expires: 2026-12-31\n';
    const text = `version: 1\nwaivers:\n${entry}`;
    const parsed = parseWaivers(text, 'w.yml', TODAY);
    expect(parseWaivers(write(text), 'w.yml', TODAY)).toEqual(parsed);
    expect(parsed.kind).toBe('waivers');
    // And what is wrong is wrong at the same place.
    const wrong = text.replace('owner', 'onwer');
    expect(parseWaivers(write(wrong), 'w.yml', TODAY)).toEqual(parseWaivers(wrong, 'w.yml', TODAY));
  });
});

describe('`sarif-anchor` is a path that GitHub knows, on every system', () => {
  it.each(['infra/main.tf', './infra/main.tf', 'a b/ü.tf', 'con/nul.tf'])('%j is one', (path) => {
    expect(parseAnchor(path)).toBe(path.replace('./', ''));
  });

  it.each([
    'infra\\main.tf',
    '.\\main.tf',
    'C:\\main.tf',
    'c:main.tf',
    '\\\\server\\share\\x',
    '//server/x',
    '/main.tf',
    '..\\x',
  ])('%j is none', (path) => {
    expect(() => parseAnchor(path)).toThrow('a path relative to the repository');
  });
});

describe('A file that takes the place of another one', () => {
  const held = (code: string) => Object.assign(new Error(code), { code });
  /** Fails so often, and counts. */
  function renaming(code: string, failures: number) {
    const calls: string[] = [];
    const rename = (from: unknown, to: unknown) => {
      calls.push(`${from} ${to}`);
      if (calls.length <= failures) throw held(code);
    };
    return { calls, rename };
  }

  it.each(['EPERM', 'EACCES', 'EBUSY'])('on Windows waits for who holds it (%s)', (code) => {
    const { calls, rename } = renaming(code, 2);
    moveOver('a', 'b', rename, true);
    expect(calls).toEqual(['a b', 'a b', 'a b']);
  });

  it.each<[string, string, number, boolean, number]>([
    ['not for ever', 'EPERM', 99, true, 5],
    ['not where it does not pass', 'ENOSPC', 1, true, 1],
    ['not elsewhere', 'EPERM', 1, false, 1],
  ])('%s', (_, code, failures, isPatient, count) => {
    const { calls, rename } = renaming(code, failures);
    expect(() => moveOver('a', 'b', rename, isPatient)).toThrow(code);
    expect(calls).toHaveLength(count);
  });
});

describe('A checkout on Windows', () => {
  const files = listFiles();

  it('can have every file', () => {
    const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
    const bad = files.filter((path) =>
      path.split('/').some((name) => reserved.test(name) || /[<>:"\\|?*\p{Cc}]|[. ]$/u.test(name)),
    );
    expect(files.length).toBeGreaterThan(200);
    expect(bad).toEqual([]);
    // GitHub's runner puts it in a folder of some 60 characters, and Git ends at 260.
    expect(files.filter((path) => path.length > 180)).toEqual([]);
  });

  it('has no two files that differ in case only', () => {
    const byName = Map.groupBy(files, (path) => path.toLowerCase().normalize('NFC'));
    expect([...byName.values()].filter((paths) => paths.length > 1)).toEqual([]);
  });

  it('has the line ends of every other one', () => {
    expect(readFileSync(join(ROOT, '.gitattributes'), 'utf8')).toMatch(/^\* text=auto eol=lf$/m);
    const compared = files.filter((path) =>
      /^(test\/golden|src|docs|schemas)\/.*\.(md|log|txt|json|ts|xml|sarif)$/.test(path),
    );
    expect(compared.length).toBeGreaterThan(100);
    expect(
      compared.filter((path) => readFileSync(join(ROOT, path.replaceAll('/', sep)), 'utf8').includes('\r\n')),
    ).toEqual([]);
  });
});
