import { basename, dirname, join } from 'node:path';
import type { ReadText } from '../../../runner/read-file.ts';
import { type FileProblem, sortProblems } from '../../../text/file-problem.ts';
import { limitFindNear } from '../../../text/nearest.ts';
import type { Quote } from '../../../text/redact.ts';
import { foldCase, tidyText } from '../../../text/tidy.ts';
import type { GroupForm } from '../form.ts';
import type { Wanted } from '../plan/match.ts';
import type { Files, WantedPolicy } from '../plan/sides.ts';
import { alignText, type QueryPlace } from '../sql/align.ts';
import type { PolicyTest } from '../test/policy-test.ts';
import { findGap } from './checkout.ts';
import { type Folder, type FolderFile, listFolder } from './folder.ts';
import { pickGap } from './gap.ts';
import { parseGroupsFile } from './groups-file.ts';
import { findHidden } from './hidden.ts';
import { type PolicyFile, parsePolicyFile } from './policy-file.ts';
import { SLUG, SLUG_ALLOWED } from './schema.ts';
import { findSqlProblem, readSqlQuery } from './sql-file.ts';

export interface ReadFiles {
  readonly files: Files;
  /** In the order of paths and lines. Nothing counts if there is one. */
  readonly problems: readonly FileProblem[];
  readonly warnings: readonly FileProblem[];
  /** Where the text of each policy's query stands, by slug. */
  readonly queries: ReadonlyMap<string, QueryPlace>;
  /** The tests of each policy that has some, by slug. */
  readonly tests: ReadonlyMap<string, readonly PolicyTest[]>;
}

/** What a step has that reads none. */
export const NO_FILES: ReadFiles = {
  files: { policies: [], groups: [], isEmpty: true, mayLack: null },
  problems: [],
  warnings: [],
  queries: new Map(),
  tests: new Map(),
};

/** Of one file; a query may have 200,000 characters. */
const MOST_BYTES = 2 ** 20;

/** Whether a file is that of groups by its name, wherever it stands. */
export function isGroupsFile(path: string): boolean {
  return /^groups\.ya?ml$/i.test(basename(path));
}

/**
 * Reads the folder of policies whole. Never throws: what is wrong is told all at once.
 * @param workspace absolute
 * @param folder absolute
 */
export function readFiles(
  { workspace, folder, path }: { readonly workspace: string; readonly folder: string; readonly path: string },
  readText: ReadText,
  quote: Quote,
): ReadFiles {
  const listed = listFolder(workspace, folder, readText);
  const folders = listed?.folders ?? [];
  const gap = pickGap([findGap(workspace, folders, readText), findHidden(workspace, folders, readText)]);
  const read = readListed(listed, path, gap?.why ?? null, readText, quote);
  if (gap === null || !gap.isSure) return read;
  // @failure managing | not affected | Check out the whole folder in this job, and give the file a name that does not begin
  // with a dot. If the file is to go, delete it with `git rm`.
  const warning = { path, line: null, column: null, sentence: `Not all files of the folder are read: ${gap.why}.` };
  return { ...read, warnings: [...read.warnings, warning] };
}

/**
 * Reads the files of a folder that is listed already.
 * @param listed null if there is no such folder
 * @param path of the folder, as problems name it
 */
