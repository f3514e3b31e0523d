import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The script from outside, on a repository that has only what a release touches. */

const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'scripts', 'release.ts');
const ON_DATE = ['--date', '2026-01-31'];

const LOCK = {
  name: 'cloudquery-gate',
  version: '0.1.0',
  packages: { '': { name: 'cloudquery-gate', version: '0.1.0' } },
};
const SOURCE = "export const TOOL_VERSION = '0.1.0';\n";
const FILES = {
  '.gitignore': 'node_modules/\n',
  'package.json': '{\n  "name": "cloudquery-gate",\n  "version": "0.1.0",\n  "files": ["dist"]\n}\n',
  'package-lock.json': `${JSON.stringify(LOCK, null, 2)}\n`,
  'src/actions/gate/report/sarif/sarif.ts': SOURCE,
  'test/golden/report.sarif': '{"semanticVersion": "0.1.0"}\n',
  'dist/main/1.index.js': `/* bundled */ ${SOURCE}`,
  'dist/main/index.js': '/* bundled */\n',
  'scripts/build.ts': `import { readFileSync } from 'node:fs';
const read = (file: string) => readFileSync(file, 'utf8');
if (read('dist/main/1.index.js') !== '/* bundled */ ' + read('src/actions/gate/report/sarif/sarif.ts')) {
  console.error('dist/ is not what src/ builds.');
  process.exitCode = 1;
}
`,
  'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n- All of it.\n',
  'README.md': '```yaml\n      - uses: OWNER/cloudquery-gate@v1\n```\n',
  'examples/gate.yml': 'steps:\n  - uses: OWNER/cloudquery-gate@v1\n',
};

/** As pages say it until the first release. */
const UNRELEASED = 'Fixes go into the newest version.<!-- unreleased --> There is none yet.<!-- /unreleased -->\n';

