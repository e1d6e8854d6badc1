import { createPool } from "#lib/db/client.ts";
import { serveProgram } from "../program.ts";

/** Stands in for pgbench where it is not installed: one insert per row over 50 connections. */
const CONNECTIONS = 50;
const pool = createPool(process.env.DATABASE_URL ?? "", CONNECTIONS);

serveProgram(
  {},
  {
    /** Rows per second of `text`, whose one parameter is a number that rises. */
    rate: async ({ text, ms, first }: { text: string; ms: number; first: number }) => {
      const startedAt = performance.now();
      let next = first;
      let stored = 0;
      const caller = async () => {
        while (performance.now() - startedAt < ms) {
          next += 1;
          await pool.query({ name: "bench-insert", text, values: [next] });
          stored += 1;
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, caller));
      return (stored * 1000) / (performance.now() - startedAt);
    },
  },
);
