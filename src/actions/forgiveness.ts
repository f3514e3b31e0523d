/** What the gate forgives. It is part of the gate, and is loaded by way of it, so that the bundle has it once. */
export async function loadForgiveness() {
  const { loadForgive } = await import('./gate/main.ts');
  return (await loadForgive()).readForgiveness;
}
