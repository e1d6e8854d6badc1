import "server-only";
import type { IncomingMessage } from "node:http";
import { readBody } from "../read-body.ts";
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

/** Reads bodies of senders who are not known yet, a few large ones at a time, and none for ever. */
export function createLargeBodies(roomBytes = ROOM_BYTES, patienceMs = PATIENCE_MS): LargeBodies {
  let taken = 0;
  return {
    async read(req, maxBytes) {
      const declared = Number(req.headers["content-length"]);
      if (declared > maxBytes) throw tooLarge();
      // A length that is not given may be any.
      const wanted = Number.isFinite(declared) ? declared : maxBytes;
      if (wanted <= SMALL_BYTES) return readWhole(req, SMALL_BYTES);
      if (taken + wanted > roomBytes) {
        throw new EngageRefusal("not_stored", 503, "Too many large requests at once", {
          retryAfterSeconds: 5,
        });
      }
      taken += wanted;
      const late = setTimeout(() => req.destroy(), patienceMs);
      try {
        return await readWhole(req, maxBytes);
      } finally {
        clearTimeout(late);
        taken -= wanted;
      }
    },
  };
}

async function readWhole(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  try {
    return await readBody(req, maxBytes);
  } catch (error) {
    if ((error as { code?: unknown }).code === "too_large") throw tooLarge();
    throw error;
  }
}

/** In the words of Engage's own endpoint. */
const tooLarge = () =>
  new EngageRefusal("unreadable", 413, `Invalid request size (max: ${MAX_ENGAGE_BYTES} bytes)`);