class Repository implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'cloudquery-gate-release-test-'));
  /** Without the settings of this machine. */
  readonly #env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: join(this.root, '.git', 'none') };

  constructor() {
    this.git('init', '--quiet', '--initial-branch', 'main');
    this.git('config', 'user.name', 'Somebody');
    this.git('config', 'user.email', 'somebody@example.com');
    this.git('config', 'user.useConfigOnly', 'true');
    for (const [file, text] of Object.entries(FILES)) this.write(file, text);
    mkdirSync(join(this.root, 'node_modules'));
    this.commit();
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.root, env: this.#env, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Change');
  }

  /** Everything that a release changes. */
  state(): string {
    return [this.git('rev-parse', 'HEAD'), this.git('show-ref'), this.git('status', '--porcelain')].join('\n');
  }

  run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const options = { cwd: this.root, env: this.#env };
      execFile(process.execPath, [SCRIPT, ...args], options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

describe('a release', { concurrent: true }, () => {
  it('as a dry run shows everything and leaves nothing behind', async () => {
    using repository = new Repository();
    const before = repository.state();
    const { code, stdout, stderr } = await repository.run('--dry-run', ...ON_DATE, '1.0.0');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Commit: Release 1.0.0, by Somebody <somebody@example.com>');
    for (const file of [
      'CHANGELOG.md',
      'package.json',
      'package-lock.json',
      'dist/main/1.index.js',
      'src/actions/gate/report/sarif/sarif.ts',
    ]) {
      expect(stdout).toContain(` ${file} `);
    }
    expect(stdout).toContain('\nTag: v1.0.0, "v1.0.0"\nv1 will be moved by release.yml.\n');
    expect(stdout).not.toContain('Tag: v1,');
    expect(stdout).toContain('the latest one, with these notes:\n\n- All of it.\n');
    expect(stdout).toContain('nothing was kept');
    expect(stdout).toContain('git push --atomic origin main v1.0.0');
    expect(repository.state()).toBe(before);
  });

  it('commits every file that names the version, and tags; the rest is for the workflow', async () => {
    using repository = new Repository();
    const { code, stdout, stderr } = await repository.run(...ON_DATE, '1.0.0');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Look at the commit, then push:\n  git push --atomic origin main v1.0.0');

    expect(repository.git('tag')).toBe('v1.0.0');
    expect(repository.git('cat-file', '-t', 'v1.0.0')).toBe('tag');
    expect(repository.git('rev-parse', 'v1.0.0^{commit}')).toBe(repository.git('rev-parse', 'main'));
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.read('CHANGELOG.md')).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-31\n\n- All of it.\n',
    );
    for (const file of repository.git('ls-files').split('\n')) expect(repository.read(file)).not.toContain('0.1.0');
    expect(JSON.parse(repository.read('package.json'))).toMatchObject({ version: '1.0.0', files: ['dist'] });
    expect(JSON.parse(repository.read('package-lock.json'))).toEqual({
      ...LOCK,
      version: '1.0.0',
      packages: { '': { name: 'cloudquery-gate', version: '1.0.0' } },
    });

    expect(await repository.run('check', 'v1.0.0', '--branch', 'main')).toMatchObject({ code: 0 });
    expect(await repository.run('notes', 'v1.0.0')).toMatchObject({ code: 0, stdout: '- All of it.\n' });
    const plan = 'prerelease=false\nlatest=true\nmoving-tag=v1\n';
    expect(await repository.run('plan', 'v1.0.0')).toMatchObject({ code: 0, stdout: plan });
    expect(await repository.run('move-tag', 'v1.0.0')).toMatchObject({ code: 0, stdout: 'Moved: v1\n' });
    expect(repository.git('rev-parse', 'v1^{commit}')).toBe(repository.git('rev-parse', 'main'));
  });

  it('moves the tag of the major version forward, and never back', async () => {
    using repository = new Repository();
    await repository.run('1.0.0');
    await repository.run('move-tag', 'v1.0.0');
    repository.write(
      'CHANGELOG.md',
      repository.read('CHANGELOG.md').replace('[Unreleased]', '[Unreleased]\n\n- More.'),
    );
    repository.commit();
    expect(await repository.run('1.1.0')).toMatchObject({ code: 0, stderr: '' });
    await repository.run('move-tag', 'v1.1.0');
    expect(repository.git('rev-parse', 'v1^{commit}')).toBe(repository.git('rev-parse', 'v1.1.0^{commit}'));

    expect(await repository.run('move-tag', 'v1.0.0')).toMatchObject({ code: 0, stdout: 'Moved: none\n' });
    expect(repository.git('rev-parse', 'v1^{commit}')).toBe(repository.git('rev-parse', 'v1.1.0^{commit}'));
  });

  it('of a prerelease moves no tag, and asks nothing of the pages', async () => {
    using repository = new Repository();
    commitFile(repository, 'SECURITY.md', UNRELEASED);
    const { code, stdout } = await repository.run('--dry-run', '2.0.0-rc.1');
    expect(code).toBe(0);
    expect(stdout).toContain('No other tag will be moved.');
    expect(stdout).toContain('GitHub release: a prerelease');
  });

  const obstacles: { name: string; prepare: (repository: Repository) => void; version?: string; problem: string }[] = [
    {
      name: 'a version that is not greater than the latest tag',
      prepare: (repository) => ['v1.1.0', 'v1', 'v1.0.9'].map((tag) => repository.git('tag', tag)),
      version: '1.0.10',
      problem: '1.0.10 is not greater than the latest tag, v1.1.0.',
    },
    {
      name: 'the version of the latest tag',
      prepare: (repository) => repository.git('tag', 'v1.0.0'),
      problem: '1.0.0 is not greater than the latest tag, v1.0.0.',
    },
    {
      name: 'another branch',
      prepare: (repository) => repository.git('checkout', '--quiet', '-b', 'feature'),
      problem: 'Releases are made on main; this is feature.',
    },
    {
      name: 'no branch',
      prepare: (repository) => repository.git('checkout', '--quiet', '--detach'),
      problem: 'Releases are made on main; this is no branch.',
    },
    {
      name: 'a change that is not committed',
      prepare: (repository) => repository.write('README.md', ''),
      problem: 'There are changes that are not committed:\n M README.md',
    },
    {
      name: 'a file that git does not know',
      prepare: (repository) => repository.write('new', ''),
      problem: 'There are changes that are not committed:\n?? new',
    },
    {
      name: 'nobody who commits',
      prepare: (repository) => repository.git('config', '--unset', 'user.email'),
      problem: "git doesn't know who you are. Set user.name and user.email.",
    },
    {
      name: 'nothing in the changelog',
      prepare: (repository) => commitFile(repository, 'CHANGELOG.md', '## [Unreleased]\n\n### Added\n'),
      problem: 'CHANGELOG.md says nothing under "## [Unreleased]". Write what changed.',
    },
    {
      name: 'a lock file of another version',
      prepare: (repository) => commitFile(repository, 'package-lock.json', '{}\n'),
      problem: 'package-lock.json has to have once, and has 0 times: "name": "cloudquery-gate"',
    },
    {
      name: 'a bundle without a version',
      prepare: (repository) => commitFile(repository, 'dist/main/1.index.js', ''),
      problem: 'One file of dist/main has to name the version, and 0 do.',
    },
    {
      name: 'a bundle of another source',
      prepare: (repository) =>
        commitFile(repository, 'src/actions/gate/report/sarif/sarif.ts', `${SOURCE}// Changed\n`),
      problem: 'dist/ is not what src/ builds.',
    },
    {
      name: 'an example of another major version',
      prepare: (repository) =>
        commitFile(repository, 'examples/gate.yml', FILES['examples/gate.yml'].replace('v1', 'v2')),
      problem: 'examples/gate.yml:2 says OWNER/cloudquery-gate@v2. It has to be @v1.',
    },
    {
      name: 'pages of the major version before',
      prepare: () => {},
      version: '2.0.0',
      problem: 'README.md:2 says OWNER/cloudquery-gate@v1. It has to be @v2.',
    },
    {
      name: 'a page that says that there is no release',
      prepare: (repository) => commitFile(repository, 'SECURITY.md', UNRELEASED),
      problem: 'SECURITY.md:1 says that there is no release. Rewrite or delete it, with its unreleased comments.',
    },
    {
      name: 'no node_modules',
      prepare: (repository) => rmSync(join(repository.root, 'node_modules'), { recursive: true }),
      problem: 'node_modules is missing. Run "npm ci".',
    },
  ];
  it.for(obstacles)(
    'is refused with $name, and nothing is changed',
    async ({ prepare, version = '1.0.0', problem }) => {
      using repository = new Repository();
      prepare(repository);
      const before = repository.state();
      const { code, stdout, stderr } = await repository.run(version);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(problem);
      expect(repository.state()).toBe(before);
    },
  );

  it('is told all obstacles at once', async () => {
    using repository = new Repository();
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.write('CHANGELOG.md', '');
    const { stderr } = await repository.run('--dry-run', '3.0.0');
    for (const part of ['this is feature', 'M CHANGELOG.md', 'no section', 'It has to be @v3'])
      expect(stderr).toContain(part);
  });

  it.for([
    { args: [], says: 'Usage:' },
    { args: ['1.0.0', '2.0.0'], says: 'Usage:' },
    { args: ['--skip-dist-check', '1.0.0'], says: 'Usage:' },
    { args: ['--dryrun', '1.0.0'], says: "Unknown option '--dryrun'" },
    { args: ['v1.0.0'], says: '"v1.0.0" is no version. It has to be like 1.2.3' },
    { args: ['--date', '2026-02-30', '1.0.0'], says: '"2026-02-30" is no date' },
    { args: ['--date', 'today', '1.0.0'], says: '"today" is no date' },
    { args: ['notes', '1.0.0'], says: '"1.0.0" is no tag of a release. It has to be like v1.2.3' },
    { args: ['plan'], says: '"" is no tag of a release' },
  ])('is not guessed from $args', async ({ args, says }) => {
    using repository = new Repository();
    const before = repository.state();
    const { code, stderr } = await repository.run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(repository.state()).toBe(before);
  });
});

