/**
 * Plays the demo, keeps the pages that its runs leave in test/golden/demo, and makes the pictures of the docs from them:
 * `npm run pictures`. Needs Chromium or Chrome. `--into FOLDER --width N` shows how a page looks elsewhere, and keeps no
 * page.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from './pictures/browser.ts';
import { findChromium } from './pictures/find-chromium.ts';
import { renderPage } from './pictures/page.ts';
import { makePages, PAGES_FOLDER, pageFileOf } from './pictures/pages.ts';
import { fileOf, PICTURES, THEMES } from './pictures/picture.ts';
import { shrinkPicture } from './pictures/shrink.ts';
import { type Flag, readFlags, renderFlags } from './terminal/flags.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs', 'images');
/** What GitHub gives to a picture of a README on a wide screen. */
const WIDTH = 880;
const NARROWEST = 200;
const WIDEST = 2_000;
/** Sharp on most screens, and still a small file. */
const SCALE = 1.5;

const FLAGS: Readonly<Record<string, Flag>> = {
  into: { value: 'FOLDER', help: 'the folder for the pictures; without it docs/images' },
  width: {
    value: 'N',
    help: `the width of the pages in pixels; without it ${WIDTH}`,
    check: (value) =>
      /^\d{1,4}$/.test(value) && Number(value) >= NARROWEST && Number(value) <= WIDEST
        ? null
        : `a whole number from ${NARROWEST} to ${WIDEST} is allowed.`,
  },
  help: { help: 'show this' },
};

async function makePictures(folder: string, width: number): Promise<void> {
  const executable = findChromium(process.env, existsSync);
  const pages = await makePages();
  if (folder === FOLDER) keepPages(pages);
  mkdirSync(folder, { recursive: true });
  await using browser = await openBrowser(executable, SCALE);
  for (const { name, scene, place, opens } of PICTURES) {
    const markdown = pages.get(pageFileOf(scene, place));
    if (markdown === undefined) throw new Error(`The scene ${scene} has no ${place}.`);
    for (const theme of THEMES) {
      const html = renderPage(markdown, { theme, place, width, opens: opens ?? [] });
      const picture = shrinkPicture(await browser.take(html));
      const path = join(folder, fileOf(name, theme));
      writeFileSync(path, picture);
      console.log(`${path}  ${picture.length} bytes`);
    }
  }
}

/** In the place of all those that were there. */
function keepPages(pages: ReadonlyMap<string, string>): void {
  const folder = join(ROOT, PAGES_FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, markdown] of pages) writeFileSync(join(folder, name), markdown);
}

const { given, problems } = readFlags(FLAGS, process.argv.slice(2));
if (problems.length > 0) {
  console.error([...problems, 'npm run pictures -- --help says what there is.'].join('\n'));
  process.exitCode = 2;
} else if (given['help']?.length !== 0) {
  console.log(['npm run pictures [-- FLAG…]', '', ...renderFlags(FLAGS)].join('\n'));
} else {
  try {
    await makePictures(given['into']?.at(-1) ?? FOLDER, Number(given['width']?.at(-1) ?? WIDTH));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
