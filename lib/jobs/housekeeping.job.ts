import "server-only";
import { db } from "#lib/db/client.ts";
import type { JobHandler } from "./worker.ts";

const MONTHS_AHEAD = 2;
const DAY_MS = 86_400_000;
const LAST_KNOWN_DAYS = 30;
/** How long the same Idempotency-Key gets the same transfer. */
const TRANSFER_KEY_DAYS = 7;

/**
 * Each minute: months to come get their partitions, what has run out is forgotten.
 */
export const housekeeping: JobHandler = {
  name: "housekeeping",
  cron: "* * * * *",
  run: async () => {
    const now = new Date();
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      await db().$queryRaw`
        SELECT ensure_month_partition(parent, (now() + make_interval(months => ${ahead}::int))::date)::text
        FROM unnest(ARRAY['audit_entry', 'request_log', 'bridge_call', 'transfer']) AS parent`;
    }
    await db().bridgeToken.deleteMany({ where: { expiresAt: { lt: now } } });
    await db().session.deleteMany({
      where: { expiresAt: { lt: new Date(now.getTime() - 30 * DAY_MS) } },
    });
    await db().lastKnown.deleteMany({
      where: { at: { lt: new Date(now.getTime() - LAST_KNOWN_DAYS * DAY_MS) } },
    });
    await db().transferKey.deleteMany({
      where: { at: { lt: new Date(now.getTime() - TRANSFER_KEY_DAYS * DAY_MS) } },
    });
    await db().rateLimit.deleteMany({ where: { expire: { lt: now.getTime() } } });
  },
};
