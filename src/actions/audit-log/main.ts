import { createAuditLogs } from '../../platform/audit-logs.ts';
import { readVisibility } from '../../runner/event.ts';
import { attemptReport } from '../../runner/report.ts';
import { formatDuration } from '../../text/format.ts';
import { SUMMARY_BYTES } from '../../text/markdown.ts';
import type { Action, Report, Step } from '../step.ts';
import { describeError } from './describe.ts';
import { exportAuditLog } from './export.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs.ts';
import { describeLog, outputsOf, planAnnotations, renderSummary } from './report.ts';
import type { AuditLogResult } from './result.ts';
import { openSpool } from './spool.ts';
import { openStore } from './store.ts';

/** The export of a Platform's audit log. */
export const action: Action<Inputs, AuditLogResult> = {
  defaults: DEFAULTS,
  loadRedaction: () => import('./redact.ts'),
  readInputs: (reader, { runner }) => readInputs(reader, runner.folders(), readVisibility(runner.readPayload())),
  describeInputs: ({ settleMs, overlapMs, format, fields }, { baseUrl, timeoutMs }) => [
    `CloudQuery Platform at ${baseUrl}: export of its audit log (${format}, ${fields}).`,
    `Events of the last ${formatDuration(settleMs / 1_000)} are left for the next run. The ${formatDuration(overlapMs / 1_000)} before the last run's end are read again.`,
    `At most ${formatDuration(timeoutMs / 1_000)} in all.`,
  ],
  async run(asked, step, finish) {
    const { clock, platform, platformUrl, lifecycle, runner, memory } = step;
    const spool = openSpool(runner.folders().temp, memory);
    try {
      const { host, pathname } = new URL(platformUrl);
      const result = await exportAuditLog(
        { ...asked, platform: `${host}${pathname}` },
        {
          client: createAuditLogs(platform.requester),
          store: openStore(asked.outputDir, asked.stateFile),
          spool,
          clock,
          stop: lifecycle.stop,
          warn: runner.warn,
        },
      );
      const warnings = result.progress?.warnings ?? [];
      for (const line of warnings) runner.warn(line);
      await finish(result, report(step, { ...asked, warnings: [...step.warnings, ...warnings] }));
    } finally {
      spool.remove();
    }
  },
  fail: describeError,
  outputsOf,
  reportFailure: (step) => report(step, { summary: true, warnings: [] }),
};

type Wanted = Pick<Inputs, 'summary'> & { readonly warnings: readonly string[] };

function report({ runner }: Step, { summary, warnings }: Wanted): Report<AuditLogResult> {
  return async (result) => {
    for (const line of describeLog(result)) runner.info(line);
    await attemptReport('annotations', 'result', runner, () => {
      for (const annotation of planAnnotations(result, warnings)) runner.annotate(annotation);
    });
    if (!summary) return;
    await attemptReport('job summary', 'result', runner, () =>
      runner.writeSummary(renderSummary(result, SUMMARY_BYTES, warnings)),
    );
  };
}
