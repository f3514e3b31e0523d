/** Stands for a value that the Platform did not give: never a zero. */
export const UNKNOWN = 'unknown';

/** `1,234`; null is unknown. Without `Intl`, which loads its data for 10 ms at each start. */
export function formatCount(count: number | null): string {
  return count === null ? UNKNOWN : String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `+3`, `0`, `−1,234`. */
export function formatChange(change: number): string {
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return sign + formatCount(Math.abs(change));
}

/** `1 policy`, `1,234 policies`. */
export function countNouns(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/**
 * `a, b and 1,234 more`.
 * @param items as many as are shown
 * @param total how many there are, with those that are not shown
 */
export function joinSome(items: readonly string[], total: number, separator = ', '): string {
  const list = items.join(separator);
  return total > items.length ? `${list} and ${formatCount(total - items.length)} more` : list;
}

/** `under 1 s`, `45 s`, `4 min 12 s`, `1 h 5 min`; null is unknown. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return UNKNOWN;
  const whole = Math.round(seconds);
  if (whole < 1) return 'under 1 s';
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return joinUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
