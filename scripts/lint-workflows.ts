/**
 * Judges every workflow of the repository with actionlint and zizmor: its own, the examples, those that the tests run,
 * and the whole ones in the pages. Both run on a copy, in which a workflow of a page is a file whose lines have the
 * page's numbers. actionlint takes the actions of this repository from the checkout, so that it finds inputs and
 * outputs that they don't have.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findWorkflows } from './workflows/code-blocks.ts';
import { findUnexplainedIgnores } from './workflows/ignores.ts';
import { findPinProblems, findUses, pointToCheckout } from './workflows/uses.ts';

/** The repository in the current folder. */
const ROOT = process.cwd();
const NAME = 'cloudquery-gate';
const WORKFLOWS = ['.github/workflows/*.{yml,yaml}', 'examples/*.{yml,yaml}'];
/** The workflows that the tests run on act. */
const TESTED = ['test/runner/**/*.{yml,yaml}'];
const PAGES = ['*.md', 'docs/*.md', '*/README.md'];
const ACTIONS = ['action.yml', '*/action.yml', 'test/runner/**/action.yml'];
const DEPENDABOT = ['.github/dependabot.yml'];

const ZIZMOR = ['--offline', '--config', '.github/zizmor.yml', '--strict-collection', '--no-progress', '--quiet'];
/** shellcheck and pyflakes are off, because only some machines have them. */
const ACTIONLINT = ['-no-color', '-shellcheck=', '-pyflakes='];

interface Source {
  readonly file: string;
  readonly text: string;
}

function readAll(patterns: readonly string[]): Source[] {
  const files = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((file) => file.replaceAll('\\', '/'));
  return files.sort().map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

/** `README.md@14.yml` is the workflow that begins on line 14 of README.md. */
function extractWorkflows({ file, text }: Source): Source[] {
  return findWorkflows(text).map((block) => ({ file: `${file}@${block.line}.yml`, text: block.text }));
}

const fileOf = ({ file }: Source) => file;

function nameAsInPages(report: string): string {
  return report.replace(/\.md@\d+\.yml/g, '.md');
}

function runTool(name: string, args: readonly string[], cwd: string): boolean {
  const paths = [join(ROOT, '.tools', 'bin'), process.env['PATH']].join(delimiter);
  const { error, status, stdout, stderr } = spawnSync(name, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: paths },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) {
    console.error(`${name} could not be run: ${error.message}. Run ".ci/install-tools", which needs Go and Python.`);
    return false;
  }
  process.stdout.write(nameAsInPages(stdout + stderr));
  return status === 0;
}

function runZizmor(persona: 'pedantic' | 'regular', sources: readonly Source[], cwd: string): boolean {
  // Without files it would not know what to do.
  return sources.length === 0 || runTool('zizmor', [...ZIZMOR, '--persona', persona, ...sources.map(fileOf)], cwd);
}

/** A copy of a repository with these files; with `.git` tools take it for one. */
function writeCopy(folder: string, sources: readonly Source[]): void {
  for (const path of ['.git', '.github/workflows']) mkdirSync(join(folder, path), { recursive: true });
  for (const { file, text } of sources) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function lint(folder: string): boolean {
  const [pages, actions, dependabot] = [readAll(PAGES), readAll(ACTIONS), readAll(DEPENDABOT)];
  const isAction = ({ file }: Source) => actions.some((action) => action.file === file);
  const written = readAll(WORKFLOWS);
  const tested = readAll(TESTED).filter((source) => !isAction(source));
  const extracted = pages.flatMap(extractWorkflows);
  const workflows = [...written, ...tested, ...extracted];
  if (written.length === 0) throw new Error(`There is no workflow in ${ROOT}: ${WORKFLOWS.join(', ')}.`);
  const problems = [
    ...findPinProblems([...written, ...tested, ...actions, ...pages].flatMap(findUses), NAME),
    ...[...workflows, ...actions, ...dependabot].flatMap(findUnexplainedIgnores).map(nameAsInPages),
  ];
  for (const problem of problems) console.error(problem);

  const asWritten = join(folder, 'as-written');
  writeCopy(asWritten, [...workflows, ...actions, ...dependabot, ...readAll(['.github/zizmor.yml'])]);
  const zizmor = [
    runZizmor('pedantic', [...written, ...actions, ...dependabot], asWritten),
    // Without names of jobs and limits of concurrency: a page shows what it is about, and the tests run one at a time.
    runZizmor('regular', [...tested, ...extracted], asWritten),
  ];

  const onCheckout = join(folder, 'on-checkout');
  const pointed = workflows.map(({ file, text }) => ({ file, text: pointToCheckout(text, NAME) }));
  writeCopy(onCheckout, [...pointed, ...actions, ...readAll(['.github/actionlint.yaml'])]);
  // action.yml names files of dist/, which have to be there.
  cpSync(join(ROOT, 'dist'), join(onCheckout, 'dist'), { recursive: true });
  const actionlint = runTool('actionlint', [...ACTIONLINT, ...workflows.map(fileOf)], onCheckout);

  if (problems.length > 0 || zizmor.includes(false) || !actionlint) return false;
  const counts = `${written.length} workflows, ${tested.length} of the tests and ${extracted.length} in pages`;
  console.log(`actionlint and zizmor have nothing to say about ${counts}.`);
  return true;
}

const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-workflows-'));
try {
  if (!lint(folder)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
