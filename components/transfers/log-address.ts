/** The log of transfers filtered to what stands behind a number. */
export function logAddress(asked: Record<string, string | undefined>): string {
  const wanted = Object.entries(asked).filter(([, value]) => value !== undefined && value !== "");
  const query = new URLSearchParams(wanted as [string, string][]).toString();
  return `/transfers/log?${query.replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%40", "@").replaceAll("%3A", ":")}`;
}
