import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReportFolder } from '../../../src/runner/report-folder.ts';

const OWN = { record: '.own.json', names: ['report.json', 'report.junit.xml'] };
const STEP = { run: '1', attempt: '1', job: 'j', step: 'a' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudquery-report-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pathOf = (name: string) => join(folder, name);

/** A run that wrote some files. */
function write(step: typeof STEP, ...names: string[]): void {
  const own = openReportFolder(folder, OWN, step);
  for (const name of names) {
    writeFileSync(pathOf(name), step.run);
    own.add(pathOf(name));
  }
  own.finish();
}

describe('what an earlier step wrote', () => {
  it.for([
    ['of an earlier run', { ...STEP, run: '2' }, true],
    ['of an earlier attempt', { ...STEP, attempt: '2' }, true],
    ['of another job', { ...STEP, job: 'k', step: 'b' }, true],
    ['of the same step', STEP, true],
    ['of another step of the job', { ...STEP, step: 'b' }, false],
  ] as const)('%s may be replaced: %j %s', ([, step, isReplaced]) => {
    write(STEP, 'report.json', 'report-2.json', 'report.junit-13.xml');
    const own = openReportFolder(folder, OWN, step);
    for (const name of ['report.json', 'report-2.json', 'report.junit-13.xml']) {
      expect(own.mayReplace(pathOf(name))).toBe(isReplaced);
    }
  });

  it.for(['other.json', 'report.json.txt', 'report-x.json', 'report-2.xml', 'reports.json', '../report.json'])(
    'is no report if it is called %s, whatever the record says',
    (name) => {
      write(STEP, 'report.json');
      const record = readFileSync(pathOf(OWN.record), 'utf8').replaceAll('"report.json"', JSON.stringify(name));
      writeFileSync(pathOf(OWN.record), record);
      writeFileSync(pathOf('other.json'), '1');
      const own = openReportFolder(folder, OWN, { ...STEP, run: '2' });
      expect(own.mayReplace(pathOf(name))).toBe(false);
      own.finish();
      expect(readdirSync(folder)).toContain('other.json');
    },
  );

  it.for(['', '{', '[]', '{"files":[{}]}', '{"files":[{"name":"report.json"}]}'])(
    'is unknown if the record is %j, so that it stays',
    (record) => {
      write(STEP, 'report.json');
      writeFileSync(pathOf(OWN.record), record);
      expect(openReportFolder(folder, OWN, { ...STEP, run: '2' }).mayReplace(pathOf('report.json'))).toBe(false);
    },
  );
});
