/**
 * Makes dist/: one bundle of everything, and an entry file of some lines for each step. With --check it compares dist/
 * with what the source builds. Not `git diff`: that misses files which git does not know yet.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ncc from '@vercel/ncc';
import { POSTS } from '../src/actions/start.ts';
import { STEPS } from '../src/actions/steps.ts';
import { findBundled, type Lockfile, listPackages, renderVendored } from './licences.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const LICENSES = '.licenses.txt';

async function buildInto(folder: string): Promise<void> {
  const bundle = join(folder, 'bundle');
  mkdirSync(bundle);
  // CommonJS: Node loads its files one behind the other in half the time that modules take.
  // A file of licences for each chunk: with one name for all of them only the last one would stay.
  const options = { esm: false, cache: false, quiet: true, filename: 'index.js', license: `[name]${LICENSES}` };
  const { code, assets } = await ncc(join(ROOT, 'src', 'actions', 'start.ts'), options);
  writeFileSync(join(bundle, 'index.js'), removeNotes(code));
  const texts = new Set<string>();
  for (const [name, { source }] of Object.entries(assets).sort(([a], [b]) => (a < b ? -1 : 1))) {
    // Chunks that hold the same packages have the same licences.
    if (name.endsWith(LICENSES)) texts.add(String(source).trim());
    else writeFileSync(join(bundle, name), removeNotes(String(source)));
  }
  writeFileSync(join(folder, 'LICENSES.txt'), joinLicences([...texts]));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
  for (const name of Object.keys(STEPS)) writeFileSync(join(folder, `${name}.js`), renderEntry('startStep', name));
  for (const name of Object.keys(POSTS)) writeFileSync(join(folder, `${name}.js`), renderEntry('startPost', name));
}

/** Webpack's notes beside each name, for its own developers: 16 kB that every step would load. */
const NOTE = /\/\* (?:harmony (?:export|import)|binding|\.\w+) \*\/ ?/g;

function removeNotes(code: string): string {
  return code.replace(NOTE, '');
}

/** The step is red until it says otherwise, also if the bundle can't be loaded. */
function renderEntry(start: 'startStep' | 'startPost', name: string): string {
  return `process.exitCode = 1;
require('./bundle/index.js').${start}('${name}');
`;
}

/** One text for all bundled packages, and for the code that these bring along. */
function joinLicences(texts: readonly string[]): string {
  const licences = `${texts.join('\n\n')}\n`;
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
  await buildInto(built);
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
