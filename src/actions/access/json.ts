import type { StepContext } from '../../runner/context.ts';
import { type StreamedJson, streamJson } from '../../text/json-stream.ts';
import type { Finding } from './assess.ts';
import { FINDINGS } from './findings.ts';
import type { Gap } from './gaps.ts';
import type { AccessResult } from './result.ts';
import type { Review } from './review.ts';

/** Raised when a reader of an older version could no longer read the report rightly; a new field is no such thing. */
export const REPORT_VERSION = 1;

/**
 * The report for machines, described by `schemas/access-report.schema.json`. What is unknown is null, and never 0: of a
 * list that is not whole nothing is counted.
 */
export function renderJson(result: AccessResult, context: StepContext): Generator<string> {
  return streamJson({
    version: REPORT_VERSION,
    tool: { name: 'cloudquery-access' },
    generated_at: new Date(context.now).toISOString(),
    repository: context.repository,
    run_url: context.runUrl,
    platform_url: result.platformUrl,
    outcome: result.outcome,
    green: result.green,
    sentence: result.sentence,
    problems: result.problems,
    remedy: result.remedy,
    review: result.review === null ? null : describeReview(result.review),
  });
}

function describeReview(review: Review): StreamedJson {
  const { findings, idleExpectations, gaps, keys, users } = review;
  const count = (id: Finding['id']) => findings.filter((finding) => finding.id === id).length;
  const isWhole = (id: Finding['id']) => (id.startsWith('key-') ? keys : users).isWhole;
  return {
    reviewed_at: review.at,
    clock: review.clock,
    keys: { reviewed: keys.count, whole: keys.isWhole },
    users: { reviewed: users.count, whole: users.isWhole },
    days_to_first_expiry: keys.isWhole ? review.daysToFirstExpiry : null,
    counts: Object.fromEntries(FINDINGS.map((id) => [id, isWhole(id) ? count(id) : null])),
    gaps: gaps.map(describeGap),
    findings: findings.map(describeFinding),
    expectations_without_effect: idleExpectations.map(({ subject, name, finding, line, state, hint }) => ({
      ...{ subject, name, finding, line, state, hint },
    })),
  };
}

function describeGap(gap: Gap) {
  const nothing = { list: null, subject: null, name: null, input: null, pattern: null, reason: null };
  switch (gap.kind) {
    case 'unread':
      return { ...nothing, kind: gap.kind, list: gap.list, reason: gap.sentence };
    case 'empty':
      return { ...nothing, kind: gap.kind, list: gap.list };
    case 'defect':
      return { ...nothing, kind: gap.kind, subject: gap.subject, name: gap.name, reason: gap.defect };
    case 'unmatched':
      return { ...nothing, kind: gap.kind, input: gap.input, pattern: gap.pattern };
  }
}

function describeFinding(finding: Finding) {
  return {
    finding: finding.id,
    level: finding.level,
    fails: finding.fails,
    subject: finding.subject,
    id: finding.subjectId,
    name: finding.name,
    full_name: finding.fullName,
    provider: finding.provider,
    roles: finding.roles,
    powerful_roles: finding.powers,
    created_at: finding.createdAt,
    created_by: finding.createdBy,
    maker: finding.maker,
    last_seen_at: finding.lastSeenAt,
    expires_at: finding.expiresAt,
    days_left: finding.daysLeft,
    expected: finding.expected === null ? null : { reason: finding.expected.reason, line: finding.expected.line },
  };
}
