import { isOwnedBy } from '../../../text/mark.ts';
import type { KindName } from '../form.ts';
import { type Existing, matchObjects, type Wanted } from '../plan/match.ts';
import type { PlatformState } from '../plan/sides.ts';
import type { Base } from './base.ts';

/** Which object of the Platform each entry of the checkout is about, for one kind. */
export interface Laid {
  /** Slugs of the checkout, by the ids of their objects. */
  readonly slugs: ReadonlyMap<string, string>;
  /** Slugs whose object is no longer on the Platform, or not yet. */
  readonly gone: ReadonlySet<string>;
  /** Why nobody knows which object a slug is about, by slug. */
  readonly unclear: ReadonlyMap<string, string>;
}

/** Finds the object of each file: by the mark, or, if no object has it, by the name, as `adopt: by-name` does. */
export function layOver(base: Base, { policies, groups }: PlatformState, owner: string): Record<KindName, Laid> {
  return {
    policy: layKind(
      'policy',
      base.policies.map(({ wanted }) => wanted),
      policies,
      owner,
    ),
    group: layKind('group', base.groups?.wanted ?? [], groups, owner),
  };
}

type Named = { readonly name: string; readonly description: string };

function layKind(
  kind: KindName,
  wanted: readonly Wanted<Named>[],
  existing: readonly Existing<Named>[],
  owner: string,
): Laid {
  const marked = new Map(wanted.map(({ slug }): [string, string[]] => [slug, []]));
  for (const { id, mark } of existing) if (isOwnedBy(mark, owner)) marked.get(mark.slug)?.push(id);
  const slugs = new Map<string, string>();
  for (const [slug, [id, ...copies]] of marked) if (id !== undefined && copies.length === 0) slugs.set(id, slug);
  const known = new Set(slugs.values());
  const { pairs, missing, conflicts } = matchObjects<Named>(
    kind,
    wanted.filter(({ slug }) => !known.has(slug)),
    existing.filter(({ id }) => !slugs.has(id)),
    { owner, adopt: 'by-name' },
  );
  for (const pair of pairs) slugs.set(pair.existing.id, pair.wanted.slug);
  return {
    slugs,
    gone: new Set(missing.map(({ slug }) => slug)),
    unclear: new Map(conflicts.flatMap(({ file, slug, sentence }) => (file === null ? [] : [[slug, sentence]]))),
  };
}
