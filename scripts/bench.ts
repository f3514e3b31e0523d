/**
 * Measures what the gate costs, beside a script that people write instead and beside the limit, on this machine in one
 * run: npm run bench [-- --write]. Prints Markdown; with --write it goes into docs/speed.md, and the line about it into
 * the README. Nothing here is a test: the counts behind it are in `npm test` (loading.test.ts and requests.test.ts in
 * test/bundle/gate/, round-trips.test.ts in test/unit/actions/policies/preview/). The table of waits, which is printed
 * too, is pure simulation: `npm run docs` writes it there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MOST_AT_ONCE } from '../src/platform/http/throttle.ts';
import { floodQuery, manyFiles } from '../test/bundle/policies/many.ts';
import { openDistantPlatform } from './bench/distant-platform.ts';
import { medianOf, runMeasuringMemory, runProgram, timeFirstLine } from './bench/process.ts';
import { renderSpeedLine } from './bench/speed-line.ts';
import { withStep } from './bench/step.ts';
import { renderWaits } from './bench/wait.ts';
import { replaceSection } from './docs/section.ts';
import { renderTable } from './docs/table.ts';

const HERE = join(import.meta.dirname, 'bench');
const PAGE = join(import.meta.dirname, '..', 'docs', 'speed.md');
const README = join(import.meta.dirname, '..', 'README.md');

/** Starts of each program; the median counts. */
const STARTS = 15;
const ROUND_TRIP_MS = 50;
const FETCHES = 3;

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const began = performance.now();
const text = [
  renderTable(
    ['', 'The gate', 'A script', 'The limit', 'Gate ÷ limit', 'Script ÷ gate'],
    [await compareStarts(), await compareFetches(), await comparePreview(), ...(await compareMemory())],
  ),
  describeMeasurement(),
].join('\n\n');
console.log(`${text}\n\n${renderWaits()}`);
console.error(`\nTook ${formatSeconds(performance.now() - began)}.`);
if (values.write) writeMeasurement();

function writeMeasurement(): void {
  const page = replaceSection(readFileSync(PAGE, 'utf8'), 'bench', text);
  writeFileSync(PAGE, page);
  writeFileSync(README, replaceSection(readFileSync(README, 'utf8'), 'speed-line', renderSpeedLine(page)));
}

/** To the first line; the limit is a Node that does nothing. */
async function compareStarts(): Promise<string[]> {
  const node = (file: string) => ({ command: process.execPath, args: [join(HERE, file)] });
  // No Platform answers: the step has a tenth of a second until its deadline.
  const inputs = { 'platform-url': 'http://127.0.0.1:9', 'api-key': 'none', mode: 'check', 'timeout-minutes': '0.002' };
  const times = { gate: [] as number[], script: [] as number[], limit: [] as number[] };
  for (let start = 0; start < STARTS; start++) {
    times.limit.push((await runProgram(node('empty.mjs'))).elapsedMs);
    times.gate.push(await withStep({ entry: 'gate', inputs }, timeFirstLine));
    times.script.push(await timeFirstLine(node('fetch-once.mjs')));
  }
  const [gate, script, limit] = [medianOf(times.gate), medianOf(times.script), medianOf(times.limit)];
  const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
  return [
    'Start, until the first line of code runs',
    ...[gate, script, limit].map(milliseconds),
    formatRatio(gate / limit),
    formatRatio(script / gate),
  ];
}

