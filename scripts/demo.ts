/**
 * Shows the actions at work on this machine: an emulated Platform and an emulated pull request, and the committed bundle
 * run as a runner would run it. `npm run demo -- --verbose` shows all that was printed.
 */
import { styleText } from 'node:util';
import { neutralizeLog } from '../src/text/escape.ts';
import { countNouns } from '../src/text/format.ts';
import type { Annotation } from '../test/bundle/run-action.ts';
import { inputsOf, openStage, type Performance, playScene, type Scene, type Stage } from './demo/stage.ts';
import { ACTS, whyLeftOut } from './demo/story.ts';
import { readSummary } from './demo/summary-lines.ts';
import { fitLine, wrapLine, wrapWithin } from './terminal/columns.ts';
import { type Flag, readFlags, renderFlags } from './terminal/flags.ts';

/** A sync takes half a second, so that the whole story is over before anybody gets bored. */
const TIMINGS = { created: 50, pending: 50, started: 200, ingestion: 100, evaluation: 100 };
/** How much of a page is shown without `--verbose`, and of one that has a section opened. */
const SUMMARY_LINES = 16;
const OPENED_LINES = 32;
const ANNOTATIONS = 2;
const ANNOTATION_LINES = 3;
/** The exit code that shells give to Ctrl+C. */
const STOPPED = 130;
/** Of a line behind its two blanks. A terminal that does not say its width gets 120 columns, and a wide one gets 140. */
const WIDTH = Math.max(40, Math.min(process.stdout.columns || 120, 140) - 2);

const FLAGS: Readonly<Record<string, Flag>> = {
  verbose: { help: 'show the whole log, all annotations, outputs and pages' },
  help: { help: 'show this' },
};

const NEXT = `  npm run demo -- --verbose   the same with logs, outputs and whole pages
  npm run emulator            a Platform to play with, with a failing or a slow run if you like
  docs/adopting.md            the same story with your own estate
  policies/README.md          policies as files: export what you have, adopt it by name, find drift
  examples/                   workflows to copy`;

async function playAll(isVerbose: boolean): Promise<void> {
  const stop = new AbortController();
  // Ctrl+C ends the run in progress as GitHub's cancel would: nothing is left behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const runs = ACTS.filter((act) => whyLeftOut(act) === null).flatMap(({ scenes }) => scenes).length;
  console.log(
    [
      `${countNouns(ACTS.length, 'act')}, ${countNouns(runs, 'run')} of the committed bundle against an emulated Platform, in some fifteen seconds.`,
      'Some names are hostile on purpose, such as <img src=x onerror=alert(1)>: they must do no harm to logs and pages.',
    ]
      .flatMap((line) => wrapLine(line, WIDTH))
      .join('\n'),
  );
  await using stage = await openStage({ timings: TIMINGS, signal: stop.signal });
  for (const [index, act] of ACTS.entries()) {
    console.log(`\n${styleText('bold', `Act ${index + 1}. ${act.title}`)}`);
    const missing = whyLeftOut(act);
    if (missing !== null) {
      print([
        '',
        ...wrapLine(`This act is left out, since the emulated Platform can't run queries: ${missing}.`, WIDTH),
      ]);
      continue;
    }
    for (const scene of act.scenes) {
      // Before the run, which takes a second.
      print(['', ...wrapLine(scene.tells, WIDTH), ...describeCall(scene, stage)]);
      const performance = await playScene(stage, scene);
      if (stop.signal.aborted) {
        console.log('\nStopped.');
        process.exitCode = STOPPED;
        return;
      }
      const { problems } = performance;
      print(isVerbose || problems.length > 0 ? describeAll(performance) : describeSeen(scene, performance));
      if (problems.length > 0) {
        // The scenes after it build on this one.
        console.error(`\n${styleText('red', 'That is not how it should go:')} ${problems.join('; ')}.`);
        process.exitCode = 1;
        return;
      }
    }
  }
  const isWhole = ACTS.every((act) => whyLeftOut(act) === null);
  const end = isWhole ? 'All of it went as it should.' : 'All that was played went as it should.';
  console.log(`\n${styleText('green', end)} What to try next:\n${NEXT}`);
}

