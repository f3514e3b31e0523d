import { describe, expect, test } from 'vitest';
import { describeEnding, describePartial, describeSyncs, type Ending } from '../../../../src/actions/gate/sentence.ts';
import { SYNC_DISABLED } from '../../../../src/actions/gate/sync/result.ts';
import { CancelledError, InputError, messageOf, StepError, TimedOutError } from '../../../../src/errors.ts';
import { buildJudgement, buildPolicy, buildSync } from './report/example-results.ts';

const PASSED: Ending = {
  outcome: 'passed',
  green: true,
  error: null,
  syncs: [buildSync()],
  judgement: buildJudgement([buildPolicy(), buildPolicy({ id: 'b' })]),
  inputs: { mode: 'gate', onInconclusive: 'fail' },
};

const stale = buildPolicy({ standing: 'stale', reason: 'old' });
const never = buildPolicy({ standing: 'never-evaluated', reason: 'never' });
const unreadable = buildPolicy({ standing: 'unreadable', reason: 'odd' });
const violated = buildPolicy({ found: 3, gating: 3 });

describe('describeEnding', () => {
  test.each<[string, Partial<Ending>, string, string | null]>([
    [
      'passed',
      {},
      '2 policies were judged on results newer than the sync: no violations; rule: every severity gates, none tolerated.',
      null,
    ],
    [
      'passed, one policy',
      { judgement: buildJudgement([buildPolicy()]) },
      '1 policy was judged on results newer',
      null,
    ],
    ['passed with tolerated ones', { judgement: buildJudgement([violated]) }, '3 violations, of which 3 gating', null],
    [
      'passed in mode check',
      { syncs: [], inputs: { mode: 'check', onInconclusive: 'fail' } },
      "judged by the Platform's latest results",
      null,
    ],
    [
      'passed in mode sync',
      { judgement: null, inputs: { mode: 'sync', onInconclusive: 'fail' } },
      '1 sync completed.',
      null,
    ],
    [
      'violations',
      { outcome: 'violations', judgement: buildJudgement([violated, buildPolicy({ id: 'b' })]) },
      '3 gating violations in 1 of 2 judged policies; rule: every severity gates, none tolerated.',
      'Fix the resources',
    ],
    [
      'sync-failed',
      {
        outcome: 'sync-failed',
        judgement: null,
        syncs: [buildSync({ state: 'failed', problem: 'the run failed: error' }), buildSync()],
      },
      'Sync aws-prod (run 5f0c9b1e-2d7a-4a53-9c0e-8f6f3f1f2a10): the run failed: error.',
      'no policy was judged',
    ],
    [
      'refused',
      {
        outcome: 'sync-failed',
        judgement: null,
        syncs: [buildSync({ state: 'refused', runId: null, problem: 'it is disabled' })],
      },
      'Sync aws-prod: it is disabled.',
      'No run was started',
    ],
    [
      'refused, since it is disabled',
      {
        outcome: 'sync-failed',
        judgement: null,
        syncs: [buildSync({ state: 'refused', runId: null, problem: SYNC_DISABLED })],
      },
      'Sync aws-prod: the sync is disabled on the Platform.',
      'No run was started, and no policy was judged. Enable the sync on the Platform, then run the job again.',
    ],
    [
      'inconclusive',
      { outcome: 'inconclusive', judgement: buildJudgement([stale, never, unreadable, violated]) },
      'Not proved: 3 of 4 policies could not be judged (1 not evaluated since the sync, 1 never evaluated, 1 unreadable).',
      'raise `evaluation-timeout-minutes`',
    ],
    [
      'inconclusive, and none was evaluated',
      { outcome: 'inconclusive', judgement: buildJudgement([stale, stale]) },
      'Not proved: 2 of 2 policies could not be judged (2 not evaluated since the sync).',
      'None of the policies was evaluated in time. Most likely the Platform only needs longer: raise `evaluation-timeout-minutes`.',
    ],
    [
      'inconclusive, and none of those that filters select was evaluated',
      {
        outcome: 'inconclusive',
        judgement: buildJudgement([stale], { filters: [{ input: 'policies', value: 'S3*', leftOut: 3 }] }),
      },
      'Not proved: 1 of 1 policy could not be judged (1 not evaluated since the sync).',
      'If the selected policies read only tables that this sync does not write, select others',
    ],
    [
      'inconclusive, never evaluated',
      { outcome: 'inconclusive', judgement: buildJudgement([never]) },
      'Not proved: 1 of 1 policy could not be judged (1 never evaluated).',
      'leave them out with `policies`',
    ],
    [
      'inconclusive, for reasons of their own',
      { outcome: 'inconclusive', judgement: buildJudgement([unreadable]) },
      'Not proved: 1 of 1 policy could not be judged (1 unreadable).',
      'The log and the summary give the reason for each',
    ],
    [
      'inconclusive, none',
      { outcome: 'inconclusive', judgement: buildJudgement([]) },
      'The Platform has no active policy, so nothing was judged.',
      'Activate policies',
    ],
    [
      'timed out while they were evaluated',
      { outcome: 'timed-out', judgement: buildJudgement([stale, stale, violated]) },
      'The deadline passed before 2 of 3 policies could be judged (2 not evaluated since the sync).',
      'Raise `timeout-minutes`.',
    ],
    [
      'timed out with an error',
      { outcome: 'timed-out', error: new TimedOutError('Too late.', 'Wait.'), judgement: null },
      'Too late.',
      'Wait.',
    ],
    [
      'cancelled',
      { outcome: 'cancelled', error: new CancelledError('SIGINT') },
      'The step was cancelled (SIGINT) before there was a verdict.',
      null,
    ],
    ['error', { outcome: 'error', error: new StepError('It broke.', { remedy: 'Mend it.' }) }, 'It broke.', 'Mend it.'],
    ['bad inputs', { outcome: 'error', error: new InputError(['`mode` is bad.']) }, 'Bad input: `mode` is bad.', null],
  ])('%s', (_, changes, sentence, remedy) => {
    const ending = describeEnding({ ...PASSED, ...changes });
    expect(ending.sentence).toContain(sentence);
    expect(ending.sentence).toMatch(/^\S.*\.$/);
    if (remedy === null) expect(ending.remedy).toBeNull();
    else expect(ending.remedy).toContain(remedy);
  });
});

