import { join } from 'node:path';
import type { InputReader } from '../../inputs/reader.ts';
import { readText } from '../../runner/read-file.ts';
import { attemptReport, setOutputs } from '../../runner/report.ts';
import type { OwnReports } from '../../runner/report-file.ts';
import type { Ownership, ReportFolder } from '../../runner/report-folder.ts';
import { countNouns, formatDuration } from '../../text/format.ts';
import { SUMMARY_BYTES } from '../../text/markdown.ts';
import type { Action, Report, Step } from '../step.ts';
import { type Asked, describeError, reviewAccess } from './access.ts';
import { readAccessFiles } from './files.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs.ts';
import { FILE_NAMES, type Format, type WrittenFile } from './kinds.ts';
import { describeLog, fileOutputsOf, outputsOf, planAnnotations } from './report.ts';
import type { AccessResult } from './result.ts';

/** The review of a Platform's API keys, users and roles. */
export const action: Action<Asked, AccessResult> = {
  defaults: DEFAULTS,
  loadRedaction: () => import('./redact.ts'),
  readInputs: readEverything,
  describeInputs: ({ expected }, { baseUrl, timeoutMs }, isRedacted) => [
    `CloudQuery Platform at ${baseUrl}: review of its API keys, users and roles.`,
    `At most ${formatDuration(timeoutMs / 1_000)} in all.`,
    ...(expected === null
      ? []
      : [`Expected, ${expected.path}: ${countNouns(expected.entries.length, 'entry', 'entries')}.`]),
    ...(isRedacted ? ['Names of keys, and names and e-mails of users, are hidden (`redact`).'] : []),
  ],
  async run(asked, step, finish) {
    // The gate loads it too.
    const { createIdentities } = await import('../../platform/identities.ts');
    const { clock, platform, platformUrl } = step;
    const client = createIdentities(platform.requester);
    const result = await reviewAccess(asked, { client, clock, platformUrl, stop: step.lifecycle.stop });
    await finish(result, report(step, { ...asked, warnings: step.warnings }));
  },
  fail: describeError,
  outputsOf,
  reportFailure: (step) =>
    report(step, { annotations: true, summary: true, reports: [], reportDir: null, warnings: [] }),
};

/** @throws {InputError} with everything that is wrong with the inputs, and with the file that they name */
async function readEverything(reader: InputReader, { runner, isRedacted }: Step): Promise<Asked> {
  const files = await readAccessFiles(reader, runner.folders(), readText, isRedacted);
  return { ...readInputs(reader), ...files };
}

interface Wanted extends Pick<Inputs, 'annotations' | 'summary' | 'reports'> {
  /** Absolute; null: no report is written, and none is taken away. */
  readonly reportDir: string | null;
  readonly warnings: readonly string[];
}

const OWN: Ownership = { record: '.cloudquery-access.json', names: Object.values(FILE_NAMES) };

function report({ runner, clock }: Step, wanted: Wanted): Report<AccessResult> {
  return async (result) => {
    const written: WrittenFile[] = [];
    const own = wanted.reportDir === null ? null : await openFolder(wanted.reportDir);
    for (const kind of wanted.reports) {
      await attemptReport(`${kind} file`, 'result', runner, async () => {
        const path = join(wanted.reportDir ?? '', FILE_NAMES[kind]);
        const file = { kind, path: await writeFile(kind, path, result, own) };
        setOutputs(runner, fileOutputsOf(file));
        written.push(file);
      });
    }
    if (own !== null) await attemptReport('record of the reports', 'result', runner, own.finish);
    for (const line of describeLog(result, written)) runner.info(line);
    if (wanted.annotations) {
      await attemptReport('annotations', 'result', runner, () => {
        for (const annotation of planAnnotations(result, wanted.warnings)) runner.annotate(annotation);
      });
    }
    if (wanted.summary) {
      await attemptReport('job summary', 'result', runner, async () => {
        const { renderSummary } = await import('./markdown.ts');
        await runner.writeSummary(renderSummary(result, SUMMARY_BYTES, wanted.warnings));
      });
    }
  };

  async function openFolder(folder: string): Promise<ReportFolder> {
    const { openReportFolder } = await import('../../runner/report-folder.ts');
    return openReportFolder(folder, OWN, runner.identity());
  }

  async function writeFile(kind: Format, path: string, result: AccessResult, own: OwnReports | null): Promise<string> {
    const { writeReport } = await import('../../runner/report-file.ts');
    return writeReport(path, await render(kind, result), runner.scrub, own);
  }

  async function render(kind: Format, result: AccessResult): Promise<Iterable<string>> {
    const context = runner.context(clock.now());
    switch (kind) {
      case 'json':
        return (await import('./json.ts')).renderJson(result, context);
      case 'csv':
        return [(await import('./csv.ts')).renderCsv(result)];
      case 'markdown':
        return [(await import('./markdown.ts')).renderMarkdown(result, context.runUrl)];
    }
  }
}
