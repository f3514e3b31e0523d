import { posix } from 'node:path';
import { renderTable } from './table.ts';

/** A folder of src/, as the linter's configuration has it. */
export interface Boundary {
  /** Such as `src/text/`; a rule for single files ends in their pattern. */
  readonly folder: string;
  readonly purpose: string;
  /** Patterns of what it may import; any other import fails the lint. */
  readonly allowed: readonly string[];
}

interface BiomeConfiguration {
  readonly overrides: readonly {
    readonly includes: readonly string[];
    readonly linter: { readonly rules: { readonly style: { readonly noRestrictedImports?: RestrictedImports } } };
  }[];
}

interface RestrictedImports {
  readonly options: { readonly patterns: readonly { readonly group: readonly string[]; readonly message: string }[] };
}

/** Every folder may import these: itself, the two files at the root of src/, and Node's modules. */
export const COMMON = /^(\.\/\*\*|(\.\.\/)+(clock|errors)\.ts|node:\*(\/\*)?)$/;

/** The end of the linter's message: it leads to the page. */
const HINT = ' What this folder may import: docs/architecture.md.';

/** Reads the rules of imports from biome.json. */
export function readBoundaries(configuration: string): Boundary[] {
  const { overrides } = JSON.parse(configuration) as BiomeConfiguration;
  return overrides.flatMap(({ includes: [folder = ''], linter }) => {
    const [pattern] = linter.rules.style.noRestrictedImports?.options.patterns ?? [];
    if (pattern === undefined) return [];
    const [all, ...allowed] = pattern.group;
    if (all !== '**' || allowed.some((one) => !one.startsWith('!'))) {
      throw new Error(`biome.json: the rule of ${folder} has to forbid \`**\`, and then to allow with \`!\`.`);
    }
    return [
      {
        folder: folder.replace(/\*\*$/, ''),
        purpose: pattern.message.replace(HINT, ''),
        allowed: allowed.map((one) => one.slice(1)),
      },
    ];
  });
}

/** The table of docs/architecture.md. @param files the paths of all files in src/ */
export function renderBoundaries(boundaries: readonly Boundary[], files: readonly string[]): string {
  const rows = boundaries.map(({ folder, purpose, allowed }) => [
    `\`${folder}\``,
    purpose,
    allowed
      .filter((pattern) => !COMMON.test(pattern))
      .map((pattern) => `\`${namePlace(pattern, folder, files)}\``)
      .join(', '),
  ]);
  return renderTable(['Folder', 'What it is for', 'May import'], rows);
}

/** A folder by its name, a file with the name of its folder. A pattern may be for the files of a folder's own folders. */
function namePlace(pattern: string, folder: string, files: readonly string[]): string {
  const short = pattern.replace(/^(\*\*\/|(\.\.\/)+)/, '').replace(/\*\*$/, '');
  if (!/^\.\.?\//.test(pattern) || short.endsWith('/') || short.includes('node_modules/')) return short;
  const own = folder.replace(/[^/]*$/, '');
  const places = [own, `${own}any/`].map((from) => posix.join(from, pattern));
  const place = places.find((path) => files.some((file) => posix.matchesGlob(file, path))) ?? short;
  return place.split('/').slice(-2).join('/');
}
