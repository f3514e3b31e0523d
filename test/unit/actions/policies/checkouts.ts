/** Folders in which a checkout may be, for both tiers of tests. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { findGap } from '../../../../src/actions/policies/files/checkout.ts';
import { listFolder } from '../../../../src/actions/policies/files/folder.ts';
import { readText } from '../../../../src/runner/read-file.ts';

export type Contents = Readonly<Record<string, string | Uint8Array>>;

export const FILES = { 'policies/a.yml': '', 'policies/team/b.yml': '', 'other/c.yml': '' };

export const UNREAD = "the folder of git (`.git`) can't be read";
export const NO_INDEX = 'git has not checked anything out: it has no index';
export const UNREAD_INDEX = "the index of git can't be read";
export const isTracked = (path: string) => `git tracks ${path}, which the checkout lacks`;
export const lacks = (path: string) => `the submodule ${path} is not checked out`;

/** A maker of folders, which are gone after the tests of the file that calls it. */
export function prepareFolders(): { readonly root: () => string; readonly newFolder: (files?: Contents) => string } {
  let root = '';
  let count = 0;
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'policies-checkout-')));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  });
  const newFolder = (files: Contents = {}) => {
    const folder = join(root, `${++count}`);
    mkdirSync(folder);
    return write(folder, files);
  };
  return { root: () => root, newFolder };
}

export function write(folder: string, files: Contents): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function gapOf(workspace: string, path = 'policies'): string | null {
  const folders = listFolder(workspace, join(workspace, path), readText)?.folders ?? [];
  expect(folders).not.toEqual([]);
  return findGap(workspace, folders, readText)?.why ?? null;
}
