/** A seeded generator: the same number gives the same run. */
export interface Random {
  /** From 0 to 1, 1 excluded. */
  (): number;
  /** From 0 to `below`, which is excluded. */
  index(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const index = (below: number) => Math.floor(next() * below);
  return Object.assign(next, { index, pick: <T>(from: readonly [T, ...T[]]) => from[index(from.length)] ?? from[0] });
}
