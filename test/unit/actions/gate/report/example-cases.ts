import type { Past } from '../../../../../src/actions/gate/evaluate/past.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import { describeEnding, describePartial } from '../../../../../src/actions/gate/sentence.ts';
import { SYNC_DISABLED } from '../../../../../src/actions/gate/sync/result.ts';
import { CancelledError, InputError, type StepError } from '../../../../../src/errors.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import {
  buildJudgement,
  buildPolicy,
  buildResult,
  buildSync,
  buildViolation,
  buildWaiver,
  moment,
} from './example-results.ts';

const BUCKETS = buildPolicy({
  found: 14,
  gating: 12,
  outOfScope: 2,
  resources: ['prod-logs', 'prod-billing-exports', 'customer-uploads'].map((name) =>
    buildViolation({ name, platformId: `arn:aws:s3:::${name}` }),
  ),
});

const SSH = buildPolicy({
  id: 'c1d7',
  name: 'Ensure no security groups allow ingress from 0.0.0.0/0 to port 22',
  description: 'CIS AWS Foundations 5.2: remote administration must not be open to the world.',
  severity: 'critical',
  found: 2,
  gating: 2,
  resources: [
    buildViolation({
      name: 'bastion',
      resourceType: 'aws_ec2_security_group',
      region: 'eu-central-1',
      platformId: 'arn:aws:ec2:eu-central-1:123456789012:security-group/sg-0b51',
    }),
    buildViolation({ name: '', resourceType: 'aws_ec2_security_group', accountId: null, platformId: '' }),
  ],
});

const IMDS = buildPolicy({
  id: 'e77a',
  name: 'EC2 instances should use IMDSv2',
  description: 'Version 1 of the metadata service hands credentials to anything that can send a request.',
  severity: 'medium',
  found: 31,
  gating: 31,
  resourcesProblem:
    'The Platform answered 403: insufficient permissions (GET https://acme.us.platform.cloudquery.io/api/policies/e77a/violations)',
});

const VOLUMES = buildPolicy({
  id: 'a003',
  name: 'Unattached EBS volumes',
  domain: 'finops',
  severity: 'low',
  found: 240,
  belowThreshold: 240,
});

const CLOUDTRAIL = buildPolicy({
  id: 'f00d',
  name: 'Ensure CloudTrail is enabled in all regions',
  severity: 'critical',
  standing: 'stale',
  reason: "its latest result is from before the sync's data",
  evaluatedAt: moment('2026-08-01T09:00:00Z'),
});

const FLOW_LOGS = buildPolicy({
  ...CLOUDTRAIL,
  id: 'f10e',
  name: 'VPC flow logs should be enabled',
  severity: 'low',
  severityLabel: 'low',
});

const RDS = buildPolicy({
  id: 'beef',
  name: 'RDS DB instances should prohibit public access',
  standing: 'never-evaluated',
  reason: 'the Platform has never evaluated it',
  evaluatedAt: null,
});

const UNREADABLE = buildPolicy({
  id: 'd00f',
  name: 'SOC 2: tagged owners',
  severity: 'medium',
  standing: 'unreadable',
  reason:
    'its violations could not be read: The Platform answered 502 (GET https://acme.us.platform.cloudquery.io/api/policies/d00f/violations)',
  evaluatedAt: moment('2026-08-01T12:02:00Z'),
});

const PARTIAL_SYNC = buildSync({
  state: 'partial',
  statusReason: 'partial_success',
  errors: 3,
  problem: 'the run completed with 3 errors',
});

const FAILED_SYNC = buildSync({
  state: 'failed',
  status: 'failed',
  statusReason: 'oom_killed',
  ingested: null,
  rows: 88_120,
  errors: 17,
  tables: null,
  completedAt: null,
  durationSeconds: null,
  problem: 'the run failed: oom_killed',
  worstTables: [
    { name: 'aws_ec2_instances', errors: 12, rows: 4_012 },
    { name: 'aws_iam_users', errors: 5, rows: null },
  ],
  lastLogLines: [
    '12:00:01 INF table sync finished table=aws_s3_buckets rows=214',
    '12:00:03 ERR table sync failed error="AccessDenied: not authorized to perform ec2:DescribeInstances" table=aws_ec2_instances',
    '12:00:04 ERR OOMKilled',
  ],
});

