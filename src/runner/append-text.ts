import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { hasCode } from '../errors.ts';

// Windows knows no `O_NONBLOCK`, and no pipe that has a path among its files.
const FLAGS = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);

/**
 * Appends to one of the runner's files. Never waits: to open a pipe that nobody reads would take for ever, and nothing
 * would be heard meanwhile, neither a signal nor the step's deadline.
 * @param mayCreate whether a file that is missing is made; the runner reads none but its own
 * @throws if it cannot be written
 */
export function appendText(path: string, text: string, mayCreate = false): void {
  const file = open(path, mayCreate ? FLAGS | constants.O_CREAT : FLAGS);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function open(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    if (hasCode(error, 'ENXIO')) throw new Error('it is a pipe that nobody reads', { cause: error });
    throw error;
  }
}
