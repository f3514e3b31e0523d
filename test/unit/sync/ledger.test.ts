import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLedger, type OwnRun, readLedger, writeLedger } from '../../../src/sync/ledger.ts';

const A = { syncName: 'aws', runId: 'run-a' };
const B = { syncName: 'gcp', runId: 'run-b' };

test('saves all open runs after each change, at once', () => {
  const saved: (readonly OwnRun[])[] = [];
  const ledger = createLedger((open) => saved.push(open));
  ledger.add(A);
  ledger.add(B);
  ledger.add(A);
  ledger.settle('run-a');
  ledger.settle('run-a');
  ledger.settle('somebody-elses');
  expect(saved).toEqual([[A], [A, B], [A, B], [B]]);
  expect(ledger.open()).toEqual([B]);
  ledger.settle('run-b');
  expect(saved.at(-1)).toEqual([]);
});

describe('for the post step', () => {
  test('what is written is read', () => {
    const runs = fc.array(fc.record({ syncName: fc.string(), runId: fc.string() }));
    fc.assert(
      fc.property(runs, (open) => {
        expect(readLedger(writeLedger(open))).toEqual(open);
      }),
    );
    expect(writeLedger([{ ...A, secret: 1 } as OwnRun])).toBe('[{"syncName":"aws","runId":"run-a"}]');
  });

  test.each([
    '',
    '[]',
    '{}',
    'null',
    '7',
    '"aws"',
    '[null]',
    '[7,"x",[]]',
    '[{}]',
    '[{"syncName":"aws"}]',
    '[{"syncName":1,"runId":"a"}]',
  ])('%j is no run of ours', (state) => {
    expect(readLedger(state)).toEqual([]);
  });

  // The runner truncates or another step overwrites it: "anything else is no run of ours", and it throws.
  test.fails.each(['x', '[{"syncName":"aws","runId":"ru', '{'])('%j is none either', (state) => {
    expect(readLedger(state)).toEqual([]);
  });
});
