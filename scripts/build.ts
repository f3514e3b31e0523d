/**
 * Makes dist/: one bundle of everything, and an entry file of some lines for each step. With --check it compares dist/
 * with what the source builds. Not `git diff`: that misses files which git does not know yet.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POSTS, STEPS } from '../src/actions/start.ts';
import { findBundled, type Lockfile, listPackages, renderVendored } from './licences.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const LICENSES = '.licenses.txt';

function buildInto(folder: string): void {
  const ncc = join(ROOT, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const bundle = join(folder, 'bundle');
  // A file of licences for each chunk: with one name for all of them the last one would be left.
  const args = [ncc, 'build', join(ROOT, 'src', 'actions', 'start.ts'), '-o', bundle, '--license', `[name]${LICENSES}`];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(folder, 'LICENSES.txt'), joinLicenses(bundle));
  for (const name of readdirSync(bundle)) removeNotes(join(bundle, name));
  rmSync(join(bundle, 'package.json'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
  for (const name of Object.keys(STEPS)) writeFileSync(join(folder, `${name}.js`), renderEntry('startStep', name));
  for (const name of Object.keys(POSTS)) writeFileSync(join(folder, `${name}.js`), renderEntry('startPost', name));
}

/** What webpack notes beside each name for its own developers: 16 kB of what every step loads. */
const NOTE = /\/\* (?:harmony (?:export|import)|binding|\.\w+) \*\/ ?/g;

function removeNotes(path: string): void {
  if (path.endsWith('.js')) writeFileSync(path, readFileSync(path, 'utf8').replace(NOTE, ''));
}

/** The step is red until it says otherwise, also if the bundle can't be loaded. */
function renderEntry(start: 'startStep' | 'startPost', name: string): string {
  return `process.exitCode = 1;
const { ${start} } = await import('./bundle/index.js');
await ${start}('${name}');
`;
}

/** One text for all that was bundled, and for what the packages themselves bring along. */
function joinLicenses(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(LICENSES));
  // Chunks that hold the same packages have the same file.
  const texts = new Set(names.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim()));
  for (const name of names) rmSync(join(folder, name));
  const licences = `${[...texts].join('\n\n')}\n`;
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
  const bundled = findBundled(listPackages(ROOT, lock, 'all'), licences);
  return `${licences}${renderVendored(bundled)}`;
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function differencesOf(built: string): string[] {
  const names = new Set([...filesOf(built), ...filesOf(DIST)]);
  return [...names].filter((name) => {
    const [ours, theirs] = [join(DIST, name), join(built, name)];
    return !existsSync(ours) || !existsSync(theirs) || !readFileSync(ours).equals(readFileSync(theirs));
  });
}

const built = mkdtempSync(join(tmpdir(), 'cloudquery-gate-dist-'));
try {
  buildInto(built);
  if (process.argv.includes('--check')) {
    const differences = differencesOf(built);
    if (differences.length > 0) {
      console.error(`dist/ is not what src/ builds: ${differences.join(', ')}. Run "npm run build" and commit dist/.`);
      process.exitCode = 1;
    } else {
      console.log('dist/ is what src/ builds.');
    }
  } else {
    rmSync(DIST, { recursive: true, force: true });
    cpSync(built, DIST, { recursive: true });
    for (const name of filesOf(DIST)) console.log(`dist/${name}  ${readFileSync(join(DIST, name)).length} bytes`);
  }
} finally {
  rmSync(built, { recursive: true, force: true });
}
