/** Functions that make their rows themselves. `view` is none: its query does not know the tables of a test. */
export const HARMLESS_SOURCES: ReadonlySet<string> = new Set([
  ...['numbers', 'numbers_mt', 'zeros', 'zeros_mt', 'generateseries', 'generate_series', 'generaterandom'],
  ...['values', 'format', 'null'],
]);
