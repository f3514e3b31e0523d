import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../comment/github-json.ts';
import { type ActLog, readActLog } from './act-log.ts';
import { findAct } from './find-act.ts';

export interface ActRun {
  /** The file with the workflow. */
  readonly workflow: string;
  /** A git repository: what `actions/checkout` and `uses: ./` stand for. */
  readonly repository: string;
  /** Default: `push`. */
  readonly event?: string;
  /** The event's payload; by default that of a private repository. */
  readonly payload?: object;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The GitHub that is not github.com. */
  readonly instance?: string;
  /** Folders that stand in for actions of others, by `owner/name@ref`. */
  readonly actions?: Readonly<Record<string, string>>;
  /** Folders that come before all others on the PATH of steps. */
  readonly path?: readonly string[];
  /** `text`: the log as somebody at a terminal reads it, and not as entries. */
  readonly log?: 'json' | 'text';
  /** Ends act as an interrupt does. */
  readonly signal?: AbortSignal;
  /** Handed what act prints, as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Handed act's process as soon as it runs. */
  readonly onStart?: (act: ChildProcess) => void;
}

export interface ActResult extends ActLog {
  readonly exitCode: number | null;
  /** All that act printed. */
  readonly printed: string;
  /** Files that steps left in the folder `$RECORD`, by their paths in it. */
  readonly record: Readonly<Record<string, string>>;
}

/** Runs a workflow on act, with nothing of this machine but Node and a shell, and nothing left behind. */
export async function runAct(run: ActRun): Promise<ActResult> {
  const act = findAct(process.env);
  if ('missing' in act) throw new Error(act.missing);
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-act-'));
  const [cwd, home, record] = ['cwd', 'home', 'record'].map((name) => join(folder, name)) as [string, string, string];
  for (const made of [cwd, home, record]) mkdirSync(made);
  const payload = join(folder, 'payload.json');
  writeFileSync(payload, JSON.stringify(run.payload ?? { repository: { private: true, visibility: 'private' } }));
  const pids = join(folder, 'pids');
  writeFileSync(pids, '');
  const { secrets = {}, vars = {}, actions = {} } = run;
  const variables = {
    RECORD: record,
    PLATFORM_PIDS: pids,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'linger.mjs'))}`,
    ...run.env,
    // GitHub's runner sets it, and act does not.
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/${basename(run.workflow)}@refs/heads/main`,
  };
  const options = [
    ['--directory', run.repository],
    ['--workflows', run.workflow],
    ['--eventpath', payload],
    ['--platform', 'ubuntu-latest=-self-hosted'],
    ['--action-cache-path', join(folder, 'cache')],
    ['--concurrent-jobs', '4'],
    ['--strict', '--rm', '--action-offline-mode', '--no-cache-server'],
    run.instance === undefined ? [] : ['--github-instance', run.instance],
    run.log === 'text' ? [] : ['--json'],
    ...Object.entries(secrets).map(([name, value]) => ['--secret', `${name}=${value}`]),
    ...Object.entries(vars).map(([name, value]) => ['--var', `${name}=${value}`]),
    ...Object.entries(variables).map(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(actions).map(([name, directory]) => ['--local-repository', `${name}=${directory}`]),
  ].flat();
  // The first Node on the PATH is what runs actions, whatever they say that they use.
  // act hands its whole environment to the steps, and reads settings of its user at home and where it is started.
  const env = {
    PATH: [...(run.path ?? []), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    LANG: 'C.UTF-8',
  };
  try {
    const child = spawn(act.path, [run.event ?? 'push', ...options], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const onData = (data: string) => {
      printed += data;
      run.onOutput?.(data);
    };
    child.stdout.setEncoding('utf8').on('data', onData);
    child.stderr.setEncoding('utf8').on('data', onData);
    run.signal?.addEventListener('abort', () => child.kill('SIGINT'));
    run.onStart?.(child);
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    return { ...readActLog(printed), exitCode, printed, record: readFolder(record) };
  } finally {
    for (const pid of readFileSync(pids, 'utf8').split('\n').filter(Boolean)) endProcess(Number(pid));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The texts of all files in a folder, by their paths in it. */
function readFolder(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
}

function endProcess(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It has ended by itself.
  }
}
