/** A number as text: digits, a point, an exponent. */
const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,4}))?$/i;

/** No type has more digits, in front of the point or behind it. */
const MOST_DIGITS = 100;

/** Names that databases have for types of ClickHouse, in small letters. */
const ALIASES: Readonly<Record<string, string>> = {
  ...{ tinyint: 'Int8', int1: 'Int8', smallint: 'Int16', mediumint: 'Int32', int: 'Int32', integer: 'Int32' },
  ...{ bigint: 'Int64', signed: 'Int64', unsigned: 'UInt64', byte: 'Int8', year: 'UInt16' },
  ...{ decimal: 'Decimal', dec: 'Decimal', numeric: 'Decimal', fixed: 'Decimal' },
};

const DIGITS_OF_DECIMAL: Readonly<Record<string, number>> = { '32': 9, '64': 18, '128': 38, '256': 76 };

/** A whole number, or one with a point, of a type that holds it digit for digit. */
export type Exact = { readonly kind: 'exact'; readonly text: string } | { readonly kind: 'unfit' | 'other' };

/**
 * Writes a number as a type of whole or decimal numbers holds it. ClickHouse reads a bare number as one of 64 bits on its
 * way to such a type, and cuts off digits of a text for which the type has no room.
 * @param parts what the type has in brackets
 * @returns `unfit` if the type would make another number of it; `other`: it is no such type
 */
export function writeExact(text: string, typeName: string, parts: readonly string[]): Exact {
  const name = ALIASES[typeName.toLowerCase()] ?? typeName;
  const [, sign, bits] = /^(U?)Int(8|16|32|64|128|256)$/.exec(name) ?? [];
  if (bits !== undefined) return writeWhole(text, Number(bits), sign === 'U');
  const size = /^Decimal(32|64|128|256)?$/.exec(name);
  if (size === null) return { kind: 'other' };
  const known = DIGITS_OF_DECIMAL[size[1] ?? ''];
  const digits = known ?? Number(parts[0] ?? 10);
  const scale = Number(parts[known === undefined ? 1 : 0] ?? 0);
  const number = readNumber(text);
  const isFit = number !== null && number.scale <= scale && number.digits.length - number.scale <= digits - scale;
  return isFit ? { kind: 'exact', text: writeNumber(number) } : { kind: 'unfit' };
}

function writeWhole(text: string, bits: number, isUnsigned: boolean): Exact {
  const number = readNumber(text);
  if (number === null || number.scale > 0) return { kind: 'unfit' };
  const value = BigInt(writeNumber(number));
  const isFit = (isUnsigned ? BigInt.asUintN : BigInt.asIntN)(bits, value) === value;
  return isFit ? { kind: 'exact', text: String(value) } : { kind: 'unfit' };
}

interface Digits {
  readonly sign: string;
  /** Without zeros at the ends; empty: it is 0. */
  readonly digits: string;
  /** How many of the digits stand behind the point; below 0: so many zeros follow them. */
  readonly scale: number;
}

function readNumber(text: string): Digits | null {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === '' && fraction === '') return null;
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  const scale = fraction.length - Number(exponent) - (all.length - digits.length);
  if (digits === '') return { sign: '', digits, scale: 0 };
  if (digits.length > MOST_DIGITS || Math.abs(scale) > MOST_DIGITS) return null;
  return { sign: sign === '-' ? '-' : '', digits, scale };
}

function writeNumber({ sign, digits, scale }: Digits): string {
  if (scale <= 0) return `${sign}${digits || '0'}${'0'.repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
