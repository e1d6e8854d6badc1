import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { closeSender } from "#lib/jobs/queue.ts";

/** Gives back what a process holds of the database. */
export async function closeProcess(): Promise<void> {
  await closeEgress();
  await closeSender().catch(() => {});
  await db().$disconnect();
  await pool().end();
}
