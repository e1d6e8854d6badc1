import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { type EmbeddedPostgres, ensureDatabase, startEmbeddedPostgres } from "./embedded-postgres.ts";

const TEMPLATE = "patchbay_template";

export type TestCluster = { url(database: string): string; stop(): Promise<void> };

/**
 * One PostgreSQL for a whole test run, in a temporary folder, with a migrated template database. Without fsync:
 * tests care what is written, not whether it survives a power cut.
 */
export async function startTestCluster(): Promise<TestCluster> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-test-"));
  fs.chmodSync(dir, 0o755);
  const server: EmbeddedPostgres = await startEmbeddedPostgres(dir, { durable: false });
  await ensureDatabase(server, TEMPLATE);
  await migrate(server.url(TEMPLATE));
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** As at a start of the product: all tables, those of the job queue included. */
async function migrate(url: string): Promise<void> {
  const args = ["--conditions=react-server", path.join(import.meta.dirname, "migrate.ts")];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, DATABASE_URL: url } });
}

export type TestDatabase = { url: string; name: string; drop(): Promise<void> };

/** A fresh migrated database copied from the template. `clusterUrl` is any address in the cluster. */
export async function createTestDatabase(clusterUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const at = (database: string) => Object.assign(new URL(clusterUrl), { pathname: `/${database}` }).href;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: at("postgres") });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  // Files are copied as they are: page by page through the write-ahead log costs several times as much.
  await run(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  return { url: at(name), name, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
