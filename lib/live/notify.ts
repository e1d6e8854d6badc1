import "server-only";
import type { Tx } from "#lib/db/client.ts";

/** The one channel; what it carries only tells browsers to read again. */
export const LIVE_CHANNEL = "patchbay";

/** Tells every process that something under `topic` changed, when the transaction commits. */
export async function notify(tx: Tx, topic: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify({ topic })})::text`;
}
