import { sumChanges } from '../../../../../src/actions/gate/judge/changes.ts';
import type { Judgement } from '../../../../../src/actions/gate/judge/judge.ts';
import type { PolicyResult, ViolationCounts } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { WaiverResult } from '../../../../../src/actions/gate/judge/waiver-effect.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import { SCOPE_INPUTS } from '../../../../../src/actions/gate/select/aspect.ts';
import type { SyncResult } from '../../../../../src/actions/gate/sync/result.ts';
import { SEVERITIES, type Severity } from '../../../../../src/platform/severity.ts';
import { parseTimestamp, type Timestamp } from '../../../../../src/platform/timestamp.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';

const RUN_ID = '5f0c9b1e-2d7a-4a53-9c0e-8f6f3f1f2a10';

export function moment(text: string): Timestamp {
  const timestamp = parseTimestamp(text);
  if (timestamp === null) throw new Error(`no timestamp: ${text}`);
  return timestamp;
}

export function buildResult(changes: Partial<GateResult> = {}): GateResult {
  return {
    outcome: 'passed',
    green: true,
    mode: 'gate',
    sentence:
      '42 policies were judged on results newer than the sync: no violations; rule: every severity gates, none tolerated.',
    remedy: null,
    problems: [],
    warnings: [],
    platformUrl: 'https://acme.us.platform.cloudquery.io/api',
    syncs: [buildSync()],
    judgement: buildJudgement([], { selected: 42, judged: 42 }),
    elapsedSeconds: 421.3,
    isRedacted: false,
    ...changes,
  };
}

export function buildSync(changes: Partial<SyncResult> = {}): SyncResult {
  return {
    syncName: 'aws-prod',
    runId: RUN_ID,
    origin: 'started',
    state: 'succeeded',
    status: 'completed',
    statusReason: null,
    ingested: true,
    rows: 1_284_113,
    errors: 0,
    tables: 214,
    createdAt: moment('2026-08-01T11:53:40Z'),
    completedAt: moment('2026-08-01T12:00:05.123Z'),
    durationSeconds: 385,
    problem: null,
    worstTables: [],
    lastLogLines: [],
    ...changes,
  };
}

export function buildPolicy(changes: Partial<PolicyResult> = {}): PolicyResult {
  const leftOut = changes.outOfScope ?? 0;
  return {
    id: '0b2f6a52-93f4-4c8e-a8e5-0f3f0a6d7c11',
    name: 'Unencrypted S3 buckets',
    description: 'S3 buckets without default encryption.',
    definition: null,
    domain: 'security',
    severity: 'high',
    severityLabel: changes.severity ?? 'high',
    evaluatedAt: moment('2026-08-01T12:01:30Z'),
    standing: 'judged',
    reason: null,
    found: 0,
    gating: 0,
    known: 0,
    waived: 0,
    belowThreshold: 0,
    outOfScope: 0,
    resources: [],
    change: null,
    resourcesProblem: null,
    ...changes,
    outOfScopeBy: leftOut === 0 ? {} : (changes.outOfScopeBy ?? { accounts: leftOut }),
  };
}

export function buildViolation(changes: Partial<Violation> = {}): Violation {
  return {
    cloud: 'aws',
    resourceType: 'aws_s3_bucket',
    accountName: 'prod',
    accountId: '123456789012',
    name: 'prod-logs',
    region: 'us-east-1',
    platformId: '7d1f4b0a9c3e',
    tags: [],
    ...changes,
  };
}

export function buildWaiver(
  changes: Partial<WaiverResult> = {},
  waiver: Partial<WaiverResult['waiver']> = {},
): WaiverResult {
  return {
    waiver: {
      policy: 'Unencrypted S3 buckets',
      resource: 'arn:aws:s3:::acme-web-*',
      account: null,
      region: null,
      tag: null,
      resourceType: null,
      cloud: null,
      reason: 'Public website assets, encrypted at the edge.',
      owner: 'web-team@acme.example',
      expires: '2026-12-31',
      ticket: 'SEC-123',
      line: 4,
      ...waiver,
    },
    state: 'in-force',
    isLastDay: false,
    isWhole: false,
    covered: 3,
    problem: null,
    hint: '',
    ...changes,
  };
}

/** Sums up the policies as the judge does. */
export function buildJudgement(policies: readonly PolicyResult[], changes: Partial<Judgement> = {}): Judgement {
  const judged = policies.filter((policy) => policy.standing === 'judged');
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((word) => [word, sumUp(judged.filter((policy) => policy.severity === word))]),
  ) as Record<Severity, ViolationCounts>;
  return {
    policies,
    selected: policies.length,
    judged: judged.length,
    failing: judged.filter((policy) => policy.gating > 0).length,
    inconclusive: policies.length - judged.length,
    paused: 0,
    totals: sumUp(judged),
    bySeverity,
    unjudgedSeverities: SEVERITIES.filter((word) => {
      const own = policies.filter((policy) => policy.severity === word);
      return own.length > 0 && own.every((policy) => policy.standing !== 'judged');
    }),
    changes: sumChanges(policies),
    freshSince: moment('2026-08-01T12:00:05.123Z'),
    rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } },
    scopeProblem: null,
    filters: [],
    emptyGroups: [],
    baseline: null,
    waivers: [],
    formerlyWaived: 0,
    expiredAt: null,
    news: { kind: 'counts', count: 0 },
    past: null,
    groupBy: { kind: 'policy' },
    groups: [],
    ...changes,
  };
}

function sumUp(counts: readonly ViolationCounts[]): ViolationCounts {
  const total = (field: Exclude<keyof ViolationCounts, 'outOfScopeBy'>) =>
    counts.reduce((sum, one) => sum + one[field], 0);
  const inputs = SCOPE_INPUTS.filter((input) => counts.some(({ outOfScopeBy }) => (outOfScopeBy[input] ?? 0) > 0));
  return {
    found: total('found'),
    gating: total('gating'),
    known: total('known'),
    waived: total('waived'),
    belowThreshold: total('belowThreshold'),
    outOfScope: total('outOfScope'),
    outOfScopeBy: Object.fromEntries(
      inputs.map((input) => [input, counts.reduce((sum, one) => sum + (one.outOfScopeBy[input] ?? 0), 0)]),
    ),
  };
}
