import type { PlannedChange } from './change.ts';
import type { PlatformState } from './sides.ts';

/**
 * The Platform with the names that its objects have once a plan is carried out, and otherwise as it is. A file that names
 * a group by the name that the same plan takes from it could not be put back.
 */
export function nameAsPlanned(state: PlatformState, changes: readonly PlannedChange[]): PlatformState {
  const names = new Map(
    changes.flatMap(({ kind, id, after }): [string, string][] =>
      id === null || after === null ? [] : [[`${kind} ${id}`, after.name]],
    ),
  );
  const rename = <T extends { readonly id: string; readonly form: { readonly name: string } }>(
    kind: string,
    one: T,
  ): T => {
    const name = names.get(`${kind} ${one.id}`);
    return name === undefined ? one : { ...one, form: { ...one.form, name } };
  };
  return {
    policies: state.policies.map((one) => rename('policy', one)),
    groups: state.groups.map((one) => rename('group', one)),
    destinations: state.destinations,
  };
}
