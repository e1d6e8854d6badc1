import "server-only";
import { log } from "#lib/log.ts";
import type { Claims, Return } from "./due-claims.ts";
import type { Held } from "./due-rows.ts";

/** Looks that end within such a stretch are written together. */
const GATHER_MS = 20;
const RETRY_MS = 250;
const TRIES_AT_END = 3;

/** Gives rows back in batches. What the database does not take now is tried again: until then nobody misses it, for its lease runs. */
export function createReturns(claims: Claims, queue: string) {
  let back: Return[] = [];
  let gone: Held[] = [];
  let writing: Promise<void> | undefined;
  let closed = false;

  async function write(): Promise<void> {
    for (let tries = 0; back.length + gone.length > 0 && !(closed && tries >= TRIES_AT_END); ) {
      if (!closed) await pause(tries > 0 ? RETRY_MS : GATHER_MS);
      const [returning, dropping] = [back, gone];
      [back, gone] = [[], []];
      try {
        if (returning.length > 0) await claims.giveBack(returning);
        if (dropping.length > 0) await claims.drop(dropping);
        tries = 0;
      } catch (error) {
        // Saying it twice changes nothing: the fence is another one as soon as somebody takes the row.
        [back, gone] = [
          [...returning, ...back],
          [...dropping, ...gone],
        ];
        tries++;
        log.warn({ queue, error: (error as Error).message }, "due table: rows could not be given back");
      }
    }
    writing = undefined;
  }

  return {
    add({ id, fence }: Held, waitedMs: number, looked: { afterMs: number } | "done"): void {
      if (looked === "done") gone.push({ id, fence });
      else back.push({ id, fence, waitedMs, afterMs: looked.afterMs });
      writing ??= write();
    },
    /** Resolves when all is written, or when the database is not there: then the leases end by themselves. */
    async close(): Promise<void> {
      closed = true;
      while (writing) await writing;
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
