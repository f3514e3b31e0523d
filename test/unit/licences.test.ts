/** Everything that dist/ bundles may be given away, and its licence goes along. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  findBundled,
  findLicenceProblems,
  findUnnamedHolders,
  isPermissive,
  type Lockfile,
  listPackages,
  readPackage,
  renderVendored,
  VENDORED,
} from '../../scripts/licences.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
const installed = listPackages(ROOT, lock, 'all');
const licences = readFileSync(join(DIST, 'LICENSES.txt'), 'utf8');
const code = readdirSync(join(DIST, 'bundle'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(DIST, 'bundle', name), 'utf8'))
  .join('\n');

describe('dist/', () => {
  const bundled = findBundled(installed, licences);

  it('bundles what is known', () => {
    expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(['@actions/http-client', 'valibot']));
  });

  it.each(bundled.map((one) => [one.folder, one] as const))('may ship %s', (_, one) => {
    expect(findLicenceProblems(one, licences)).toEqual([]);
  });

  it('names every package whose modules it holds', () => {
    // ncc writes where a module came from, as far as it was joined with others.
    const modules = code.matchAll(/\/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/(?!node_modules\/)[^\n]*$/gm);
    const names = new Set([...modules].map(([, name]) => name));
    expect(names.size).toBeGreaterThan(0);
    const known = new Set(bundled.map(({ name }) => name));
    expect([...names].filter((name) => !known.has(name ?? ''))).toEqual([]);
  });

  it.each(VENDORED.map((one) => [one.name, one] as const))('names %s, which has no licence file', (_, one) => {
    const holder = bundled.find(({ name }) => name === one.within);
    expect(existsSync(join(ROOT, holder?.folder ?? 'nowhere', one.file)), one.file).toBe(true);
    for (const line of one.copyright) expect(licences).toContain(line);
  });

  it('names everybody whose copyright it holds', () => {
    expect(findUnnamedHolders(code, licences)).toEqual([]);
  });
});

describe('What production depends on', () => {
  // More than is bundled, and so it can't miss what the list beside dist/ might.
  const production = listPackages(ROOT, lock, 'production');

  it.each(production.map((one) => [one.folder, one] as const))('is permissive, with its text: %s', (_, one) => {
    const problems = findLicenceProblems(one, `${licences}\n${one.texts.map(({ text }) => text).join('\n')}`);
    expect(problems).toEqual([]);
  });
});

describe('An SPDX expression', () => {
  it.each([
    ['MIT', true],
    ['(MIT)', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-3.0-only OR MIT', true],
    ['MIT AND Apache-2.0', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only AND MIT OR ISC', true],
    ['GPL-3.0-only AND (MIT OR ISC)', false],
    ['((MIT OR ISC) AND (0BSD OR AGPL-3.0-only))', true],
    ['GPL-2.0-only', false],
    ['LGPL-3.0-or-later', false],
    ['MPL-2.0', false],
    ['GPL-2.0-only WITH Classpath-exception-2.0', false],
    ['Apache-2.0 WITH LLVM-exception', false],
    ['MIT OR Apache-2.0 WITH LLVM-exception', true],
    ['Apache-2.0+', false],
    ['LicenseRef-MIT', false],
    ['MIT OR LicenseRef-Ours', true],
    ['MIT OR No-Such-Licence', false],
    ['CC-BY-NC-4.0', false],
    ['MIT or GPL-3.0-only', true],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['mit', false],
    ['', false],
    ['(MIT', false],
    ['MIT)', false],
    ['MIT ISC', false],
    ['()', false],
    ['MIT/ISC', false],
    ['MIT OR', false],
    ['OR MIT', false],
  ])('%j: %s', (expression, expected) => {
    expect(isPermissive(expression)).toBe(expected);
  });
});

describe('A made-up package', () => {
  const root = mkdtempSync(join(tmpdir(), 'cloudquery-gate-licences-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const TEXT = 'Copyright (c) 2020 Somebody\n\n  Permission is granted.\n';
  const WHO = 'made-up (node_modules/made-up)';
  const LIST = `made-up\nMIT\n${TEXT}`;

  it.each<[string, unknown, Record<string, string>, string, string[]]>([
    ['is fine', { license: 'MIT' }, { LICENSE: TEXT }, LIST, []],
    ['has a choice', { license: '(GPL-3.0-only OR ISC)' }, { 'license.md': TEXT }, LIST, []],
    ['is wrapped otherwise in the list', { license: 'MIT' }, { LICENSE: TEXT }, LIST.replaceAll(/\s+/g, '\r\n '), []],
    [
      'has an unknown licence',
      { license: 'Custom' },
      { LICENSE: TEXT },
      LIST,
      [`${WHO} is licensed as Custom; allowed:`],
    ],
    [
      'has a copyleft licence',
      { license: 'AGPL-3.0-only' },
      { COPYING: TEXT },
      LIST,
      [`${WHO} is licensed as AGPL-3.0-only`],
    ],
    ['has none', {}, { LICENSE: TEXT }, LIST, [`${WHO} names no licence in its package.json.`]],
    ['has an object', { license: { type: 'MIT' } }, { LICENSE: TEXT }, LIST, [`${WHO} names no licence`]],
    ['has no text', { license: 'MIT' }, { 'README.md': 'MIT' }, LIST, [`${WHO} has no file with its licence.`]],
    ['has an empty text', { license: 'MIT' }, { LICENSE: ' \n' }, LIST, [`${WHO} has an empty LICENSE.`]],
    [
      'has a text that is not shipped',
      { license: 'MIT' },
      { LICENSE: 'Another' },
      LIST,
      [`${WHO} has a licence in LICENSE that LICENSES.txt lacks.`],
    ],
    ['has code that is called so', { license: 'MIT' }, { LICENSE: TEXT, 'src/license.js': 'x' }, LIST, []],
    [
      'brings others along',
      { license: 'MIT' },
      { LICENSE: TEXT, 'lib/other/LICENSE': 'Other' },
      LIST,
      [`${WHO} has a licence in lib/other/LICENSE that LICENSES.txt lacks.`],
    ],
    [
      'only brings others along',
      { license: 'MIT' },
      { 'lib/other/LICENSE': TEXT },
      LIST,
      [`${WHO} has no file with its licence.`],
    ],
    ['has packages of its own', { license: 'MIT' }, { LICENSE: TEXT, 'node_modules/x/LICENSE': 'Other' }, LIST, []],
  ])('%s', (name, manifest, files, list, expected) => {
    const place = join(root, name);
    const folder = 'node_modules/made-up';
    const all = { ...files, 'package.json': JSON.stringify({ name: 'made-up', ...(manifest as object) }) };
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(place, folder, file)), { recursive: true });
      writeFileSync(join(place, folder, file), text);
    }
    const problems = findLicenceProblems(readPackage(place, folder), list);
    expect(problems).toEqual(expected.map((problem) => expect.stringContaining(problem)));
    expect(problems).toHaveLength(expected.length);
  });
});

describe('The list beside a bundle', () => {
  const packages = ['left', '@scope/right', 'text'].map((name) => {
    return { name, folder: `node_modules/${name}`, licence: 'MIT', texts: [] };
  });

  it.each<[string, string[]]>([
    ['left\nMIT\ntext\n', ['left']],
    ['@scope/right\nMIT\nThe text\n\nleft\nMIT\n', ['left', '@scope/right']],
    ['@scope/right\r\nMIT\r\n\r\nleft\r\n', ['left', '@scope/right']],
    ['', []],
  ])('%j names %j', (list, names) => {
    expect(findBundled(packages, list).map(({ name }) => name)).toEqual(names);
  });

  it('gets entries for what packages bring along', () => {
    const texts = [
      { file: 'LICENSE', text: 'Own' },
      { file: 'lib/deep/er/LICENSE', text: 'Deeper\n' },
    ];
    const undici = { name: 'undici', folder: 'node_modules/undici', licence: 'MIT', texts };
    const rendered = renderVendored([undici]);
    expect(rendered).toMatch(/^\nundici, in lib\/deep\/er\nDeeper\n\nundici, which contains llhttp\nMIT\nCopyright /);
    expect(findLicenceProblems(undici, `Own\n${rendered}`)).toEqual([]);
    expect(renderVendored(packages)).toBe('');
  });

  it.each<[string, string[]]>([
    ['// Copyright (c) 2011 Jane Roe <jane@example.com>', ['Jane Roe']],
    ['/* Copyright(c) 2015-2019, John Doe. */', []],
    ['// copyright © 2020 Jane Roe and contributors', ['Jane Roe and contributors']],
    ['const copyright = 2020;', []],
    ['', []],
  ])('against %j lacks %j', (code, holders) => {
    expect(findUnnamedHolders(code, 'Copyright (c) 2015 John   Doe')).toEqual(holders);
  });
});
