import { describe, expect, it } from 'vitest';
import { FILES, LOCK, Repository, SOURCE, UNRELEASED } from './repository.ts';

/** The script from outside, on a repository that has only what a release touches. */

const VERSIONED = [
  'CHANGELOG.md',
  'package.json',
  'package-lock.json',
  'dist/shared.js',
  'src/actions/gate/report/sarif/sarif.ts',
  'test/golden/report.sarif',
];

describe('a release', { concurrent: true }, () => {
  it('as a dry run shows everything and leaves nothing behind', async () => {
    using repository = new Repository();
    const before = repository.state();
    const { code, stdout, stderr } = await repository.run('--dry-run', '1.0.0');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Author: Somebody <somebody@example.com>\n');
    expect(stdout).toContain('\n    Release 1.0.0\n');
    for (const file of VERSIONED) expect(stdout).toContain(` ${file} `);
    expect(stdout).toMatch(/^tag v1\.0\.0\nTagger: Somebody/);
    expect(stdout).toContain('\nprerelease=false\nlatest=true\nmoving-tag=v1\nwith these notes:\n\n- All of it.\n');
    expect(stdout).toContain('nothing was kept');
    expect(stdout).toContain('git push --atomic origin main v1.0.0');
    expect(repository.state()).toBe(before);
  });

  it('commits every file that names the version, and tags; the rest is for the workflow', async () => {
    using repository = new Repository();
    const { code, stdout, stderr } = await repository.run('1.0.0');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Read the commit, then push:\n  git push --atomic origin main v1.0.0');

    expect(repository.git('tag')).toBe('v1.0.0');
    expect(repository.git('cat-file', '-t', 'v1.0.0')).toBe('tag');
    expect(repository.git('rev-parse', 'v1.0.0^{commit}')).toBe(repository.git('rev-parse', 'main'));
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.read('CHANGELOG.md')).toMatch(
      /^# Changelog\n\n## \[Unreleased]\n\n## \[1\.0\.0] - \d{4}-\d\d-\d\d\n\n- All of it\.\n$/,
    );
    for (const file of repository.git('ls-files').split('\n')) expect(repository.read(file)).not.toContain('0.1.0');
    expect(JSON.parse(repository.read('package.json'))).toMatchObject({ version: '1.0.0', files: ['dist'] });
    expect(JSON.parse(repository.read('package-lock.json'))).toEqual({
      ...LOCK,
      version: '1.0.0',
      packages: { '': { name: 'cloudquery-gate', version: '1.0.0' } },
    });

    expect(await repository.run('check', 'v1.0.0', 'main')).toEqual({
      code: 0,
      stdout: 'prerelease=false\nlatest=true\nmoving-tag=v1\nnotes="- All of it."\n',
      stderr: '',
    });
  });

  it('moves the tag of the major version forward, and never back', async () => {
    using repository = new Repository();
    await repository.run('1.0.0');
    repository.write(
      'CHANGELOG.md',
      repository.read('CHANGELOG.md').replace('[Unreleased]', '[Unreleased]\n\n- More.'),
    );
    repository.commit();
    expect(await repository.run('1.1.0')).toMatchObject({ code: 0, stderr: '' });
    const newer = await repository.run('check', 'v1.1.0', 'main');
    expect(newer.stdout).toContain('latest=true\nmoving-tag=v1\nnotes="- More."\n');

    repository.git('checkout', '--quiet', 'v1.0.0');
    const older = await repository.run('check', 'v1.0.0', 'main');
    expect(older.stdout).toContain('latest=false\nmoving-tag=\nnotes="- All of it."\n');
  });

  it('has notes of several lines, as one output of a step', async () => {
    using repository = new Repository();
    const notes = '- A "quoted" one.\n\n### Fixed\n\n- Another.';
    commitFile(repository, 'CHANGELOG.md', `## [Unreleased]\n\n${notes}\n`);
    await repository.run('1.0.0');
    const { stdout } = await repository.run('check', 'v1.0.0', 'main');
    const [, output = ''] = /^notes=(.*)\n$/m.exec(stdout) ?? [];
    expect(JSON.parse(output)).toBe(notes);
  });

  it('is signed as the repository says', async () => {
    using repository = new Repository();
    repository.git('config', 'tag.gpgSign', 'true');
    repository.git('config', 'gpg.program', 'no-such-program');
    const before = repository.state();
    expect(await repository.run('1.0.0')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no-such-program'),
    });
    expect(repository.state()).toBe(before);
  });

  it('of a prerelease moves no tag, and asks nothing of the pages', async () => {
    using repository = new Repository();
    commitFile(repository, 'SECURITY.md', UNRELEASED);
    const { code, stdout } = await repository.run('--dry-run', '2.0.0-rc.1');
    expect(code).toBe(0);
    expect(stdout).toContain('prerelease=true\nlatest=false\nmoving-tag=\n');
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
      // git says so.
      problem: 'no email was given and auto-detection is disabled',
    },
    {
      name: 'nothing in the changelog',
      prepare: (repository) => commitFile(repository, 'CHANGELOG.md', '## [Unreleased]\n\n### Added\n'),
      problem: 'CHANGELOG.md has to say in one section "## [1.0.0] - …" what changed.',
    },
    {
      name: 'a lock file of another version',
      prepare: (repository) => commitFile(repository, 'package-lock.json', '{}\n'),
      problem: 'package-lock.json has to name version 1.0.0, 2×, and names: none.',
    },
    {
      name: 'a bundle without a version',
      prepare: (repository) => {
        repository.write('scripts/build.ts', '');
        commitFile(repository, 'dist/shared.js', '');
      },
      problem: 'dist has to name version 1.0.0, 1×, and names: none.',
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
    commitFile(repository, 'CHANGELOG.md', '');
    repository.write('new', '');
    repository.git('tag', 'v3.1.0');
    const { stderr } = await repository.run('--dry-run', '3.0.0');
    for (const part of ['not greater', 'this is feature', '?? new', '"## [3.0.0] - …"', 'It has to be @v3'])
      expect(stderr).toContain(part);
  });

  it.for([
    { args: [], says: 'Usage:' },
    { args: ['1.0.0', '2.0.0'], says: 'Usage:' },
    { args: ['--dryrun', '1.0.0'], says: "Unknown option '--dryrun'" },
    { args: ['v1.0.0'], says: '"vv1.0.0" is no tag of a release. It has to be like v1.2.3' },
    { args: ['check', '1.0.0', 'main'], says: '"1.0.0" is no tag of a release. It has to be like v1.2.3' },
    { args: ['check', 'v1.0.0'], says: 'Usage:' },
    { args: ['check', 'v1.0.0', 'main', 'more'], says: 'Usage:' },
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
      problem: 'v1.0.0 is no tag of the commit that is checked out.',
    },
    {
      name: 'that is not what is checked out',
      prepare: (repository) => commitFile(repository, 'new', ''),
      problem: 'v1.0.0 is no tag of the commit that is checked out.',
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
      problem: 'src has to name version 1.0.0, 1×, and names: 0.1.0.',
    },
    {
      name: 'of which the changelog says nothing',
      prepare: (repository) => retag(repository, 'CHANGELOG.md', FILES['CHANGELOG.md']),
      problem: 'CHANGELOG.md has to say in one section "## [1.0.0] - …" what changed.',
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
    const { code, stderr } = await repository.run('check', 'v1.0.0', 'main');
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
