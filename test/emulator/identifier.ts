import { createHash } from 'node:crypto';

/** A UUID that is always the same for the same text, so that tests can name a policy's id beforehand. */
export function identifierOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
