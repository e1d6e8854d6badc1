import "server-only";

/**
 * The address of the caller as the custom server wrote it down (it overwrites what the client sent), for rate limits
 * and audit rows.
 */
export function clientIp(headers: Headers | Record<string, unknown>): string | undefined {
  const value = headers instanceof Headers ? headers.get("x-patchbay-ip") : headers["x-patchbay-ip"];
  return typeof value === "string" && value ? value : undefined;
}