describe('a tag is refused', { concurrent: true }, () => {
  const cases: { name: string; prepare: (repository: Repository) => void; problem: string }[] = [
    {
      name: 'that is not there',
      prepare: (repository) => repository.git('tag', '--delete', 'v1.0.0'),
      problem: 'There is no tag v1.0.0 in this clone.',
    },
    {
      name: 'that is not what is checked out',
      prepare: (repository) => commitFile(repository, 'new', ''),
      problem: 'v1.0.0 is ',
    },
    {
      name: 'that is not on the branch',
      prepare: (repository) => {
        repository.git('checkout', '--quiet', '--detach');
        repository.git('branch', '--force', 'main', 'HEAD~1');
      },
      problem: 'v1.0.0 is not on main.',
    },
    {
      name: 'of files with another version',
      prepare: (repository) => retag(repository, 'src/actions/gate/report/sarif/sarif.ts', SOURCE),
      problem: "src/actions/gate/report/sarif/sarif.ts has to have once, and has 0 times: TOOL_VERSION = '1.0.0'",
    },
    {
      name: 'of which the changelog says nothing',
      prepare: (repository) => retag(repository, 'CHANGELOG.md', FILES['CHANGELOG.md']),
      problem: 'CHANGELOG.md has no section "## [1.0.0] - YYYY-MM-DD"',
    },
    {
      name: 'of pages for another major version',
      prepare: (repository) => retag(repository, 'README.md', FILES['README.md'].replace('v1', 'main')),
      problem: 'README.md:2 says OWNER/cloudquery-gate@main. It has to be @v1.',
    },
    {
      name: 'of pages that say that there is no release',
      prepare: (repository) => retag(repository, 'SECURITY.md', UNRELEASED),
      problem: 'SECURITY.md:1 says that there is no release.',
    },
  ];
  it.for(cases)('$name', async ({ prepare, problem }) => {
    using repository = new Repository();
    expect(await repository.run('1.0.0')).toMatchObject({ code: 0, stderr: '' });
    prepare(repository);
    const { code, stderr } = await repository.run('check', 'v1.0.0', '--branch', 'main');
    expect(code).toBe(1);
    expect(stderr).toContain(problem);
  });
});

function commitFile(repository: Repository, file: string, text: string): void {
  repository.write(file, text);
  repository.commit();
}

/** As somebody would who tags by hand. */
function retag(repository: Repository, file: string, text: string): void {
  commitFile(repository, file, text);
  repository.git('tag', '--force', 'v1.0.0');
}