/** The result with the sentence, and what to do, that the gate itself gives it. */
export function buildCase(changes: Partial<GateResult>): GateResult {
  const result = buildResult(changes);
  const { outcome, green, mode, syncs, judgement } = result;
  const inputs = { mode, onInconclusive: green ? 'warn' : 'fail' } as const;
  return { ...result, ...describeEnding({ outcome, green, error: null, syncs, judgement, inputs }) };
}

/** The same for a step that an error ended. */
function buildError(error: StepError, changes: Partial<GateResult>): GateResult {
  const { outcome, message: sentence, problems, remedy } = error;
  return buildResult({ outcome, green: false, judgement: null, sentence, problems, remedy, ...changes });
}

/** More in one policy, fewer in another. */
const WITH_CHANGES = [
  { ...IMDS, change: 5 },
  { ...VOLUMES, change: -2 },
  { ...BUCKETS, change: 0 },
  { ...SSH, change: 0 },
];

const PAST: Past = {
  policies: 10,
  isWhole: false,
  totals: [271, 280, 280, 266, 284, 287].map((found, index) => ({
    moment: moment(new Date(Date.UTC(2026, 6, 27 + index, 12)).toISOString()),
    found,
  })),
};

/** Results as they come in life; their reports are the golden files. */
export const EXAMPLE_CASES: Readonly<Record<string, GateResult>> = {
  passed: buildCase({}),
  violations: buildCase({
    outcome: 'violations',
    green: false,
    warnings: [describePartial(PARTIAL_SYNC)],
    syncs: [PARTIAL_SYNC],
    judgement: buildJudgement(WITH_CHANGES, {
      selected: 40,
      judged: 40,
      paused: 3,
      past: PAST,
      news: { kind: 'counts', count: 5 },
      rule: { failOn: 'medium', maxViolations: { kind: 'total', limit: 0 } },
      filters: [
        { input: 'accounts', value: 'prod-*', leftOut: 12 },
        { input: 'domains', value: 'security, finops', leftOut: 1 },
      ],
    }),
  }),
  tolerated: buildCase({
    judgement: buildJudgement([IMDS], {
      rule: {
        failOn: 'low',
        maxViolations: { kind: 'by-severity', limits: { low: 100, medium: 50, high: 0, critical: 0 } },
      },
    }),
  }),
  baseline: buildCase({
    outcome: 'violations',
    green: false,
    warnings: [
      'The waiver of EC2 instances should use IMDSv2 (waivers.yml, line 12; owner: platform@acme.example) expired on 2026-07-31, and waives nothing any more. Its reason was: until the new image is out',
    ],
    judgement: buildJudgement(
      [
        {
          ...BUCKETS,
          change: -1,
          found: 36,
          gating: 2,
          known: 31,
          waived: 3,
          outOfScope: 0,
          outOfScopeBy: {},
          resources: BUCKETS.resources.slice(1),
        },
        { ...IMDS, change: 0, gating: 0, known: 31 },
        { ...VOLUMES, change: 12 },
      ],
      {
        rule: { failOn: 'medium', maxViolations: { kind: 'total', limit: 0 } },
        baseline: { path: '.cloudquery/baseline.json', entries: 65, fixed: 3, added: 2 },
        news: { kind: 'baseline', count: 2 },
        waivers: [
          buildWaiver(),
          buildWaiver(
            { state: 'expired', covered: null, isWhole: true },
            {
              policy: 'EC2 instances should use IMDSv2',
              resource: null,
              account: 'acme-prod',
              owner: 'platform@acme.example',
              reason: 'until the new image is out',
              expires: '2026-07-31',
              ticket: null,
              line: 12,
            },
          ),
          buildWaiver({ state: 'expiring' }, { resource: 'old-backups', expires: '2026-08-10', line: 20 }),
          buildWaiver(
            { state: 'expiring', isLastDay: true },
            { resource: 'last-day', expires: '2026-08-01', line: 24 },
          ),
          buildWaiver({ covered: 0, problem: 'it matches no violation' }, { resource: 'gone-*', line: 28 }),
        ],
      },
    ),
  }),
  inconclusive: buildCase({
    outcome: 'inconclusive',
    green: false,
    judgement: buildJudgement([RDS, UNREADABLE, buildPolicy(), CLOUDTRAIL, FLOW_LOGS], { news: { kind: 'unknown' } }),
  }),
  'none-judged': buildCase({
    outcome: 'inconclusive',
    green: false,
    judgement: buildJudgement([CLOUDTRAIL, FLOW_LOGS], {
      baseline: { path: '.cloudquery/baseline.json', entries: 65, fixed: null, added: null },
      news: { kind: 'unknown' },
    }),
  }),
  'inconclusive-tolerated': buildCase({
    outcome: 'inconclusive',
    judgement: buildJudgement([CLOUDTRAIL, buildPolicy()], { news: { kind: 'unknown' } }),
  }),
  'sync-failed': buildCase({
    outcome: 'sync-failed',
    green: false,
    syncs: [FAILED_SYNC, buildSync({ syncName: 'gcp-prod', origin: 'reused' })],
    judgement: null,
  }),
  check: buildCase({
    mode: 'check',
    syncs: [],
    judgement: buildJudgement([], { selected: 42, judged: 42, freshSince: null }),
    elapsedSeconds: 0.8,
  }),
  cancelled: buildError(new CancelledError('SIGINT'), {
    syncs: [
      buildSync({
        state: 'unfinished',
        status: 'started',
        ingested: null,
        rows: null,
        errors: null,
        tables: null,
        completedAt: null,
        durationSeconds: null,
      }),
    ],
  }),
  refused: buildCase({
    outcome: 'sync-failed',
    green: false,
    syncs: [
      buildSync({
        runId: null,
        origin: null,
        state: 'refused',
        status: null,
        ingested: null,
        rows: null,
        errors: null,
        tables: null,
        createdAt: null,
        completedAt: null,
        durationSeconds: null,
        problem: SYNC_DISABLED,
      }),
    ],
    judgement: null,
  }),
  error: buildError(new InputError(['`mode` is "gat"; allowed: `gate`, `sync`, `check`.']), {
    platformUrl: null,
    syncs: [],
    elapsedSeconds: 0.02,
  }),
  hostile: buildHostile(Object.values(HOSTILE_TEXTS)),
};

