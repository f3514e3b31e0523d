import { expect, test } from 'vitest';
import { runMeasuringMemory } from '../../../scripts/bench/process.ts';

const MUCH = 300_000_000;

/** A program that needs so many bytes at once. */
function measureProgram(bytes: number) {
  return runMeasuringMemory({ command: process.execPath, args: ['--eval', `Buffer.alloc(${bytes}, 1)`] });
}

test('the peak of a program has what it took', async () => {
  const { exitCode, peakBytes } = await measureProgram(MUCH);
  expect(exitCode).toBe(0);
  expect(peakBytes).toBeGreaterThan(MUCH);
});

test('the peak of a program has nothing of what started it', async () => {
  const held = Buffer.alloc(MUCH, 1);
  const { peakBytes } = await measureProgram(0);
  expect(peakBytes).toBeGreaterThan(0);
  expect(peakBytes).toBeLessThan(held.length / 2);
});
