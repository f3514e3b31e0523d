import { findAnyMark, isOwnedBy, type Mark } from '../../../text/mark.ts';
import { canonText } from '../../../text/tidy.ts';
import type { KindName } from '../form.ts';
import { pairCopies } from '../plan/lookalikes.ts';
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
  /** The ids of the objects that these slugs may be about: no file of their own may be made of them. */
  readonly open: ReadonlySet<string>;
}

/**
 * Finds the object of each file: by the mark, or, if no object has it, by the name, as `adopt: by-name` does. A policy
 * that lost its mark and its name is found by all else that it says.
 */
export function layOver(base: Base, { policies, groups }: PlatformState, owner: string): Record<KindName, Laid> {
  const wanted = base.policies.map((one) => one.wanted);
  const policy = layKind('policy', wanted, policies, owner);
  const missing = wanted.filter(({ slug }) => policy.gone.has(slug));
  const unmanaged = policies.filter(({ id, mark }) => mark === null && !policy.slugs.has(id));
  const renamed = pairCopies(missing, unmanaged);
  const found = new Set(renamed.map((pair) => pair.wanted.slug));
  return {
    policy: {
      slugs: new Map([...policy.slugs, ...renamed.map((pair) => [pair.existing.id, pair.wanted.slug] as const)]),
      gone: new Set([...policy.gone].filter((slug) => !found.has(slug))),
      unclear: policy.unclear,
      open: policy.open,
    },
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
  const unclear = new Map(
    conflicts.flatMap(({ file, slug, sentence }): [string, string][] => (file === null ? [] : [[slug, sentence]])),
  );
  const names = new Set(wanted.flatMap(({ slug, form }) => (unclear.has(slug) ? [canonText(form.name)] : [])));
  const isOpen = ({ id, mark, form }: Existing<Named>) =>
    !slugs.has(id) && (names.has(canonText(form.name)) || unclear.has(ownSlug(mark, form.description, owner)));
  return {
    slugs,
    gone: new Set(missing.map(({ slug }) => slug)),
    unclear,
    open: new Set(existing.filter(isOpen).map(({ id }) => id)),
  };
}

/** The slug of our mark, also if text stands behind it; empty: the object has none. */
function ownSlug(mark: Mark | null, description: string, owner: string): string {
  const found = mark ?? findAnyMark(description, owner);
  return isOwnedBy(found, owner) ? found.slug : '';
}
