import { findNear } from '../../../text/nearest.ts';
import type { PolicyTest } from './policy-test.ts';

/** How ClickHouse quotes the name that it can't resolve, in each of its sentences about that; and the name of the error. */
const UNRESOLVED = /\bidentifier [`'](.+?)[`']/is;
const NAME_OF_ERROR = /\(UNKNOWN_IDENTIFIER\)/i;

/**
 * What a test lacks if the engine does not know a column that no table of the test has, as a sentence; null: the engine
 * refuses the query for another reason. The engine names the first such column only.
 * @param refusal the engine's words
 */
export function describeMissingColumn(refusal: string, { tables }: Pick<PolicyTest, 'tables'>): string | null {
  if (!NAME_OF_ERROR.test(refusal)) return null;
  const name = UNRESOLVED.exec(refusal)?.[1]?.split('.').at(-1);
  const given = tables.flatMap(({ columns }) => columns.map((column) => column.name));
  if (name === undefined || given.includes(name)) return null;
  const near = findNear(name, given);
  const hint = near === null ? '' : ` The nearest is \`${near}\`.`;
  return `The query reads the column \`${name}\`, which no table of the test has; add it to \`columns\`.${hint}`;
}
