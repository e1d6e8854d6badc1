import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

/** Header of signed requests and answers, both ways (facts/engage.md §2.1). */
export const SIGNATURE_HEADER = "x-smccsdk-signature";
/** The same in the query, for sources with "Alternative signature" ticked, where a proxy drops unknown headers. */
export const SIGNATURE_PARAMETER = "signature";

/** HMAC-SHA-512 over the bytes as they travel, in lower-case hex; the key is the source's API access token. */
export function signBody(body: string | Uint8Array, token: string): string {
  return createHmac("sha512", token).update(body).digest("hex");
}

const HEX = /^[0-9a-f]{128}$/i;

/**
 * Whether the signature belongs to exactly these bytes. Never give it a body that was parsed and written again: 1.0 becomes 1 and the
 * signature of an honest sender fails. Takes as long whatever is wrong.
 */
export function verifySignature(
  rawBody: string | Uint8Array,
  signature: string | null | undefined,
  token: string,
): boolean {
  const given = signature && HEX.test(signature) ? signature.toLowerCase() : "";
  const wanted = Buffer.from(signBody(rawBody, token));
  // Without a usable signature the bytes are compared all the same, with something that never fits.
  const compared = Buffer.from(given === "" ? "-".repeat(wanted.length) : given);
  return timingSafeEqual(compared, wanted);
}

/** The signature a request carries: its header, or else `?signature=`. Null when it has none. */
export function signatureOf(request: {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Path and query, or a whole URL. */
  readonly url?: string | undefined;
}): string | null {
  const header = request.headers[SIGNATURE_HEADER];
  const value = typeof header === "string" ? header : header?.[0];
  if (value?.trim()) return value.trim();
  const query = /\?([^#]*)/.exec(request.url ?? "")?.[1];
  return (query && new URLSearchParams(query).get(SIGNATURE_PARAMETER)?.trim()) || null;
}

/** Whether two secrets are the same, in a time that tells nothing of where they differ or how long the kept one is. */
export function sameSecret(given: string | null | undefined, kept: string): boolean {
  if (!given || !kept) return false;
  const digest = (text: string) => createHmac("sha256", "compare").update(text).digest();
  return timingSafeEqual(digest(given), digest(kept));
}
