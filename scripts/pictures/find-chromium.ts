import { delimiter, join } from 'node:path';

/** Names of Chromium on PATH, in the order in which they are tried. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];

/**
 * The path of Chromium: that of the variable CHROMIUM, or the first one on PATH.
 * @throws {Error} for people: what is missing, and how to get it
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean,
): string {
  const named = env['CHROMIUM'] ?? '';
  if (named !== '') {
    if (exists(named)) return named;
    throw new Error(`CHROMIUM is ${named}, and there is no such file: set it to the path of Chromium or Chrome.`);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(exists);
  if (found !== undefined) return found;
  throw new Error(
    `Pictures need Chromium or Chrome, and none of ${NAMES.join(', ')} is on PATH. Install one of them, ` +
      'on Debian with apt-get install chromium fonts-noto-color-emoji, or set CHROMIUM to its path.',
  );
}
