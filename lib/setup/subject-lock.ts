import "server-only";
import type pg from "pg";
import { pool } from "#lib/db/client.ts";

const WAIT_MS = 2_000;
const LOCK_NOT_AVAILABLE = "55P03";

/** The connection that held the lock is gone, and with it the right to go on. The job comes back and looks again. */
export class LockLost extends Error {}

/** Runs statements on the connection that holds the lock; throws LockLost when it is gone. */
export type SubjectLock = {
  query(text: string, values: readonly unknown[]): Promise<{ rowCount: number | null }>;
};

/**
 * Does `work` as the only one of all processes for this subject; answers "busy" when somebody else is at it for longer
 * than two seconds. The lock lives as long as its connection: a killed process gives it up at once. Whoever keeps its
 * journal through `lock.query` cannot go on unnoticed after losing it, because that query fails.
 */
export async function withSubjectLock<T>(
  subject: string,
  work: (lock: SubjectLock) => Promise<T>,
): Promise<T | "busy"> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  const key = `setup run ${subject}`;
  try {
    if (!(await acquire(client, key))) return "busy";
    try {
      return await work({
        query: (text, values) =>
          client.query(text, [...values]).catch((cause: unknown) => {
            throw new LockLost("The connection that holds the set-up lock failed", { cause });
          }),
      });
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [key]).catch(onError);
    }
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

async function acquire(client: pg.PoolClient, key: string): Promise<boolean> {
  await client.query("SELECT set_config('lock_timeout', $1, false)", [String(WAIT_MS)]);
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [key]);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  } finally {
    await client.query("SELECT set_config('lock_timeout', '0', false)");
  }
}
