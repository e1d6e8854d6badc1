import type { LastMail } from "./schema.ts";

/** The newest of what several sources saw last. */
export function newestMail(...seen: readonly (LastMail | null | undefined)[]): LastMail | null {
  return seen.reduce<LastMail | null>(
    (newest, one) => (one && !(newest && Date.parse(newest.at) >= Date.parse(one.at)) ? one : newest),
    null,
  );
}
