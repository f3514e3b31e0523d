import { type Clock, systemClock } from '../clock.ts';
import { InputError, joinErrors, StepError } from '../errors.ts';
import { type Connection, readConnection } from '../inputs/connection.ts';
import { createInputReader, type InputReader } from '../inputs/reader.ts';
import { decideRedaction } from '../inputs/redaction.ts';
import type { UnknownInput } from '../inputs/unknown.ts';
import { type OpenPlatform, openPlatform } from '../platform/open.ts';
import { readVisibility } from '../runner/event.ts';
import type { Lifecycle } from '../runner/lifecycle.ts';
import { createMemory, type Memory } from '../runner/memory.ts';
import { setOutputs } from '../runner/report.ts';
import type { Runner } from '../runner/runner.ts';

/** What every action has at hand. */
export interface Step {
  readonly runner: Runner;
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
  /** Whether names are hidden. */
  readonly isRedacted: boolean;
}

/** The same once the Platform is known. */
export interface OpenStep extends Step {
  readonly platform: OpenPlatform;
  /** The base address of the Platform's API. */
  readonly platformUrl: string;
  readonly memory: Memory;
  /** What is set and is no input of the action: told in the log already. */
  readonly warnings: readonly string[];
}

/** Writes the reports. They read the result, and none can change it. */
export type Report<Result> = (result: Result, raw: Result) => Promise<void>;

/**
 * An action as the parts that a step is made of: what it asks, what it does, what it says. What all of them do in the
 * same way stands in `runStep`.
 */
export interface Action<Asked extends Pace, Result extends { readonly green: boolean }> {
  /** What an input is if it is empty. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Loads what hides names, which most repositories need not. */
  readonly loadRedaction: () => Promise<ActionRedaction<Result>>;
  /**
   * Reads everything but the connection.
   * @throws {InputError} with everything that is wrong, also what the reader noted before
   */
  readonly readInputs: (reader: InputReader, step: Step) => Asked | Promise<Asked>;
  /** The first lines of the log. */
  readonly describeInputs: (asked: Asked, connection: Connection, isRedacted: boolean) => readonly string[];
  /**
   * Does what was asked for.
   * @param finish settles the result that is found, and reports it
   */
  readonly run: (
    asked: Asked,
    step: OpenStep,
    finish: (result: Result, report: Report<Result>) => Promise<void>,
  ) => Promise<void>;
  /** What needs no Platform, and so no key; absent: every step needs one. */
  readonly offline?: Offline<Asked, Result>;
  /** The result of a step that ended before it began. */
  readonly fail: (error: StepError) => Result;
  readonly outputsOf: (result: Result) => Readonly<Record<string, string>>;
  /** Reports the result of a step that ended before it began. */
  readonly reportFailure: (step: Step) => Report<Result>;
}

/** A step that only looks at the repository. */
export interface Offline<Asked, Result> {
  readonly applies: (reader: InputReader) => boolean;
  readonly run: (
    asked: Asked,
    step: Step & { readonly warnings: readonly string[] },
    finish: (result: Result, report: Report<Result>) => Promise<void>,
  ) => Promise<void>;
}

/** Takes names out of what people see. */
export interface ActionRedaction<Result> {
  /** A line of the log without names. */
  readonly redactLine: (line: string) => string;
  /** The result without names. */
  readonly redactResult: (result: Result) => Result;
}

/** What the client has to know of the inputs. */
export interface Pace {
  /** Longest pause of ours between two requests, in milliseconds. */
  readonly longestPauseMs: number;
}

/** Runs an action, from its inputs to its last report. */
export async function runStep<Asked extends Pace, Result extends { readonly green: boolean }>(
  action: Action<Asked, Result>,
  runner: Runner,
  lifecycle: Lifecycle,
): Promise<void> {
  // Before anything else, so that nothing that is printed can hold it.
  runner.protect(runner.getInput('api-key').trim());
  // Before the inputs are checked: a message about a bad one quotes it.
  const isRedacted = decideRedaction(runner.getInput('redact').trim(), readVisibility(runner.readPayload()));
  const redaction = isRedacted ? await action.loadRedaction() : null;
  if (redaction !== null) runner.hideNames((line) => redaction.redactLine(line));
  const step: Step = { runner, lifecycle, clock: systemClock, isRedacted };

  async function finish(raw: Result, report: Report<Result>): Promise<void> {
    const scrubbed = runner.scrubData(raw);
    const result = redaction === null ? scrubbed : redaction.redactResult(scrubbed);
    // The outputs first: if they cannot be written the step is red.
    setOutputs(runner, action.outputsOf(result));
    lifecycle.conclude(result.green);
    await report(result, raw);
  }

  let read: Read<Asked>;
  try {
    read = await readAll(action, step);
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    return finish(action.fail(error), action.reportFailure(step));
  }
  const { connection, asked, warnings } = read;
  if (connection === null) {
    for (const line of warnings) runner.warn(line);
    return action.offline?.run(asked, { ...step, warnings }, finish);
  }
  for (const line of action.describeInputs(asked, connection, isRedacted)) runner.info(line);
  for (const line of warnings) runner.warn(line);
  const memory = createMemory();
  const pace = { clock: systemClock, longestPauseMs: asked.longestPauseMs, ...lifecycle };
  const platform = openPlatform(connection, pace, { debug: runner.debug, info: runner.tell }, memory.add);
  try {
    await action.run(asked, { ...step, platform, platformUrl: connection.baseUrl, memory, warnings }, finish);
  } finally {
    platform.close();
  }
}

interface Read<Asked> {
  /** Null: none is needed. */
  readonly connection: Connection | null;
  readonly asked: Asked;
  readonly warnings: readonly string[];
}

/** @throws {InputError} with everything that is wrong with the inputs, and with the files that they name */
async function readAll<Asked extends Pace, Result extends { readonly green: boolean }>(
  action: Action<Asked, Result>,
  step: Step,
): Promise<Read<Asked>> {
  const { runner, isRedacted } = step;
  const reader = createInputReader(runner.getInput, action.defaults, isRedacted);
  const isOffline = action.offline?.applies(reader) ?? false;
  const connection = isOffline ? skipConnection(reader) : readConnection(reader, runner.readEvent());
  const readInputs = async () => {
    const asked = await action.readInputs(reader, step);
    return { ...reader.finish({ connection }), asked };
  };
  const [read] = await Promise.allSettled([readInputs()]);
  const unknown = await explainUnknownInputs(runner, reader);
  const sentences = unknown.map(({ sentence }) => sentence);
  const isSlip = unknown.some(({ kind }) => kind === 'slip');
  // Next to an error an input that has no effect is told with it: a step that does not begin gives no other warning.
  const errors = unknown.length === 0 ? [] : [new InputError(sentences)];
  if (read.status === 'rejected') throw joinErrors([read.reason, ...errors]);
  if (isSlip) throw joinErrors(errors);
  return { ...read.value, warnings: sentences };
}

/** What is given all the same is no mistake. */
function skipConnection(reader: InputReader): null {
  for (const name of ['platform-url', 'api-key', 'timeout-minutes']) reader.know(name);
  return null;
}

/** Whatever the action asks for is an input of it; anything else is none. */
async function explainUnknownInputs(runner: Runner, reader: InputReader): Promise<readonly UnknownInput[]> {
  const known = new Set(reader.asked().map((name) => name.toLowerCase().replaceAll(' ', '_')));
  const strange = runner.listInputs().filter((name) => !known.has(name));
  return strange.length === 0 ? [] : (await import('../inputs/unknown.ts')).explainUnknown(strange, reader);
}
