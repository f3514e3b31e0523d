/** Where an alias is known: in a part of a query, and in the queries in that. */
export interface Scope {
  readonly outer: Scope | null;
  readonly names: Set<string>;
}

/** The scopes of one query. An alias may stand behind what reads it: ask for it when the whole query was read. */
export interface Scopes {
  readonly around: Scope | null;
  /** Of the first `WITH`, which the parts of a union know that have none of their own. */
  readonly first: Scope;
  /** Of the `WITH` of the current part. */
  own: Scope;
  current: Scope;
}

/** @param around the scope that the query stands in; null: it stands in no other */
export function openScopes(around: Scope | null): Scopes {
  const first = enter(around);
  return { around, first, own: first, current: first };
}

export function beginSelect(scopes: Scopes): void {
  scopes.current = enter(scopes.own);
}

/** Begins the next part of a union. */
export function beginPart(scopes: Scopes): void {
  scopes.own = scopes.first;
  scopes.current = enter(scopes.own);
}

/** The `WITH` of a later part takes the place of the first one. */
export function beginWith(scopes: Scopes): void {
  if (scopes.current === scopes.first) return;
  scopes.own = enter(scopes.around);
  scopes.current = scopes.own;
}

/** Further out an alias counts as none, so that its name may be a table's: people nest ten queries, not a hundred. */
const MOST_SCOPES = 100;

/** Whether an alias of this name is known at a place. */
export function isAlias(name: string, place: Scope): boolean {
  let scope: Scope | null = place;
  for (let left = MOST_SCOPES; scope !== null && left > 0; left--) {
    if (scope.names.has(name)) return true;
    scope = scope.outer;
  }
  return false;
}

function enter(outer: Scope | null): Scope {
  return { outer, names: new Set() };
}
