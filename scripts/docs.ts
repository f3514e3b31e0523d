/**
 * Writes the parts of pages that other files say already: the tables of inputs and outputs (action.yml), of outcomes and
 * error messages (comments in src/), of the examples, and the examples themselves. With --check it writes nothing, and
 * fails where a page differs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { type Action, renderInputs, renderOutputs } from './docs/action.ts';
import { type Example, renderExample, renderExampleLinks, renderExamples } from './docs/examples.ts';
import { FAILURE_TABLES, renderFailures, type SourceFile } from './docs/failures.ts';
import { renderOutcomes } from './docs/outcomes.ts';
import { replaceSection, sectionsOf } from './docs/section.ts';

const ROOT = join(import.meta.dirname, '..');

/** What pages are made from. */
export interface Origins {
  readonly action: Action;
  readonly source: readonly SourceFile[];
  readonly examples: readonly Example[];
}

export function readOrigins(root = ROOT): Origins {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    action: parse(read('action.yml')) as Action,
    source: readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .map((name) => `src/${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .map((path) => ({ path, text: read(path) })),
    examples: readdirSync(join(root, 'examples'))
      .filter((name) => name.endsWith('.yml'))
      .sort()
      .map((name) => ({ name: basename(name, '.yml'), text: read(`examples/${name}`) })),
  };
}

/** The pages that people read first, by their path; those that only developers need are among them. */
export function listPages(root = ROOT): string[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'examples/README.md', ...docs.sort().map((name) => `docs/${name}`)];
}

/** Everything that can stand between markers, by its name. */
export function renderSections({ action, source, examples }: Origins): ReadonlyMap<string, string> {
  const outcome = source.find(({ path }) => path === 'src/actions/gate/outcome.ts')?.text ?? '';
  return new Map([
    ['inputs', renderInputs(action.inputs)],
    ['outputs', renderOutputs(action.outputs)],
    ['outcomes', renderOutcomes(outcome)],
    ['example-links', renderExampleLinks(examples, 'examples/')],
    ['examples', renderExamples(examples)],
    ...FAILURE_TABLES.map((table) => [`failures-${table}`, renderFailures(source, table)] as const),
    ...examples.map((example) => [`example-${example.name}`, renderExample(example)] as const),
  ]);
}

/** Written by hand, from what a benchmark says. */
const BY_HAND = ['bench'];

/** A page as it should be. */
export function updatePage(text: string, sections: ReadonlyMap<string, string>): string {
  const names = sectionsOf(text).filter((name) => !BY_HAND.includes(name));
  return names.reduce((page, name) => {
    const content = sections.get(name);
    if (content === undefined) throw new Error(`There is nothing to put into the section "${name}".`);
    return replaceSection(page, name, content);
  }, text);
}

function main(check: boolean): void {
  const sections = renderSections(readOrigins());
  for (const page of listPages()) {
    const path = join(ROOT, page);
    const text = readFileSync(path, 'utf8');
    const updated = updatePage(text, sections);
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
