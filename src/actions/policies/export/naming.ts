import { toLogText } from '../../../text/escape.ts';
import type { PlatformState } from '../plan/sides.ts';

/** What files call an object of the Platform, or why they can't. */
export type Naming = { readonly name: string } | { readonly problem: string };

/** How policies name groups and destinations, which have no ids in files. */
export interface Namings {
  readonly group: (id: string) => Naming;
  readonly destination: (id: string) => Naming;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** @param own the groups of `groups.yml`, which outrank others of their names */
export function createNamings({ groups, destinations }: PlatformState, own: readonly Named[]): Namings {
  const ownIds = new Map(own.map(({ id, name }) => [name, id]));
  return {
    group: createNaming(
      groups.map(({ id, form }) => ({ id, name: form.name })),
      ownIds,
    ),
    destination: createNaming(destinations, new Map()),
  };
}

function createNaming(objects: readonly Named[], owners: ReadonlyMap<string, string>): (id: string) => Naming {
  const names = new Map(objects.map(({ id, name }) => [id, name]));
  const counts = new Map<string, number>();
  for (const { name } of objects) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (id) => {
    const name = names.get(id);
    const shown = toLogText(id);
    if (name === undefined) return { problem: `the Platform does not list ${shown}` };
    if (name.trim() === '') return { problem: `the name of ${shown} is blank` };
    const who = `“${toLogText(name, 100)}” (${shown})`;
    const owner = owners.get(name);
    if (owner !== undefined) {
      return owner === id ? { name } : { problem: `${who} has the name of a group of groups.yml` };
    }
    const count = counts.get(name) ?? 0;
    return count === 1 ? { name } : { problem: `${count} have the name of ${who}` };
  };
}
