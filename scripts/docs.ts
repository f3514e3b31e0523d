/**
 * Writes the parts of pages that come from other files: the tables of inputs and outputs (action.yml), of outcomes and
 * error messages (comments in src/), of the examples, and the examples themselves. With --check it writes nothing, and
 * fails if a page differs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OUTCOMES as ACCESS_OUTCOMES } from '../src/actions/access/outcome.ts';
import { OUTCOMES as AUDIT_LOG_OUTCOMES } from '../src/actions/audit-log/outcome.ts';
import { OUTCOMES as GATE_OUTCOMES } from '../src/actions/gate/outcome.ts';
import { OUTCOMES as POLICIES_OUTCOMES } from '../src/actions/policies/outcome.ts';
import { renderSpeedLine } from './bench/speed-line.ts';
import { renderWaits } from './bench/wait.ts';
import { type Action, readAction, renderInputs, renderOutputs } from './docs/action.ts';
import { readBoundaries, renderBoundaries } from './docs/boundaries.ts';
import { type Example, renderExample, renderExampleLinks, renderExamples } from './docs/examples.ts';
import { FAILURE_TABLES, type Failure, readFailures, renderFailures, type SourceFile } from './docs/failures.ts';
import { renderOutcomes } from './docs/outcomes.ts';
import { replaceSection, sectionsOf } from './docs/section.ts';

const ROOT = join(import.meta.dirname, '..');

/** Each action: the folder with its action.yml and README.md, and its outcomes. */
const ACTIONS = [
  { name: 'gate', folder: '', outcomes: GATE_OUTCOMES },
  { name: 'policies', folder: 'policies/', outcomes: POLICIES_OUTCOMES },
  { name: 'access', folder: 'access/', outcomes: ACCESS_OUTCOMES },
  { name: 'audit-log', folder: 'audit-log/', outcomes: AUDIT_LOG_OUTCOMES },
] as const;

/** An action of the repository, as pages tell of it. */
export interface ActionOrigin {
  readonly name: string;
  /** The folder of its action.yml and README.md: empty, or ending in a slash. */
  readonly folder: string;
  readonly action: Action;
  readonly outcomes: readonly string[];
}

/** The sources of pages. */
export interface Origins {
  readonly actions: readonly ActionOrigin[];
  readonly source: readonly SourceFile[];
  readonly examples: readonly Example[];
  /** The text of biome.json, which says who may import whom. */
  readonly linter: string;
  /** The text of docs/speed.md, whose first table is measured. */
  readonly speed: string;
}

export function readOrigins(root = ROOT): Origins {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    actions: ACTIONS.map((one) => ({ ...one, action: readAction(read(`${one.folder}action.yml`)) })),
    source: readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .map((name) => `src/${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .map((path) => ({ path, text: read(path) })),
    examples: readdirSync(join(root, 'examples'))
      .filter((name) => name.endsWith('.yml'))
      .sort()
      .map((name) => ({ name: basename(name, '.yml'), text: read(`examples/${name}`) })),
    linter: read('biome.json'),
    speed: read('docs/speed.md'),
  };
}

/** The pages that people read first, by their path; those that only developers need are among them. */
export function listPages(root = ROOT): string[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const readmes = ACTIONS.map(({ folder }) => `${folder}README.md`);
  return [...readmes, 'examples/README.md', ...docs.sort().map((name) => `docs/${name}`)];
}

/** What can stand between the markers of a page, by its name. It is rendered only for a page that has the markers. */
export type Sections = ReadonlyMap<string, () => string>;

/** The sections of a page. In an action's folder they are about that action. */
export function renderSections({ actions, source, examples, linter, speed }: Origins, page: string): Sections {
  const folder = page.includes('/') ? page.slice(0, page.indexOf('/') + 1) : '';
  const own = actions.find((one) => one.folder === folder) ?? actions.find((one) => one.folder === '');
  if (own === undefined) throw new Error('There is no action.yml at the root.');
  const path = `src/actions/${own.name}/outcome.ts`;
  const text = source.find((file) => file.path === path)?.text ?? '';
  let failures: Failure[] | null = null;
  return new Map<string, () => string>([
    ['inputs', () => renderInputs(own.action)],
    ['outputs', () => renderOutputs(own.action.outputs)],
    ['outcomes', () => renderOutcomes(own.outcomes, text, path)],
    ['example-links', () => renderExampleLinks(examples, 'examples/')],
    ['examples', () => renderExamples(examples)],
    ['waits', renderWaits],
    ['speed-line', () => renderSpeedLine(speed)],
    [
      'boundaries',
      () =>
        renderBoundaries(
          readBoundaries(linter),
          source.map((file) => file.path),
        ),
    ],
    ...FAILURE_TABLES.map((table): [string, () => string] => [
      `failures-${table}`,
      () => {
        // One page has all of these tables.
        failures ??= readFailures(source);
        return renderFailures(failures, table);
      },
    ]),
    ...examples.map((example): [string, () => string] => [`example-${example.name}`, () => renderExample(example)]),
  ]);
}

/** Written by `npm run bench -- --write`. */
const BY_HAND = ['bench'];

/** A page as it should be. */
export function updatePage(text: string, sections: Sections): string {
  const names = sectionsOf(text).filter((name) => !BY_HAND.includes(name));
  return names.reduce((page, name) => {
    const content = sections.get(name);
    if (content === undefined) throw new Error(`There is nothing to put into the section "${name}".`);
    return replaceSection(page, name, content());
  }, text);
}

function main(check: boolean): void {
  const origins = readOrigins();
  for (const page of listPages()) {
    const path = join(ROOT, page);
    const text = readFileSync(path, 'utf8');
    const updated = updatePage(text, renderSections(origins, page));
    if (text === updated) continue;
    if (check) {
      console.error(`${page} is not what its sources say. Run "npm run docs" and commit it.`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, updated);
      console.log(`${page} is written anew.`);
    }
  }
  if (process.exitCode !== 1) console.log('The pages say what action.yml, src/ and examples/ say.');
}

if (import.meta.main) main(process.argv.includes('--check'));
