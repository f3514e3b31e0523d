import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../comment/github-json.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Checkout extends Disposable {
  readonly path: string;
  /** The files of the branches that a workflow pushed, as `branch:path`. */
  /** Lets git read from where it pushes to, in spite of the address that act makes the repository's name of. */
  readonly env: Readonly<Record<string, string>>;
  readPushed(): Record<string, string>;
}

/** All that a workflow may find of this repository; the bundle has to do without the rest. */
const PARTS = [
  'action.yml',
  'access',
  'audit-log',
  'policies',
  'dist',
  'scripts/terminal',
  'test/emulator',
  'test/runner',
];

/** Of whose name act makes `github.repository`. What is pushed stays on this machine. */
const ADDRESS = `https://github.com/${REPOSITORY}.git`;

/** This repository as `actions/checkout` would give it to a workflow. */
export function checkOutAction(): Checkout {
  return createRepository((path) => {
    for (const part of PARTS) cpSync(join(ROOT, part), join(path, part), { recursive: true });
  });
}

/** Somebody's repository with these files, by their paths. Scripts can be run. */
export function createCheckout(files: Readonly<Record<string, string>>): Checkout {
  return createRepository((path) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
    }
  });
}

function createRepository(fill: (path: string) => void): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-checkout-'));
  const [path, origin] = [join(folder, 'cloud'), join(folder, 'origin.git')];
  mkdirSync(path);
  fill(path);
  // Without the settings of whoever runs the tests, such as signed commits.
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', path, ...words], { env, stdio: 'pipe', encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('init', '--quiet', '--bare', origin);
  git('remote', 'add', 'origin', ADDRESS);
  git('remote', 'set-url', '--push', 'origin', origin);
  git('add', '--all', '--force');
  git('-c', 'user.name=acme', '-c', 'user.email=acme@acme.example', 'commit', '--quiet', '--message', 'All of it');
  return {
    path,
    env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${origin}.insteadOf`, GIT_CONFIG_VALUE_0: ADDRESS },
    readPushed() {
      const lines = (text: string) => text.split('\n').filter((line) => line !== '');
      const at = (...words: string[]) => git('--git-dir', origin, ...words);
      const branches = lines(at('for-each-ref', '--format=%(refname:short)', 'refs/heads'));
      const files = branches.flatMap((branch) =>
        lines(at('ls-tree', '-r', '--name-only', branch)).map((file) => `${branch}:${file}`),
      );
      return Object.fromEntries(files.map((file) => [file, at('show', file)]));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
