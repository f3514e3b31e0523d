import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLLECTION_BYTES, createMemory, GROWTH_BYTES } from '../../../src/runner/memory.ts';

const MEMORY = import.meta.resolve('../../../src/runner/memory.ts');

function record() {
  const calls: string[] = [];
  const collector = { stopGrowth: () => void calls.push('stop growth'), collect: () => void calls.push('collect') };
  return { calls, memory: createMemory(collector) };
}

test('a step that reads little is left alone', () => {
  const { calls, memory } = record();
  for (let bytes = 0; bytes + 1_000_000 < GROWTH_BYTES; bytes += 1_000_000) memory.add(1_000_000);
  expect(calls).toEqual([]);
});

test('growth is stopped once, and collected each time that so much was read', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000_000), { maxLength: 100 }), (sizes) => {
      const { calls, memory } = record();
      for (const size of sizes) memory.add(size);
      const all = sizes.reduce((sum, size) => sum + size, 0);
      expect(calls.filter((call) => call === 'stop growth')).toHaveLength(all >= GROWTH_BYTES ? 1 : 0);
      const collections = calls.filter((call) => call === 'collect').length;
      expect(collections).toBeLessThanOrEqual(all / COLLECTION_BYTES);
      // What is over when it is collected is not counted for the next time.
      expect(collections).toBeGreaterThanOrEqual(Math.floor(all / (COLLECTION_BYTES + 3_000_000)));
    }),
  );
});

test('V8 knows what it is asked for', () => {
  // In a process of its own: the flags stay, and what other tests left behind may be collected at any time.
  const script = `
    const { COLLECTION_BYTES, createMemory } = await import(${JSON.stringify(MEMORY)});
    const memory = createMemory();
    const before = process.memoryUsage().heapUsed;
    const grown = () => process.memoryUsage().heapUsed - before;
    let waste = Array.from({ length: 1_000_000 }, (_, index) => ({ index }));
    const full = grown();
    waste = [];
    memory.add(COLLECTION_BYTES);
    console.log(JSON.stringify([full, grown(), waste.length]));
  `;
  const args = ['--input-type=module', '--eval', script];
  const [full, empty] = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  expect(full).toBeGreaterThan(20_000_000);
  expect(empty).toBeLessThan(10_000_000);
});
