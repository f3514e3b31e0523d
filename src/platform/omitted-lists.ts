/** What it means if a policy has no list of its groups, or of its destinations, at all. */
export interface OmittedLists {
  /** Takes note of what is told; null: nothing. */
  note(list: readonly string[] | null): void;
  /** Whether a list that is missing is an empty one. If not, nobody knows what it holds. */
  areEmpty(): boolean;
}

/**
 * The vendor's description allows that these lists are missing, and does not say what that means. To take one for an
 * empty one would wipe what it holds. So others have to show it: some of them have their lists, and none has an empty
 * one.
 */
export function createOmittedLists(): OmittedLists {
  let hasFull = false;
  let hasEmpty = false;
  return {
    note(list) {
      if (list === null) return;
      if (list.length > 0) hasFull = true;
      else hasEmpty = true;
    },
    areEmpty: () => hasFull && !hasEmpty,
  };
}
