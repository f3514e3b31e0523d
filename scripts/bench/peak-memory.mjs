/**
 * Loaded in front of a program: writes down its peak of resident memory when it ends. It is no TypeScript, since what
 * strips the types would take 18 MB in the process that is measured.
 */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { PEAK_FILE } = process.env;
  // Kibibytes on every system.
  if (PEAK_FILE) writeFileSync(PEAK_FILE, String(process.resourceUsage().maxRSS * 1024));
});
