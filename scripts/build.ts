/**
 * Bundles both entries into dist/, or with --check compares dist/ with what the source builds.
 * Not `git diff`: that misses files which git does not know yet.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBundled, type Lockfile, listPackages, renderVendored } from './licences.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const ENTRIES = ['main', 'post'];
const LICENSES = '.licenses.txt';

function bundleInto(folder: string): void {
  const ncc = join(ROOT, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  for (const entry of ENTRIES) {
    const source = join(ROOT, 'src', 'actions', 'gate', `${entry}.ts`);
    // A file for each chunk: with one name for all of them the last one would be left.
    const args = [ncc, 'build', source, '-o', join(folder, entry), '--license', `[name]${LICENSES}`];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    joinLicenses(join(folder, entry));
  }
}

/** One file for all that was bundled, and for what the packages themselves bring along. */
function joinLicenses(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith(LICENSES));
  const texts = names.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
  for (const name of names) rmSync(join(folder, name));
  const licences = `${texts.join('\n\n')}\n`;
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
  const bundled = findBundled(listPackages(ROOT, lock, 'all'), licences);
  writeFileSync(join(folder, 'LICENSES.txt'), `${licences}${renderVendored(bundled)}`);
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
  bundleInto(built);
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