export function readListed(
  listed: Folder | null,
  path: string,
  mayLack: string | null,
  readText: ReadText,
  quote: Quote,
): ReadFiles {
  const problems: FileProblem[] = [];
  const warnings: FileProblem[] = [];
  const whole = (at: string, sentence: string): FileProblem => ({ path: at, line: null, column: null, sentence });
  if (listed === null) {
    // @failure managing | `invalid` | =
    problems.push(
      whole(path, 'There is no such folder; check the repository out before this step, or correct `path`.'),
    );
  }
  const { yaml, sql, problems: unread }: Folder = listed ?? { yaml: [], sql: [], folders: [], problems: [] };
  problems.push(...unread.map((one) => whole(one.path, one.sentence)));

  function read(file: FolderFile): string | null {
    const text = readText(file.absolute, MOST_BYTES);
    if (text.kind === 'text') return text.text;
    problems.push(whole(file.path, text.kind === 'missing' ? 'It is gone.' : `It ${text.problem}`));
    return null;
  }
  function take<T>(
    parsed: { kind: 'content'; content: T } | { kind: 'problems'; problems: readonly string[] },
  ): T | null {
    if (parsed.kind === 'content') return parsed.content;
    problems.push(...parsed.problems.map(readProblem));
    return null;
  }

  const sqlByPath = new Map(sql.map((file) => [file.path, file]));
  const sqlByFolder = new Map(
    [...Map.groupBy(sql, ({ path: at }) => dirname(at))].map(([at, all]) => [at, all.map((one) => basename(one.path))]),
  );
  const findNear = limitFindNear();
  const used = new Set<string>();
  const queries = new Map<string, QueryPlace>();
  const tests = new Map<string, readonly PolicyTest[]>();
  const policies: WantedPolicy[] = [];
  const groups: Wanted<GroupForm>[] = [];
  for (const file of yaml) {
    if (isGroupsFile(file.path)) {
      if (dirname(file.path) !== path) {
        problems.push(whole(file.path, `Groups are declared once, in ${join(path, 'groups.yml')}.`));
        continue;
      }
      const text = read(file);
      const entries = text === null ? null : take(parseGroupsFile(text, file.path, quote));
      for (const { slug, name, description, line } of entries ?? []) {
        groups.push({ slug, form: { name, description: tidyText(description) }, file: { path: file.path, line } });
      }
      continue;
    }
    const slug = basename(file.path).replace(/\.ya?ml$/i, '');
    if (!SLUG.test(slug)) {
      // @failure managing | `invalid` | Rename the file: [what a slug may hold](../policies/README.md#files).
      problems.push(whole(file.path, `The name of the file is the policy's slug; allowed: ${SLUG_ALLOWED}.`));
      continue;
    }
    const text = read(file);
    const policy = text === null ? null : take(parsePolicyFile(text, file.path, quote));
    if (policy === null) continue;
    const query = findQuery(policy, file);
    if (query === null) continue;
    const { groups: groupNames, notify: notifyNames, name, domain, severity, description, status } = policy;
    const form = { name, domain, severity, description: tidyText(description), status, query: query.text };
    const { groupLines, notifyLines } = policy;
    const place = { path: file.path, line: policy.line };
    policies.push({ slug, form, groupNames, notifyNames, file: place, groupLines, notifyLines });
    queries.set(slug, query.place);
    if (policy.tests.length > 0) tests.set(slug, policy.tests);
  }

  function findQuery({ query }: PolicyFile, file: FolderFile): { text: string; place: QueryPlace } | null {
    if ('text' in query) {
      const { text, line, segments, hiddenFrom } = query;
      if (hiddenFrom !== null) {
        // @failure managing | not affected | Write the query as a literal block, which keeps its lines. Or move the SQL
        // into a file, and name it with `query-file`.
        const sentence =
          'YAML joins the lines of `query` here, so that a line comment hides this line and what follows it. Write `query: |`, which keeps the lines.';
        warnings.push({ path: file.path, line: hiddenFrom, column: null, sentence });
      }
      return { text, place: { path: file.path, line, segments } };
    }
    const at = join(dirname(file.path), query.file).split('\\').join('/');
    const found = sqlByPath.get(at);
    const tell = (sentence: string) => problems.push({ path: file.path, line: query.line, column: null, sentence });
    if (found === undefined) {
      const near = findNear(query.file, sqlByFolder.get(dirname(at)) ?? []);
      // @failure managing | `invalid` | Commit the file that the message names, in the same folder. Or correct
      // `query-file`.
      const hint = near === null ? '' : `: the nearest is ${near}`;
      tell(`There is no ${quote(query.file, 200)} beside it. Add this file, or correct the name${hint}.`);
      return null;
    }
    used.add(at);
    const text = read(found);
    if (text === null) return null;
    const problem = findSqlProblem(text, at);
    if (problem !== null) {
      problems.push(problem);
      return null;
    }
    const tidy = readSqlQuery(text);
    const segments = alignText(tidy, text, { line: 1, column: 1 }, 'lines') ?? [];
    return { text: tidy, place: { path: at, line: 1, segments } };
  }

  problems.push(...findTwice(policies, 'policy', ({ slug }) => slug, 'slug'));
  problems.push(...findTwice(policies, 'policy', ({ form }) => form.name, 'name'));
  problems.push(...findTwice(groups, 'policy group', ({ slug }) => slug, 'slug'));
  problems.push(...findTwice(groups, 'policy group', ({ form }) => form.name, 'name'));
  const isEmpty = policies.length === 0 && groups.length === 0;
  if (isEmpty && problems.length === 0) warnings.push(whole(path, 'The folder holds no policy and no group.'));
  for (const file of sql) {
    // A policy whose file can't be read names one, too.
    if (!used.has(file.path) && problems.length === 0)
      warnings.push(whole(file.path, 'No policy names this file with `query-file`.'));
  }
  return { files: { policies, groups, isEmpty, mayLack }, problems: sortProblems(problems), warnings, queries, tests };
}

/** Objects that share what has to be each one's own. */
function findTwice<T extends Pick<Wanted<unknown>, 'file'>>(
  items: readonly T[],
  noun: string,
  keyOf: (item: T) => string,
  what: string,
): FileProblem[] {
  const first = new Map<string, T>();
  return items.flatMap((item) => {
    const key = foldCase(keyOf(item));
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, item);
      return [];
    }
    const place = `${other.file.path}:${other.file.line}`;
    // @failure managing | `invalid` | Choose another value in one of the two places. A difference in upper and lower
    // case is not enough.
    const sentence = `The ${what} of this ${noun} is also that of ${place}; each needs its own, which differs in more than upper and lower case.`;
    return [{ path: item.file.path, line: item.file.line, column: null, sentence }];
  });
}

/** `path:line:column: sentence`, as files of YAML tell their problems. */
function readProblem(text: string): FileProblem {
  const [, path = '', line = '', column = '', sentence = text] = /^(.*?):(\d+):(\d+): ([\s\S]*)$/.exec(text) ?? [];
  return { path, line: Number(line), column: Number(column), sentence };
}
