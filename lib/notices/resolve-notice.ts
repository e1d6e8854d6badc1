import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";

/**
 * Says that what was wrong is right again. Call it on a measured recovery only: that somebody has read a notice does not
 * mend anything. True when one was open.
 */
export async function resolveNotice(tx: Tx, cause: string, now = new Date()): Promise<boolean> {
  return (await resolve(tx, { equals: cause }, now)) > 0;
}

/** Resolves all notices whose cause begins so: what they were about is gone. */
export async function resolveNoticesOf(tx: Tx, causePrefix: string, now = new Date()): Promise<number> {
  return resolve(tx, { startsWith: causePrefix }, now);
}

async function resolve(tx: Tx, cause: { equals: string } | { startsWith: string }, now: Date) {
  const { count } = await tx.notice.updateMany({
    where: { cause, resolvedAt: null },
    data: { resolvedAt: now, updatedAt: now },
  });
  if (count > 0) await notify(tx, "notices");
  return count;
}
