/**
 * The wait a Retry-After header asks for, in milliseconds from `now`; null when it is absent or unreadable.
 * Reads both forms of RFC 9110 §10.2.3: seconds and HTTP-date. A date in the past is a wait of 0.
 */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  const value = header?.trim();
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  // `Date.parse` also takes "-5" and "2 apples"; an HTTP-date names its month.
  if (!/[a-z]{3}/i.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
