import "server-only";
import { AppError } from "#lib/errors.ts";

const MAX_LENGTH = 255;

/** The Idempotency-Key of a request; null without one. Throws `bad_request` for one that cannot be. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= MAX_LENGTH) return key;
  throw new AppError("bad_request", {
    detail: `An Idempotency-Key has 1 to ${MAX_LENGTH} characters of ASCII without blanks.`,
    fix: "Send a UUID, a new one for each request that is not a repetition.",
  });
}
