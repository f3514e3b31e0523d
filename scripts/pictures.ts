/**
 * Makes the pictures of the pages from what the demo's runs print: `npm run pictures`. Needs Chromium or Chrome.
 * `--into FOLDER --width N` shows how a page looks elsewhere.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStage, type Performance, playScene } from './demo/stage.ts';
import { ACTS } from './demo/story.ts';
import { openBrowser } from './pictures/browser.ts';
import { findChromium } from './pictures/find-chromium.ts';
import { renderPage } from './pictures/page.ts';
import { fileOf, PICTURES, THEMES } from './pictures/picture.ts';
import { settlePage } from './pictures/settle.ts';
import { shrinkPicture } from './pictures/shrink.ts';
import { type Flag, readFlags, renderFlags } from './terminal/flags.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'images');
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
  const performed = await playStory();
  mkdirSync(folder, { recursive: true });
  await using browser = await openBrowser(executable, SCALE);
  for (const { name, scene, place } of PICTURES) {
    const performance = performed.get(scene);
    const markdown = place === 'comment' ? performance?.comment : performance?.result.summary;
    if (markdown === undefined || markdown === '') throw new Error(`The scene ${scene} has no ${place}.`);
    const settled = settlePage(markdown, scene);
    for (const theme of THEMES) {
      const picture = shrinkPicture(await browser.take(renderPage(settled, { theme, place, width })));
      const path = join(folder, fileOf(name, theme));
      writeFileSync(path, picture);
      console.log(`${path}  ${picture.length} bytes`);
    }
  }
}

/** Moments are shown to the second: what comes one after another is never in the same one, however quick the machine. */
const TIMINGS = { started: 1_100, evaluation: 1_100 };

/** @throws {Error} if the demo does not go as it should: no picture shows that */
async function playStory(): Promise<ReadonlyMap<string, Performance>> {
  await using stage = await openStage({ timings: TIMINGS });
  for (const scene of ACTS.flatMap((act) => act.scenes)) {
    const { problems } = await playScene(stage, scene);
    if (problems.length > 0) throw new Error(`The demo's scene ${scene.name} went wrong: ${problems.join('; ')}.`);
  }
  return stage.performed;
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
