import { posix } from 'node:path';
import type { ReadText } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import type { Quote } from '../../../text/redact.ts';
import { findGap } from '../files/checkout.ts';
import { type Folder, listFolder } from '../files/folder.ts';
import { findHidden } from '../files/hidden.ts';
import { isGroupsFile, readListed } from '../files/read-files.ts';
import type { GroupForm } from '../form.ts';
import type { Wanted } from '../plan/match.ts';
import type { WantedPolicy } from '../plan/sides.ts';
import type { PolicyTest } from '../test/policy-test.ts';
import type { ExportFile } from './memory-folder.ts';

/** The files of the checkout that an export is laid over. Paths are those in the folder, with `/`. */
export interface Base {
  /** The path of the folder, from the workspace on. */
  readonly path: string;
  readonly policies: readonly BasePolicy[];
  /** Null: there is no file of groups. */
  readonly groups: BaseGroups | null;
  /** The paths of all files, in lower case: some disks don't tell case. */
  readonly taken: ReadonlySet<string>;
}

/** A policy of the checkout, and the files that say it. */
export interface BasePolicy {
  readonly wanted: WantedPolicy;
  readonly tests: readonly PolicyTest[];
  readonly yaml: ExportFile;
  /** Null: the query stands in the policy's own file. */
  readonly sql: ExportFile | null;
}

export interface BaseGroups {
  readonly wanted: readonly Wanted<GroupForm>[];
  readonly file: ExportFile;
}

/** The files to lay an export over, or why it is written as if there were none. */
export type BaseOrReason =
  | { readonly base: Base }
  /** `remedy` says how they could be used; null: nothing is wrong. */
  | { readonly base: null; readonly reason: string; readonly remedy: string | null };

/** @param path from the workspace on */
export interface Place {
  readonly workspace: string;
  readonly folder: string;
  readonly path: string;
}

/** Reads what an export can be laid over. Never throws. @param quote what is shown of the words of a bad file */
export function readBase(place: Place, readText: ReadText, quote: Quote): BaseOrReason {
  const { workspace, folder, path } = place;
  const listed = listFolder(workspace, folder, readText);
  const shown = toLogText(path, 200);
  if (listed === null) return without(`the checkout has no folder ${shown}`, null);
  const gap = findGap(workspace, listed.folders, readText) ?? findHidden(workspace, listed.folders, readText);
  // A policy whose file is missing would get a second one.
  return gap === null
    ? parseBase(listed, path, readText, quote)
    : without(`files of ${shown} may be missing: ${gap.why}`, WHOLE);
}

/** Makes it of a folder that is listed already. @param path of the folder, from the workspace on */
export function parseBase(listed: Folder, path: string, readText: ReadText, quote: Quote): BaseOrReason {
  const shown = toLogText(path, 200);
  const texts = new Map<string, string>();
  const keep: ReadText = (file, mostBytes) => {
    const text = readText(file, mostBytes);
    if (text.kind === 'text') texts.set(file, text.text);
    return text;
  };
  const { files, problems, queries, tests } = readListed(listed, path, null, keep, quote);
  const [first] = problems;
  if (first !== undefined) {
    const place = toLogText(first.line === null ? first.path : `${first.path}:${first.line}`, 200);
    const more = problems.length === 1 ? '' : ` (${countNouns(problems.length, 'problem')})`;
    return without(`the files of ${shown} can't be read${more}: ${place}: ${first.sentence}`, CORRECT);
  }
  const absolute = new Map([...listed.yaml, ...listed.sql].map((file) => [file.path, file.absolute]));
  const fileAt = (at: string): ExportFile => ({
    path: posix.relative(path, at),
    text: texts.get(absolute.get(at) ?? '') ?? '',
  });
  const policies = files.policies.map((wanted): BasePolicy => {
    const { path: at = '' } = queries.get(wanted.slug) ?? {};
    const sql = at === wanted.file.path ? null : fileAt(at);
    return { wanted, tests: tests.get(wanted.slug) ?? [], yaml: fileAt(wanted.file.path), sql };
  });
  const [groupsFile, ...others] = listed.yaml.filter((file) => isGroupsFile(file.path));
  if (others.length > 0) return without(`${shown} holds ${others.length + 1} files of groups`, CORRECT);
  if (policies.length === 0 && groupsFile === undefined) return without(`${shown} holds no policy and no group`, null);
  const groups = groupsFile === undefined ? null : { wanted: files.groups, file: fileAt(groupsFile.path) };
  const taken = new Set([...absolute.keys()].map((at) => posix.relative(path, at).toLowerCase()));
  return { base: { path, policies, groups, taken } };
}

const AGAIN = 'and export again: then each policy keeps its file, with comments and tests.';
const CORRECT = `Correct the files (\`mode: validate\` names all problems), ${AGAIN}`;
const WHOLE = `Check out the whole folder in this job, keep no policy in a hidden file, ${AGAIN}`;

function without(reason: string, remedy: string | null): BaseOrReason {
  return { base: null, reason, remedy };
}
