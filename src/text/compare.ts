/** Compares by code unit and not by locale: the same order on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** By id, for objects whose order would otherwise be that of the Platform's list. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareTexts(a.id, b.id);
}
