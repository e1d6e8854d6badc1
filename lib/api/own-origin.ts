import type { Env } from "#lib/env.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

type Headers = { origin: string | null; host: string | null };

/**
 * Whether a request was sent by a page of ours. They are at PUBLIC_URL, whose scheme, host and port a browser names also where a
 * proxy ends TLS and calls us by plain http. Where PUBLIC_URL is not set they are wherever the request went to, and on this
 * machine in any case: it may well be opened here while vendors call it by a tunnel.
 */
export function isOwnOrigin(
  { origin, host }: Headers,
  { PUBLIC_URL, publicUrl }: Pick<Env, "PUBLIC_URL" | "publicUrl">,
): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.origin === new URL(publicUrl).origin) return true;
  return from.host === host && (PUBLIC_URL === undefined || LOOPBACK.includes(from.hostname));
}
