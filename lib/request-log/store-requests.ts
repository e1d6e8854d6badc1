import "server-only";
import type pg from "pg";
import type { RequestLogRow, RequestLogSink } from "#lib/http/request-log.ts";
import { log } from "#lib/log.ts";

const FLUSH_AFTER_MS = 200;
const MAX_BATCH = 500;
/** Beyond this the oldest are dropped: a log must not take the memory of the process when the database is gone. */
const MAX_WAITING = 5_000;

const INSERT = {
  name: "store-requests",
  text: `INSERT INTO request_log (id, at, connection_id, operation, method, host, path, status, duration_ms, attempt,
           request_id, request_headers, request_body, response_headers, response_body, error)
         SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::int[], $9::int[], $10::smallint[], $11::text[], $12::jsonb[], $13::text[], $14::jsonb[], $15::text[],
           $16::text[])`,
};

/**
 * Keeps the rows of the request log in batches, behind the caller's back. The log is best effort on purpose: it
 * describes calls and decides nothing.
 */
export function createRequestLogSink(pool: pg.Pool): RequestLogSink & { flush(): Promise<void> } {
  let waiting: RequestLogRow[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let dropped = 0;

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(async () => {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, MAX_BATCH);
        try {
          await pool.query(INSERT, columnsOf(batch));
          waiting = waiting.slice(batch.length);
        } catch (error) {
          log.warn(
            { error: (error as Error).message, waiting: waiting.length, dropped },
            "request log: not stored yet",
          );
          schedule(FLUSH_AFTER_MS * 10);
          return;
        }
      }
    });
    return running;
  };
  const schedule = (delay: number) => {
    timer ??= setTimeout(flush, delay);
    timer.unref();
  };
  return {
    append(row) {
      if (waiting.length >= MAX_WAITING) {
        waiting.shift();
        dropped += 1;
      }
      waiting.push(row);
      schedule(FLUSH_AFTER_MS);
    },
    flush,
  };
}

function columnsOf(rows: readonly RequestLogRow[]): unknown[][] {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.at),
    rows.map((row) => row.connectionId),
    rows.map((row) => row.operation),
    rows.map((row) => row.method),
    rows.map((row) => row.host),
    rows.map((row) => row.path),
    rows.map((row) => row.status),
    rows.map((row) => Math.round(row.durationMs)),
    rows.map((row) => row.attempt),
    rows.map((row) => row.requestId),
    rows.map((row) => json(row.requestHeaders)),
    rows.map((row) => row.requestBody?.replaceAll("\0", "") ?? null),
    rows.map((row) => json(row.responseHeaders)),
    rows.map((row) => row.responseBody?.replaceAll("\0", "") ?? null),
    rows.map((row) => row.error),
  ];
}
