/** A value of JSON in which a list may be any iterable: its items are made one at a time, and none is kept. */
export type StreamedJson =
  | null
  | boolean
  | number
  | string
  | Iterable<StreamedJson>
  | { readonly [name: string]: StreamedJson };

/**
 * A JSON document, piece by piece. Each item of a list stands on a line of its own, and so does an object that holds no
 * list: `grep` and `git diff` can read a million items, too.
 */
export function* streamJson(value: StreamedJson): Generator<string> {
  yield* write(value, '');
  yield '\n';
}

function* write(value: StreamedJson, indent: string): Generator<string> {
  if (isList(value)) yield* writeList(value, indent);
  else if (hasLists(value)) yield* writeObject(value, indent);
  else yield toJson(value);
}

function* writeList(items: Iterable<StreamedJson>, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let start = `[\n${inner}`;
  for (const item of items) {
    yield start;
    yield* write(item, inner);
    start = `,\n${inner}`;
  }
  yield start.startsWith('[') ? '[]' : `\n${indent}]`;
}

function* writeObject(members: { readonly [name: string]: StreamedJson }, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let start = `{\n${inner}`;
  for (const [name, value] of Object.entries(members)) {
    yield `${start}${toJson(name)}: `;
    yield* write(value, inner);
    start = `,\n${inner}`;
  }
  yield `\n${indent}}`;
}

function isList(value: StreamedJson): value is Iterable<StreamedJson> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function hasLists(value: StreamedJson): value is { readonly [name: string]: StreamedJson } {
  return typeof value === 'object' && value !== null && Object.values(value).some(isList);
}

/** `</script>` and the line ends of JavaScript, for those who embed it; `##[`, which the runner obeys in any place. */
const ACTIVE = /[<\u2028\u2029]|#(?=[^\x20-\x7e]*\[)/g;

/** The same text to every reader of JSON, and harmless in a page, a script or a log. */
function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    ACTIVE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
