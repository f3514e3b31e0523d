import { readTag, type Tag } from '../../../platform/tag.ts';
import { matchPattern } from '../../../text/pattern.ts';

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

/** Makes a test for the texts that stand for tags: whether one may be a tag that the line means. */
export function matchTag(line: string): (text: string) => boolean {
  const matches = matchPair(line);
  return (text) => readTag(text).candidates.some(matches);
}

/** The same, but whether one is such a tag for sure. */
export function matchTagSurely(line: string): (text: string) => boolean {
  const matches = matchPair(line);
  return (text) => {
    const { sure } = readTag(text);
    return sure !== null && matches(sure);
  };
}

function matchPair(line: string): (tag: Tag) => boolean {
  const read = readTagLine(line);
  if (read === null) return () => false;
  const [key, value] = [matchPattern(read.key), matchPattern(read.value)];
  return (tag) => key(tag.key) && value(tag.value);
}
