/**
 * Makes a release, as far as that goes on this machine; docs/releasing.md has the whole way.
 *
 *   npm run release -- [--dry-run] [--date 2026-01-31] 1.0.0   commits and tags; pushes nothing
 *   npm run release -- --dry-run --skip-dist-check 1.0.0       where dist/ was compared with src/ already
 *
 * The rest is for release.yml, and runs without node_modules:
 *
 *   node scripts/release.ts check v1.0.0 --branch origin/main  fails where the tagged commit is no release
 *   node scripts/release.ts plan v1.0.0                        what is to be published, as outputs of a step
 *   node scripts/release.ts notes v1.0.0                       the notes
 *   node scripts/release.ts move-tag v1.0.0                    moves v1 to it in this clone, if it is to move
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readNotes } from './release/changelog.ts';
import { commitRelease, moveTag } from './release/commit.ts';
import { planRelease } from './release/plan.ts';
import { BRANCH, findReleaseProblems, findTagProblems } from './release/problems.ts';
import { cloneForTrial, git, listTags, readFile } from './release/repository.ts';
import { formatVersion, parseTag, parseVersion, type Version } from './release/version.ts';

const USAGE = `Usage: npm run release -- [--dry-run] [--date YYYY-MM-DD] VERSION
       npm run release -- --dry-run --skip-dist-check VERSION
       node scripts/release.ts check TAG [--branch BRANCH] | plan TAG | notes TAG | move-tag TAG`;

interface ReleaseOptions {
  readonly date: string;
  readonly dryRun: boolean;
  readonly checkDist: boolean;
}

function release(root: string, version: Version, { date, dryRun, checkDist }: ReleaseOptions): void {
  refuseIf(findReleaseProblems(root, version, checkDist));
  const text = formatVersion(version);
  const trial = cloneForTrial(root);
  try {
    commitRelease(trial, text, date);
    check(trial, `v${text}`, BRANCH);
    // What release.yml does once everything has passed.
    move(trial, `v${text}`);
    console.log(describeRelease(trial, `v${text}`));
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
  // Only what went well in the clone is done here, so that a failure leaves nothing behind.
  if (!dryRun) commitRelease(root, text, date);
  console.log(
    dryRun ? 'A dry run: nothing was kept. A release would be pushed with' : 'Look at the commit, then push:',
  );
  console.log(`  git push --atomic origin ${BRANCH} v${text}`);
}

function describeRelease(root: string, tag: string): string {
  const { prerelease, latest, movingTag } = planRelease(readTag(tag), listTags(root));
  const moved = movingTag === undefined ? 'No other tag will be moved.' : `${movingTag} will be moved by release.yml.`;
  const kind = prerelease ? 'a prerelease' : latest ? 'the latest one' : 'not the latest one';
  const format = '--format=Tag: %(refname:short), "%(contents:subject)"';
  return [
    git(root, 'show', '--stat', '--format=Commit: %s, by %an <%ae>', 'HEAD'),
    '',
    git(root, 'for-each-ref', format, `refs/tags/${tag}`),
    moved,
    `GitHub release: ${kind}, with these notes:`,
    '',
    readNotes(readFile(root, 'CHANGELOG.md'), tag.slice(1)),
    '',
  ].join('\n');
}

function check(root: string, tag: string, branch: string | undefined): void {
  refuseIf(findTagProblems(root, tag, readTag(tag), branch));
}

/** The name of the tag that was moved, if one was. */
function move(root: string, tag: string): string | undefined {
  const { movingTag } = planRelease(readTag(tag), listTags(root));
  if (movingTag !== undefined) moveTag(root, movingTag, tag);
  return movingTag;
}

function refuseIf(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function readTag(tag: string): Version {
  const version = parseTag(tag);
  if (version === undefined)
    throw new Error(`"${tag}" is no tag of a release. It has to be like v1.2.3 or v1.2.3-rc.1.`);
  return version;
}

function readVersion(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`"${text}" is no version. It has to be like 1.2.3 or 1.2.3-rc.1.`);
  return version;
}

function readDate(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  // A day that the month doesn't have becomes one of the next month.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new Error(`"${text}" is no date. It has to be like 2026-01-31.`);
  }
  return text;
}

function main(args: string[], root: string, today: string): void {
  const options = {
    'dry-run': { type: 'boolean', default: false },
    'skip-dist-check': { type: 'boolean', default: false },
    date: { type: 'string', default: today },
    branch: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [first, tag = '', ...more] = positionals;
  if (first === undefined || more.length > 0) throw new Error(USAGE);
  switch (first) {
    case 'check':
      check(root, tag, values.branch);
      console.log(`${tag} is a release.`);
      break;
    case 'plan': {
      const { prerelease, latest, movingTag = '' } = planRelease(readTag(tag), listTags(root));
      console.log(`prerelease=${prerelease}\nlatest=${latest}\nmoving-tag=${movingTag}`);
      break;
    }
    case 'notes':
      console.log(readNotes(readFile(root, 'CHANGELOG.md'), formatVersion(readTag(tag))));
      break;
    case 'move-tag':
      console.log(`Moved: ${move(root, tag) ?? 'none'}`);
      break;
    default: {
      const { date, 'dry-run': dryRun, 'skip-dist-check': skipDistCheck } = values;
      if (tag !== '' || (skipDistCheck && !dryRun)) throw new Error(USAGE);
      release(root, readVersion(first), { date: readDate(date), dryRun, checkDist: !skipDistCheck });
    }
  }
}

try {
  main(process.argv.slice(2), process.cwd(), new Date().toISOString().slice(0, 10));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
