import { describe, expect, test } from 'vitest';
import { classifyRun, isInProgress, isKnownStatus } from '../../../../../src/actions/gate/sync/run-state.ts';
import { aRun, atSecond } from '../../../fake/client.ts';

const STATUSES = [
  'created',
  'pending',
  'started',
  'completed',
  'failed',
  'cancelled',
  'paused',
  'Completed',
  'COMPLETED',
  'completed ',
];
const REASONS = [null, 'error', 'oom_killed', 'partial_success', 'ingestion_failed', 'quota_exceeded'];
const INGESTED = [true, false, null];
const ERRORS = [0, 1, 2 ** 60];

const every = STATUSES.flatMap((status) =>
  REASONS.flatMap((statusReason) =>
    INGESTED.flatMap((ingested) =>
      ERRORS.flatMap((errors) =>
        [true, false].map((requireIngestion) => ({ status, statusReason, ingested, errors, requireIngestion })),
      ),
    ),
  ),
);

const classify = ({ requireIngestion, ...run }: (typeof every)[number]) =>
  classifyRun(aRun({ ...run, completedAt: atSecond(60) }), requireIngestion);

describe('classifyRun', () => {
  test('only a completed, ingested run without errors and reason has succeeded, of all that there can be', () => {
    const succeeded = every.filter((one) => classify(one).kind === 'succeeded');
    const expected = every.filter(
      (one) =>
        one.status === 'completed' &&
        one.statusReason === null &&
        one.errors === 0 &&
        (one.ingested === true || !one.requireIngestion),
    );
    expect(succeeded).toEqual(expected);
    expect(succeeded).toHaveLength(4);
    expect(every).toHaveLength(1_080);
  });

  // What is required to be ingested and is not, is waited for, whatever else it says but that it failed.
  test('only a completed run with errors or a harmless reason is partial', () => {
    const partial = every.filter((one) => classify(one).kind === 'partial');
    const expected = every.filter(
      (one) =>
        one.status === 'completed' &&
        (one.ingested === true || !one.requireIngestion) &&
        (one.statusReason === null ? one.errors > 0 : ['error', 'partial_success'].includes(one.statusReason)),
    );
    expect(partial).toEqual(expected);
  });

  test.each(
    every.filter(
      ({ ingested, requireIngestion, status }) => requireIngestion && ingested !== true && status === 'completed',
    ),
  )('what must be ingested and is not, is no success: %j', (one) => {
    expect(['waiting', 'failed']).toContain(classify(one).kind);
  });

  test.each([
    ['created', { kind: 'waiting', for: 'start', unknownStatus: false }],
    ['pending', { kind: 'waiting', for: 'start', unknownStatus: false }],
    ['started', { kind: 'waiting', for: 'finish', unknownStatus: false }],
    ['completed', { kind: 'waiting', for: 'ingestion', unknownStatus: false }],
    ['failed', { kind: 'failed', problem: 'the run failed' }],
    ['cancelled', { kind: 'cancelled', problem: 'the run was cancelled on the Platform' }],
    ['hibernating', { kind: 'waiting', for: 'finish', unknownStatus: true }],
    ['Failed', { kind: 'waiting', for: 'finish', unknownStatus: true }],
    ['', { kind: 'waiting', for: 'finish', unknownStatus: true }],
    ['constructor', { kind: 'waiting', for: 'finish', unknownStatus: true }],
  ])('a run that is %s', (status, expected) => {
    expect(classifyRun(aRun({ status }), true)).toEqual(expected);
  });

  test.each([
    [{ status: 'failed', statusReason: 'oom_killed' }, 'failed', 'the run failed: oom_killed'],
    [{ statusReason: 'ingestion_failed' }, 'failed', 'the run completed, but with the reason ingestion_failed'],
    [
      { statusReason: 'quota_exceeded', ingested: true },
      'failed',
      'the run completed, but with the reason quota_exceeded',
    ],
    [{ errors: 3, ingested: true }, 'partial', 'the run completed with 3 errors'],
    [{ errors: 1, ingested: true }, 'partial', 'the run completed with 1 error'],
    [{ statusReason: 'partial_success', ingested: true }, 'partial', 'the run completed as partial_success'],
    [{ statusReason: 'partial_success', errors: 3, ingested: true }, 'partial', 'the run completed with 3 errors'],
  ])('%j is %s', (changes, kind, problem) => {
    expect(classifyRun(aRun({ status: 'completed', ...changes }), true)).toEqual({ kind, problem });
  });
});

test.each([
  ['created', true, true],
  ['pending', true, true],
  ['started', true, true],
  ['completed', false, true],
  ['failed', false, true],
  ['cancelled', false, true],
  ['hibernating', true, false],
])('a run that is %s: in progress %s, known %s', (status, inProgress, known) => {
  expect(isInProgress({ status })).toBe(inProgress);
  expect(isKnownStatus(status)).toBe(known);
});
