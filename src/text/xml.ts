import { DEFAULT_TEXT_LENGTH, toLogText } from './escape.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * One line of a text of XML 1.0, or of an attribute's value. Characters that XML forbids have no glyph, and
 * `toLogText` takes them out with the rest: those who publish test reports print them into a log.
 * @param maxLength in code points of the text, before it is escaped.
 */
export function toXml(text: string, maxLength: number = DEFAULT_TEXT_LENGTH): string {
  return toLogText(text, maxLength).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
