import "server-only";
import type { Readable } from "node:stream";
import { to } from "pg-copy-streams";
import { connect } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { literalSql } from "./literal-sql.ts";

export type CopyOut = {
  /** What COPY writes, as fast as it is read and no faster: memory does not grow with the rows. */
  stream: Readable;
  /** Rows copied, when all were; rejects when the reader left, the server failed, or the time was up. */
  rows: Promise<number>;
};

/** A reader who falls asleep must not hold a snapshot of the database for ever. */
const MAX_DURATION_MS = 30 * 60_000;

/**
 * `COPY (query) TO STDOUT WITH (format)` over a connection of its own: readers may be slow, and the pool is for those
 * who are not. Destroying the stream ends the connection and with it the query.
 */
export async function copyOut(query: Prisma.Sql, format: string): Promise<CopyOut> {
  const client = await connect();
  // A server may have been set to write times the German way.
  await client.query("SET datestyle = ISO");
  const stream = to(`COPY (${literalSql(query)}) TO STDOUT WITH (${format})`);
  const { promise: rows, resolve, reject } = Promise.withResolvers<number>();
  // Who only reads the stream hears of a failure there.
  rows.catch(() => {});
  const timer = setTimeout(() => stream.destroy(new Error("The copy took too long")), MAX_DURATION_MS);
  const end = () => {
    clearTimeout(timer);
    // With the query still running this cuts the connection, and the server gives it up.
    void client.end().catch(() => {});
  };
  // The count comes with the server's last word, after the last row.
  stream.handleReadyForQuery = () => {
    resolve(stream.rowCount);
    end();
  };
  stream.on("error", (error) => {
    reject(error);
    stream.destroy();
    end();
  });
  stream.once("close", () => {
    if (stream.readableEnded) return;
    reject(new Error("The reader left"));
    end();
  });
  client.on("error", (error) => stream.destroy(error));
  client.query(stream);
  return { stream, rows };
}
