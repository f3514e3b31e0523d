import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import parse, { type Info } from 'spdx-expression-parse';

/** Licences whose only condition is that their text goes along. */
export const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/**
 * Whether one may choose to have a package under permissive licences only.
 * @param expression an SPDX expression such as `(MIT OR GPL-2.0-only)`; any other text is not permissive
 */
export function isPermissive(expression: string): boolean {
  try {
    return offersPermissive(parse(expression));
  } catch {
    return false;
  }
}

function offersPermissive(offer: Info): boolean {
  // "Or later" and exceptions change the terms.
  if (!('conjunction' in offer)) return PERMISSIVE.has(offer.license) && !offer.plus && offer.exception === undefined;
  const sides = [offer.left, offer.right].map(offersPermissive);
  return offer.conjunction === 'or' ? sides.includes(true) : !sides.includes(false);
}

/** A package as it lies in node_modules. */
export interface InstalledPackage {
  readonly name: string;
  /** Relative to the project, with forward slashes. */
  readonly folder: string;
  /** An SPDX expression, if it is one; null: package.json has none. */
  readonly licence: string | null;
  /** The texts of licences in it, its own first; those of code that it brings along lie deeper. */
  readonly texts: readonly LicenceText[];
}

export interface LicenceText {
  /** Relative to the package, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying|unlicense)([.-].*)?$/i;

/** Files of code, which are no licences although their names begin like one. */
const CODE = /\.(?:[cm]?[jt]s|json|map)$/i;

/** Reads a package; a nested node_modules holds others. */
export function readPackage(root: string, folder: string): InstalledPackage {
  const path = join(root, folder);
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { name?: string; license?: unknown };
  return {
    name: manifest.name ?? folder,
    folder,
    licence: typeof manifest.license === 'string' && manifest.license.trim() !== '' ? manifest.license : null,
    texts: findLicenceFiles(path).map((file) => {
      return { file: relative(path, file).replaceAll(sep, '/'), text: readFileSync(file, 'utf8') };
    }),
  };
}

function findLicenceFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const own = entries.filter(({ name }) => LICENCE_FILE.test(name) && !CODE.test(name)).filter((one) => one.isFile());
  const below = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
  return [
    ...own.map(({ name }) => join(folder, name)),
    ...below.flatMap(({ name }) => findLicenceFiles(join(folder, name))),
  ];
}

/** Every package that is installed here; without development dependencies if asked so. */
export function listPackages(root: string, lock: Lockfile, which: 'all' | 'production'): InstalledPackage[] {
  return Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== '' && (which === 'all' || !(entry.dev ?? false)))
    .filter(([folder]) => existsSync(join(root, folder, 'package.json')))
    .map(([folder]) => readPackage(root, folder));
}

/** The part of package-lock.json that is used. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/** The packages that ncc has bundled: each has an entry, which its name begins on a line of its own. */
export function findBundled(packages: readonly InstalledPackage[], licences: string): InstalledPackage[] {
  const lines = licences.split(/\r?\n/);
  const heads = new Set(lines.filter((_, index) => index === 0 || lines[index - 1]?.trim() === ''));
  return packages.filter(({ name }) => heads.has(name));
}

/**
 * The reasons why a package may not be shipped in dist, one sentence each.
 * @param licences what is shipped beside it
 */
export function findLicenceProblems(one: InstalledPackage, licences: string): string[] {
  const who = `${one.name} (${one.folder})`;
  const problems: string[] = [];
  if (one.licence === null) problems.push(`${who} names no licence in its package.json.`);
  else if (!isPermissive(one.licence)) {
    problems.push(`${who} is licensed as ${one.licence}; allowed: ${[...PERMISSIVE].join(', ')}.`);
  }
  if (!one.texts.some(({ file }) => !file.includes('/'))) problems.push(`${who} has no file with its licence.`);
  for (const { file, text } of one.texts) {
    if (text.trim() === '') problems.push(`${who} has an empty ${file}.`);
    else if (!squeeze(licences).includes(squeeze(text))) {
      problems.push(`${who} has a licence in ${file} that LICENSES.txt lacks.`);
    }
  }
  return problems;
}

/** The copyright notices of bundled code whose holder is named by no licence beside it. */
export function findUnnamedHolders(code: string, licences: string): string[] {
  const holders = [...code.matchAll(/copyright\s*(?:\(c\)|©)?\s*(?:[\d\s,–-]+)([\p{L}][^\n<]*)/giu)]
    .map(([, holder]) => squeeze(holder ?? '').replace(/[\s.*/]+$/, ''))
    .filter((holder) => holder !== '');
  const named = squeeze(licences);
  return [...new Set(holders)].filter((holder) => !named.includes(holder));
}

/** Code that a package brings along without a licence file of its own. */
export interface Vendored {
  readonly within: string;
  /** A file of that code: if it is gone, the entry is out of date. */
  readonly file: string;
  readonly name: string;
  readonly copyright: readonly string[];
}

/** All of it is under the MIT licence. */
export const VENDORED: readonly Vendored[] = [
  {
    within: 'undici',
    file: 'lib/llhttp/constants.js',
    name: 'llhttp',
    copyright: ['Copyright Fedor Indutny, 2018.'],
  },
  {
    within: 'undici',
    file: 'lib/web/websocket/receiver.js',
    name: 'ws',
    copyright: [
      'Copyright (c) 2011 Einar Otto Stangvik <einaros@gmail.com>',
      'Copyright (c) 2013 Arnout Kazemier and contributors',
      'Copyright (c) 2016 Luigi Pinca and contributors',
    ],
  },
];

/** The entries of code that bundled packages bring along, which ncc doesn't find. */
export function renderVendored(bundled: readonly InstalledPackage[]): string {
  const deeper = bundled.flatMap(({ name, texts }) =>
    texts
      .filter(({ file }) => file.includes('/'))
      .map(({ file, text }) => `${name}, in ${file.slice(0, file.lastIndexOf('/'))}\n${text.trim()}`),
  );
  const named = VENDORED.filter(({ within }) => bundled.some(({ name }) => name === within)).map(
    ({ within, name, copyright }) => `${within}, which contains ${name}\nMIT\n${copyright.join('\n')}\n\n${MIT}`,
  );
  return [...deeper, ...named].map((entry) => `\n${entry}\n`).join('');
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Texts are wrapped and indented in different ways. */
function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
