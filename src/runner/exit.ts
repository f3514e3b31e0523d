/** How long something that was forgotten may keep the process alive, in milliseconds. */
export const TIME_TO_EXIT_MS = 1_000;

/** A socket that will not close must not keep a step alive that is over. The exit code is what it is. */
export function exitSoon(): void {
  setTimeout(() => process.exit(), TIME_TO_EXIT_MS).unref();
}
