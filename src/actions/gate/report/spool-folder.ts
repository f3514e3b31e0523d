import { rmSync } from 'node:fs';
import { basename } from 'node:path';

/** Begins the name of the folder in which a step keeps the violations that it read. */
export const SPOOL_PREFIX = 'cloudquery-gate-rows-';

/** Takes away what a killed step left. @param folder as it was saved; anything else is left alone */
export function removeSpool(folder: string): void {
  if (basename(folder).startsWith(SPOOL_PREFIX)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
