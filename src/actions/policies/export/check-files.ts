import { foldCase } from '../../../text/tidy.ts';
import type { GroupForm, KindName } from '../form.ts';
import { makePlan } from '../plan/plan.ts';
import type { Files, PlatformState } from '../plan/sides.ts';
import type { Chosen } from './render.ts';

/** What an object is called while its files are made. */
export function keyOf(kind: KindName, slug: string): string {
  return `${kind} ${slug}`;
}

/** What a plan of the files holds against them, or would change. */
export function findChanges(files: Files, state: PlatformState, owner: string): [key: string, reason: string][] {
  const rule = { owner, adopt: 'by-name', onRemoved: 'keep', maxRemovals: 0 } as const;
  const { changes, conflicts } = makePlan(files, state, rule);
  return [
    // Those without a file are about objects that have none, here and there.
    ...conflicts.flatMap(({ kind, slug, file, sentence }): [string, string][] =>
      file === null ? [] : [[keyOf(kind, slug), sentence]],
    ),
    ...changes.flatMap(({ kind, slug, verb, fields }): [string, string][] => {
      if (verb === 'adopt' && fields.length === 0) return [];
      const what = verb === 'create' ? 'create a second one' : `change ${fields.map(({ field }) => field).join(', ')}`;
      return [[keyOf(kind, slug), `A plan of its file would ${what}.`]];
    }),
  ];
}

/**
 * Which groups have to go if each of them can be written and all together can't: those whose name another one before
 * them has; or else half of them, since the file is too large.
 * @param names of the entries that stay in the file
 */
export function findExcess(
  groups: readonly Chosen<{ readonly form: GroupForm }>[],
  names: readonly string[],
): string[] {
  const seen = new Set(names.map(foldCase));
  const twins = groups.filter(({ object }) => {
    const name = foldCase(object.form.name);
    return seen.has(name) || !seen.add(name);
  });
  const excess = twins.length > 0 ? twins : groups.slice(Math.floor(groups.length / 2));
  return excess.map(({ slug }) => keyOf('group', slug));
}

/** What policies rest on goes first: without a group they may be all right. */
export function takeFirst(refused: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const groups = [...refused].filter(([key]) => key.startsWith(keyOf('group', '')));
  return groups.length > 0 ? new Map(groups) : refused;
}
