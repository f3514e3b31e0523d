/** The first and the last year of which a type holds every day, and how many digits of a second it has. */
interface MomentType {
  readonly first: string;
  readonly last: string;
  /** Null: it holds days alone. */
  readonly digits: number | null;
}

/** A day, a time of it, and a part of a second. */
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d+))?)?$/;

/** What a type of days or moments holds, as ClickHouse says; null: it is no such type. */
function describeMomentType(name: string, parts: readonly string[]): MomentType | null {
  if (name === 'Date') return { first: '1970-01-01', last: '2149-06-06', digits: null };
  if (name === 'Date32') return { first: '1900-01-01', last: '2299-12-31', digits: null };
  // With a time zone the days at both ends are not whole.
  if (name === 'DateTime' || name === 'DateTime32') return { first: '1970-01-02', last: '2106-02-05', digits: 0 };
  if (name === 'DateTime64') return { first: '1900-01-02', last: '2299-12-30', digits: Number(parts[0] ?? 3) };
  return null;
}

/**
 * Whether a type holds the day or moment that a text says. ClickHouse takes a day for another one that is not there, or
 * that is out of the type's range, without a word.
 * @returns null if it is no type of days or moments
 */
export function holdsMoment(text: string, name: string, parts: readonly string[]): boolean | null {
  const type = describeMomentType(name, parts);
  if (type === null) return null;
  // The seconds since 1970, or the days.
  if (/^\d{1,10}$/.test(text)) return Number(text) < (type.digits === null ? 40_000 : 4_294_000_000);
  const [, year = '', month = '', day = '', fraction = ''] = MOMENT.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  if (year === '' || date < type.first || date > type.last) return false;
  if (type.digits === null ? text !== date : fraction.length > type.digits) return false;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).toISOString().startsWith(date);
}
