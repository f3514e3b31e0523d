import { parseArgs } from 'node:util';
import { layOutTable } from './columns.ts';

/** What a command takes behind its name, such as `--port N`. */
export interface Flag {
  /** What stands behind it in the help; a flag without one takes no value. */
  readonly value?: string;
  readonly help: string;
  /** Why a value is not allowed, and what is; null: it is allowed. */
  readonly check?: (value: string) => string | null;
}

/** What was given of each flag: the values of one that takes some, and `''` for each time that one stands alone. */
export type Given = Readonly<Record<string, readonly string[]>>;

/** Reads all flags at once, so that all that is wrong with them is told at once. */
export function readFlags(
  flags: Readonly<Record<string, Flag>>,
  args: readonly string[],
): { readonly given: Given; readonly problems: readonly string[] } {
  const given: Record<string, string[]> = Object.fromEntries(Object.keys(flags).map((name) => [name, []]));
  const problems: string[] = [];
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') {
      problems.push(`${token.value}: it belongs to no flag. ${listAllowed(flags)}`);
    } else if (token.kind === 'option') {
      const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
      const problem =
        flag === undefined
          ? `${token.rawName}: there is no such flag. ${listAllowed(flags)}`
          : findProblem(token, flag);
      if (problem === null) given[token.name]?.push(token.value ?? '');
      else problems.push(problem);
    }
  }
  return { given, problems };
}

/** The flags as lines of a help text. */
export function renderFlags(flags: Readonly<Record<string, Flag>>): string[] {
  return layOutTable(
    Object.entries(flags).map(([name, { value, help }]) => [
      `  --${name}${value === undefined ? '' : ` ${value}`}`,
      help,
    ]),
  );
}

interface Option {
  readonly rawName: string;
  readonly value?: string | undefined;
}

function findProblem({ rawName, value }: Option, flag: Flag): string | null {
  if (flag.value === undefined) return value === undefined ? null : `${rawName}=${value}: ${rawName} takes no value.`;
  // A flag without its value takes the next flag for it.
  if (value === undefined || value === '') return `${rawName} needs a value: ${rawName} ${flag.value}.`;
  const problem = flag.check?.(value) ?? null;
  return problem === null ? null : `${rawName} ${value}: ${problem}`;
}

function listAllowed(flags: Readonly<Record<string, Flag>>): string {
  return `Allowed: ${Object.keys(flags)
    .map((name) => `--${name}`)
    .join(', ')}.`;
}
