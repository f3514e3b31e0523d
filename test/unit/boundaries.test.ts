/** Who may import whom is kept by the linter: these are imports that it has to refuse, and some that it must not. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMON, readBoundaries, renderBoundaries } from '../../scripts/docs/boundaries.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CONFIGURATION = readFileSync(join(ROOT, 'biome.json'), 'utf8');

/** A file, a statement in it, and the rule that refuses it; null: none does. */
const CASES: [file: string, statement: string, rule: string | null][] = [
  ['src/text/a.ts', "import { openPlatform } from '../platform/open.ts';", 'noRestrictedImports'],
  ['src/text/a.ts', "import type { Runner } from '../runner/runner.ts';", 'noRestrictedImports'],
  ['src/text/a.ts', "export { messageOf } from '../errors.ts';", null],
  ['src/platform/a.ts', "import { createRunner } from '../runner/runner.ts';", 'noRestrictedImports'],
  ['src/platform/a.ts', "import type { Outcome } from '../actions/gate/outcome.ts';", 'noRestrictedImports'],
  ['src/platform/a.ts', "import type { Requester } from './http/requester.ts';", null],
  ['src/platform/http/a.ts', "import { createRuns } from '../runs.ts';", 'noRestrictedImports'],
  ['src/platform/a.ts', "import { HttpClient } from '@actions/http-client';", 'noRestrictedImports'],
  ['src/platform/http/a.ts', "const { HttpClient } = await import('@actions/http-client');", null],
  ['src/runner/a.ts', "import { readConnection } from '../inputs/connection.ts';", 'noRestrictedImports'],
  ['src/runner/a.ts', "import type { Failure } from '../platform/http/errors.ts';", 'noRestrictedImports'],
  ['src/runner/a.ts', "import { issue } from '../../node_modules/@actions/core/lib/command.js';", null],
  ['src/inputs/a.ts', "import { postComment } from '../comment/post-comment.ts';", 'noRestrictedImports'],
  ['src/inputs/a.ts', "const story = await import('../actions/gate/main.ts');", 'noRestrictedImports'],
  ['src/inputs/a.ts', "import type { EventFacts } from '../runner/event.ts';", null],
  ['src/comment/a.ts', "import { readConnection } from '../inputs/connection.ts';", 'noRestrictedImports'],
  ['src/comment/a.ts', "import { getOctokit } from '@actions/github';", null],
  ['src/actions/gate/a.ts', "import { getOctokit } from '@actions/github';", 'noRestrictedImports'],
  ['src/actions/gate/a.ts', "import { findings } from '../access/findings.ts';", 'noRestrictedImports'],
  ['src/actions/access/a.ts', "import { judge } from '../gate/judge/judge.ts';", 'noRestrictedImports'],
  ['src/actions/access/a.ts', "import { parseWaivers } from '../gate/waivers/file.ts';", 'noRestrictedImports'],
  ['src/actions/audit-log/a.ts', "import { judge } from '../gate/judge/judge.ts';", 'noRestrictedImports'],
  ['src/actions/audit-log/a.ts', "import { findings } from '../access/findings.ts';", 'noRestrictedImports'],
  ['src/actions/audit-log/a.ts', "import { readYaml } from '../yaml-files.ts';", 'noRestrictedImports'],
  ['src/actions/audit-log/a.ts', "import { createAuditLogs } from '../../platform/audit-logs.ts';", null],
  ['src/actions/gate/a.ts', "import { planRun } from '../audit-log/plan.ts';", 'noRestrictedImports'],
  ['src/actions/access/a.ts', "import { planRun } from '../audit-log/plan.ts';", 'noRestrictedImports'],
  ['src/actions/a.ts', "const file = await import('./gate/baseline/file.ts');", 'noRestrictedImports'],
  ['src/actions/access/a.ts', "import { createKeys } from '../../platform/keys.ts';", null],
  ['src/actions/gate/select/a.ts', "import { judge } from '../judge/judge.ts';", 'noRestrictedImports'],
  ['src/actions/gate/evaluate/a.ts', "import type { Verdict } from '../judge/verdict.ts';", 'noRestrictedImports'],
  ['src/actions/gate/judge/a.ts', "import type { GateResult } from '../result.ts';", 'noRestrictedImports'],
  ['src/actions/gate/judge/a.ts', "import { deliver } from '../report/deliver.ts';", 'noRestrictedImports'],
  ['src/actions/gate/judge/a.ts', "import { listSelected } from '../select/scope.ts';", null],
  ['src/actions/gate/sync/a.ts', "import { selectPolicies } from '../select/selection.ts';", 'noRestrictedImports'],
  ['src/actions/gate/baseline/a.ts', "import type { Waiver } from '../waivers/waiver.ts';", 'noRestrictedImports'],
  ['src/actions/gate/report/a.ts', "import type { GateResult } from '../result.ts';", null],
  ['src/actions/gate/report/a.ts', "import { runSync } from '../../../inputs/reader.ts';", 'noRestrictedImports'],
  ['src/actions/gate/a.ts', "console.log(process.env['HOME']);", 'noProcessEnv'],
  ['src/platform/a.ts', "console.log(process.env['HTTPS_PROXY']);", 'noProcessEnv'],
  ['src/runner/a.ts', "console.log(process.env['HOME']);", null],
];

