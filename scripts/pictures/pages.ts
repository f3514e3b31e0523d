import { openStage, type Performed, playScene, type Scene } from '../demo/stage.ts';
import { ACTS, whyLeftOut } from '../demo/story.ts';
import { settlePage } from './settle.ts';

/** Where the pages of the demo are kept: pictures are made of them, and a test compares them. */
export const PAGES_FOLDER = 'test/golden/demo';

/** Moments are shown to the second: what comes one after another is never in the same one, however quick the machine. */
const TIMINGS = { started: 1_100, evaluation: 1_100 };

const SCENES = ACTS.flatMap(({ scenes }) => scenes);

/** The name of a page's file in `PAGES_FOLDER`. */
export function pageFileOf(scene: string, place: 'summary' | 'comment'): string {
  return `${scene}.${place}.md`;
}

/**
 * Plays the demo, and returns the pages that it leaves, by the names of their files, without what differs from one run
 * to the next.
 * @throws {Error} if it does not go as it should: no page shows that
 */
export async function makePages(): Promise<ReadonlyMap<string, string>> {
  const missing = ACTS.map(whyLeftOut).find((reason) => reason !== null);
  if (missing !== undefined) throw new Error(`The pages are of the whole demo, and an act is left out: ${missing}.`);
  await using stage = await openStage({ timings: TIMINGS });
  for (const scene of SCENES) {
    const { problems } = await playScene(stage, scene);
    if (problems.length > 0) throw new Error(`The demo's scene ${scene.name} went wrong: ${problems.join('; ')}.`);
  }
  return new Map(SCENES.flatMap((scene) => settlePages(scene, stage.performed)));
}

/** A comment is a page of the scene that may write it. */
function settlePages({ name, event }: Scene, performed: Performed): [string, string][] {
  const { result, comment } = performed.get(name) ?? {};
  const pages = { summary: result?.summary ?? '', comment: event === 'pull_request' ? (comment ?? '') : '' };
  return (['summary', 'comment'] as const)
    .filter((place) => pages[place] !== '')
    .map((place) => [pageFileOf(name, place), settlePage(pages[place], name)]);
}
