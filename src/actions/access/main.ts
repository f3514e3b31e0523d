import { createKeys } from '../../platform/keys.ts';
import { attemptReport } from '../../runner/report.ts';
import { formatDuration } from '../../text/format.ts';
import { SUMMARY_BYTES } from '../../text/markdown.ts';
import type { Action, Report, Step } from '../step.ts';
import { describeError, reviewAccess } from './access.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs.ts';
import { describeLog, outputsOf, planAnnotations, renderSummary } from './report.ts';
import type { AccessResult } from './result.ts';

/** The review of a Platform's API keys. */
export const action: Action<Inputs, AccessResult> = {
  defaults: DEFAULTS,
  loadRedaction: () => import('./redact.ts'),
  readInputs,
  describeInputs: (_, { baseUrl, timeoutMs }, isRedacted) => [
    `CloudQuery Platform at ${baseUrl}: review of its API keys.`,
    `At most ${formatDuration(timeoutMs / 1_000)} in all.`,
    ...(isRedacted ? ['Names of keys are hidden (`redact`).'] : []),
  ],
  async run(asked, step, finish) {
    const client = createKeys(step.platform.requester);
    const result = await reviewAccess(asked, { client, clock: step.clock, stop: step.lifecycle.stop });
    await finish(result, report(step, { ...asked, warnings: step.warnings }));
  },
  fail: describeError,
  outputsOf,
  reportFailure: (step) => report(step, { annotations: true, summary: true, warnings: [] }),
};

interface Wanted extends Pick<Inputs, 'annotations' | 'summary'> {
  readonly warnings: readonly string[];
}

function report({ runner }: Step, { annotations, summary, warnings }: Wanted): Report<AccessResult> {
  return async (result) => {
    for (const line of describeLog(result)) runner.info(line);
    if (annotations) {
      await attemptReport('annotations', 'result', runner, () => {
        for (const annotation of planAnnotations(result, warnings)) runner.annotate(annotation);
      });
    }
    if (summary) {
      await attemptReport('job summary', 'result', runner, () =>
        runner.writeSummary(renderSummary(result, SUMMARY_BYTES, warnings)),
      );
    }
  };
}
