import { parse } from 'yaml';
import { renderTable } from './table.ts';

/** A workflow of examples/. */
export interface Example {
  /** Without `.yml`. */
  readonly name: string;
  readonly text: string;
}

/** The comment on top of an example. */
export interface ExampleHeader {
  readonly purpose: string;
  readonly setUp: string;
  readonly toKnow: string;
  readonly combineWith: string;
}

interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { readonly permissions?: Readonly<Record<string, string>> }>>;
}

const HEADER = /^(?:#.*\n)+/;

/** Reads the comment on top: what it is for, what has to be set up, what to know, and what to combine it with. */
export function readHeader({ name, text }: Example): ExampleHeader {
  const [comment = ''] = HEADER.exec(text) ?? [];
  const said = comment.replace(/^# */gm, '').replace(/\s+/g, ' ').trim();
  const parts = /^(.+) Set up: (.+) Know: (.+) Combine with: (.+?)(?: Unreleased: .+)?$/.exec(said);
  if (parts === null) {
    throw new Error(
      `examples/${name}.yml: its comment has to say what it is for, "Set up: …", "Know: …" and "Combine with: …".`,
    );
  }
  const [, purpose = '', setUp = '', toKnow = '', combineWith = ''] = parts;
  return { purpose, setUp, toKnow, combineWith };
}

/** The workflow as a page shows it: without the comment on top, since the page says the same. */
export function renderExample({ text }: Example): string {
  return `\`\`\`yaml\n${text.replace(HEADER, '').trim()}\n\`\`\``;
}

/** What most people look for, in the order in which they need it. */
const FIRST = ['nightly', 'pull-request', 'deploy', 'merge-queue', 'reusable'];

/** The README's table of a few examples; the rest is behind a link. */
export function renderExampleLinks(examples: readonly Example[], folder: string): string {
  const rows = FIRST.map((name) => {
    const example = examples.find((one) => one.name === name);
    if (example === undefined) throw new Error(`There is no examples/${name}.yml, which the README is to name.`);
    return [`[${name}](${folder}${name}.yml)`, readHeader(example).purpose];
  });
  return renderTable(['Workflow', 'What it is for'], rows);
}

/** The table of examples/README.md. */
export function renderExamples(examples: readonly Example[]): string {
  const rows = examples.map((example) => {
    const { on, jobs } = parse(example.text) as Workflow;
    const events = typeof on === 'string' ? [on] : Object.keys(on);
    const rights = Object.values(jobs).flatMap(({ permissions = {} }) => Object.entries(permissions));
    const written = rights.filter(([, right]) => right === 'write').map(([scope]) => `\`${scope}\``);
    return [
      `[${example.name}.yml](${example.name}.yml)`,
      readHeader(example).purpose,
      events.map((event) => `\`${event}\``).join(', '),
      written.length === 0 ? 'nothing' : [...new Set(written)].join(', '),
    ];
  });
  return renderTable(['Workflow', 'What it is for', 'Starts on', 'May write'], rows);
}
