import { renderTable } from './table.ts';

export interface ActionInput {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** The part of action.yml that pages show. */
export interface Action {
  readonly inputs: Readonly<Record<string, ActionInput>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** The table of inputs. */
export function renderInputs(inputs: Action['inputs']): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    describeDefault(input),
    input.description,
  ]);
  return renderTable(['Input', 'Default', 'Meaning'], rows);
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
