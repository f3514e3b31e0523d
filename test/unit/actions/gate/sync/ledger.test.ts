import { describe, expect, test } from 'vitest';
import { createLedger, type OpenRuns } from '../../../../../src/actions/gate/sync/ledger.ts';

const A = { syncName: 'aws', runId: 'run-a' };
const B = { syncName: 'gcp', runId: 'run-b' };
const AWS = { syncName: 'aws', asked: null };
const GCP = { syncName: 'gcp', asked: null };

test('saves all that is open after each change, at once', () => {
  const saved: OpenRuns[] = [];
  const ledger = createLedger((open) => saved.push(open));
  ledger.attempt(AWS);
  ledger.add(A);
  ledger.attempted('aws');
  ledger.attempt(GCP);
  ledger.attempted('gcp');
  ledger.add(B);
  ledger.settle('run-a');
  ledger.settle('run-a');
  ledger.settle('somebody-elses');
  expect(saved).toEqual([
    { runs: [], attempts: [AWS] },
    { runs: [A], attempts: [] },
    { runs: [A], attempts: [GCP] },
    { runs: [A], attempts: [] },
    { runs: [A, B], attempts: [] },
    { runs: [B], attempts: [] },
  ]);
  expect(ledger.open()).toEqual([B]);
  ledger.settle('run-b');
  expect(saved.at(-1)).toEqual({ runs: [], attempts: [] });
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
    ledger.attempt(GCP);
    ledger.add(A);
    isWritable = false;
    return ledger;
  };

  test('begins nothing: the post step could not look after it', () => {
    expect(() => unwritable().attempt({ syncName: 'azure', asked: null })).toThrow('ENOSPC');
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
