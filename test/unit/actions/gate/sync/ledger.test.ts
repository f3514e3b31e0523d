import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createLedger,
  NOTHING_OPEN,
  type OpenRuns,
  readOpenRuns,
  writeOpenRuns,
} from '../../../../../src/actions/gate/sync/ledger.ts';

const A = { syncName: 'aws', runId: 'run-a' };
const B = { syncName: 'gcp', runId: 'run-b' };

test('saves all that is open after each change, at once', () => {
  const saved: OpenRuns[] = [];
  const ledger = createLedger((open) => saved.push(open));
  ledger.attempt('aws');
  ledger.add(A);
  ledger.attempted('aws');
  ledger.attempt('gcp');
  ledger.attempted('gcp');
  ledger.add(B);
  ledger.settle('run-a');
  ledger.settle('run-a');
  ledger.settle('somebody-elses');
  expect(saved).toEqual([
    { runs: [], attempts: ['aws'] },
    { runs: [A], attempts: [] },
    { runs: [A], attempts: ['gcp'] },
    { runs: [A], attempts: [] },
    { runs: [A, B], attempts: [] },
    { runs: [B], attempts: [] },
  ]);
  expect(ledger.open()).toEqual([B]);
  ledger.settle('run-b');
  expect(saved.at(-1)).toEqual(NOTHING_OPEN);
});

test('one answer alone settles no run, two in a row do', () => {
  const ledger = createLedger(() => {});
  ledger.add(A);
  ledger.note('run-a', false);
  expect([ledger.open(), ledger.isDoubtful('run-a')]).toEqual([[A], true]);
  ledger.note('run-a', true);
  expect([ledger.open(), ledger.isDoubtful('run-a')]).toEqual([[A], false]);
  ledger.note('run-a', false);
  ledger.note('run-a', false);
  expect([ledger.open(), ledger.isDoubtful('run-a')]).toEqual([[], false]);
});

describe('state that can no longer be written', () => {
  const unwritable = () => {
    let isWritable = true;
    const ledger = createLedger(() => {
      if (!isWritable) throw new Error('ENOSPC');
    });
    ledger.attempt('gcp');
    ledger.add(A);
    isWritable = false;
    return ledger;
  };

  test('begins nothing: the post step could not look after it', () => {
    expect(() => unwritable().attempt('azure')).toThrow('ENOSPC');
    const ledger = unwritable();
    expect(() => ledger.add(B)).toThrow('ENOSPC');
    // But it is there, and this step cancels it.
    expect(ledger.open()).toEqual([A, B]);
  });

  test('holds up no end', () => {
    const ledger = unwritable();
    ledger.attempted('gcp');
    ledger.settle('run-a');
    expect(ledger.open()).toEqual([]);
  });
});

test('a run belongs to one sync, whoever started it', () => {
  const saved: OpenRuns[] = [];
  const ledger = createLedger((open) => saved.push(open));
  expect(ledger.claim(A)).toBe(true);
  expect(ledger.claim(A)).toBe(true);
  expect(ledger.claim({ syncName: 'gcp', runId: A.runId })).toBe(false);
  expect(ledger.claim(B)).toBe(true);
  expect(saved).toEqual([]);
});

describe('for the post step', () => {
  test('what is written is read', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/);
    const open = fc.record({
      runs: fc.array(fc.record({ syncName: name, runId: fc.oneof(name, fc.uuid()) })),
      attempts: fc.array(fc.string({ minLength: 1 })),
    });
    fc.assert(
      fc.property(open, (one) => {
        expect(readOpenRuns(writeOpenRuns(one))).toEqual(one);
      }),
    );
  });

  test.each(['..', '.', 'a/b', '', 'x'.repeat(300), 'a b'])(
    '%j is no run, since it would lead somewhere else',
    (runId) => {
      expect(readOpenRuns(JSON.stringify({ runs: [{ syncName: 'aws', runId }] })).runs).toEqual([]);
      expect(readOpenRuns(JSON.stringify({ runs: [{ syncName: runId, runId: 'r' }] })).runs).toEqual([]);
    },
  );

  test('nothing but what is needed is written', () => {
    const run: { syncName: string; runId: string } = Object.assign({ secret: 1 }, A);
    expect(writeOpenRuns({ runs: [run], attempts: ['gcp'] })).toBe(
      '{"runs":[{"syncName":"aws","runId":"run-a"}],"attempts":["gcp"]}',
    );
  });

  test.each([
    '',
    '[]',
    '{}',
    'null',
    '7',
    '"aws"',
    '{"runs":null}',
    '{"runs":[null,7,"x",[],{}],"attempts":[1,null,{}]}',
    '{"runs":[{"syncName":"aws"},{"syncName":1,"runId":"a"},{"syncName":"aws","runId":""}],"attempts":{}}',
    '[{"syncName":"aws","runId":"run-a"}]',
  ])('%j is no run of ours', (state) => {
    expect(readOpenRuns(state)).toEqual(NOTHING_OPEN);
  });

  test.each(['x', '{"runs":[{"syncName":"aws","runId":"ru', '{'])('%j is an error', (state) => {
    expect(() => readOpenRuns(state)).toThrow(SyntaxError);
  });
});
