import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { StepError } from '../../../src/errors.ts';
import { describeFileError, explainFileError, findFolderProblem } from '../../../src/runner/file-problem.ts';

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
  ['ENOTDIR', 'a part of its path is a file; choose another path'],
  ['ENOSPC', 'the disk is full; make room on it, or choose a folder on another one'],
  [
    'EFBIG',
    'it is larger than a file may be there; raise the limit of this user (`ulimit -f`), or choose a folder on another file system',
  ],
  ['EIO', 'EIO, as the system says'],
])('%s in words', (code, words) => {
  expect(describeFileError(Object.assign(new Error(`${code}, as the system says`), { code }))).toBe(words);
});

const failed = (code: string) => Object.assign(new Error(`${code}, as the system says`), { code, syscall: 'write' });

test.each<[code: string, message: string, remedy: string]>([
  [
    'ENOSPC',
    'It could not be written: the disk is full.',
    'Make room on it, or choose a folder on another one. Then run again.',
  ],
  ['EIO', 'It could not be written: EIO, as the system says.', 'Look at the disk of this runner. Then run again.'],
])('%s ends a step as an error with what to do', (code, message, remedy) => {
  expect(explainFileError(failed(code), 'It')).toMatchObject({ name: 'StepError', outcome: 'error', message, remedy });
});

test.each<[what: string, error: unknown]>([
  ['what is told already', new StepError('told')],
  ['a fault of ours', new TypeError('x is undefined')],
])('%s stays what it is', (_, error) => {
  expect(explainFileError(error, 'It')).toBe(error);
});
