/** Patterns on a tag's key and on its value, as in `env=preview-*`. */
export interface TagLine {
  readonly key: string;
  readonly value: string;
}

/** The first `=` that no backslash stands before parts the key from the value. */
const LINE = /^((?:\\.|[^\\=])+)=(.*)$/su;

/** Reads `key=value`; null if there is no `=`, or nothing in front of it. */
export function readTagLine(line: string): TagLine | null {
  const [, key = '', value = ''] = LINE.exec(line) ?? [];
  return key.trim() === '' ? null : { key, value };
}
