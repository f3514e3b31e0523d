/**
 * Loaded in front of a program: writes down what it took when it ends. It is no TypeScript, since what strips the types
 * would take 18 MB in the process that is measured.
 */
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { USAGE_FILE } = process.env;
  if (!USAGE_FILE) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  // Kibibytes and microseconds on every system.
  const peakKibibytes = process.platform === 'linux' ? readPeak() : maxRSS;
  const usage = { peakBytes: peakKibibytes * 1024, cpuMs: (userCPUTime + systemCPUTime) / 1_000 };
  writeFileSync(USAGE_FILE, JSON.stringify(usage));
});

/**
 * The peak of this program, in kibibytes. On Linux `maxRSS` is at least the peak of the process that started this one:
 * the kernel takes it along when a process turns into another program (`exec_mmap` calls `setmax_mm_hiwater_rss`).
 */
function readPeak() {
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  if (kibibytes === undefined)
    throw new Error('/proc/self/status has no VmHWM: this Linux does not tell the peak of a process');
  return Number(kibibytes);
}
