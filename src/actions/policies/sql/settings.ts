import { isNameToken, nameOfToken, type Token, wordOf } from './lex.ts';

/** Settings that say how much a query may use up, and how it is made faster. */
const HARMLESS_SETTING = /^(?:max|optimize|query_plan|output_format|allow(?!_experimental_analyzer$))_\w+$/;

/** Others that say nothing of the tables that are read: they work on the tables of a test as on real ones. */
const HARMLESS_SETTINGS: ReadonlySet<string> = new Set([
  ...['join_use_nulls', 'join_algorithm', 'join_default_strictness', 'any_join_distinct_right_table_keys'],
  ...['group_by_use_nulls', 'aggregate_functions_null_for_empty', 'transform_null_in', 'cast_keep_nullable'],
  ...['union_default_mode', 'except_default_mode', 'intersect_default_mode', 'short_circuit_function_evaluation'],
  ...['date_time_input_format', 'date_time_output_format', 'session_timezone', 'use_uncompressed_cache'],
  ...['priority', 'log_comment', 'log_queries'],
]);

const OPENING: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/**
 * The first setting of a clause of which it is unknown whether a query reads the tables of a test under it: one can
 * switch off that they shadow the real ones, filter real ones by their names, or bring in the rules of another version.
 * @param index of the word `SETTINGS`
 * @returns null: there is none, or the word is no clause
 */
export function findSetting(tokens: readonly Token[], index: number): string | null {
  const [first, behind] = [tokens[index + 1], tokens[index + 2]?.source ?? ')'];
  if (first === undefined || !isNameToken(first) || !['=', ',', ')', '.'].includes(behind)) return null;
  let [depth, isName] = [0, true];
  for (let at = index + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (CLOSING.has(token.source)) depth -= 1;
    if (depth < 0) break;
    if (OPENING.has(token.source)) depth += 1;
    if (isName) {
      const name = tokens[at + 1]?.source === '.' ? `${nameOfToken(token)}.…` : nameOfToken(token);
      if (!HARMLESS_SETTING.test(name) && !HARMLESS_SETTINGS.has(name)) return name;
    }
    isName = depth === 0 && token.source === ',';
    if (depth === 0 && ['UNION', 'EXCEPT', 'INTERSECT'].includes(wordOf(token))) break;
  }
  return null;
}

/**
 * The first setting of the query itself, and not of one in it, that may count for something else once the query stands
 * in brackets, such as how many rows the answer has.
 * @returns null: there is none
 */
export function findOuterSetting(tokens: readonly Token[]): string | null {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (OPENING.has(token.source)) depth += 1;
    if (CLOSING.has(token.source)) depth -= 1;
    const setting = depth === 0 && wordOf(token) === 'SETTINGS' ? findSetting(tokens, index) : null;
    if (setting !== null) return setting;
  }
  return null;
}