let folder = '';
const refused = new Map<string, string[]>();

/** All cases in one call of the linter, each in a file of its own. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-boundaries-'));
  const { $schema: _, vcs: __, ...configuration } = JSON.parse(CONFIGURATION) as Record<string, unknown>;
  write('biome.json', JSON.stringify(configuration));
  for (const [index, [file, statement]] of CASES.entries()) write(fileOf(file, index), `${statement}\n`);
  for (const { path, rule } of lint()) refused.set(path, [...(refused.get(path) ?? []), rule]);
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function fileOf(file: string, index: number): string {
  return file.replace(/a\.ts$/, `case-${index}.ts`);
}

function lint(): { path: string; rule: string }[] {
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const rules = ['style/noRestrictedImports', 'style/noProcessEnv'].map((rule) => `--only=${rule}`);
  const args = [biome, 'lint', ...rules, '--reporter=github', '--max-diagnostics=none', 'src'];
  let printed = '';
  try {
    printed = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    // It found something, which is what its exit code says.
    printed = String((error as { stdout: unknown }).stdout);
  }
  return [...printed.matchAll(/^::error title=lint\/style\/(\w+),file=([^,]+),/gm)].map(([, rule = '', path = '']) => ({
    rule,
    path: relative(realpathSync(folder), path).replaceAll('\\', '/'),
  }));
}

function listImports(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from |import |import\()'([^']+)'/g)].map(([, name = '']) => name);
}

/** A pattern of the linter's: `**` stands for any folders, `*` for anything within one. */
function toPattern(glob: string): RegExp {
  const parts = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
  const source = glob
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => parts[part as keyof typeof parts] ?? part.replaceAll('.', '\\.'));
  return new RegExp(`^${source.join('')}$`);
}

describe('an import that leads upward, sideways or out', () => {
  it.for(CASES.map((one, index) => [...one, index] as const))('%s: %s → %s', ([file, , rule, index]) => {
    expect(refused.get(fileOf(file, index)) ?? []).toEqual(rule === null ? [] : [rule]);
  });
});

describe('the rules', () => {
  const boundaries = readBoundaries(CONFIGURATION);

  it('have a line for every folder of src/, and for no other', () => {
    const folders = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(ROOT.length + 1)
          .replaceAll('\\', '/'),
      )
      // Folders of one format of the report are part of it.
      .filter((path) => !/^src\/actions$|^src\/actions\/[^/]+\/[^/]+\/./.test(path));
    const ruled = boundaries.map((one) => one.folder.replace(/\/$/, '')).filter((path) => !path.includes('*'));
    expect(ruled.sort()).toEqual(folders.sort());
  });

  it('leave no file at the root of src/ but clock.ts and errors.ts', () => {
    const entries = readdirSync(join(ROOT, 'src'), { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    expect(files.sort()).toEqual(['clock.ts', 'errors.ts', 'tsconfig.json']);
  });

  it('forbid everything, and then allow: a rule of another form is refused', () => {
    const wrong = (group: string[]) =>
      JSON.stringify({
        overrides: [
          {
            includes: ['src/text/**'],
            linter: { rules: { style: { noRestrictedImports: { options: { patterns: [{ group, message: '' }] } } } } },
          },
        ],
      });
    expect(() => readBoundaries(wrong(['**/platform/**']))).toThrow('src/text/**');
    expect(() => readBoundaries(wrong(['**', '**/platform/**']))).toThrow('src/text/**');
    expect(readBoundaries(wrong(['**', '!./**']))).toHaveLength(1);
  });

  it('allow nothing that nobody imports', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `src/${name.replaceAll('\\', '/')}`);
    const isIn = (file: string, folder: string) => toPattern(folder.endsWith('/') ? `${folder}**` : folder).test(file);
    // As in the linter the last rule that is about a file counts.
    const rules = Map.groupBy(files, (file) => boundaries.findLast(({ folder }) => isIn(file, folder)));
    const unused = boundaries.flatMap((boundary) => {
      const imported = (rules.get(boundary) ?? []).flatMap(listImports);
      return boundary.allowed
        .filter((one) => !COMMON.test(one) && !imported.some((name) => toPattern(one).test(name)))
        .map((one) => `${boundary.folder}: ${one}`);
    });
    expect(unused).toEqual([]);
  });

  it('are told as a table', () => {
    const allowed = ['./**', '**/text/**', 'yaml', '../b.ts', '../*.ts', '../../c.ts', '../d/**'];
    const files = ['src/x/b.ts', 'src/x/c.ts', 'src/x/a/e.ts'];
    const table = renderBoundaries([{ folder: 'src/x/a/', purpose: 'Things.', allowed }], files);
    expect(table.split('\n')[2]).toBe('| `src/x/a/` | Things. | `text/`, `yaml`, `x/b.ts`, `x/*.ts`, `x/c.ts`, `d/` |');
  });
});
