import "server-only";
import type pg from "pg";
import { db } from "#lib/db/client.ts";
import type { OutboundCall } from "#lib/db/generated/client.ts";
import { type DueTable, startDueTable } from "#lib/jobs/due-table.ts";
import type { Listener } from "#lib/live/listen.ts";
import { CALLS } from "../subject.ts";
import { type DialerParts, lookAtCall } from "./look-at-call.ts";

export type DialerOptions = Pick<DialerParts, "outboundFor" | "at"> & {
  pool: pg.Pool;
  listener?: Listener;
  now?: () => Date;
  leaseMs?: number;
  sleepMs?: number;
};

/** Places and follows the calls that were asked for, together with all other processes that do. */
export function startDialer(options: DialerOptions): DueTable {
  const { pool, listener, outboundFor, at, now = () => new Date(), ...due } = options;
  return startDueTable<OutboundCall>({
    ...due,
    pool,
    queue: CALLS,
    listener,
    load: async (ids) => {
      const rows = await db().outboundCall.findMany({ where: { id: { in: [...ids] }, endedAt: null } });
      return new Map(rows.map((row) => [row.id, row]));
    },
    look: (item, row) => lookAtCall({ outboundFor, now, at }, item, row),
  });
}
