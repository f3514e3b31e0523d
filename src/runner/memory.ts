/** Keeps the memory of a step small if it reads very much. */
export interface Memory {
  /** Counts bytes that were read. The values made of them are garbage soon. */
  add(bytes: number): void;
}

/** The two ways to keep it small. */
export interface Collector {
  /** Room for what is new grows no more. */
  stopGrowth(): void;
  collect(): void;
}

/** A step that reads less, some 10,000 violations, is left alone. */
export const GROWTH_BYTES = 4_000_000;

/** So much is read between two collections. */
export const COLLECTION_BYTES = 20_000_000;

/**
 * Left to itself, V8 lets garbage gather for as long as the machine has room: 400 MB while 25 are alive. Nobody can
 * give Node flags for an action, so this sets them once they matter.
 */
export function createMemory(collector: Collector = V8_COLLECTOR): Memory {
  let all = 0;
  let uncollected = 0;
  return {
    add(bytes) {
      if (all < GROWTH_BYTES && all + bytes >= GROWTH_BYTES) collector.stopGrowth();
      all += bytes;
      uncollected += bytes;
      if (uncollected < COLLECTION_BYTES) return;
      uncollected = 0;
      collector.collect();
    },
  };
}

let gc: (() => void) | null = null;

const V8_COLLECTOR: Collector = {
  // V8 multiplies by it when it lets the young generation grow, and reads it each time.
  stopGrowth: () => setFlag('--semi-space-growth-factor=1'),
  collect() {
    gc ??= exposeGc();
    gc();
  },
};

function setFlag(flag: string): void {
  process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}

function exposeGc(): () => void {
  setFlag('--expose-gc');
  const found: unknown = process.getBuiltinModule('node:vm').runInNewContext('gc');
  return typeof found === 'function' ? () => void found() : () => {};
}
