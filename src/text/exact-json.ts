/** `JSON` as Node 24 has it, and the types not yet: a reviver is told how a value is written, and can keep that. */
interface SourceJson {
  parse(text: string, revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
  rawJSON(source: string): object;
}

const { parse, rawJSON } = JSON as unknown as SourceJson;

/** A number with more digits than are kept, or with an exponent, as they stand behind a name, in a list or alone. */
const MAY_CHANGE = /(?:[:,[]|^)\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;

/**
 * Parses JSON that is written again: a number that would become another one, such as 12345678901234567890, or none at all,
 * such as 1e400, is an object that `JSON.stringify` writes as it was. Whoever reads it as a number refuses it.
 * @throws {SyntaxError}
 */
export function parseExactly(text: string): unknown {
  if (!MAY_CHANGE.test(text)) return JSON.parse(text);
  return parse(text, (_, value, { source = '' }) =>
    typeof value === 'number' && MAY_CHANGE.test(source) && String(value) !== source ? rawJSON(source) : value,
  );
}
