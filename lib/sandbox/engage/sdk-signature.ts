import { createHmac, timingSafeEqual } from "node:crypto";

/** Lower-case hex HMAC-SHA-512 over the bytes as they go over the wire, keyed with the source's token (facts §2.1). */
export function sdkSignature(body: Uint8Array | string, token: string): string {
  return createHmac("sha512", token).update(body).digest("hex");
}

export const signatureHeader = "X-SMCCSDK-SIGNATURE";

/** Whether a signature is the one; upper case is another text. A source without a token accepts nothing. */
export function isSignedBy(body: Uint8Array | string, token: string, signature: string): boolean {
  const expected = Buffer.from(sdkSignature(body, token));
  const given = Buffer.from(signature);
  return token !== "" && expected.length === given.length && timingSafeEqual(expected, given);
}
