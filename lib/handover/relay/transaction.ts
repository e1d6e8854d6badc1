import "server-only";
import type pg from "pg";

/** Runs `work` in one transaction of its own connection; whatever it throws rolls everything back. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // A connection that breaks between two queries says so by an event, which ends the process if nobody listens.
  const onError = () => {
    broken = true;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(onError);
    throw error;
  } finally {
    client.off("error", onError);
    // What broke, or could not roll back, is in an unknown state and must not be used again.
    client.release(broken);
  }
}
