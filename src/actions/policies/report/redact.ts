import { redactViolation } from '../../../platform/redact-violation.ts';
import type { Violation } from '../../../platform/violation.ts';
import type { FileProblem } from '../../../text/file-problem.ts';
import type { Mark } from '../../../text/mark.ts';
import { HIDDEN_PATTERNS, hide } from '../../../text/redact.ts';
import type { Applied } from '../apply/apply.ts';
import { DOMAINS, SEVERITIES, STATUSES } from '../files/schema.ts';
import type { FieldChange, FieldValue, GroupForm, GroupRef, PolicyForm } from '../form.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { Conflict } from '../plan/match.ts';
import type { Plan } from '../plan/plan.ts';
import type { Difference, Preview } from '../preview/preview.ts';
import type { PoliciesResult } from '../result.ts';
import type { TestResult } from '../test/test-result.ts';
import { redactLine } from './redact-line.ts';

export { redactLine };

/**
 * The result without ids of accounts, ARNs and e-mails in what the Platform says: names and slugs, too, unless the file
 * says them. Ids of the Platform stay, so that somebody with access to it can find what is meant. The words of the files
 * are in the repository already: whoever can read the report can read those.
 *
 * Every object is built field by field: one that comes to have another field does not compile until somebody has
 * decided about that one, too.
 */
export function redactResult(result: PoliciesResult): PoliciesResult {
  return {
    outcome: result.outcome,
    green: result.green,
    sentence: redactLine(result.sentence),
    problems: result.problems.map(redactLine),
    remedy: result.remedy === null ? null : redactLine(result.remedy),
    mode: result.mode,
    platformUrl: result.platformUrl,
    fileProblems: result.fileProblems.map(redactProblem),
    fileWarnings: result.fileWarnings.map(redactProblem),
    notes: result.notes.map(redactLine),
    checks: result.checks === null ? null : { passed: result.checks.passed, unchecked: result.checks.unchecked },
    tests: result.tests?.map(redactTest) ?? null,
    preview: result.preview === null ? null : redactPreview(result.preview),
    warnings: result.warnings.map(redactLine),
    plan: result.plan === null ? null : redactPlan(result.plan),
    applied: result.applied === null ? null : redactAllApplied(result.applied),
    left: result.left === null ? null : redactPlan(result.left),
    exportDir: result.exportDir,
    over: result.over === null ? null : redactOverlay(result.over),
    backupDir: result.backupDir,
  };
}

type Overlay = NonNullable<PoliciesResult['over']>;

/** Files of the checkout keep their paths. What is new is called by the Platform's names. */
function redactOverlay({ changed, added, gone, notes }: Overlay): Overlay {
  return { changed, added: added.map(redactLine), gone, notes: notes.map(redactLine) };
}

/** Its rows are those of a file, unless the query reads something else all the same. */
function redactTest({ slug, name, file, status, sentence, rows }: TestResult): TestResult {
  return { slug, name, file, status, sentence: redactLine(sentence), rows: rows.map(redactLine) };
}

function redactPreview({ policies, added, gone }: Preview): Preview {
  return {
    policies: policies.map(({ slug, name, before, after, isThere, difference, why }) => ({
      slug,
      name,
      before,
      after,
      isThere,
      difference: difference === null ? null : redactDifference(difference),
      why: why === null ? null : redactLine(why),
    })),
    added,
    gone,
  };
}

function redactDifference(difference: Difference): Difference {
  const { added, gone, same, forgiven, accounts, addedShown, goneShown } = difference;
  return {
    added,
    gone,
    same,
    forgiven: forgiven === null ? null : { waived: forgiven.waived, known: forgiven.known },
    accounts: accounts.map(({ account, count }) => ({ account: hide('account', account), count })),
    addedShown: addedShown.map(redactRow),
    goneShown: goneShown.map(redactRow),
  };
}

/** The gate shows regions and types. Here a query that nobody has reviewed chooses what stands in their columns. */
function redactRow(violation: Violation): Violation {
  const { cloud, resourceType, region, ...rest } = redactViolation(violation);
  return { ...rest, cloud: hideCell(cloud), resourceType: hideCell(resourceType), region: hideCell(region) };
}

function hideCell(text: string): string {
  return text.trim() === '' ? text : HIDDEN_PATTERNS;
}

function redactProblem({ path, line, column, sentence }: FileProblem): FileProblem {
  return { path, line, column, sentence: redactLine(sentence) };
}

function redactPlan({ changes, conflicts, kept, unmanaged, names, hash }: Plan): Plan {
  return {
    changes: redactChanges(changes),
    conflicts: conflicts.map(redactConflict),
    kept: kept.map(({ kind, slug, name, id, reason }) => ({
      ...{ kind, id },
      ...{ slug: redactLine(slug), name: redactLine(name), reason: redactLine(reason) },
    })),
    unmanaged: unmanaged.map(({ kind, id, name }) => ({ kind, id, name: redactLine(name) })),
    // Of a group or a destination. People call a destination by an address.
    names: names.map(({ ref, name }) => ({ ref: redactRef(ref), name: redactLine(name) })),
    hash,
  };
}

