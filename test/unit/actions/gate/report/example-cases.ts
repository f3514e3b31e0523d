import type { GateResult } from '../../../../../src/actions/gate/result.ts';
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
  resources: ['prod-logs', 'prod-billing-exports', 'customer-uploads'].map((name) => buildViolation({ name })),
});

const SSH = buildPolicy({
  id: 'c1d7',
  name: 'Ensure no security groups allow ingress from 0.0.0.0/0 to port 22',
  description: 'CIS AWS Foundations 5.2: remote administration must not be open to the world.',
  severity: 'critical',
  found: 2,
  gating: 2,
  resources: [
    buildViolation({ name: 'sg-bastion', resourceType: 'aws_ec2_security_group', region: 'eu-central-1' }),
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
  resourcesProblem: 'the key may not list them (403)',
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
  reason: 'last evaluated before the sync was done; waited 10 min',
  evaluatedAt: moment('2026-08-01T09:00:00Z'),
});

const RDS = buildPolicy({
  id: 'beef',
  name: 'RDS DB instances should prohibit public access',
  standing: 'never-evaluated',
  evaluatedAt: null,
});

const UNREADABLE = buildPolicy({
  id: 'd00f',
  name: 'SOC 2: tagged owners',
  severity: 'medium',
  standing: 'unreadable',
  reason: 'GET /policies/d00f/violations answered 502 five times',
  evaluatedAt: moment('2026-08-01T12:02:00Z'),
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
  problem: 'The run ran out of memory.',
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

const REMEDY = 'Fix the resources below, or record them as known with `baseline`.';

/** Results as they come in life; their reports are the golden files. */
export const EXAMPLE_CASES: Readonly<Record<string, GateResult>> = {
  passed: buildResult(),
  violations: buildResult({
    outcome: 'violations',
    green: false,
    sentence: '45 violations of severity medium or higher in 3 policies gate; 0 are tolerated.',
    remedy: REMEDY,
    warnings: ['The run had 3 errors in 2 tables; on-partial-sync is warn.'],
    syncs: [buildSync({ state: 'partial', statusReason: 'partial_success', errors: 3 })],
    judgement: buildJudgement([IMDS, VOLUMES, BUCKETS, SSH], {
      selected: 40,
      judged: 40,
      paused: 3,
      rule: { failOn: 'medium', maxViolations: { kind: 'total', limit: 0 } },
      filters: [
        { input: 'accounts', value: 'prod-*', leftOut: 12 },
        { input: 'domains', value: 'security, finops', leftOut: 1 },
      ],
    }),
  }),
  tolerated: buildResult({
    sentence: '31 violations of severity low or higher gate, each within its limit: medium=50.',
    judgement: buildJudgement([IMDS], {
      rule: {
        failOn: 'low',
        maxViolations: { kind: 'by-severity', limits: { low: 100, medium: 50, high: 0, critical: 0 } },
      },
    }),
  }),
  baseline: buildResult({
    outcome: 'violations',
    green: false,
    sentence:
      '2 new gating violations in 1 of 3 judged policies, 62 known, 3 waived, 240 below the threshold (medium or worse gates, none tolerated).',
    remedy: REMEDY,
    warnings: [
      'The waiver of EC2 instances should use IMDSv2 (waivers.yml, line 12; owner: platform@acme.example) expired on 2026-07-31, so that it waives nothing. Its reason was: until the new image is out',
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
          buildWaiver({ covered: 0, problem: 'it matches no violation' }, { resource: 'gone-*', line: 28 }),
        ],
      },
    ),
  }),
  inconclusive: buildResult({
    outcome: 'inconclusive',
    green: false,
    sentence: '3 of 4 policies could not be judged on data newer than the sync; the other one has no violations.',
    remedy: 'Raise evaluation-timeout-minutes, or exclude the policies that are not evaluated after this sync.',
    judgement: buildJudgement([RDS, UNREADABLE, buildPolicy(), CLOUDTRAIL]),
  }),
  'inconclusive-tolerated': buildResult({
    outcome: 'inconclusive',
    sentence: '1 of 2 policies could not be judged on data newer than the sync; on-inconclusive is warn.',
    judgement: buildJudgement([CLOUDTRAIL, buildPolicy()]),
  }),
  'sync-failed': buildResult({
    outcome: 'sync-failed',
    green: false,
    sentence: 'The run of aws-prod failed (oom_killed); no policy was judged.',
    remedy: 'Give the sync more memory, then run the workflow again.',
    syncs: [FAILED_SYNC, buildSync({ syncName: 'gcp-prod', origin: 'reused' })],
    judgement: null,
  }),
  check: buildResult({
    mode: 'check',
    sentence: 'All 42 policies were judged on their latest results and none has a violation.',
    syncs: [],
    judgement: buildJudgement([], { selected: 42, judged: 42, freshSince: null }),
    elapsedSeconds: 0.8,
  }),
  cancelled: buildResult({
    outcome: 'cancelled',
    green: false,
    sentence: 'The workflow was cancelled; the run of aws-prod that this step started was cancelled too.',
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
    judgement: null,
  }),
  refused: buildResult({
    outcome: 'sync-failed',
    green: false,
    sentence: 'The Platform refused to start aws-prod; no policy was judged.',
    remedy: 'Enable the sync.',
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
        problem: 'POST /syncs/aws-prod/runs answered 422: sync is disabled',
      }),
    ],
    judgement: null,
  }),
  error: buildResult({
    outcome: 'error',
    green: false,
    sentence: 'Input platform-url: "api.cloudquery.io" is another API; give the address of your Platform.',
    platformUrl: null,
    syncs: [],
    judgement: null,
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
