import { Document, isScalar, Scalar, visit } from 'yaml';

/** What a file of YAML can be made of here. A `Scalar` has the notation of its `type`, if that can hold it. */
export type Writable = string | number | Scalar | readonly Writable[] | { readonly [key: string]: Writable };

/** `natural`: as people write, which the library does not always read as the same. `quoted`: every text in quotes. */
export type YamlStyle = 'natural' | 'quoted';

/**
 * Characters that readers of YAML refuse, take for the end of a line, or turn around on a screen. Between double quotes
 * all of them can be escaped.
 */
const STRANGE = /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff\ufffd]/gu;

/**
 * Writes a file of YAML 1.2, whose texts an older reader takes for texts, too. Lines are never folded: the library tears
 * characters beyond U+FFFF apart there. Whoever writes texts of others has to read the file back.
 * @param comment lines on top; empty: none
 */
export function writeYaml(content: Readonly<Record<string, Writable>>, comment: string, style: YamlStyle): string {
  const document = new Document(content, { compat: 'yaml-1.1' });
  if (comment !== '') document.commentBefore = comment.replace(/^/gm, ' ');
  visit(document, {
    Scalar(_key, node) {
      if (isScalar(node) && typeof node.value === 'string' && node.value.search(STRANGE) >= 0) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  const text = document.toString({
    lineWidth: 0,
    blockQuote: 'literal',
    singleQuote: false,
    doubleQuotedAsJSON: true,
    defaultKeyType: 'PLAIN',
    defaultStringType: style === 'quoted' ? 'QUOTE_DOUBLE' : 'PLAIN',
  });
  return text.replace(STRANGE, escapeSign);
}

/** A text between double quotes, which can stand anywhere in a file. */
export function quoteYaml(text: string): string {
  return JSON.stringify(text).replace(STRANGE, escapeSign);
}

function escapeSign(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
