import { isMap, isScalar, parseDocument } from 'yaml';
import { renderTable } from './table.ts';

export interface ActionInput {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** Inputs that a page shows in one table. */
export interface InputGroup {
  /** Empty for inputs in front of the first comment. */
  readonly title: string;
  readonly names: readonly string[];
}

/** The part of action.yml that pages show. */
export interface Action {
  readonly inputs: Readonly<Record<string, ActionInput>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  /** In the order of the file. A comment in front of an input begins one, and is its title. */
  readonly groups: readonly InputGroup[];
}

/** Reads the text of an action.yml. */
export function readAction(text: string): Action {
  const document = parseDocument(text);
  const inputs = document.get('inputs');
  if (!isMap(inputs)) throw new Error('action.yml has no inputs.');
  const groups: { title: string; names: string[] }[] = [];
  for (const [index, { key }] of inputs.items.entries()) {
    if (!isScalar(key)) throw new Error('action.yml has an input without a name.');
    // The comment in front of the first one is that of the whole map.
    const comment = (index === 0 ? inputs.commentBefore : key.commentBefore)?.trim();
    if (index === 0 || comment !== undefined) groups.push({ title: comment ?? '', names: [] });
    groups.at(-1)?.names.push(String(key.value));
  }
  return { ...(document.toJS() as Omit<Action, 'groups'>), groups };
}

/** The tables of inputs, with a heading for each group. */
export function renderInputs({ inputs, groups }: Pick<Action, 'inputs' | 'groups'>): string {
  return groups
    .map(({ title, names }) => {
      const rows = names.flatMap((name) => {
        const input = inputs[name];
        return input === undefined ? [] : [[`\`${name}\``, describeDefault(input), input.description]];
      });
      const table = renderTable(['Input', 'Default', 'Meaning'], rows);
      return title === '' ? table : `### ${title}\n\n${table}`;
    })
    .join('\n\n');
}

function describeDefault(input: ActionInput): string {
  if (input.required === true) return '**required**';
  return input.default === undefined || input.default === '' ? '' : `\`${input.default}\``;
}

/** The table of outputs. */
export function renderOutputs(outputs: Action['outputs']): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]);
  return renderTable(['Output', 'Meaning'], rows);
}
