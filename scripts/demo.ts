/**
 * Shows the gate at work on this machine: an emulated Platform, and the committed bundle run as a runner would run
 * it. An old estate gets a baseline; something new is red, until it is waived; then all of it is repaired.
 */

import { type ActionResult, runAction } from '../test/bundle/run-action.ts';
import { fixtureEstate, repairedEstate, startEmulator } from '../test/emulator/platform.ts';

const TIMINGS = { created: 200, pending: 200, started: 900, ingestion: 400, evaluation: 500 };
const BASELINE = '.cloudquery/baseline.json';
const WAIVERS = '.cloudquery/waivers.yml';
const DAY_MS = 86_400_000;

type Files = Readonly<Record<string, string>>;

await using platform = await startEmulator({ estate: fixtureEstate(), timings: TIMINGS });

const first = await show('An old estate, and a baseline that knows nothing yet', 'violations', {
  [BASELINE]: '{"version": 1, "violations": []}\n',
});

const accepted = { [BASELINE]: first.reports['baseline.json'] ?? '' };
platform.setEstate(withPublicBucket());
await show('The baseline of that run is accepted, and somebody opens a bucket', 'violations', accepted);

const waivers = `version: 1
waivers:
  - policy: S3 buckets should prohibit public read access
    resource: acme-invoices
    reason: Shared with the auditors until they are done
    owner: finance@acme.example
    expires: ${new Date(Date.now() + 10 * DAY_MS).toISOString().slice(0, 10)}
    ticket: FIN-42
`;
await show('The same with a waiver', 'passed', { ...accepted, [WAIVERS]: waivers });

platform.setEstate(repairedEstate());
await show('The estate, repaired', 'passed', { ...accepted, [WAIVERS]: waivers });

if (process.exitCode === undefined) {
  console.log('\nAs it should be: red, red, green, green. Some names of the estate are hostile on purpose.');
} else {
  console.error('\nThe demo did not go as it should.');
}

function withPublicBucket() {
  const estate = fixtureEstate();
  for (const bucket of estate.buckets) if (bucket.name === 'acme-invoices') bucket.publicRead = true;
  return estate;
}

async function show(title: string, expected: 'passed' | 'violations', files: Files): Promise<ActionResult> {
  heading(title);
  const inputs = {
    'platform-url': platform.url,
    'api-key': platform.key,
    'sync-name': 'aws-prod',
    'max-poll-interval-seconds': '0.25',
    baseline: BASELINE,
    ...(WAIVERS in files ? { waivers: WAIVERS } : {}),
  };
  console.log(
    Object.entries({ ...inputs, 'api-key': '***' })
      .map(([name, value]) => `  ${name}: ${value}`)
      .join('\n'),
  );
  if (WAIVERS in files) section(WAIVERS, files[WAIVERS]?.trimEnd().split('\n') ?? []);
  const result = await runAction({ inputs, files });
  section('Log', result.log);
  section(
    'Annotations',
    result.annotations.map(({ level, title: head, message }) => `${level}: ${head} – ${message}`),
  );
  section(
    'Outputs',
    Object.entries(result.outputs).map(([name, value]) => `${name}: ${value.split('\n').join(', ')}`),
  );
  section('Summary (Markdown, its entities decoded for the terminal)', decodeMarkdown(result.summary).split('\n'));
  section("The run's own baseline", result.reports['baseline.json']?.trimEnd().split('\n').map(shorten) ?? []);
  console.log(`\nExit code ${result.exitCode}`);
  const exitCode = expected === 'passed' ? 0 : 1;
  if (result.exitCode !== exitCode || result.outputs['outcome'] !== expected) process.exitCode = 1;
  return result;
}

function shorten(line: string): string {
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}

/** GitHub renders the summary; here it is made legible. */
function decodeMarkdown(markdown: string): string {
  return markdown
    .replace(/<wbr>/g, '')
    .replace(/<\/?code>/g, '`')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&' })[name] ?? '');
}

function heading(title: string): void {
  console.log(`\n${'='.repeat(100)}\n${title}\n${'='.repeat(100)}`);
}

function section(title: string, lines: readonly string[]): void {
  console.log(`\n--- ${title} ${'-'.repeat(95 - title.length)}\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
