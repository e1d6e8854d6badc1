import "server-only";
import type pg from "pg";

const PAUSE_MS = 25;

export type Caller = { call(): void; close(): Promise<void> };

/**
 * Calls other processes, forty times a second at most: a NOTIFY for each message would cost most of the insert rate
 * (they commit one after the other). A call that is lost costs the others one look at their clock.
 */
export function createCaller(pool: pg.Pool, topic: string): Caller {
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  const payload = JSON.stringify({ topic });

  const send = () => {
    timer = undefined;
    sending = pool.query("SELECT pg_notify('patchbay', $1)", [payload]).then(
      () => {},
      () => {},
    );
  };

  return {
    call() {
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
