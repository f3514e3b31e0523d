import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'scripts', 'release.ts');

/** package-lock.json. */
export const LOCK = {
  name: 'cloudquery-gate',
  version: '0.1.0',
  packages: { '': { name: 'cloudquery-gate', version: '0.1.0' } },
};
/** The constant of the version. */
export const SOURCE = "export const TOOL_VERSION = '0.1.0';\n";
/** Its files, with one bundle that others load. */
export const FILES = {
  '.gitignore': 'node_modules/\n',
  'package.json': '{\n  "name": "cloudquery-gate",\n  "version": "0.1.0",\n  "files": ["dist"]\n}\n',
  'package-lock.json': `${JSON.stringify(LOCK, null, 2)}\n`,
  'src/actions/gate/report/sarif/sarif.ts': SOURCE,
  'test/golden/report.sarif': '{"semanticVersion": "0.1.0"}\n',
  'dist/shared.js': `/* bundled */ ${SOURCE}`,
  'dist/gate.js': '/* bundled */\n',
  'scripts/build.ts': `import { readFileSync } from 'node:fs';
const read = (file: string) => readFileSync(file, 'utf8');
if (read('dist/shared.js') !== '/* bundled */ ' + read('src/actions/gate/report/sarif/sarif.ts')) {
  console.error('dist/ is not what src/ builds.');
  process.exitCode = 1;
}
`,
  'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n- All of it.\n',
  'README.md': '```yaml\n      - uses: OWNER/cloudquery-gate@v1\n```\n',
  'examples/gate.yml': 'steps:\n  - uses: OWNER/cloudquery-gate@v1\n',
};

/** As pages say it until the first release. */
export const UNRELEASED =
  'Fixes go into the newest version.<!-- unreleased --> There is none yet.<!-- /unreleased -->\n';

/** A repository that has only what a release touches. */
export class Repository implements Disposable {
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