function describeCall(scene: Scene, stage: Stage): string[] {
  const { step, event } = scene;
  const given = Object.entries(inputsOf(scene, stage)).filter(([name]) => name !== 'max-poll-interval-seconds');
  const call = `${event} → ${step} with ${given.map(([name, value]) => `${name}: ${value}`).join(', ')}`;
  return wrapLine(call, WIDTH).map((line) => styleText('dim', line));
}

/** What a person sees who opens the pull request or the page of the run. */
function describeSeen(scene: Scene, { result }: Performance): string[] {
  const [title = '', sentence = '', ...page] = readSummary(result.summary, scene.opens).filter(
    (line) => line.trim() !== '',
  );
  // The first annotation says what the page says.
  const annotations = result.annotations.slice(1);
  const rest = annotations.length - ANNOTATIONS;
  return [
    styleText(result.exitCode === 0 ? ['green', 'bold'] : ['red', 'bold'], fitLine(title, WIDTH)),
    ...wrapLine(sentence, WIDTH),
    ...annotations
      .slice(0, ANNOTATIONS)
      .flatMap((annotation) => describeAnnotation(annotation, WIDTH, ANNOTATION_LINES)),
    ...(rest > 0 ? [styleText('dim', `… and ${countNouns(rest, 'more annotation')}`)] : []),
    ...(scene.shows === 'page' ? limit(page, scene.opens === undefined ? SUMMARY_LINES : OPENED_LINES) : []),
  ];
}

function limit(page: readonly string[], most: number): string[] {
  // A row of a table has two blanks between its cells, and does not go on in the next line.
  const lines = page.flatMap((line) => (line.includes('  ') ? [fitLine(line, WIDTH)] : wrapLine(line, WIDTH)));
  const rest = lines.length - most;
  if (rest <= 1) return lines;
  return [...lines.slice(0, most), styleText('dim', `… and ${rest} more lines of the job summary`)];
}

function describeAll({ result, comment }: Performance): string[] {
  const outputs = Object.entries(result.outputs).map(([name, value]) => `${name}: ${value.replaceAll('\n', ', ')}`);
  return [
    ...section('Log', result.log),
    ...section(
      'Annotations',
      result.annotations.flatMap((annotation) => describeAnnotation(annotation)),
    ),
    ...section('Outputs', outputs),
    ...section('Job summary', result.summary.split('\n')),
    ...section('Comment on the pull request', comment.split('\n')),
    ...section("The run's own baseline", (result.reports['baseline.json'] ?? '').split('\n')),
    styleText('bold', `Exit code ${result.exitCode}`),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.join('').trim() === '') return [];
  return [styleText('bold', `— ${title}`), ...neutralizeLog(lines.join('\n')).split('\n')];
}

/** Its lines: one, if no width is given. */
function describeAnnotation(
  { level, title, message }: Annotation,
  width = Number.POSITIVE_INFINITY,
  most = 1,
): string[] {
  // The title of a policy's annotation begins its message.
  const text = message.startsWith(title) ? message : `${title}: ${message}`;
  const colour = { error: 'red', warning: 'yellow', notice: 'cyan' } as const;
  const indent = level.length + 1;
  const [first = '', ...rest] = wrapWithin(neutralizeLog(text.replaceAll('\n', ' ')), width - indent, most);
  return [`${styleText(colour[level], level)} ${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
}

function print(lines: readonly string[]): void {
  console.log(lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n'));
}

const { given, problems } = readFlags(FLAGS, process.argv.slice(2));
if (problems.length > 0) {
  console.error([...problems, 'npm run demo -- --help says what there is.'].join('\n'));
  process.exitCode = 2;
} else if (given['help']?.length !== 0) {
  console.log(['npm run demo [-- --verbose]', '', ...renderFlags(FLAGS)].join('\n'));
} else {
  await playAll(given['verbose']?.length !== 0);
}
