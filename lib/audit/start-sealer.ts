import "server-only";
import { log } from "#lib/log.ts";
import { anchorHead } from "./anchor.ts";

const EVERY_MS = 10_000;

/** Anchors the chain outside the database as it grows: rows cut off within ten seconds of being written would not be seen. */
export function startSealer(everyMs = EVERY_MS): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const seal = () => {
    running = running
      .then(() => anchorHead(new Date()))
      .catch((error: Error) => log.warn({ error: error.message }, "audit log: not anchored yet"));
    return running;
  };
  const timer = setInterval(seal, everyMs).unref();
  void seal();
  return {
    stop: () => {
      clearInterval(timer);
      // What was written since the last time must not wait for the next start.
      return seal();
    },
  };
}
