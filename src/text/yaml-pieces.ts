import { isScalar, type Node, Scalar } from 'yaml';
import { quoteYaml, type Writable, writeYaml, type YamlStyle } from './yaml-write.ts';

/** A value as it stands behind `key: `, in the notation of an old one. */
export function renderLike(old: Node, key: string, wanted: string, style: YamlStyle): string {
  const was = isScalar(old) && typeof old.value === 'string' ? old.value : '';
  // Between quotes none is needed, and a text may be as long as is allowed without it.
  const back = style === 'quoted' || was.trim() === '' ? '' : was.slice(was.trimEnd().length);
  const value = wanted + back;
  const scalar = new Scalar(value);
  const type = style === 'natural' && isScalar(old) ? old.type : undefined;
  // The library prefers double quotes.
  if (type === Scalar.QUOTE_SINGLE && /^[^'\p{C}]*$/u.test(value)) return `'${value}'`;
  // Folded, it would only have longer lines.
  if (type === Scalar.BLOCK_FOLDED || type === Scalar.BLOCK_LITERAL) scalar.type = Scalar.BLOCK_LITERAL;
  else if (type === Scalar.QUOTE_DOUBLE && !value.includes('\n')) scalar.type = type;
  return writeYaml({ [key]: scalar }, '', style).slice(`${key}: `.length);
}

/** A value as it can stand between braces. */
export function renderInline(value: Writable): string {
  return Array.isArray(value) ? `[${value.map(renderInline).join(', ')}]` : quoteYaml(String(value));
}

/** Lines of items, each behind its `-`. */
export function renderItems(items: readonly Writable[], style: YamlStyle): string {
  return writeYaml({ items }, '', style)
    .replace(/^items:\n/, '')
    .replace(/^ {2}/gm, '');
}

/**
 * Indents lines. An empty one stays empty.
 * @param first what stands in front of the first line, and `rest` of the others
 */
export function indent(lines: string, first: string, rest: string): string {
  return lines.replace(/^(?=.)/gm, (_, offset: number) => (offset === 0 ? first : rest));
}
