/**
 * Shows the gate at work on this machine: an emulated Platform, and the committed bundle run as a runner would run
 * it. First an estate with violations, which is red, then the repaired one, which is green.
 */

import { type ActionResult, runAction } from '../test/bundle/run-action.ts';
import { fixtureEstate, repairedEstate, startEmulator } from '../test/emulator/platform.ts';

const TIMINGS = { created: 300, pending: 300, started: 1_500, ingestion: 700, evaluation: 1_000 };

await using platform = await startEmulator({ estate: fixtureEstate(), timings: TIMINGS });

const red = await show('An estate with violations', 1);
platform.setEstate(repairedEstate());
const green = await show('The same estate, repaired', 0);

if (red.outputs['outcome'] === 'violations' && green.outputs['outcome'] === 'passed') {
  console.log('\nAs it should be: first red, then green. Some names of the estate are hostile on purpose.');
} else {
  console.error('The demo did not go as it should: the outcomes are not `violations` and `passed`.');
  process.exitCode = 1;
}

async function show(title: string, expected: number): Promise<ActionResult> {
  heading(title);
  const inputs = {
    'platform-url': platform.url,
    'api-key': platform.key,
    'sync-name': 'aws-prod',
    'max-poll-interval-seconds': '0.25',
  };
  console.log(
    Object.entries({ ...inputs, 'api-key': '***' })
      .map(([name, value]) => `  ${name}: ${value}`)
      .join('\n'),
  );
  const result = await runAction({ inputs });
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
  console.log(`\nExit code ${result.exitCode}`);
  if (result.exitCode !== expected) process.exitCode = 1;
  return result;
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
