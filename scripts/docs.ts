/**
 * Writes the tables of README.md that say what other files say: inputs and outputs from action.yml, outcomes from
 * src/outcome.ts. With --check it writes nothing, and fails where README.md differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { OUTCOMES, type Outcome } from '../src/outcome.ts';

export interface ActionInput {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, ActionInput>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** What README.md says of an outcome; the names themselves are those of src/outcome.ts. */
const OUTCOME_NOTES: Readonly<Record<Outcome, { step: string; when: string }>> = {
  passed: {
    step: 'green',
    when: 'Every selected policy was judged (in mode `gate` on results newer than the sync) and the gating violations are within `max-violations`. In mode `sync`: every run completed.',
  },
  violations: {
    step: 'red',
    when: 'There are more gating violations than `max-violations` tolerates, whatever else could not be judged.',
  },
  inconclusive: {
    step: 'red; green with a warning under `on-inconclusive: warn`',
    when: 'Some selected policy could not be judged, or there was none to judge, and what was judged did not fail.',
  },
  'sync-failed': {
    step: 'red',
    when: 'A run failed, was cancelled on the Platform, was refused, or was partial under `on-partial-sync: fail`. No policy was judged.',
  },
  'timed-out': { step: 'red', when: '`timeout-minutes` passed before there was a verdict.' },
  cancelled: { step: 'red', when: 'The workflow was cancelled.' },
  error: {
    step: 'red',
    when: "Bad input, a refused key, a Platform that can't be reached or does not answer as one, or a fault of the action itself.",
  },
};

type Row = readonly string[];

/** A cell is one line, and a bare pipe would end it. */
function renderRow(cells: Row): string {
  return `| ${cells.map((cell) => cell.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

function renderTable(header: Row, rows: readonly Row[]): string {
  return [header, header.map(() => '---'), ...rows].map(renderRow).join('\n');
}

function describeDefault(input: ActionInput): string {
  if (input.required === true) return '**required**';
  return input.default === undefined || input.default === '' ? '' : `\`${input.default}\``;
}

export function renderInputs(inputs: Action['inputs']): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    describeDefault(input),
    input.description,
  ]);
  return renderTable(['Input', 'Default', 'Meaning'], rows);
}

export function renderOutputs(outputs: Action['outputs']): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]);
  return renderTable(['Output', 'Meaning'], rows);
}

export function renderOutcomes(): string {
  const rows = OUTCOMES.map((outcome) => [`\`${outcome}\``, OUTCOME_NOTES[outcome].step, OUTCOME_NOTES[outcome].when]);
  return renderTable(['`outcome`', 'Step', 'When'], rows);
}

/** Puts content between the markers of a section, each of which stands exactly once. */
export function replaceSection(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before = '', rest, ...moreStarts] = text.split(start);
  const [, after, ...moreEnds] = rest?.split(end) ?? [];
  if (rest === undefined || after === undefined || moreStarts.length > 0 || moreEnds.length > 0) {
    throw new Error(`README.md needs one ${start} and one ${end} after it.`);
  }
  return `${before}${start}\n${content}\n${end}${after}`;
}

/** The README as it should be. */
export function updateReadme(readme: string, action: Action): string {
  const sections = {
    inputs: renderInputs(action.inputs),
    outputs: renderOutputs(action.outputs),
    outcomes: renderOutcomes(),
  };
  return Object.entries(sections).reduce((text, [name, content]) => replaceSection(text, name, content), readme);
}

function main(check: boolean): void {
  const root = join(import.meta.dirname, '..');
  const path = join(root, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const updated = updateReadme(readme, parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action);
  if (!check) {
    writeFileSync(path, updated);
    console.log('README.md has the tables of action.yml and src/outcome.ts.');
  } else if (readme === updated) {
    console.log('README.md says what action.yml and src/outcome.ts say.');
  } else {
    console.error('README.md is not what action.yml and src/outcome.ts say. Run "npm run docs" and commit README.md.');
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv.includes('--check'));
