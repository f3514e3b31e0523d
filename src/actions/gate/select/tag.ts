import { readTag, type Tag } from '../../../platform/tag.ts';
import { matchPattern } from '../../../text/pattern.ts';
import { readTagLine } from '../../../text/tag-line.ts';

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
