import type { SourceFiles, SourceIndex } from './files.ts';
import { readSourceTags, type SourceTags } from './tags.ts';

/** Where a resource was made. */
export interface SourceLocation {
  /** Relative to the workspace, with forward slashes, as GitHub wants it. */
  readonly file: string;
  /** From 1; null if only the file is known. */
  readonly line: number | null;
}

/** Finds where a resource was made, by its tags; null rather than a guess. */
export type Locate = (tags: readonly string[]) => SourceLocation | null;

/** @param repository `owner/name` of the checkout; null if it isn't known */
export function createLocator(files: SourceFiles, repository: string | null): Locate {
  return (tags) => {
    const source = readSourceTags(tags);
    const { gitFile, yorTrace } = source;
    // A file of another repository: a copy of its trace in this one is no proof to the contrary.
    if (gitFile !== null) return isMadeIn(source, repository) ? locateFile(files(), gitFile, yorTrace) : null;
    return yorTrace === null ? null : locateTrace(files(), yorTrace);
  };
}

function isMadeIn({ gitOrg, gitRepo }: SourceTags, repository: string | null): boolean {
  const [owner, name, ...rest] = (repository ?? '').toLowerCase().split('/');
  if (!owner || !name || rest.length > 0) return false;
  return gitRepo?.toLowerCase() === name && (gitOrg === null || gitOrg.toLowerCase() === owner);
}

function locateFile(index: SourceIndex, file: string, trace: string | null): SourceLocation | null {
  if (!index.files.has(file)) return null;
  const line = trace === null ? null : (index.traces.get(trace)?.get(file) ?? null);
  return { file, line };
}

function locateTrace(index: SourceIndex, trace: string): SourceLocation | null {
  // What was not read may hold the trace a second time.
  if (!index.isComplete) return null;
  const [place, ...others] = index.traces.get(trace) ?? [];
  return place === undefined || others.length > 0 ? null : { file: place[0], line: place[1] };
}
