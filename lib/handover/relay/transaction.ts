import "server-only";
import type pg from "pg";

/** Runs `work` in one transaction of its own connection; whatever it throws rolls everything back. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: unknown) => {
      broken = failure;
    });
    throw error;
  } finally {
    // A connection whose ROLLBACK failed is in an unknown state and must not be used again.
    client.release(broken !== undefined);
  }
}
