import { HIDDEN_PATTERNS, hide, hideEmails, redactText } from '../../text/redact.ts';
import type { Finding } from './assess.ts';
import { describeIncomplete } from './describe.ts';
import type { IdleExpectation, Subject } from './expectation.ts';
import type { Gap } from './gaps.ts';
import type { AccessResult } from './result.ts';
import type { Review } from './review.ts';

/**
 * The result without names of keys, which may say what a key is good for, and without names and e-mails of people. Each
 * becomes a short hash, the same in every run; ids stay, so that somebody with access to the Platform can find who is
 * meant.
 *
 * Every object is built field by field: one that comes to have another field does not compile until somebody has
 * decided about that one, too.
 */
export function redactResult(result: AccessResult): AccessResult {
  const review = result.review === null ? null : redactReview(result.review);
  const told =
    review !== null && result.outcome === 'incomplete'
      ? // Its sentences quote names: they are made anew, of those that are shown.
        describeIncomplete(review)
      : {
          sentence: redactLine(result.sentence),
          problems: result.problems.map((problem) => redactLine(problem)),
          remedy: result.remedy,
        };
  return {
    outcome: result.outcome,
    green: result.green,
    ...told,
    platformUrl: result.platformUrl,
    expectedPath: result.expectedPath,
    review,
  };
}

function redactReview(review: Review): Review {
  return {
    findings: review.findings.map(redactFinding),
    idleExpectations: review.idleExpectations.map(redactIdle),
    gaps: review.gaps.map(redactGap),
    keys: review.keys,
    users: review.users,
    daysToFirstExpiry: review.daysToFirstExpiry,
    clock: review.clock,
    at: review.at,
  };
}

function redactFinding(finding: Finding): Finding {
  return {
    id: finding.id,
    level: finding.level,
    fails: finding.fails,
    subject: finding.subject,
    // A Platform that takes e-mails for ids is not known, and would show them here.
    subjectId: hideEmails(finding.subjectId),
    name: hideName(finding.subject, finding.name),
    fullName: null,
    roles: finding.roles.map(hideEmails),
    powers: finding.powers.map(hideEmails),
    createdAt: finding.createdAt,
    lastSeenAt: finding.lastSeenAt,
    expiresAt: finding.expiresAt,
    daysLeft: finding.daysLeft,
    createdBy: finding.createdBy === null ? null : hideName('user', finding.createdBy),
    maker: finding.maker,
    provider: finding.provider === null ? null : hideProvider(finding.provider),
    // The repository's own words.
    expected:
      finding.expected === null ? null : { reason: hideEmails(finding.expected.reason), line: finding.expected.line },
  };
}

function redactIdle({ subject, name, finding, line, state }: IdleExpectation): IdleExpectation {
  // The hint quotes names.
  return { subject, name: hideName(subject, name), finding, line, state, hint: null };
}

function redactGap(gap: Gap): Gap {
  switch (gap.kind) {
    case 'unread':
      return { kind: gap.kind, list: gap.list, sentence: redactLine(gap.sentence), remedy: gap.remedy };
    case 'empty':
      return gap;
    case 'defect':
      return {
        kind: gap.kind,
        subject: gap.subject,
        name: hideName(gap.subject, gap.name),
        defect: redactLine(gap.defect),
      };
    case 'unmatched':
      return { kind: gap.kind, input: gap.input, pattern: HIDDEN_PATTERNS, place: gap.place };
  }
}

/** A word that this version does not know may be any name. */
function hideProvider(provider: string): string {
  return ['local', 'saml'].includes(provider) ? provider : HIDDEN_PATTERNS;
}

/** An e-mail is the same person's however it is written. */
function hideName(subject: Subject, name: string): string {
  return subject === 'user' ? hide('user', name.toLowerCase()) : hide('key', name);
}

/** A free text without e-mail addresses and what else names anybody. */
export function redactLine(line: string): string {
  return redactText(hideEmails(line));
}
