import { describe, expect, test } from 'vitest';
import { createProgress, describeRun, formatElapsed } from '../../../../../src/actions/gate/sync/progress.ts';
import { pauseBeforePoll } from '../../../../../src/platform/pacing.ts';
import type { SyncRun } from '../../../../../src/platform/run.ts';
import { aCompletedRun, aRun } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

test.each<[Partial<SyncRun>, Parameters<typeof describeRun>[1], string]>([
  [{ status: 'created' }, null, 'created'],
  [{ status: 'pending' }, null, 'pending'],
  [{ status: 'started' }, null, 'started'],
  [{ status: 'started', rows: 5 }, null, 'started, 5 rows'],
  [
    { status: 'started', rows: 5, errors: 3 },
    { completedTables: 14, resources: 1_204 },
    'started, 14 tables done, 1,204 rows, 3 errors',
  ],
  [{ status: 'started', rows: 9 }, { completedTables: 0, resources: 4 }, 'started, 0 tables done, 9 rows'],
  [{ status: 'completed' }, null, 'completed, 0 rows, 0 errors'],
  [{ status: 'completed', ingested: false }, null, 'completed, not ingested, 0 rows, 0 errors'],
  [{ status: 'completed', ingested: true, rows: 7 }, null, 'completed, ingested, 7 rows, 0 errors'],
  [{ status: 'failed', statusReason: 'oom_killed' }, null, 'failed (oom_killed)'],
  [{ status: 'napping' }, null, 'napping, a status that this version does not know, taken as not finished'],
])('%j, %j: %s', (run, stats, expected) => {
  expect(describeRun(aRun(run), stats)).toBe(expected);
});

test.each([
  [-5, '0:00'],
  [0, '0:00'],
  [7_999, '0:07'],
  [750_000, '12:30'],
  [3_599_999, '59:59'],
  [3_723_000, '1:02:03'],
  [90_000_000, '25:00:00'],
])('%d ms are %s', (milliseconds, expected) => {
  expect(formatElapsed(milliseconds)).toBe(expected);
});

describe('an hour of looks', () => {
  const tellAll = (at: (seconds: number) => SyncRun, until = 3_600_000) => {
    const progress = createProgress('aws', at(0), NOON);
    const lines: string[] = [];
    for (let waited = 0; waited < until; ) {
      waited += pauseBeforePoll(waited, 15_000);
      const run = at(waited / 1_000);
      if (progress.isDue(run, NOON + waited)) lines.push(progress.tell(run, null, NOON + waited));
    }
    return lines;
  };

  test('has a line for each change and no more than one a minute beside them', () => {
    const lines = tellAll((seconds) => {
      if (seconds < 100) return aRun({ status: 'created' });
      if (seconds < 200) return aRun({ status: 'pending' });
      if (seconds < 3_000)
        return aRun({ status: 'started', rows: Math.floor(seconds) * 100, errors: seconds > 2_000 ? 5 : 0 });
      return aCompletedRun({ ingested: seconds > 3_300 });
    });
    const changes = ['pending', 'started', '5 errors', 'not ingested', 'completed, ingested'];
    for (const change of changes) expect(lines.filter((line) => line.includes(change)).length).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThanOrEqual(48);
    expect(lines.length).toBeLessThanOrEqual(60 + changes.length);
  });

  test('that changes nothing has a heartbeat a minute', () => {
    const lines = tellAll(() => aRun({ status: 'started', rows: 1 }));
    expect(lines.length).toBeGreaterThanOrEqual(48);
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines[0]).toMatch(/^aws: started, 1 row \(1:0\d\)$/);
  });

  test('rows alone are no news', () => {
    expect(tellAll((seconds) => aRun({ status: 'started', rows: Math.floor(seconds) }), 55_000)).toEqual([]);
  });
});
