import "server-only";
import type pg from "pg";
import { LIVE_CHANNEL } from "./notify.ts";

const PAUSE_MS = 50;

export type Teller = { tell(topics: readonly string[]): void; close(): Promise<void> };

/**
 * Tells browsers of what is stored already, many topics in one statement: a NOTIFY for each change would have them commit one
 * after the other (facts/performance.md §2). What is lost with the process is read again with the next change.
 */
export function createTeller(pool: pg.Pool): Teller {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  const send = () => {
    timer = undefined;
    const topics = [...waiting];
    waiting.clear();
    sending = pool
      .query({
        name: "live.tell",
        text: "SELECT count(pg_notify($1, payload)::text) FROM unnest($2::text[]) AS topic(payload)",
        values: [LIVE_CHANNEL, topics.map((topic) => JSON.stringify({ topic }))],
      })
      .then(
        () => {},
        () => {},
      );
  };

  return {
    tell(topics) {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(send, PAUSE_MS);
    },
    async close() {
      if (timer) {
        clearTimeout(timer);
        send();
      }
      await sending;
    },
  };
}
