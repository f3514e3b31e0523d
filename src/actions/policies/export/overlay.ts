import { posix } from 'node:path';
import { toLogText } from '../../../text/escape.ts';
import type { LeftOut } from './plan-export.ts';
import type { LaidBase, Round } from './render-all.ts';

/** What becomes of the files of the checkout once an export is laid over them. Paths are from the workspace on, sorted. */
export interface Overlay {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** Files of policies that are not on the Platform, and files of SQL that no policy names any more. */
  readonly gone: readonly string[];
  /** What the files don't say that are there, a line each. */
  readonly notes: readonly string[];
}

/** Compares the files of an export with those of the checkout. @param left says why something stays as it is */
export function planOverlay({ base, policy, group }: LaidBase, round: Round, left: readonly LeftOut[]): Overlay {
  const old = [
    ...base.policies.flatMap(({ yaml, sql }) => (sql === null ? [yaml] : [yaml, sql])),
    ...(base.groups === null ? [] : [base.groups.file]),
  ];
  const texts = new Map(old.map(({ path, text }) => [path, text]));
  const stays = new Set(round.stays.map(({ key }) => key));
  const kept = new Set([
    ...round.files.map(({ path }) => path),
    ...base.policies.flatMap(({ wanted: { slug }, yaml, sql }) =>
      stays.has(`policy ${slug}`) ? [yaml.path, sql?.path ?? yaml.path] : [],
    ),
  ]);
  const sort = (paths: Iterable<string>) => [...new Set(paths)].map((path) => posix.join(base.path, path)).sort();
  const paths = round.files.filter(({ path, text }) => texts.get(path) !== text).map(({ path }) => path);
  return {
    changed: sort(paths.filter((path) => texts.has(path))),
    added: sort(paths.filter((path) => !texts.has(path))),
    gone: sort([...texts.keys()].filter((path) => !kept.has(path))),
    notes: [
      ...round.groupsNotes.map((note) => `${posix.join(base.path, base.groups?.file.path ?? '')}: ${note}`),
      ...round.stays.map(({ key, slug, path }) => {
        const isPolicy = key.startsWith('policy ');
        const { slugs, unclear } = isPolicy ? policy : group;
        const id = [...slugs].find(([, one]) => one === slug)?.[0];
        const reason = unclear.get(slug) ?? left.find((one) => one.id === id)?.reason ?? '';
        const what = isPolicy ? toLogText(path, 200) : `The entry ${slug} of ${toLogText(path, 200)}`;
        return `${what} stays as it is: ${reason}`;
      }),
    ],
  };
}
