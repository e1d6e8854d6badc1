import pg from "pg";
import { applyMigrations } from "#lib/db/migrate.ts";
import { env } from "#lib/env.ts";
import { prepareJobs } from "#lib/jobs/queue.ts";
import { ensureDatabase, StartError, startEmbeddedPostgres } from "./embedded-postgres.ts";

const OLDEST_VERSION = 150_000;

/**
 * The database of this installation: the one of DATABASE_URL, else an embedded server under DATA_DIR. Sets
 * DATABASE_URL for the process. Throws StartError with one sentence when it cannot be used.
 */
export async function openDatabase(): Promise<{ stop(): Promise<void> }> {
  const given = env().DATABASE_URL;
  if (given) {
    await checkServer(given);
    process.env.DATABASE_URL = given;
    return { stop: async () => {} };
  }
  const server = await startEmbeddedPostgres(env().dataDir);
  await ensureDatabase(server, "patchbay");
  process.env.DATABASE_URL = server.url("patchbay");
  return { stop: server.stop };
}

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version_num') AS version",
    );
    if (Number(rows[0]?.version) < OLDEST_VERSION) {
      throw new StartError("DATABASE_URL leads to a PostgreSQL older than 15: Patchbay needs 15 or newer.");
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { host, port, pathname } = new URL(url);
    const reason = (error as Error).message || (error as { code?: string }).code || "no answer";
    throw new StartError(
      `DATABASE_URL cannot be used: ${host || "localhost"}${port ? "" : ":5432"}${pathname} said: ${reason}.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Brings the tables up to date, those of the job queue included. */
export async function migrateDatabase(): Promise<void> {
  const url = process.env.DATABASE_URL ?? "";
  try {
    await applyMigrations(url);
    await prepareJobs(url);
  } catch (error) {
    throw new StartError(
      `The database could not be brought up to date: ${(error as Error).message.split("\n")[0]}`,
    );
  }
}
