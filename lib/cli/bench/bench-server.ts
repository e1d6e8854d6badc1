import pg from "pg";
import { applyMigrations } from "#lib/db/migrate.ts";
import { prepareJobs } from "#lib/jobs/queue.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { BENCH_DIR } from "./bench-dir.ts";

export type BenchDatabase = { url: string; drop(): Promise<void> };

export type BenchServer = {
  /** A fresh migrated database. */
  database(name: string): Promise<BenchDatabase>;
  /** Drops every database of the run and stops the server. */
  stop(): Promise<void>;
};

/** A PostgreSQL that really writes to disk: rates of commits are compared. */
export async function startBenchServer(): Promise<BenchServer> {
  const server = await startEmbeddedPostgres(BENCH_DIR, { durable: true });
  const names = new Set<string>();
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url("postgres") });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const drop = async (name: string) => {
    await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    names.delete(name);
  };
  return {
    async database(name) {
      await drop(name);
      await run(`CREATE DATABASE ${name}`);
      names.add(name);
      await applyMigrations(server.url(name));
      await prepareJobs(server.url(name));
      return { url: server.url(name), drop: () => drop(name) };
    },
    async stop() {
      for (const name of [...names]) await drop(name);
      await server.stop();
    },
  };
}
