import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { runMeasuringMemory } from '../../../scripts/bench/process.ts';
import { idOf, startLargeLog } from './large-log.ts';

const ENTRY = join(import.meta.dirname, '../../../dist/audit-log.js');
const PAGE = 1_000;

/** A run, what it took, and what it wrote. */
async function exportLarge(count: number, hasTotals: boolean) {
  await using log = await startLargeLog(count, hasTotals);
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-audit-log-large-'));
  try {
    const event = join(folder, 'event.json');
    writeFileSync(event, JSON.stringify({ repository: { private: true } }));
    for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
    const inputs = {
      'platform-url': log.url,
      'api-key': 'key',
      since: log.since,
      state: join(folder, 'state.json'),
      'output-dir': join(folder, 'out'),
      'max-events': '10000000',
    };
    const { exitCode, printed, peakBytes } = await runMeasuringMemory({
      command: process.execPath,
      args: [ENTRY],
      env: {
        GITHUB_EVENT_PATH: event,
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
        RUNNER_TEMP: folder,
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      },
    });
    expect(exitCode, printed.slice(-2_000)).toBe(0);
    const ids = new Set<string>();
    let lines = 0;
    for (const name of readdirSync(join(folder, 'out')).filter((one) => one.endsWith('.gz'))) {
      let last = '';
      for (const line of gunzipSync(readFileSync(join(folder, 'out', name)))
        .toString('utf8')
        .trimEnd()
        .split('\n')) {
        const { id, created_at } = JSON.parse(line) as { id: string; created_at: string };
        const key = `${created_at} ${id}`;
        expect(key > last).toBe(true);
        last = key;
        lines += 1;
        ids.add(id);
      }
    }
    expect(lines).toBe(count);
    expect(ids.size).toBe(count);
    expect(ids.has(idOf(count - 1))).toBe(true);
    const megabytes = Math.round(peakBytes / 1e6);
    console.log(`${count} events, totals: ${hasTotals}: ${megabytes} MB at most, ${log.requests()} requests`);
    return { megabytes, requestsPerPage: log.requests() / (count / PAGE) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it.for([
  [1_000_000, true, 1.2],
  // What no total proves is read twice.
  [300_000, false, 2.4],
] as const)(
  '%i events, a hundred thousand of them in a second (totals: %s), in 150 MB and %d requests a page',
  { timeout: 400_000 },
  async ([count, hasTotals, most]) => {
    const { megabytes, requestsPerPage } = await exportLarge(count, hasTotals);
    expect(megabytes).toBeLessThan(150);
    expect(requestsPerPage).toBeLessThan(most);
  },
);
