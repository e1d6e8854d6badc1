import "server-only";
import type pg from "pg";
import type { RequestLogRow, RequestLogSink } from "#lib/http/request-log.ts";
import { log } from "#lib/log.ts";

const FLUSH_AFTER_MS = 200;
const RETRY_AFTER_MS = 2_000;
const MAX_BATCH = 500;
/** Beyond this the oldest are dropped: a log must not take the memory of the process when the database is gone. */
const MAX_WAITING = 5_000;
/** Rows of successful calls that a process keeps in a second; a row of an error is always kept. */
const SUCCESSES_PER_SECOND = 1_000;
const REPORT_EVERY_MS = 60_000;

const INSERT = {
  name: "store-requests",
  text: `INSERT INTO request_log (id, at, connection_id, operation, method, host, path, status, duration_ms, attempt,
           request_id, request_headers, request_body, response_headers, response_body, error)
         SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::int[], $9::int[], $10::smallint[], $11::text[], $12::jsonb[], $13::text[], $14::jsonb[], $15::text[],
           $16::text[])`,
};

export type StoredRequests = Required<RequestLogSink> & {
  /** Resolves when everything that waits is stored, or could not be stored for now. */
  flush(): Promise<void>;
};

/**
 * Keeps the rows of the request log in batches, behind the caller's back. The log is best effort on purpose: it
 * describes calls and decides nothing. Above a thousand calls a second it keeps every error and an even sample of the
 * rest, because storing a call costs more than making it.
 */
export function createRequestLogSink(
  pool: pg.Pool,
  now: () => number = () => performance.now(),
): StoredRequests {
  let waiting: RequestLogRow[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let leftOut = 0;
  let allowance = SUCCESSES_PER_SECOND;
  let refilledAt = now();
  let reportedAt = Number.NEGATIVE_INFINITY;

  /** One second's worth may come at once; then room grows with the time, which spreads the sample over it. */
  const hasRoom = (): boolean => {
    const time = now();
    allowance = Math.min(
      SUCCESSES_PER_SECOND,
      allowance + ((time - refilledAt) / 1000) * SUCCESSES_PER_SECOND,
    );
    refilledAt = time;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH);
      try {
        await store(pool, batch);
      } catch (error) {
        leftOut += Math.max(0, batch.length + waiting.length - MAX_WAITING);
        waiting = [...batch, ...waiting].slice(-MAX_WAITING);
        log.warn(
          { error: (error as Error).message, waiting: waiting.length, leftOut },
          "request log: not stored yet",
        );
        schedule(RETRY_AFTER_MS);
        return;
      }
    }
    if (leftOut === 0 || now() - reportedAt < REPORT_EVERY_MS) return;
    log.info({ leftOut }, "request log: more calls than are kept, some rows were left out");
    leftOut = 0;
    reportedAt = now();
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(drain);
    return running;
  };
  const schedule = (delay: number) => {
    timer ??= setTimeout(flush, delay).unref();
  };
  return {
    admitsSuccess() {
      const admitted = hasRoom();
      if (!admitted) leftOut += 1;
      return admitted;
    },
    append(row) {
      if (waiting.length >= MAX_WAITING) {
        waiting.shift();
        leftOut += 1;
      }
      waiting.push(row);
      schedule(FLUSH_AFTER_MS);
    },
    flush,
  };
}

/** Writes a batch. A row that PostgreSQL cannot hold is left out alone, lest it keep all later ones from the table. */
async function store(pool: pg.Pool, batch: readonly RequestLogRow[]): Promise<void> {
  try {
    await pool.query(INSERT, columnsOf(batch));
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (batch.length === 1) {
      log.warn(
        { operation: batch[0]?.operation, error: (error as Error).message },
        "request log: row not kept",
      );
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await store(pool, batch.slice(0, half));
    await store(pool, batch.slice(half));
  }
}

/** SQLSTATE classes 22 and 23: the values are at fault, not the connection. */
const isDataError = (error: unknown) => /^2[23]/.test(String((error as { code?: unknown }).code));

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
