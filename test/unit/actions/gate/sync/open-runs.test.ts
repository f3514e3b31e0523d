import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeNovelty } from '../../../../../src/actions/gate/sync/novelty.ts';
import { NOTHING_OPEN, writeOpenRuns } from '../../../../../src/actions/gate/sync/open-runs.ts';
import { readSavedRuns } from '../../../../../src/actions/gate/sync/saved-runs.ts';
import { timestampOf } from '../../../../../src/platform/timestamp.ts';
import { aCompletedRun, aRun, atSecond, runList } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const A = { syncName: 'aws', runId: 'run-a' };
const GCP = { syncName: 'gcp', asked: null };

describe('what is left for the post step', () => {
  test('is nothing at all in most cases', () => {
    expect(writeOpenRuns(NOTHING_OPEN)).toBe('');
  });

  test('what is written is read', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/);
    const listed = fc.record({ id: name, createdAt: fc.integer({ min: NOON, max: 2 * NOON }).map(timestampOf) });
    const asked = fc.record({
      before: fc.record({ runs: fc.array(listed, { maxLength: 3 }), isWhole: fc.boolean() }),
      at: fc.record({ here: fc.nat(), there: fc.option(fc.nat()) }),
    });
    const open = fc.record({
      runs: fc.array(fc.record({ syncName: name, runId: fc.oneof(name, fc.uuid()) })),
      attempts: fc.array(fc.record({ syncName: name, asked: fc.option(asked) })),
    });
    fc.assert(
      fc.property(open, (one) => {
        expect(readSavedRuns(writeOpenRuns(one))).toEqual(one);
      }),
    );
  });

  test.each(['..', '.', 'a/b', '', 'x'.repeat(300), 'a b'])(
    '%j is no run, since it would lead somewhere else',
    (runId) => {
      expect(readSavedRuns(JSON.stringify({ runs: [{ syncName: 'aws', runId }] })).runs).toEqual([]);
      expect(readSavedRuns(JSON.stringify({ runs: [{ syncName: runId, runId: 'r' }] })).runs).toEqual([]);
    },
  );

  test('nothing but what is needed is written', () => {
    const run: { syncName: string; runId: string } = Object.assign({ secret: 1 }, A);
    expect(writeOpenRuns({ runs: [run], attempts: [GCP] })).toBe(
      '{"runs":[{"syncName":"aws","runId":"run-a"}],"attempts":[{"syncName":"gcp","asked":null}]}',
    );
  });

  test('a long list of runs becomes a short one, for which no other run is new', () => {
    const before = Array.from({ length: 100 }, (_, index) =>
      aCompletedRun({ id: `r${index}`, createdAt: atSecond(-index) }),
    );
    const asked = { before: runList(before, null, true), at: { here: NOON, there: null } };
    const text = writeOpenRuns({ runs: [], attempts: [{ syncName: 'gcp', asked }] });
    expect(text.length).toBeLessThan(500);
    const short = readSavedRuns(text).attempts[0]?.asked ?? expect.fail();
    const seen = { here: NOON + 5_000, there: null };
    for (const run of [...before, aRun({ createdAt: atSecond(1) })]) {
      expect(judgeNovelty(run, short, seen)).toBe(judgeNovelty(run, asked, seen));
    }
  });

  test.each([
    '{"before":{"runs":[],"isWhole":true}}',
    '{"before":{"runs":[],"isWhole":true},"at":{"here":"1","there":null}}',
    '{"before":{"runs":[],"isWhole":1},"at":{"here":1,"there":null}}',
    '{"before":{"runs":[{"id":"a","createdAt":"yesterday"}],"isWhole":true},"at":{"here":1,"there":null}}',
    '{"before":{"runs":[{"createdAt":"2026-01-01T00:00:00Z"}],"isWhole":true},"at":{"here":1,"there":null}}',
    '7',
  ])('of an attempt with %s nothing is known but its sync', (asked) => {
    expect(readSavedRuns(`{"attempts":[{"syncName":"gcp","asked":${asked}}]}`).attempts).toEqual([GCP]);
  });

  test.each([
    '',
    '[]',
    '{}',
    'null',
    '7',
    '"aws"',
    '{"runs":null}',
    '{"runs":[null,7,"x",[],{}],"attempts":[1,null,{},"aws",{"syncName":7},{"syncName":"../x"}]}',
    '{"runs":[{"syncName":"aws"},{"syncName":1,"runId":"a"},{"syncName":"aws","runId":""}],"attempts":{}}',
    '[{"syncName":"aws","runId":"run-a"}]',
  ])('%j is no run of ours', (state) => {
    expect(readSavedRuns(state)).toEqual(NOTHING_OPEN);
  });

  test.each(['x', '{"runs":[{"syncName":"aws","runId":"ru', '{'])('%j is an error', (state) => {
    expect(() => readSavedRuns(state)).toThrow(SyntaxError);
  });
});
