import "server-only";
import type { Tx } from "#lib/db/client.ts";

/** What the morning page counts a transfer by. */
export type CountedTransfer = {
  /** When it was asked for. */
  at: Date;
  connectionId: string;
  queueId: string | null;
  outcome: string;
  reason: string | null;
  durationMs: number;
};

/**
 * Counts a transfer that has ended, in the transaction that writes it to the log. Call it late: the row of the quarter
 * of an hour stays locked until the transaction ends, and others of that quarter wait for it.
 */
export async function countTransfer(tx: Tx, transfer: CountedTransfer): Promise<void> {
  const { at, connectionId, queueId, outcome, reason, durationMs } = transfer;
  await tx.$executeRaw`
    INSERT INTO transfer_tally AS kept (quarter, connection_id, queue_id, outcome, reason, count, duration_ms)
    VALUES (date_bin('15 minutes', ${at.toISOString()}::timestamptz, 'epoch'), ${connectionId}, ${queueId ?? ""}, ${outcome},
      ${reason ?? ""}, 1, ${durationMs})
    ON CONFLICT (quarter, connection_id, queue_id, outcome, reason)
    DO UPDATE SET count = kept.count + 1, duration_ms = kept.duration_ms + excluded.duration_ms`;
}