test('every sync that did not succeed is told', () => {
  const syncs = ['a', 'b'].map((syncName) => buildSync({ syncName, runId: 'r', problem: 'the run failed' }));
  expect(describeSyncs(syncs)).toBe('Sync a (run r): the run failed. Sync b (run r): the run failed.');
});

test('a sync that failed is told with the line of its log that says why, and not with how it ended', () => {
  const lastLogLines = ['Error: failed to sync aws_s3_buckets: AccessDenied', 'ERR exit status 1', 'INF sync failed'];
  const sync = buildSync({ runId: 'r', problem: 'the run failed: error', lastLogLines });
  expect(describeSyncs([sync])).toBe(
    'Sync aws-prod (run r): the run failed: error. Its log says: Error: failed to sync aws_s3_buckets: AccessDenied.',
  );
});

test('a sync that lacks data is told with its worst tables, and with what to do', () => {
  const problem = 'the run completed with 3 errors';
  const worstTables = [
    { name: 'aws_ec2_instances', errors: 2, rows: 1 },
    { name: 'aws_iam_users', errors: 1, rows: null },
  ];
  expect(describePartial(buildSync({ runId: 'r', state: 'partial', problem, worstTables }))).toBe(
    "Sync aws-prod (run r): the run completed with 3 errors. The tables with the most errors: aws_ec2_instances (2 errors), aws_iam_users (1 error). Violations in the data that is missing can't be found: look at the run on the Platform, and fix the cause. `on-partial-sync: fail` makes such a step red.",
  );
});

test.each([
  [new Error('why'), 'why'],
  ['text', 'text'],
  [null, 'null'],
  [undefined, 'undefined'],
])('messageOf %j', (thrown, expected) => {
  expect(messageOf(thrown)).toBe(expected);
});

test('a thrown object has no message for people, and is not "[object Object]" either', () => {
  expect(messageOf(new Error('why', { cause: 'x' }))).not.toContain('\n');
});

test.each([
  [['`a` is bad.'], 'Bad input: `a` is bad.'],
  [['`a` is bad.', '`b` is bad.'], '2 bad inputs: `a` is bad. `b` is bad.'],
])('InputError of %j', (problems, message) => {
  expect(new InputError(problems)).toMatchObject({ message, problems, outcome: 'error' });
});
