/** What the gate forgives. It is part of the gate, and is loaded with it, so that the bundle has it once. */
export const loadForgiveness = async () => (await import('./gate/main.ts')).readForgiveness;
