import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeFileError, findFolderProblem } from '../../../src/runner/file-problem.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'gate-folders-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));
mkdirSync(join(ROOT, 'folder'));
writeFileSync(join(ROOT, 'file'), '');

test.each<[string, string, RegExp | null]>([
  ['a folder', 'folder', null],
  ['one that is to be made', 'folder/new/newer', null],
  ['a file', 'file', /file is a file$/],
  ['a file on the way', 'file/new', /file is a file$/],
])('%s', (_, path, problem) => {
  const found = findFolderProblem(join(ROOT, path));
  if (problem === null) expect(found).toBeNull();
  else expect(found).toMatch(problem);
});

test.each<[string, string]>([
  ['ENOTDIR', 'a part of its path is a file'],
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'EIO, as the system says'],
])('%s in words', (code, words) => {
  expect(describeFileError(Object.assign(new Error(`${code}, as the system says`), { code }))).toBe(words);
});
