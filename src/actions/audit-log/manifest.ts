import { basename } from 'node:path';
import { formatSecond } from '../../platform/audit-logs.ts';
import { timestampOf } from '../../platform/timestamp.ts';
import type { StreamedJson } from '../../text/json-stream.ts';
import type { LineStyle } from './format.ts';
import type { Plan } from './plan.ts';
import type { Wanted } from './read-log.ts';
import type { Progress } from './result.ts';
import type { State } from './state.ts';

const MANIFEST_VERSION = 1;

/**
 * What a run wrote. If a run was repeated with an old state, two manifests have the same `after`, and the later one
 * counts: a reader begins with the latest manifest and goes back from `after` to `after`. If an export was begun anew, there
 * are two chains, and only all files with their repeated ids dropped have each event once.
 * `schemas/audit-log-manifest.schema.json` describes it.
 */
export function renderManifest(
  { platform, tenant, manifest }: Pick<State, 'platform' | 'tenant' | 'manifest'>,
  plan: Plan,
  { format, fields, eventTypes }: LineStyle & Pick<Wanted, 'eventTypes'>,
  progress: Omit<Progress, 'manifest' | 'stateFile'>,
): StreamedJson {
  return {
    version: MANIFEST_VERSION,
    platform,
    tenant,
    after: manifest,
    as_of: formatSecond(plan.asOf),
    from: formatSecond(progress.span.from),
    to: formatSecond(progress.span.to),
    format,
    fields,
    event_types: [...eventTypes.include, ...eventTypes.exclude.map((pattern) => `!${pattern}`)],
    events: progress.events,
    late_events: progress.lateEvents,
    duplicates: progress.duplicates,
    files: progress.files.map(({ path, span, isLate, events, bytes, sha256 }) => ({
      name: basename(path),
      from: formatSecond(span.from),
      to: formatSecond(span.to),
      late: isLate,
      events,
      bytes,
      sha256,
    })),
    gaps: progress.gaps.map(({ kind, from, to, events }) => ({
      kind,
      from: timestampOf(from),
      to: timestampOf(to),
      events,
    })),
  };
}
