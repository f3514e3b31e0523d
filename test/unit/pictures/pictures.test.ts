/** The pictures that are committed, and the pages that show them. Whoever makes them needs a browser; this does not. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPages } from '../../../scripts/docs.ts';
import { PAGES_FOLDER, pageFileOf } from '../../../scripts/pictures/pages.ts';
import { fileOf, PICTURES, THEMES } from '../../../scripts/pictures/picture.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FOLDER = join(ROOT, 'docs', 'images');
/** A page with pictures has to open quickly, also on a phone. */
const MOST_BYTES = 150_000;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const FILES = PICTURES.flatMap(({ name }) => THEMES.map((theme) => fileOf(name, theme)));

/** Of all pages: the pair of files and the text for those who don't see them. */
const SHOWN = listPages(ROOT).flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const folder = dirname(join(ROOT, page));
  return [...text.matchAll(/<picture>(.*?)<\/picture>/gs)].map(([, inner = '']) => ({
    page,
    dark: resolve(folder, /<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">/.exec(inner)?.[1] ?? ''),
    light: resolve(folder, /<img [^>]*src="([^"]+)"/.exec(inner)?.[1] ?? ''),
    alt: /<img alt="([^"]+)"/.exec(inner)?.[1] ?? '',
  }));
});

describe('The pictures of the docs', () => {
  it('are those that the script makes', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)('%s is a small PNG', (file) => {
    const picture = readFileSync(join(FOLDER, file));
    expect(picture.subarray(0, PNG.length)).toEqual(PNG);
    expect(picture.length).toBeLessThan(MOST_BYTES);
  });

  it.each(PICTURES)('$name is of a page of the demo, and of sections of that page', ({ scene, place, opens = [] }) => {
    const page = readFileSync(join(ROOT, PAGES_FOLDER, pageFileOf(scene, place)), 'utf8');
    for (const title of opens) expect(page).toContain(`<summary>${title}`);
  });

  it.each(PICTURES)('$name is shown, in light and dark, with a text', ({ name }) => {
    const shown = SHOWN.filter(({ light }) => relative(FOLDER, light) === fileOf(name, 'light'));
    expect(shown).toEqual([
      {
        page: expect.any(String),
        dark: join(FOLDER, fileOf(name, 'dark')),
        light: expect.any(String),
        alt: expect.any(String),
      },
    ]);
    expect(shown[0]?.alt.length).toBeGreaterThan(20);
  });

  it('are all that pages show', () => {
    expect(SHOWN.map(({ light }) => relative(FOLDER, light)).sort()).toEqual(
      PICTURES.map(({ name }) => fileOf(name, 'light')).sort(),
    );
  });
});
