import { explainLookAlike } from '../../text/look-alike.ts';
import { findNear } from '../../text/nearest.ts';
import { FINDINGS, type FindingId } from './findings.ts';

/** What a finding is about. */
export type Subject = 'key' | 'user';

/** The findings that an expectation may cover. */
export type Coverable = Readonly<Record<Subject, readonly FindingId[]>>;

/**
 * What an expectation may cover. Not that a key is expired: what is left to do then is to delete it, and its name is
 * mostly that of the one that came after it.
 */
export const COVERABLE: Coverable = {
  key: FINDINGS.filter((id) => id.startsWith('key-') && id !== 'key-expired'),
  user: FINDINGS.filter((id) => id.startsWith('user-')),
};

/** A finding that somebody expects, and why. */
export interface Expectation {
  readonly subject: Subject;
  /** A key's name or id, a user's e-mail or id. */
  readonly name: string;
  readonly finding: FindingId;
  readonly reason: string;
  /** Of the file, from 1. */
  readonly line: number;
}

/** The file that the input `expected` names. */
export interface ExpectedFile {
  readonly path: string;
  readonly entries: readonly Expectation[];
}

/** An expectation that covers nothing, and so may be out of date. */
export interface IdleExpectation extends Omit<Expectation, 'reason'> {
  /**
   * - `missing`: there is no such key or user.
   * - `idle`: there is, and nothing of the kind is found about it.
   * - `ambiguous`: several have the name, and anybody may give a key a name: it covers none of them.
   */
  readonly state: 'missing' | 'idle' | 'ambiguous';
  /** Which name was probably meant, such as `the nearest is Terraform`; null: none is near, or there is no need. */
  readonly hint: string | null;
}

/** Somebody or something that an expectation may name. */
export interface Nameable {
  readonly id: string;
  readonly name: string;
  /** A user's own name, which is nobody's alone and names nobody here; null: unknown, or a key. */
  readonly fullName: string | null;
  /** Whether it was reviewed. */
  readonly isReviewed: boolean;
}

/** Of one kind of subject: all that there are, and whether those are all. */
export interface Candidates {
  readonly all: readonly Nameable[];
  /** The names of those that can do nothing any more. */
  readonly expired: readonly string[];
  readonly isWhole: boolean;
}

/** What the expectations come to. */
export interface Coverage {
  /** By `<finding> <id of the subject>`. */
  readonly covered: ReadonlyMap<string, Expectation>;
  readonly idle: readonly IdleExpectation[];
}

/** Each comparison takes a while, and nobody reads a hundred hints. */
const MOST_HINTS = 100;

/**
 * Finds what each expectation covers.
 * @param found by `<finding> <id of the subject>`
 */
export function coverFindings(
  expectations: readonly Expectation[],
  candidates: Readonly<Record<Subject, Candidates>>,
  found: ReadonlySet<string>,
): Coverage {
  const named = { key: groupByName('key', candidates.key.all), user: groupByName('user', candidates.user.all) };
  const covered = new Map<string, Expectation>();
  const idle: IdleExpectation[] = [];
  let hints = 0;
  const hintAt = (subject: Subject, name: string) => {
    hints += 1;
    return hints > MOST_HINTS ? null : describeNear(subject, name, candidates[subject]);
  };
  for (const expectation of expectations) {
    const { subject, name, finding, line } = expectation;
    const [one, ...others] = named[subject].get(foldName(subject, name)) ?? [];
    const mark = `${finding} ${one?.id}`;
    if (one !== undefined && others.length === 0 && found.has(mark)) {
      if (!covered.has(mark)) covered.set(mark, expectation);
      continue;
    }
    const state = others.length > 0 ? 'ambiguous' : one === undefined ? 'missing' : 'idle';
    const isSure = one === undefined ? candidates[subject].isWhole : one.isReviewed;
    const hint = isSure && state === 'missing' ? hintAt(subject, name) : null;
    if (isSure) idle.push({ subject, name, finding, line, state, hint });
  }
  return { covered, idle };
}

function describeNear(subject: Subject, wanted: string, { all, expired }: Candidates): string | null {
  if (expired.some((name) => foldName(subject, name) === foldName(subject, wanted))) {
    return 'the one with that name is expired';
  }
  const meant = all.find(
    ({ fullName }) => fullName !== null && foldName(subject, fullName) === foldName(subject, wanted),
  );
  if (meant !== undefined) return `the e-mail of the one with that name is ${meant.name}`;
  const names = all.map(({ name }) => name);
  const near = findNear(wanted, names);
  return explainLookAlike(wanted, names) ?? (near === null ? null : `the nearest is ${near}`);
}

/** By name and by id; an id wins, since it is one thing's alone. */
function groupByName(subject: Subject, all: readonly Nameable[]): ReadonlyMap<string, readonly Nameable[]> {
  const groups = new Map<string, Nameable[]>();
  for (const one of all) {
    const name = foldName(subject, one.name);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  for (const one of all) groups.set(foldName(subject, one.id), [one]);
  return groups;
}

/** Capitals make no difference to an e-mail. They may to the name of a key. */
function foldName(subject: Subject, name: string): string {
  return subject === 'user' ? name.trim().toLowerCase() : name.trim();
}
