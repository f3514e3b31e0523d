/** What act says of a workflow's run: lines of JSON, one an entry. */
export interface LogEntry {
  readonly msg: string;
  readonly level: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly step?: string;
  readonly stage?: 'Pre' | 'Main' | 'Post';
  readonly stepID?: readonly string[];
  readonly stepResult?: 'success' | 'failure' | 'skipped';
  readonly jobResult?: 'success' | 'failure';
  readonly matrix?: Readonly<Record<string, string>>;
  /** The workflow command or file command that the runner obeyed. */
  readonly command?: string;
  readonly arg?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  /** The line of a workflow command as it was printed; a file command has none. */
  readonly raw?: string;
  /** Of a summary. */
  readonly content?: string;
  /** Of an output. */
  readonly name?: string;
  /** A line that a step printed. */
  readonly raw_output?: boolean;
}

export interface Annotation {
  readonly level: string;
  readonly title: string;
  readonly message: string;
}

/** Which step: by its id, in some stage, and of some job of a matrix. */
export interface StepChoice {
  readonly id: string;
  readonly stage?: 'Main' | 'Post';
  readonly job?: string;
}

export interface ActLog {
  readonly entries: readonly LogEntry[];
  /** For a person: without the scripts and summaries that act repeats. */
  readonly text: string;
  /** `success`, `failure`, `skipped`, or null where the step never ended. */
  resultOf(choice: StepChoice): string | null;
  /** How each job ended, by its id. Those of a matrix are one, as `needs` sees them. */
  readonly jobs: Readonly<Record<string, string>>;
  /** What a step printed, without what the runner took for commands. */
  printedBy(choice: StepChoice): string;
  /** The lines that the runner took for workflow commands. */
  commandsOf(choice: StepChoice): LogEntry[];
  annotationsOf(choice: StepChoice): Annotation[];
  outputsOf(choice: StepChoice): Record<string, string>;
  summaryOf(choice: StepChoice): string;
}

/** Reads act's log, as `--json` makes it. */
export function readActLog(printed: string): ActLog {
  const entries = printed
    .split('\n')
    .filter((line) => line !== '')
    .map(readEntry);
  const of = ({ id, stage = 'Main', job }: StepChoice) =>
    entries.filter(
      (entry) => entry.stepID?.at(-1) === id && entry.stage === stage && (job === undefined || nameOf(entry) === job),
    );
  const commandsOf = (choice: StepChoice) => of(choice).filter(({ raw }) => raw !== undefined);
  return {
    entries,
    text: entries.map(describeEntry).join('\n'),
    resultOf: (choice) => of(choice).findLast(({ stepResult }) => stepResult !== undefined)?.stepResult ?? null,
    jobs: Object.fromEntries(
      entries.flatMap(({ jobID, jobResult }) =>
        jobID === undefined || jobResult === undefined ? [] : [[jobID, jobResult]],
      ),
    ),
    printedBy: (choice) =>
      of(choice)
        .filter(({ raw_output }) => raw_output === true)
        .map(({ msg }) => msg)
        .join(''),
    commandsOf,
    annotationsOf: (choice) =>
      commandsOf(choice)
        .filter(({ command }) => command === 'error' || command === 'warning' || command === 'notice')
        .map(({ command = '', kvPairs, arg = '' }) => ({
          level: command,
          title: kvPairs?.['title'] ?? '',
          message: arg,
        })),
    outputsOf: (choice) =>
      Object.fromEntries(
        of(choice).flatMap(({ command, name, arg = '' }) =>
          command === 'set-output' && name !== undefined ? [[name, arg]] : [],
        ),
      ),
    summaryOf: (choice) =>
      of(choice)
        .map(({ command, content = '' }) => (command === 'summary' ? content : ''))
        .join(''),
  };
}

function readEntry(line: string): LogEntry {
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    // What act says about itself, such as that it failed, isn't JSON.
    return { msg: line, level: 'error' };
  }
}

/** A job's id; of one in a matrix as GitHub shows it, `gate (aws-prod)`. */
function nameOf({ jobID = '', matrix = {} }: LogEntry): string {
  const values = Object.values(matrix);
  return values.length === 0 ? jobID : `${jobID} (${values.join(', ')})`;
}

function describeEntry(entry: LogEntry): string {
  const [first = '', ...more] = entry.msg.trimEnd().split('\n');
  const text = more.length === 0 ? first : `${first} … (${more.length} more lines)`;
  return entry.jobID === undefined ? text : `[${nameOf(entry)}] ${text}`;
}
