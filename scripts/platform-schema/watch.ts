/** Stands for the elements of an array in a path. */
export const ELEMENT = '[]';

/** Where a value stands in an answer: names of fields, and `[]`. */
export type Path = readonly string[];

/** `items[].metadata`, for people; empty for the whole answer. */
export function formatPath(path: Path): string {
  return path.reduce((text, part) => (part === ELEMENT || text === '' ? text + part : `${text}.${part}`), '');
}

/**
 * Makes an answer that tells which of its fields are asked for, also those that it does not have.
 * Who enumerates an object copies or prints it, and asks for no field.
 */
export function watch(json: unknown, onRead: (path: Path) => void, path: Path = []): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const below = (key: string): Path => [...path, Array.isArray(json) ? ELEMENT : key];
  const isField = (key: string | symbol): key is string =>
    typeof key === 'string' && (!Array.isArray(json) || /^\d+$/.test(key));
  let isEnumerated = false;
  return new Proxy(json, {
    has(target, key) {
      if (isField(key)) onRead(below(key));
      return Reflect.has(target, key);
    },
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      // What `JSON.stringify` asks for first.
      if (key === 'toJSON') isEnumerated = true;
      if (isEnumerated || !isField(key)) return value;
      onRead(below(key));
      return watch(value, onRead, below(key));
    },
    ownKeys(target) {
      isEnumerated = true;
      return Reflect.ownKeys(target);
    },
  });
}

/** A copy with another value at a path, in the first element of each array; undefined takes the field away. */
export function replaceAt(json: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key === ELEMENT) {
    const list: unknown[] = Array.isArray(json) ? json : [];
    return [replaceAt(list[0], rest, value), ...list.slice(1)];
  }
  const copy: Record<string, unknown> = { ...(typeof json === 'object' ? json : {}) };
  const replaced = replaceAt(copy[key], rest, value);
  if (replaced === undefined) delete copy[key];
  else copy[key] = replaced;
  return copy;
}

/** Every value that stands at a path. */
export function valuesAt(json: unknown, path: Path): unknown[] {
  const [key, ...rest] = path;
  if (key === undefined) return json === undefined ? [] : [json];
  if (key === ELEMENT) return Array.isArray(json) ? json.flatMap((one) => valuesAt(one, rest)) : [];
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  return valuesAt((json as Record<string, unknown>)[key], rest);
}
