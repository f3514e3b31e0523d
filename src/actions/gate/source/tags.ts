import { readTag } from '../../../platform/tag.ts';
import { isTrace } from './trace.ts';

/** What Yor (https://yor.io) wrote on a resource; null if a tag is missing or contradicts itself. */
export interface SourceTags {
  /** A path from the repository's root. Remote text: it may hold anything. */
  readonly gitFile: string | null;
  readonly gitRepo: string | null;
  readonly gitOrg: string | null;
  /** A UUID in lower case. */
  readonly yorTrace: string | null;
}

/** Reads the tags of one resource; what has none of the known forms (`readTag`) is no tag. */
export function readSourceTags(tags: readonly string[]): SourceTags {
  const values = collectValues(tags);
  const yorTrace = takeOne(values.yor_trace);
  return {
    gitFile: takeOne(values.git_file),
    // Two owners name no repository. Taken for a missing owner, they would match any.
    gitRepo: values.git_org.size > 1 ? null : takeOne(values.git_repo),
    gitOrg: takeOne(values.git_org),
    yorTrace: yorTrace !== null && isTrace(yorTrace) ? yorTrace : null,
  };
}

type Values = Record<'git_file' | 'git_repo' | 'git_org' | 'yor_trace', Set<string>>;

function collectValues(tags: readonly string[]): Values {
  const values: Values = { git_file: new Set(), git_repo: new Set(), git_org: new Set(), yor_trace: new Set() };
  for (const { key, value } of tags.flatMap((tag) => readTag(tag).candidates)) {
    if (value === '') continue;
    if (key === 'yor_trace') values[key].add(value.toLowerCase());
    else if (key === 'git_file' || key === 'git_repo' || key === 'git_org') values[key].add(value);
  }
  return values;
}

function takeOne(values: ReadonlySet<string>): string | null {
  const [value, ...others] = values;
  return value !== undefined && others.length === 0 ? value : null;
}