/** The whole step; the limit is the round trips with eight of them under way at a time. */
async function compareFetches(): Promise<string[]> {
  const estate = { policies: 1_000, violated: 200, violations: 100_000 };
  await using platform = await openDistantPlatform(estate, ROUND_TRIP_MS);
  const inputs = { 'platform-url': platform.url, 'api-key': platform.key, mode: 'check', accounts: '*' };
  const times: number[] = [];
  let requests = 0;
  for (let fetches = 0; fetches < FETCHES; fetches++) {
    await platform.countRequests();
    const { exitCode, printed, elapsedMs } = await withStep({ entry: 'gate', inputs }, runProgram);
    if (exitCode !== 1 || !printed.includes('100,000')) throw new Error(`The gate did not find them: ${printed}`);
    requests = await platform.countRequests();
    times.push(elapsedMs);
  }
  const env = { URL: platform.url, KEY: platform.key };
  const script = await runProgram({ command: 'bash', args: [join(HERE, 'loop.sh')], env });
  const scriptRequests = await platform.countRequests();
  if (!script.printed.includes('100000 violations')) throw new Error(`The script did not find them: ${script.printed}`);
  const gate = medianOf(times);
  const limit = Math.ceil(requests / MOST_AT_ONCE) * ROUND_TRIP_MS;
  return [
    `Judge 1,000 policies, of which 200 have 100,000 violations together; ${ROUND_TRIP_MS} ms a round trip`,
    `${formatSeconds(gate)}, ${requests} requests`,
    `${formatSeconds(script.elapsedMs)}, ${scriptRequests} requests`,
    formatSeconds(limit),
    formatRatio(gate / limit),
    formatRatio(script.elapsedMs / gate),
  ];
}

/** A plan whose queries all change; the limit is the same. */
async function comparePreview(): Promise<string[]> {
  const [changed, rows] = [200, 10_000];
  await using platform = await openDistantPlatform({ changed, rows }, ROUND_TRIP_MS);
  const inputs = { 'platform-url': platform.url, 'api-key': platform.key };
  const files = manyFiles(changed, floodQuery(rows / 2, rows));
  const { printed, elapsedMs } = await withStep({ entry: 'policies', inputs, files }, runProgram);
  const requests = await platform.countRequests();
  if (!printed.includes('Preview: 1,000,000 new violations')) throw new Error(`It found others: ${printed}`);
  const limit = Math.ceil(requests / MOST_AT_ONCE) * ROUND_TRIP_MS;
  return [
    `Plan 200 changed policies, with a preview of 10,000 rows before and after each, ${ROUND_TRIP_MS} ms a round trip`,
    `${formatSeconds(elapsedMs)}, ${requests} requests`,
    '',
    formatSeconds(limit),
    formatRatio(elapsedMs / limit),
    '',
  ];
}

/** With every report that lists violations; the limit is a tenth of the time for a tenth of the violations. */
async function compareMemory(): Promise<string[][]> {
  const small = await judge(200, 100_000);
  const large = await judge(1_000, 1_000_000);
  const describe = ({ elapsedMs, peakBytes }: typeof small) =>
    `${formatSeconds(elapsedMs)}, ${(peakBytes / 1e6).toFixed(0)} MB at most`;
  const linear = 10 * small.elapsedMs;
  return [
    ['100,000 violations in JSON, SARIF and JUnit', describe(small), '', '', '', ''],
    [
      '1,000,000 violations in JSON, SARIF and JUnit',
      describe(large),
      '',
      `${formatSeconds(linear)}: ten times as long`,
      formatRatio(large.elapsedMs / linear),
      '',
    ],
  ];
}

async function judge(violated: number, violations: number) {
  await using platform = await openDistantPlatform({ policies: 1_000, violated, violations });
  const reports = 'json\nsarif\njunit';
  const inputs = { 'platform-url': platform.url, 'api-key': platform.key, mode: 'check', reports };
  const measured = await withStep({ entry: 'gate', inputs }, runMeasuringMemory);
  if (measured.exitCode !== 1) throw new Error(`The gate did not find them: ${measured.printed}`);
  return measured;
}

function describeMeasurement(): string {
  return [
    `Measured by \`npm run bench\` with Node ${process.versions.node} on ${process.platform} with ${availableParallelism()} cores. The times are medians of ${STARTS} starts and of ${FETCHES} steps; the plan ran once.`,
    'The Platform is the emulator, in a process of its own.',
  ].join('\n');
}

function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

function formatRatio(ratio: number): string {
  return ratio.toFixed(2);
}
