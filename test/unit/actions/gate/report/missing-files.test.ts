import { expect, test } from 'vitest';
import { describeMissing, type MissingFile } from '../../../../../src/actions/gate/report/missing-files.ts';

const failed = (kind: MissingFile['kind'], reason = 'the disk is full'): MissingFile => ({
  kind,
  reason,
  isWithheld: false,
});

test.each<[string, MissingFile[], string[]]>([
  ['none', [], []],
  [
    'several for one reason',
    [failed('json'), failed('junit')],
    ['`reports`: json, junit could not be written into `report-dir`: the disk is full.'],
  ],
  [
    'several for several',
    [failed('json'), failed('junit', 'its path is too long')],
    [
      '`reports`: json could not be written into `report-dir`: the disk is full.',
      '`reports`: junit could not be written into `report-dir`: its path is too long.',
    ],
  ],
  [
    'the baseline, which another input asks for',
    [failed('baseline'), failed('json')],
    [
      "`baseline`: the step's own baseline could not be written into `report-dir`: the disk is full.",
      '`reports`: json could not be written into `report-dir`: the disk is full.',
    ],
  ],
  [
    'one that would mislead',
    [{ kind: 'sarif', reason: 'the outcome is `timed-out`', isWithheld: true }],
    ['`reports`: sarif was not written: the outcome is `timed-out`.'],
  ],
])('%s', (_, missing, sentences) => {
  expect(describeMissing(missing)).toEqual(sentences);
});
