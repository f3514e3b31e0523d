import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StepContext } from '../../../runner/context.ts';

/** The file of the repository at which SARIF results point, relative to the repository. */
export type Anchor =
  | { readonly kind: 'file'; readonly path: string }
  /** A part of a sentence: why there is none, and what to do. */
  | { readonly kind: 'problem'; readonly problem: string };

/** `owner/name/path@ref`: a ref may hold an `@`, and the folder of workflows has no folders. */
const WORKFLOW = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+?\.ya?ml)@/i;

/**
 * Finds the anchor. GitHub shows no alert of a file that the repository lacks.
 * @param given the input; null: the workflow's own file
 * @param workspace the checkout's folder, if there is a checkout
 */
export function findAnchor(given: string | null, context: StepContext, workspace: string): Anchor {
  const problem = (text: string): Anchor => ({ kind: 'problem', problem: text });
  if (given !== null) {
    // @failure step#anchor
    return isLacking(workspace, given)
      ? problem('the checkout has no file of the name that `sarif-anchor` gives: name one that it has')
      : { kind: 'file', path: given };
  }
  const [, repository = '', path] = WORKFLOW.exec(context.workflowRef ?? '') ?? [];
  // @failure step#anchor | not affected | No SARIF was written. Set
  // [`sarif-anchor`](reports.md#sarif-for-code-scanning) to a file that the repository has: GitHub shows alerts only
  // for such files.
  if (path === undefined) return problem('the workflow’s own file is unknown: set `sarif-anchor`');
  const isOwn = context.repository === null || repository.toLowerCase() === context.repository.toLowerCase();
  // The workflow of a ruleset, for one.
  // @failure step#anchor
  if (!isOwn)
    return problem('the workflow’s own file is in another repository: set `sarif-anchor` to a file of this one');
  if (isLacking(workspace, path)) {
    // @failure step#anchor
    return problem('the checkout lacks the workflow’s own file: set `sarif-anchor` to a file that it has');
  }
  return { kind: 'file', path };
}

/** Without a whole checkout nobody knows what the repository has. */
function isLacking(workspace: string, path: string): boolean {
  const isWhole =
    existsSync(join(workspace, '.git')) && !existsSync(join(workspace, '.git', 'info', 'sparse-checkout'));
  return isWhole && statSync(join(workspace, path), { throwIfNoEntry: false })?.isFile() !== true;
}
