/**
 * Runs an entry of the committed bundle as a runner would: a child process on Node 24, `INPUT_*` with the defaults of
 * action.yml, and files for outputs, state and summary. What comes back is what a workflow would see.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..');

/** A guard against what hangs, before the time limit of a test: many times what any case takes. */
const KILL_AFTER_MS = 45_000;

export interface ActionRun {
  readonly inputs: Readonly<Record<string, string>>;
  readonly entry?: 'gate' | 'gate-post' | 'access' | 'policies' | 'audit-log';
  /** Added to an environment that holds nothing but what a runner sets; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files of the workspace, by their path in it. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The event's payload; usually that of a private repository. */
  readonly event?: unknown;
  /** What an earlier entry saved. */
  readonly state?: Readonly<Record<string, string>>;
  /** Milliseconds after which it is killed, if it is known to take long. */
  readonly killAfterMs?: number;
  /** Handed the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface ActionResult {
  /** Null where a signal ended the process. */
  readonly exitCode: number | null;
  readonly killed: boolean;
  /** All that was printed, the runner's commands among it. */
  readonly printed: string;
  /** The lines that somebody reads: without commands, debug lines and annotations. */
  readonly log: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the step wrote into its report folder, by name. */
  readonly reports: Readonly<Record<string, string>>;
  /** What lies in `RUNNER_TEMP` afterwards, by name. */
  readonly temp: readonly string[];
}

/** The inputs' defaults as the runner sets them. */
function readDefaults(file: string): Record<string, string> {
  const { inputs } = parse(readFileSync(join(ROOT, file), 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']));
}

/** Where the actions write their reports, below `RUNNER_TEMP`. */
const REPORT_DIRS = ['cloudquery-gate', 'cloudquery-access', 'cloudquery-policies'];

const GATE = readDefaults('action.yml');
const DEFAULTS = {
  gate: GATE,
  'gate-post': GATE,
  access: readDefaults('access/action.yml'),
  'audit-log': readDefaults('audit-log/action.yml'),
  policies: readDefaults('policies/action.yml'),
};

export async function runAction(run: ActionRun): Promise<ActionResult> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-run-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const files = {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  for (const [path, text] of Object.entries(run.files ?? {})) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(run.event ?? { repository: { private: true, visibility: 'private' } }));
  const inputs = Object.entries({ ...DEFAULTS[run.entry ?? 'gate'], ...run.inputs }).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const state = Object.entries(run.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]);
  const env: Record<string, string | undefined> = {
    PATH: process.env['PATH'] ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_PATH: event,
    RUNNER_TEMP: folder,
    ...files,
    ...(Object.fromEntries([...inputs, ...state]) as Record<string, string>),
    ...run.env,
  };
  try {
    const child = spawn(process.execPath, [join(ROOT, 'dist', `${run.entry ?? 'gate'}.js`)], {
      cwd: workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    run.onStart?.(child);
    let printed = '';
    let killed = false;
    const onData = (data: string) => {
      printed += data;
    };
    child.stdout.setEncoding('utf8').on('data', onData);
    child.stderr.setEncoding('utf8').on('data', onData);
    const timer = setTimeout(() => {
      killed = true;
      child.kill('SIGKILL');
    }, run.killAfterMs ?? KILL_AFTER_MS);
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    clearTimeout(timer);
    // On Windows a line ends in two characters.
    printed = printed.replaceAll(EOL, '\n');
    return {
      exitCode,
      killed,
      printed,
      ...readPrinted(printed),
      outputs: readFileCommands(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
      state: readFileCommands(readFileSync(files.GITHUB_STATE, 'utf8')),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8').replaceAll(EOL, '\n'),
      reports: Object.assign({}, ...REPORT_DIRS.map((name) => readFolder(join(folder, name)))),
      temp: readdirSync(folder),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function readFolder(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  // A hidden file is the action's own record of what it wrote.
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Reads what the runner would take for commands: at the start of a line, after blanks. */
function readPrinted(printed: string): Pick<ActionResult, 'log' | 'annotations' | 'masks'> {
  const log: string[] = [];
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  for (const line of printed.split('\n')) {
    const command = /^\s*::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
    const [, name = '', properties = '', data = ''] = command ?? [];
    if (command === null) {
      if (line.trim() !== '') log.push(line);
    } else if (name === 'error' || name === 'warning' || name === 'notice') {
      const title = /(?:^|,)title=([^,]*)/.exec(properties)?.[1] ?? '';
      annotations.push({ level: name, title: decodeEscapes(title), message: decodeEscapes(data) });
    } else if (name === 'group') {
      log.push(`▸ ${data}`);
    } else if (name === 'add-mask') {
      masks.push(decodeEscapes(data));
    }
  }
  return { log, annotations, masks };
}

/** The runner's escapes (actions/runner, ActionCommand). */
function decodeEscapes(text: string): string {
  const escapes: Record<string, string> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (code) => escapes[code] ?? code);
}

/** Reads `name<<delimiter` blocks and `name=value` lines; the last one of a name counts, as in the runner. */
function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined) {
      const end = lines.indexOf(delimiter ?? '', index + 1);
      if (end === -1) throw new Error(`${name} is not closed`);
      values[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    }
  }
  return values;
}
