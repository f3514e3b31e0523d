import { trimEnd } from '../../../text/trim-end.ts';

/** A number as text: digits, a point, an exponent. */
const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,4}))?$/i;

/** No type has more digits, in front of the point or behind it. */
const MOST_DIGITS = 400;

/** A whole number of a type, digit for digit; null: the type would make another number of it, or it is none. */
export function writeWhole(text: string, bits: number, isUnsigned: boolean): string | null {
  const number = readNumber(text);
  if (number === null || number.scale > 0) return null;
  const value = BigInt(writeNumber(number));
  return (isUnsigned ? BigInt.asUintN : BigInt.asIntN)(bits, value) === value ? String(value) : null;
}

/** A number of a type with so many digits, `scale` of them behind the point; null: it has no room for all of them. */
export function writeDecimal(text: string, digits: number, scale: number): string | null {
  const number = readNumber(text);
  const isFit = number !== null && number.scale <= scale && number.digits.length - number.scale <= digits - scale;
  return isFit ? writeNumber(number) : null;
}

/** A number as a float of 32 or 64 bits is shown, with as few digits as tell it from all others; null: another number is. */
export function writeFloat(text: string, bits: 32 | 64): string | null {
  const number = readNumber(text);
  if (number === null) return null;
  const value = Number(text);
  const shortest = bits === 64 ? String(value) : shortenFloat32(Math.fround(value));
  const shown = readNumber(shortest);
  return shown !== null && writeNumber(shown) === writeNumber(number) ? shortest : null;
}

function shortenFloat32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(9);
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
  const digits = trimEnd(all, '0');
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
