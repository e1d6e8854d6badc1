import "server-only";
import type { IncomingMessage } from "node:http";
import { AppError } from "#lib/errors.ts";
import { EngageRefusal } from "./engage-refusal.ts";

/** The largest body that Engage sends or takes (facts/engage.md §2.3). */
export const MAX_ENGAGE_BYTES = 20_971_520;
/** Bodies up to here are read from anybody. */
export const SMALL_BYTES = 64 * 1024;
/** What all large bodies together may hold of the memory before anybody has proved to be Engage. */
const ROOM_BYTES = 4 * MAX_ENGAGE_BYTES;
const PATIENCE_MS = 30_000;

export type LargeBodies = {
  /** The whole body, as the bytes that came. Throws 413 beyond the limit, 503 while there is no room for it. */
  read(req: IncomingMessage, maxBytes: number): Promise<Buffer>;
};

/**
 * Reads bodies of senders who are not known yet. Small ones always; of what goes beyond, all together hold a few large
 * ones at a time, and none for ever.
 */
export function createLargeBodies(roomBytes = ROOM_BYTES, patienceMs = PATIENCE_MS): LargeBodies {
  let taken = 0;
  return {
    async read(req, maxBytes) {
      if (Number(req.headers["content-length"]) > maxBytes) throw tooLarge();
      const chunks: Buffer[] = [];
      let length = 0;
      let own = 0;
      const late = setTimeout(() => req.destroy(), patienceMs);
      try {
        // Left alone when it is refused: the refusal has to go back over the same line.
        const body: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false });
        for await (const chunk of body) {
          length += chunk.length;
          if (length > maxBytes) throw tooLarge();
          const more = Math.max(0, length - SMALL_BYTES) - own;
          if (taken + more > roomBytes) throw noRoom();
          taken += more;
          own += more;
          chunks.push(chunk);
        }
        return Buffer.concat(chunks, length);
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw new AppError("bad_request", { detail: "The request ended too early." });
      } finally {
        clearTimeout(late);
        taken -= own;
      }
    },
  };
}

/** In the words of Engage's own endpoint. */
const tooLarge = () =>
  new EngageRefusal("unreadable", 413, `Invalid request size (max: ${MAX_ENGAGE_BYTES} bytes)`);

const noRoom = () =>
  new EngageRefusal("not_stored", 503, "Too many large requests at once", { retryAfterSeconds: 5 });
