import { isIPv6 } from 'node:net';
import { quoteText } from '../sql/wrap.ts';
import type { MomentType, ScalarType } from './column-type.ts';
import { writeDecimal, writeFloat, writeWhole } from './exact-number.ts';
import { holdsMoment } from './moment-text.ts';
import { UnfitValue } from './unfit-value.ts';

/** Of numbers that YAML writes otherwise than ClickHouse. */
const NOT_FINITE: ReadonlyMap<string, string> = new Map([
  ['.inf', 'inf'],
  ['+.inf', 'inf'],
  ['-.inf', '-inf'],
  ['.nan', 'nan'],
]);

const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['1', 'true'],
  ['false', 'false'],
  ['0', 'false'],
]);

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** ClickHouse reads `010` as 10, and other programs as 8. */
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/**
 * A text of a file as ClickHouse's SQL writes it for a type.
 * @throws {UnfitValue} if the type does not hold it, or would make another value of it
 */
export function writeScalar(text: string, type: ScalarType): string {
  const written = fitScalar(text, type);
  if (written === null) throw new UnfitValue(text, describeAllowed(type));
  return type.kind === 'bool' || (type.kind === 'float' && /^[-\d]/.test(written)) ? written : quoteText(written);
}

/** Null: the type does not hold it. */
function fitScalar(text: string, type: ScalarType): string | null {
  switch (type.kind) {
    case 'bool':
      return BOOLEANS.get(text) ?? null;
    case 'whole':
      return writeWhole(text, type.bits, type.isUnsigned);
    case 'decimal':
      return writeDecimal(text, type.digits, type.scale);
    case 'float':
      return NOT_FINITE.get(text.toLowerCase()) ?? writeFloat(text, type.bits);
    case 'moment':
      return holdsMoment(text, type) ? text : null;
    case 'fixed-text':
      return text.isWellFormed() && Buffer.byteLength(text) === type.bytes ? text : null;
    case 'enum':
      return type.names.includes(text) ? text : null;
    case 'uuid':
      return UUID.test(text) ? text : null;
    case 'ipv4':
      return IPV4.test(text) ? text : null;
    case 'ipv6':
      return isIPv6(text) && !text.includes('%') ? text : null;
  }
}

function describeAllowed(type: ScalarType): string {
  switch (type.kind) {
    case 'bool':
      return '`true` or `false`';
    case 'whole':
      return `a whole number of ${type.bits} bits${type.isUnsigned ? ' without a sign' : ''}`;
    case 'decimal':
      return `a number with up to ${type.digits - type.scale} digits in front of the point and ${type.scale} behind it`;
    case 'float':
      return `a number that ${type.bits} bits hold as it is written`;
    case 'moment':
      return describeMoment(type);
    case 'fixed-text':
      return `a text of ${type.bytes} bytes`;
    case 'enum':
      return 'a name of the type';
    case 'uuid':
      return 'a UUID with hyphens';
    case 'ipv4':
      return 'four numbers without leading zeros, such as `10.0.0.1`';
    case 'ipv6':
      return 'an address of IPv6';
  }
}

function describeMoment({ first, last, digits, zone }: MomentType): string {
  const range = `from ${first} to ${last}`;
  if (digits === null) return `a day ${range}, such as \`2026-01-31\``;
  const place = zone === null ? '' : `, which clocks in \`${zone}\` show`;
  const fraction = digits === 0 ? '' : `, with up to ${digits} digits behind the second`;
  return `a time ${range}, such as \`2026-01-31 12:00:00\`${fraction}${place}, or the ten digits of the seconds since 1970`;
}