/** Every remote text of the result is one of these. */
function buildHostile(texts: readonly string[]): GateResult {
  const pick = (index: number) => texts[index % texts.length] ?? '';
  const policies = texts.map((text, index) =>
    buildPolicy({
      id: pick(index + 1),
      name: text,
      description: pick(index + 2),
      domain: pick(index + 3),
      severityLabel: pick(index + 4),
      severity: 'critical',
      standing: index % 3 === 2 ? 'unreadable' : 'judged',
      reason: index % 3 === 2 ? pick(index + 5) : null,
      found: index % 3 === 2 ? 0 : 2,
      gating: index % 3 === 0 ? 2 : 0,
      outOfScope: index % 3 === 1 ? 2 : 0,
      resources: [
        buildViolation({
          name: pick(index + 6),
          resourceType: pick(index + 7),
          accountName: pick(index + 8),
          accountId: pick(index + 9),
          region: pick(index + 10),
          platformId: pick(index + 11),
        }),
      ],
    }),
  );
  return buildResult({
    outcome: 'violations',
    green: false,
    sentence: pick(0),
    remedy: pick(11),
    warnings: texts.slice(0, 12),
    platformUrl: pick(42),
    syncs: texts.slice(40, 52).map((text, index) =>
      buildSync({
        syncName: text,
        runId: pick(index + 1),
        state: 'failed',
        status: pick(index + 2),
        statusReason: pick(index + 3),
        problem: pick(index + 4),
        worstTables: [{ name: pick(index + 5), errors: 1, rows: null }],
        lastLogLines: texts.slice(index, index + 5),
      }),
    ),
    judgement: buildJudgement(policies, {
      filters: texts.slice(42, 60).map((value) => ({ input: 'accounts', value, leftOut: 1 })),
      baseline: { path: texts[3] ?? '', entries: 1, fixed: 0, added: 1 },
      waivers: texts
        .slice(0, 8)
        .map((text, index) =>
          buildWaiver(
            { state: index % 2 === 0 ? 'expired' : 'in-force', problem: index % 3 === 0 ? text : null },
            { policy: text, resource: text, account: text, region: text, reason: text, owner: text, ticket: text },
          ),
        ),
    }),
  });
}