function redactConflict({ kind, slug, file, sentence, remedy }: Conflict): Conflict {
  return { kind, slug: redactLine(slug), file, sentence: redactLine(sentence), remedy: redactLine(remedy) };
}

function redactAllApplied(applied: readonly Applied[]): Applied[] {
  const changes = redactChanges(applied.map(({ change }) => change));
  return applied.flatMap(({ end, why }, index) => {
    const change = changes[index];
    return change === undefined ? [] : [{ change, end, why: why === null ? null : redactLine(why) }];
  });
}

function redactChanges(changes: readonly PlannedChange[]): PlannedChange[] {
  // Of a policy that is paused before it is updated, the file's words are in the update only.
  const written = new Map(
    changes.flatMap(({ kind, verb, slug, file, after }) =>
      file === null || verb === 'pause' || verb === 'resume' ? [] : [[`${kind} ${slug}`, after]],
    ),
  );
  return changes.map((change) => {
    const { kind, slug, file, after } = change;
    // Without a file all of it is the Platform's.
    return redactChange(change, file === null ? null : (written.get(`${kind} ${slug}`) ?? after));
  });
}

/** @param known what its file says; null: there is none */
function redactChange(change: PlannedChange, known: PlannedChange['after']): PlannedChange {
  const { kind, verb, slug, name, id, file, fields, before, after, changed, markBefore, members } = change;
  const isOfFile = file !== null;
  return {
    kind,
    verb,
    slug: isOfFile ? slug : redactLine(slug),
    name: isOfFile ? name : redactLine(name),
    id,
    file,
    fields: fields.map((one) => redactField(one, isOfFile)),
    before: before === null ? null : redactForm(before, known),
    after: after === null ? null : redactForm(after, known),
    markBefore: markBefore === null ? null : redactMark(markBefore, isOfFile ? slug : null),
    changed: changed === null ? null : { by: changed.by === null ? null : redactLine(changed.by), at: changed.at },
    members: members.map((one) => ({ id: one.id, name: redactLine(one.name) })),
  };
}

function redactMark({ owner, slug }: Mark, known: string | null): Mark {
  return { owner: redactLine(owner), slug: slug === known ? slug : redactLine(slug) };
}

/** A group without a file has its slug from the Platform. Ids stay. */
function redactRef(ref: GroupRef): GroupRef;
function redactRef(ref: string): string;
function redactRef(ref: string): string {
  return ref.startsWith('slug:') ? redactLine(ref) : ref;
}

function redactField({ field, before, after }: FieldChange, isOfFile: boolean): FieldChange {
  return {
    field,
    before: before === null ? null : redactValue(field, before, isOfFile ? after : null),
    after: redactValue(field, after, isOfFile ? after : null),
  };
}

function redactForm<F extends PolicyForm | GroupForm>(form: F, known: PolicyForm | GroupForm | null): F;
function redactForm(form: PolicyForm | GroupForm, known: PolicyForm | GroupForm | null): PolicyForm | GroupForm {
  const name = redactWords(form.name, known?.name ?? null);
  const description = redactWords(form.description, known?.description ?? null);
  if (!('query' in form)) return { name, description };
  const query = redactWords(form.query, known !== null && 'query' in known ? known.query : null);
  const { domain, severity, status, groups, notify } = form;
  return {
    name,
    domain: hideUnknown(domain, DOMAINS),
    severity: hideUnknown(severity, SEVERITIES),
    description,
    status: hideUnknown(status, STATUSES),
    groups: groups.map((ref) => redactRef(ref)),
    notify,
    query,
  };
}

function redactValue(field: string, value: FieldValue, known: FieldValue | null): FieldValue {
  if (typeof value !== 'string') return value.map((ref) => redactRef(ref));
  switch (field) {
    case 'domain':
      return hideUnknown(value, DOMAINS);
    case 'severity':
      return hideUnknown(value, SEVERITIES);
    case 'status':
      return hideUnknown(value, STATUSES);
    default:
      return redactWords(value, typeof known === 'string' ? known : null);
  }
}

/** A word that this version does not know may be any name. */
function hideUnknown(word: string, known: readonly string[]): string {
  return known.includes(word) ? word : HIDDEN_PATTERNS;
}

/**
 * A text of the Platform. Lines that the file has, too, stay: next to them a hash would tell what it stands for, and a
 * difference would show lines that do not differ.
 */
function redactWords(text: string, known: string | null): string {
  const kept = new Set(known === null ? [] : known.split('\n').map((line) => line.trim()));
  return text
    .split('\n')
    .map((line) => (kept.has(line.trim()) ? line : redactLine(line)))
    .join('\n');
}
