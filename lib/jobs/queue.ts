import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Tx } from "#lib/db/client.ts";
import { log } from "#lib/log.ts";

/**
 * Odd jobs at a low rate: applies, drift, clean-up. What runs in bulk has tables of its own. pg-boss keeps them in
 * PostgreSQL, so a job is sent in the transaction of the change that asks for it.
 */
export const JOBS = [
  "setup.run",
  "setup.resume",
  "handover.reconcile",
  "handover.expire",
  "handover.watch",
  "email-channel.watch",
  "housekeeping",
  "audit.verify",
  "retention",
  "connections.sweep",
  "connection.check",
  "expiries.remind",
  "readiness.check",
  "byoc-secrets.retire",
  "email-domains.sweep",
  "email-domain.look",
  "email-traffic.sweep",
  "email-traffic.look",
  "rep-requests.remind",
  "mails.await",
  "mails.mend",
  "smtp.keep",
] as const;
export type JobName = (typeof JOBS)[number];

const SCHEMA = "jobs";
const shared = globalThis as unknown as { patchbaySender?: Promise<PgBoss> };

export function createBoss(connectionString: string, role: "sender" | "worker"): PgBoss {
  const boss = new PgBoss({
    connectionString,
    schema: SCHEMA,
    max: role === "worker" ? 4 : 1,
    supervise: role === "worker",
    schedule: role === "worker",
    migrate: role === "worker",
    useListenNotify: role === "worker",
  });
  // Without a listener an error event ends the process; pg-boss goes on by itself when the server is back.
  boss.on("error", (error: Error) => log.warn({ error: error.message }, "job queue: database error"));
  return boss;
}

/** Makes or updates the tables and queues; idempotent. Run with the migrations. */
export async function prepareJobs(connectionString: string): Promise<void> {
  const boss = createBoss(connectionString, "worker");
  await boss.start();
  try {
    for (const name of JOBS) {
      if (!(await boss.getQueue(name))) {
        await boss.createQueue(name, {
          retryLimit: 5,
          retryDelay: 2,
          retryBackoff: true,
          expireInSeconds: 300,
          notify: true,
        });
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Sends a job that exists only if the transaction commits. `singletonKey` keeps one waiting job per key. */
export async function sendJob(
  tx: Tx,
  name: JobName,
  data: Record<string, unknown>,
  options: { singletonKey?: string; startAfterSeconds?: number } = {},
): Promise<void> {
  const boss = await sender();
  await boss.send(name, data, {
    db: fromPrisma(tx),
    ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
    ...(options.startAfterSeconds ? { startAfter: options.startAfterSeconds } : {}),
  });
}

function sender(): Promise<PgBoss> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: start the process through npm");
  shared.patchbaySender ??= createBoss(url, "sender")
    .start()
    .catch((error: unknown) => {
      // The next caller tries again.
      delete shared.patchbaySender;
      throw error;
    });
  return shared.patchbaySender;
}

/** Ends the sender of this process. */
export async function closeSender(): Promise<void> {
  const boss = await shared.patchbaySender;
  delete shared.patchbaySender;
  await boss?.stop({ graceful: false });
}
