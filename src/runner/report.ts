import { messageOf, StepError } from '../errors.ts';
import type { Runner } from './runner.ts';

/** @throws {StepError} if the runner's file cannot be written */
export function setOutputs(runner: Pick<Runner, 'setOutput'>, outputs: Readonly<Record<string, string>>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  } catch (cause) {
    // @failure step#write | `error` | The step is red even if all policies pass. =
    throw new StepError(`The outputs could not be written to GITHUB_OUTPUT: ${messageOf(cause)}`, {
      remedy: 'See that the runner has room on its disk.',
      cause,
    });
  }
}

/** A report that is not written, and why. */
export class ReportObstacle extends Error {
  override name = 'ReportObstacle';
}

/**
 * Writes one report of a result that is settled. That it fails is told, and changes nothing.
 * @param name such as `job summary`
 * @param result what stands whatever comes of it, such as `verdict`
 * @returns why it was not written, as a part of a sentence; null if it was
 */
export async function attemptReport(
  name: string,
  result: string,
  runner: Pick<Runner, 'tell' | 'warn'>,
  write: () => void | Promise<void>,
): Promise<MissingReport | null> {
  try {
    await write();
    return null;
  } catch (error) {
    // @failure step | not affected | The message gives the reason. For SARIF: an incomplete file would close open
    // alerts ([when](reports.md#sarif-for-code-scanning)).
    if (error instanceof ReportObstacle) runner.tell(`The ${name} was not written: ${error.message}.`);
    else {
      // @failure step#report | not affected | One of the reports is missing: the summary, an annotation, the comment or
      // a file. The message gives the reason.
      runner.warn(`the ${name} could not be written, which does not change the ${result}: ${messageOf(error)}`);
    }
    return { isWithheld: error instanceof ReportObstacle, reason: messageOf(error) };
  }
}

/** A report that somebody asked for and that there is not. */
export interface MissingReport {
  /** Whether it would have misled, so that it was not tried. */
  readonly isWithheld: boolean;
  /** As a part of a sentence. */
  readonly reason: string;
}
