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

export function isAlias(name: string, place: Scope): boolean {
  for (let scope: Scope | null = place; scope !== null; scope = scope.outer) if (scope.names.has(name)) return true;
  return false;
}

function enter(outer: Scope | null): Scope {
  return { outer, names: new Set() };
}
