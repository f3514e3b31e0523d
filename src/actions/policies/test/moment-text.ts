import type { MomentType } from './column-type.ts';

/** A day, a time of it, and a part of a second. */
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?)?$/;

/** The seconds since 1970. ClickHouse reads fewer digits as something else. */
const SECONDS = /^[1-9]\d{9}$/;
const LAST_SECOND = 4_294_000_000;

/**
 * Whether a type holds the day or moment that a text says. ClickHouse takes a day for another one that is not there, or
 * that is out of the type's range, and a time that summer time leaves out, without a word.
 */
export function holdsMoment(text: string, { first, last, digits, zone }: MomentType): boolean {
  const clock = zone === null ? null : openClock(zone);
  if (zone !== null && clock === null) return false;
  if (digits !== null && SECONDS.test(text)) return Number(text) < LAST_SECOND;
  const [, year = '', month = '', day = '', time = '00:00:00', fraction = ''] = MOMENT.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  if (year === '' || date < first || date > last) return false;
  if (digits === null ? text !== date : fraction.length > digits) return false;
  const local = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (!local.toISOString().startsWith(date)) return false;
  return clock === null || existsIn(clock, Date.parse(`${date}T${time}Z`));
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Whether clocks of a time zone show a time. @param local what they show, as if they showed UTC */
function existsIn(clock: Intl.DateTimeFormat, local: number): boolean {
  return [-DAY_MS, DAY_MS].some((step) => {
    const ahead = readClock(clock, local + step) - (local + step);
    return readClock(clock, local - ahead) === local;
  });
}

/** What clocks of a time zone show at a moment, as if they showed UTC; in whole seconds. */
function readClock(clock: Intl.DateTimeFormat, moment: number): number {
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** To make one takes longer than to read it thousands of times. There are as many as time zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Null: there is no such time zone. */
function openClock(zone: string): Intl.DateTimeFormat | null {
  const numeric = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  try {
    const options = { timeZone: zone, ...numeric, second: '2-digit', hourCycle: 'h23' } as const;
    const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en', options);
    clocks.set(zone, clock);
    return clock;
  } catch {
    return null;
  }
}
