import { StepError } from '../errors.ts';

/** As action.yml asks for: older releases lack functions that the actions call. */
export const NEEDED_NODE = 24;

/**
 * GitHub's runner brings the release that action.yml asks for. act and other runners take the one that they find.
 * @param version such as `24.1.0`
 * @throws {StepError} if it is too old
 */
export function checkNodeVersion(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= NEEDED_NODE) return;
  // @failure step | `error` | Update a runner that you host yourself. The runners of GitHub have the right Node.js. The
  // tool `act` uses the first `node` in your PATH.
  throw new StepError(`This action needs Node.js ${NEEDED_NODE} or newer, and runs on ${version}.`, {
    remedy: `Update the runner; for act, put Node.js ${NEEDED_NODE} first in PATH.`,
  });
}
