import { join } from 'node:path';
import type { ReadText } from '../../../runner/read-file.ts';

/** git's own files are small. */
const MOST_BYTES = 2 ** 20;

/**
 * Why files may be missing from the workspace that the repository has; null: nothing says so. git writes into its
 * configuration that a checkout is sparse.
 * @param workspace absolute
 */
export function findGap(workspace: string, readText: ReadText): string | null {
  for (const name of ['config', 'config.worktree']) {
    const config = readText(join(workspace, '.git', name), MOST_BYTES);
    if (config.kind === 'text' && /^\s*sparseCheckout\s*=\s*(true|yes|on|1)\s*$/im.test(config.text)) {
      return 'the checkout is sparse';
    }
  }
  return null;
}
