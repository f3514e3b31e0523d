import { describe, expect, it } from 'vitest';
import { type EmulatorOptions, manyPolicies, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

interface Case {
  readonly name: string;
  readonly emulator?: EmulatorOptions;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly exitCode: number;
  /** Part of what somebody reads at the job. */
  readonly says: RegExp;
  readonly outputs?: Readonly<Record<string, string | undefined>>;
}

const REPAIRED = { estate: repairedEstate() };
const CHECK = { mode: 'check', 'sync-name': '' };
const SYNC = { mode: 'sync' };

const CASES: readonly Case[] = [
  {
    name: 'a clean estate passes',
    emulator: REPAIRED,
    outcome: 'passed',
    exitCode: 0,
    says: /11 policies were judged on results newer than the sync: no violations/,
    outputs: { violations: '0', 'policies-evaluated': '11', 'sync-status': 'completed', 'sync-errors': '0' },
  },
  {
    name: 'violations fail the step',
    outcome: 'violations',
    exitCode: 1,
    says: /16 gating violations in 10 of 11 judged policies/,
    outputs: {
      violations: '16',
      'gating-violations': '16',
      'violations-critical': '3',
      'violations-high': '5',
      'violations-medium': '5',
      'violations-low': '3',
      'policies-failing': '10',
      'policies-inconclusive': '0',
    },
  },
  {
    name: 'fail-on leaves lower severities ungated, and reports them',
    inputs: { 'fail-on': 'critical', policies: '!S3 buckets should prohibit*\n!RDS DB instances should prohibit*' },
    outcome: 'passed',
    exitCode: 0,
    says: /13 violations, of which 0 gating/,
    outputs: { violations: '13', 'gating-violations': '0' },
  },
  {
    name: 'fail-on: none gates nothing',
    inputs: { 'fail-on': 'none' },
    outcome: 'passed',
    exitCode: 0,
    says: /16 violations, of which 0 gating/,
  },
  {
    name: 'max-violations tolerates so many',
    inputs: { 'max-violations': '16' },
    outcome: 'passed',
    exitCode: 0,
    says: /up to 16 tolerated/,
  },
  {
    name: 'and not one more',
    inputs: { 'max-violations': '15' },
    outcome: 'violations',
    exitCode: 1,
    says: /up to 15 tolerated/,
  },
  {
    name: 'max-violations by severity: each limit counts',
    inputs: { 'max-violations': 'critical=3\nhigh=5\nmedium=5\nlow=2' },
    outcome: 'violations',
    exitCode: 1,
    says: /up to 3 critical, 5 high, 5 medium, 2 low tolerated/,
  },
  {
    name: 'accounts keep violations elsewhere from gating',
    inputs: { accounts: 'acme-prod', 'fail-on': 'critical' },
    outcome: 'violations',
    exitCode: 1,
    says: /3 gating violations/,
  },
  {
    name: 'accounts: only what lies in them gates',
    inputs: { accounts: '!acme-prod', 'fail-on': 'critical' },
    outcome: 'passed',
    exitCode: 0,
    says: /16 violations, of which 0 gating/,
    outputs: { violations: '16', 'gating-violations': '0' },
  },
  {
    name: 'policies evaluated before the sync completed prove nothing, although all of them are clean',
    emulator: { ...REPAIRED, script: { evaluates: 'before-completion' } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /11 of 11 policies could not be judged \(11 not evaluated since the sync\)/,
    outputs: {
      'policies-inconclusive': '11',
      'policies-evaluated': '0',
      'policies-failing': undefined,
      violations: undefined,
      'violations-critical': undefined,
      'gating-violations': undefined,
      'waived-violations': undefined,
    },
  },
  {
    name: 'policies that are never evaluated again prove nothing',
    emulator: { ...REPAIRED, script: { evaluates: 'never' } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /not evaluated since the sync/,
  },
  {
    name: 'policies that were never evaluated at all prove nothing',
    emulator: { ...REPAIRED, earlier: 'never', script: { evaluates: 'never' } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /11 never evaluated/,
  },
  {
    name: 'a count that is null is not 0',
    emulator: { ...REPAIRED, script: { results: { 'Unencrypted S3 buckets': { violation_count: null } } } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /1 of 11 policies could not be judged/,
    outputs: { 'policies-evaluated': '10' },
  },
  {
    name: 'nor is one that is missing',
    emulator: { ...REPAIRED, script: { results: { '*': { violation_count: 'absent' } } } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /11 never evaluated/,
  },
  {
    name: 'one policy that is left behind makes the whole inconclusive',
    emulator: { ...REPAIRED, script: { evaluatesOnly: ['Unencrypted S3 buckets'] } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /10 of 11 policies could not be judged/,
  },
  {
    name: 'on-inconclusive: warn is green, and says so',
    emulator: { ...REPAIRED, script: { evaluates: 'never' } },
    inputs: { 'on-inconclusive': 'warn' },
    outcome: 'inconclusive',
    exitCode: 0,
    says: /Not proved/,
  },
  {
    name: 'violations are red whatever else is not proved, with warn too',
    emulator: { script: { evaluatesOnly: ['Unencrypted S3 buckets'] } },
    inputs: { 'on-inconclusive': 'warn' },
    outcome: 'violations',
    exitCode: 1,
    says: /3 gating violations in 1 of 1 judged policy/,
  },
  {
    name: 'a run without completed_at proves nothing',
    emulator: { ...REPAIRED, script: { omit: ['completed_at'] } },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /could not be judged/,
  },
  {
    name: 'a run that fails',
    emulator: { script: { ends: 'failed', statusReason: 'oom_killed', errors: 4 } },
    outcome: 'sync-failed',
    exitCode: 1,
    says: /Sync aws-prod \(run [0-9a-f-]{36}\): the run failed: oom_killed/,
    outputs: { 'sync-status': 'failed', violations: undefined },
  },
  {
    name: 'a run that is cancelled on the Platform',
    emulator: { script: { ends: 'cancelled' } },
    outcome: 'sync-failed',
    exitCode: 1,
    says: /was cancelled on the Platform/,
    outputs: { 'sync-status': 'cancelled' },
  },
  {
    name: 'a run whose ingestion failed',
    emulator: { ...REPAIRED, script: { statusReason: 'ingestion_failed' } },
    outcome: 'sync-failed',
    exitCode: 1,
    says: /ingestion_failed/,
  },
  {
    name: 'a run that completed for a reason that nobody knows',
    emulator: { ...REPAIRED, script: { statusReason: 'quota_trimmed' } },
    outcome: 'sync-failed',
    exitCode: 1,
    says: /quota_trimmed/,
  },
  {
    name: 'a partial run warns',
    emulator: { ...REPAIRED, script: { errors: 3 } },
    outcome: 'passed',
    exitCode: 0,
    says: /completed with 3 errors/,
    outputs: { 'sync-errors': '3' },
  },
  {
    name: 'a partial run fails where it is asked to',
    emulator: { ...REPAIRED, script: { statusReason: 'partial_success' } },
    inputs: { 'on-partial-sync': 'fail' },
    outcome: 'sync-failed',
    exitCode: 1,
    says: /partial_success/,
  },
  {
    name: 'a disabled sync is refused',
    inputs: { 'sync-name': 'aws-legacy' },
    outcome: 'sync-failed',
    exitCode: 1,
    says: /the sync is disabled/,
    outputs: { 'sync-status': 'refused', 'sync-run-id': undefined },
  },
  {
    name: 'a run that is never ingested times out',
    emulator: { ...REPAIRED, script: { stuckIn: 'ingestion' } },
    inputs: { 'timeout-minutes': '0.04' },
    outcome: 'timed-out',
    exitCode: 1,
    says: /does not say that its data is ingested.*require-ingestion: false/s,
  },
  {
    name: 'unless ingestion is not required: then the evaluation still has to be newer',
    emulator: { ...REPAIRED, script: { stuckIn: 'ingestion' } },
    inputs: { ...SYNC, 'require-ingestion': 'false' },
    outcome: 'passed',
    exitCode: 0,
    says: /1 sync completed/,
  },
  {
    name: 'a run that never ends times out',
    emulator: { script: { stuckIn: 'started' } },
    inputs: { 'timeout-minutes': '0.04' },
    outcome: 'timed-out',
    exitCode: 1,
    says: /The deadline passed while run .* was started/,
  },
  {
    name: 'an unknown status is not finished',
    emulator: { ...REPAIRED, script: { statuses: { completed: 'archived' } } },
    inputs: { 'timeout-minutes': '0.04' },
    outcome: 'timed-out',
    exitCode: 1,
    says: /archived/,
  },
  {
    name: 'the deadline while the policies are waited for is no verdict on them, with warn neither',
    emulator: { ...REPAIRED, script: { evaluates: 'never' } },
    inputs: { 'timeout-minutes': '0.04', 'evaluation-timeout-minutes': '5', 'on-inconclusive': 'warn' },
    outcome: 'timed-out',
    exitCode: 1,
    says: /The deadline passed before 11 of 11 policies could be judged/,
  },
  {
    name: 'mode sync',
    inputs: SYNC,
    outcome: 'passed',
    exitCode: 0,
    says: /1 sync completed/,
    outputs: { violations: undefined },
  },
  {
    name: 'mode check judges what there is',
    inputs: CHECK,
    outcome: 'violations',
    exitCode: 1,
    says: /gating violations/,
    outputs: { 'sync-run-id': undefined, 'sync-status': undefined },
  },
  {
    name: 'mode check on a clean estate',
    emulator: REPAIRED,
    inputs: CHECK,
    outcome: 'passed',
    exitCode: 0,
    says: /by the Platform's latest results/,
  },
  {
    name: 'mode check does not pass what was never evaluated',
    emulator: { ...REPAIRED, earlier: 'never' },
    inputs: CHECK,
    outcome: 'inconclusive',
    exitCode: 1,
    says: /11 never evaluated/,
  },
  {
    name: 'no policy at all proves nothing',
    emulator: { policies: [] },
    outcome: 'inconclusive',
    exitCode: 1,
    says: /no active policy/,
  },
  {
    name: 'a policy that does not exist is an error, before anything is started',
    inputs: { policies: 'Unencrypted S3 bucket' },
    outcome: 'error',
    exitCode: 1,
    says: /no policy matches Unencrypted S3 bucket; the nearest names are: Unencrypted S3 buckets/,
    outputs: { 'sync-run-id': undefined },
  },
  {
    name: 'so is a group',
    inputs: { 'policy-groups': 'SOC2' },
    outcome: 'error',
    exitCode: 1,
    says: /no policy group matches SOC2; the nearest names are: SOC 2/,
  },
  {
    name: 'and a sync',
    inputs: { 'sync-name': 'aws-prd' },
    outcome: 'error',
    exitCode: 1,
    says: /no sync named aws-prd.*Did you mean aws-prod/s,
  },
  {
    name: 'bad inputs are told all at once',
    inputs: { 'platform-url': 'http://example.com', mode: 'gat', 'timeout-minutes': 'NaN', 'fail-on': 'severe' },
    outcome: 'error',
    exitCode: 1,
    says: /4 bad inputs: .*platform-url.*timeout-minutes.*mode.*fail-on/s,
  },
  {
    name: 'next to a bad input, one that the action does not have is told too',
    inputs: { mode: 'gat', 'fail-on-severity': 'high' },
    outcome: 'error',
    exitCode: 1,
    says: /2 bad inputs: .*`mode` is "gat".*fail-on-severity.* is not an input of this action, and has no effect/s,
  },
];

describe('the bundle against the emulator', { concurrent: true }, () => {
  it.for(CASES)('$name', async ({ emulator: options = {}, inputs = {}, outcome, exitCode, says, outputs = {} }) => {
    await using emulator = await startEmulator(options);
    const result = await runGate(emulator, inputs);

    expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(says);
    expect(result.outputs['outcome']).toBe(outcome);
    expect(result.exitCode).toBe(exitCode);
    for (const [name, value] of Object.entries(outputs)) expect(result.outputs[name], name).toBe(value);
    expect(result.summary).toMatch(/^## .{1,3} CloudQuery (gate|sync|check): /);
    expect(result.annotations.length).toBeLessThanOrEqual(10);
    expect(emulator.count('create-run')).toBeLessThanOrEqual(1);
    // Nothing goes on that this step started.
    for (const run of emulator.runsOf('aws-prod')) expect(run.ended).toBe(true);
  });

  it('judges a thousand policies after three syncs, page by page', async () => {
    await using emulator = await startEmulator({ policies: manyPolicies(1_000), maxPerPage: 100 });
    const names = ['aws-prod', 'aws-staging', 'gcp-prod'];
    // Enough time for a busy machine.
    const time = { 'timeout-minutes': '5', 'evaluation-timeout-minutes': '2' };
    const result = await runGate(emulator, { 'sync-name': names.join('\n'), ...time });

    expect(result.outputs['policies-evaluated']).toBe('1000');
    expect(result.outputs['sync-run-id']?.split('\n')).toHaveLength(3);
    expect(JSON.parse(result.outputs['sync-runs'] ?? '')).toMatchObject(
      names.map((sync) => ({ sync, state: 'succeeded' })),
    );
    expect(emulator.count('create-run')).toBe(3);
    // Ten pages a look; the details of no more policies than are shown.
    expect(emulator.count('list-violations')).toBeLessThanOrEqual(20);
  });
});
