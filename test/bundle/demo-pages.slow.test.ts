/** The pages of the demo that are kept, of which the pictures of the docs are made, are those that it leaves today. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePages, PAGES_FOLDER } from '../../scripts/pictures/pages.ts';
import { whyNoClickHouse } from '../emulator/platform.ts';

const FOLDER = join(import.meta.dirname, '..', '..', PAGES_FOLDER);
const MISSING = whyNoClickHouse();
const NAME =
  'A run of the demo leaves the pages in test/golden/demo; after a change that is meant, run npm run pictures';

it.skipIf(MISSING !== null)(
  MISSING === null ? NAME : `${NAME} (skipped: ${MISSING})`,
  {
    timeout: 120_000,
  },
  async () => {
    const kept = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]);
    expect(Object.fromEntries(await makePages())).toEqual(Object.fromEntries(kept));
  },
);
