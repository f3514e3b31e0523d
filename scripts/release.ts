/**
 * Makes a release; docs/releasing.md has the whole way.
 *
 *   npm run release -- [--dry-run] 1.0.0                commits and tags on this machine; pushes nothing
 *   node scripts/release.ts check v1.0.0 origin/main    for release.yml, without node_modules: what it has to publish,
 *                                                       as outputs of a step; fails if the tagged commit is no release
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { checkTag, makeRelease } from './release/release.ts';
import { readTag } from './release/tags.ts';

const USAGE = `Usage: npm run release -- [--dry-run] VERSION
       node scripts/release.ts check TAG BRANCH`;

function run(args: string[], root: string, today: string): string {
  const options = { 'dry-run': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [first = '', tag = '', branch = ''] = positionals;
  if (positionals.length !== (first === 'check' ? 3 : 1)) throw new Error(USAGE);
  if (first === 'check') return checkTag(root, readTag(tag), branch);
  const released = readTag(`v${first}`);
  execFileSync(process.execPath, ['scripts/build.ts', '--check'], { cwd: root, stdio: 'pipe' });
  return makeRelease(root, released, today, values['dry-run']);
}

try {
  console.log(run(process.argv.slice(2), process.cwd(), new Date().toISOString().slice(0, 10)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
