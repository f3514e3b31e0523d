import { statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { neutralizeLog, toLogText } from '../text/escape.ts';
import { byteLength, SUMMARY_BYTES } from '../text/markdown.ts';
import { createScrub, scrubShown } from '../text/scrub.ts';
import type { Annotation } from './annotation.ts';
import { appendText } from './append-text.ts';
import * as commands from './commands.ts';
import type { CommentPlace, Folders, StepContext, StepIdentity } from './context.ts';
import { type EventFacts, isForkEvent, isUnmerged } from './event.ts';
import { readText } from './read-file.ts';

/**
 * The runner that executes the step: the one place that sends workflow commands. Every text that leaves through it is
 * scrubbed, redacted and escaped: it holds neither the key nor a workflow command of anybody else.
 */
export interface Runner {
  /** The text of an input as the workflow gives it; empty if it does not. */
  getInput(name: string): string;
  /** The names of all inputs that are set and not empty, in lower case and with `_` for a blank. */
  listInputs(): string[];
  /** Masks a secret in the runner's log, and takes it out of everything that leaves here from now on. */
  protect(secret: string): void;
  /** Takes names of accounts and resources out of every line from now on. @param redact takes them out of a text */
  hideNames(redact: (text: string) => string): void;
  /** Takes another secret out of everything that leaves here; the runner itself masks it already. */
  hideSecret(secret: string): void;
  /** The text without any secret. */
  scrub(text: string): string;
  /** The same plain data without any secret: an escape or a cut could hide one from the scrubbing at the exit. */
  scrubData<T>(data: T): T;
  /** Text of ours, whose layout and line breaks stay. */
  info(text: string): void;
  /** One line, whatever the text holds. */
  tell(line: string): void;
  /** A warning in the log, as one line: the one road that a warning takes there. */
  warn(line: string): void;
  /** Detail, folded. */
  group(title: string, lines: readonly string[]): void;
  /** Shown if the workflow is run in debug mode. */
  debug(text: string): void;
  annotate(annotation: Annotation): void;
  /** @throws if the runner's file cannot be written */
  setOutput(name: string, value: string): void;
  /** @throws if the runner's file cannot be written */
  saveState(name: string, value: string): void;
  getState(name: string): string;
  /** Rejects if it is larger than `SUMMARY_BYTES`, or the runner's file cannot be written. */
  writeSummary(markdown: string): Promise<void>;
  readEvent(): EventFacts;
  /** The event's payload; null if it cannot be read. */
  readPayload(): unknown;
  /** Whether the workflow runs for a change that nobody has merged. */
  isUnmerged(): boolean;
  folders(): Folders;
  identity(): StepIdentity;
  /** Where a comment would go, as far as the runner says. */
  commentPlace(): CommentPlace;
  /** Where the step runs, at this moment. */
  context(now: number): StepContext;
}

/** The length of a line of the log, in characters. */
const LINE_LENGTH = 1_000;

/** Real Platforms have hundreds of policies; the log is no place for more. */
const LINES_IN_GROUP = 200;

export function createRunner(): Runner {
  let scrub = (text: string) => text;
  let hide = (text: string) => text;
  const scrubText = (text: string) => scrubShown(text, scrub);
  function addSecret(secret: string): void {
    const [earlier, own] = [scrub, createScrub(secret)];
    scrub = (text) => own(earlier(text));
  }
  const harmless = (text: string) => neutralizeLog(hide(scrub(text)));
  // Twice: before a cut could leave half of a name, and after invisible characters were taken out of one.
  const tell = (line: string) => commands.info(harmless(toLogText(hide(scrub(line)), LINE_LENGTH)));
  return {
    getInput: (name) => commands.getInput(name),
    listInputs: () => commands.listInputs(),
    protect(secret) {
      if (secret === '') return;
      commands.setSecret(secret);
      addSecret(secret);
    },
    hideSecret: addSecret,
    hideNames(redact) {
      hide = redact;
    },
    scrub: scrubText,
    scrubData: (data) =>
      JSON.parse(scrub(JSON.stringify(data)), (_, value) => (typeof value === 'string' ? scrubText(value) : value)),
    info: (text) => commands.info(harmless(text)),
    tell,
    warn: (line) => tell(`Warning: ${line}`),
    group(title, lines) {
      commands.startGroup(harmless(title));
      for (const line of lines.slice(0, LINES_IN_GROUP)) commands.info(harmless(line));
      if (lines.length > LINES_IN_GROUP) commands.info(`… and ${lines.length - LINES_IN_GROUP} more`);
      commands.endGroup();
    },
    debug: (text) => commands.debug(harmless(text)),
    annotate: ({ level, title, message, file, line, column }) =>
      commands.annotate(level, harmless(message), {
        title: harmless(title),
        ...(file === undefined ? {} : { file: scrub(file) }),
        ...(line === undefined ? {} : { startLine: line }),
        ...(column === undefined ? {} : { startColumn: column }),
      }),
    setOutput: (name, value) => writeWhole(process.env['GITHUB_OUTPUT'], () => commands.setOutput(name, scrub(value))),
    saveState: (name, value) => writeWhole(process.env['GITHUB_STATE'], () => commands.saveState(name, scrub(value))),
    getState: (name) => commands.getState(name),
    async writeSummary(markdown) {
      const text = scrub(markdown);
      // GitHub would drop all of it, and say so in a place that nobody reads.
      if (byteLength(text) > SUMMARY_BYTES)
        throw new Error(`it has ${byteLength(text)} bytes; allowed: ${SUMMARY_BYTES}`);
      const path = process.env['GITHUB_STEP_SUMMARY'];
      if (!path) throw new Error('the runner names no file for it in GITHUB_STEP_SUMMARY');
      appendText(path, text.endsWith('\n') ? text : `${text}\n`, true);
    },
    readEvent: () => ({
      eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
      actor: process.env['GITHUB_ACTOR'] ?? '',
      isFork: isForkEvent(readPayload()),
    }),
    readPayload,
    isUnmerged: () =>
      isUnmerged(process.env['GITHUB_EVENT_NAME'] ?? '', process.env['GITHUB_REF'] ?? '', readPayload()),
    folders: () => ({
      workspace: process.env['GITHUB_WORKSPACE'] || process.cwd(),
      temp: process.env['RUNNER_TEMP'] || tmpdir(),
    }),
    identity: () => ({
      run: process.env['GITHUB_RUN_ID'] ?? '',
      attempt: process.env['GITHUB_RUN_ATTEMPT'] ?? '',
      job: process.env['GITHUB_JOB'] ?? '',
      step: process.env['GITHUB_ACTION'] ?? '',
    }),
    commentPlace: () => ({
      apiUrl: process.env['GITHUB_API_URL'] ?? '',
      graphqlUrl: process.env['GITHUB_GRAPHQL_URL'] ?? '',
      eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
      workflow: process.env['GITHUB_WORKFLOW_REF'] ?? '',
      job: process.env['GITHUB_JOB'] ?? '',
      step: process.env['GITHUB_ACTION'] ?? '',
      run: { id: Number(process.env['GITHUB_RUN_ID'] ?? 0), attempt: Number(process.env['GITHUB_RUN_ATTEMPT'] ?? 0) },
    }),
    context: (now) => {
      const repository = process.env['GITHUB_REPOSITORY'] || null;
      const [server, run] = [process.env['GITHUB_SERVER_URL'], process.env['GITHUB_RUN_ID']];
      return {
        repository,
        sha: process.env['GITHUB_SHA'] || null,
        workflowRef: process.env['GITHUB_WORKFLOW_REF'] || null,
        runUrl: repository && server && run ? `${server}/${repository}/actions/runs/${run}` : null,
        docsUrl: findDocs(server, process.env['GITHUB_ACTION_REPOSITORY'], process.env['GITHUB_ACTION_REF']),
        now,
      };
    },
  };
}

const GITHUB = 'https://github.com';
/** A name or a part of a ref as it stands in an address, where `.` and `..` would lead elsewhere. */
const SEGMENT = '(?!\\.{1,2}(?:/|$))[\\w.-]+';
const REPOSITORY = new RegExp(`^${SEGMENT}/${SEGMENT}$`);
const REF = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`);

/**
 * Where the pages are that describe the version that runs. Nobody knows it of a local action (`uses: ./`), which has no
 * repository of its own, nor on another server, which may have got the action from github.com.
 */
function findDocs(server = '', repository = '', ref = ''): string | null {
  const isKnown = server.replace(/\/$/, '') === GITHUB && REPOSITORY.test(repository) && REF.test(ref);
  return isKnown ? `${GITHUB}/${repository}/blob/${ref}/docs` : null;
}

/** Half a value would fail the step in the runner, which takes the file for malformed: what is not whole is taken back. */
function writeWhole(path: string | undefined, write: () => void): void {
  const size = path ? (statSync(path, { throwIfNoEntry: false })?.size ?? null) : null;
  try {
    write();
  } catch (error) {
    if (path && size !== null) takeBack(path, size);
    throw error;
  }
}

function takeBack(path: string, size: number): void {
  try {
    truncateSync(path, size);
  } catch {
    // The error that led here says more.
  }
}

/** In bytes. GitHub itself stops at 25 MB. */
const LARGEST_EVENT = 2 ** 26;

/** If the payload cannot be read, it is unknown; nothing is trusted because it is missing. */
function readPayload(): unknown {
  try {
    const event = readText(process.env['GITHUB_EVENT_PATH'] ?? '', LARGEST_EVENT);
    return event.kind === 'text' ? JSON.parse(event.text) : null;
  } catch {
    return null;
  }
}
