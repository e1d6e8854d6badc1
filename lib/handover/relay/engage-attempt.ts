import "server-only";
import { EngageError, type EngageErrorCode } from "#lib/engage/errors.ts";
import { log } from "#lib/log.ts";

/** Engage understood and said no, and will say no again. Tokens, limits, locks and outages are not among them. */
const REFUSALS: ReadonlySet<EngageErrorCode> = new Set<EngageErrorCode>([
  "forbidden",
  "not_found",
  "rejected",
  "closed_thread",
  "compose_disabled",
]);

/** A deed whose refusal is noted and stops nothing: the sentence for the record, or null. What may pass is thrown. */
export async function attemptAtEngage(what: string, deed: () => Promise<void>): Promise<string | null> {
  try {
    await deed();
    return null;
  } catch (error) {
    if (!(error instanceof EngageError && REFUSALS.has(error.code))) throw error;
    log.warn({ error: error.message }, `relay: ${what} was refused`);
    return `${what} was refused: ${error.message}`;
  }
}
