import "server-only";
import { createHmac } from "node:crypto";

/**
 * The value of `x-patchbay-signature`: when it was signed, and an HMAC-SHA256 of "seconds.body" per secret. While a
 * secret is being replaced there are two, and the receiver takes a request when any of them is right.
 */
export function signWebhook(body: string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const signatures = secrets.map(
    (secret) => `v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`,
  );
  return [`t=${seconds}`, ...signatures].join(",");
}
