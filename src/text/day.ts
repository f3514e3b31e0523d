const DAY_MS = 86_400_000;

/** The day in UTC, `YYYY-MM-DD`; two of them compare as text. @param moment in milliseconds since 1970 */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_MS);
}

/** Whether a text is a day that exists; `Date` takes 30 February for 1 or 2 March. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && dayOf(moment) === text;
}
