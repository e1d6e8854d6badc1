declare module "pg-copy-streams" {
  import type { Readable } from "node:stream";
  import type { Connection, Submittable } from "pg";

  /** What `client.query` takes for a COPY … TO STDOUT: the bytes of its answer as a stream. */
  export interface CopyToStream extends Readable, Submittable {
    /** Rows copied; known once the server is ready for the next query. */
    rowCount: number;
    submit(connection: Connection): void;
    handleReadyForQuery(): void;
  }
  export function to(sql: string): CopyToStream;
}
