/** Runs programs as a user would, each in a process of its own, and measures them from outside. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** Nothing but this and the PATH. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Measured {
  readonly exitCode: number | null;
  readonly printed: string;
  /** Milliseconds from the start to the end of the process. */
  readonly elapsedMs: number;
}

/** @param onText is told of everything that the program printed so far */
export async function runProgram(
  { command, args, env }: Program,
  onText?: (printed: string) => void,
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const onData = (text: string) => {
    printed += text;
    onText?.(printed);
  };
  child.stdout.setEncoding('utf8').on('data', onData);
  child.stderr.setEncoding('utf8').on('data', onData);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { exitCode, printed, elapsedMs: performance.now() - started };
}

/** Milliseconds from the start of a program to its first line that is no command to the runner. */
export async function timeFirstLine(program: Program): Promise<number> {
  const started = performance.now();
  let elapsed: number | null = null;
  const { printed } = await runProgram(program, (text) => {
    if (elapsed === null && /^(?!::).+\n/m.test(text)) elapsed = performance.now() - started;
  });
  if (elapsed === null) throw new Error(`It printed no line: ${printed.slice(0, 500)}`);
  return elapsed;
}

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'resource-usage.mjs')).href;

/** What a process took of the machine, whatever else runs there. */
export interface Usage {
  /** The peak of resident memory. */
  readonly peakBytes: number;
  /** Of all its threads. */
  readonly cpuMs: number;
}

/** The same for a Node program, with what it took. Measuring takes some milliseconds. */
export function runMeasuringMemory(program: Program): Promise<Measured & Usage> {
  return measureUsage((env) => runProgram({ ...program, env: { ...program.env, ...env } }));
}

/** @param run starts a Node program with what is added to its environment */
export async function measureUsage<T extends object>(
  run: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T & Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-bench-'));
  const file = join(folder, 'usage');
  try {
    const measured = await run({ NODE_OPTIONS: `--import ${PRELOAD}`, USAGE_FILE: file });
    return { ...measured, ...(JSON.parse(readFileSync(file, 'utf8')) as Usage) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws {Error} of no values */
export function medianOf(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('Of nothing there is no median');
  return middle;
}
