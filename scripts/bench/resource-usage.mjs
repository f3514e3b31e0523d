/**
 * Loaded in front of a program: writes down what it took when it ends. It is no TypeScript, since what strips the types
 * would take 18 MB in the process that is measured.
 */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { USAGE_FILE } = process.env;
  if (!USAGE_FILE) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  // Kibibytes and microseconds on every system.
  writeFileSync(USAGE_FILE, JSON.stringify({ peakBytes: maxRSS * 1024, cpuMs: (userCPUTime + systemCPUTime) / 1_000 }));
});
