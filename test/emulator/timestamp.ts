/**
 * RFC 3339 in UTC from milliseconds since 1970, which may have a fraction. As Go writes it: as many decimals as it
 * takes, so that two of them do not compare as text.
 */
export function formatTimestamp(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const microseconds = Math.round((milliseconds - whole) * 1_000) % 1_000;
  const fraction = `${new Date(whole).toISOString().slice(20, 23)}${String(microseconds).padStart(3, '0')}`;
  const decimals = fraction.replace(/0+$/, '');
  return `${new Date(whole).toISOString().slice(0, 19)}${decimals === '' ? '' : `.${decimals}`}Z`;
}
