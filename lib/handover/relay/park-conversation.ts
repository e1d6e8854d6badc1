import "server-only";
import type pg from "pg";
import { EngageError } from "#lib/engage/errors.ts";
import { explainEngageError } from "#lib/engage/explain-engage-error.ts";
import { settleParked } from "./marks.ts";
import type { Lease, RelayRow } from "./row.ts";
import { inTransaction } from "./transaction.ts";
import { announce, setDelivery, writeMessages } from "./write-message.ts";

const STUCK = "Your messages cannot be delivered at the moment. We have been told; nothing is lost.";

/**
 * Parks a conversation at an event that cannot be carried out: it stops there, keeps what comes, and goes on when
 * somebody tries again. Other conversations do not notice.
 */
export async function parkConversation(
  pool: pg.Pool,
  row: RelayRow,
  lease: Lease,
  error: Error,
): Promise<void> {
  const reason = reasonOf(error).slice(0, 1_000);
  await inTransaction(pool, async (client) => {
    await settleParked(client, row, lease, reason);
    const { rowCount } = await client.query(
      "UPDATE conversation SET parked_at = now(), parked_reason = $2 WHERE id = $1 AND parked_at IS NULL",
      [row.conversationKey, reason],
    );
    if (rowCount === 0) return;
    await setDelivery(client, row.conversationKey, [row.externalId], "failed", reason);
    await writeMessages(client, [
      {
        conversationId: row.conversationKey,
        externalId: `${row.externalId}.stuck`,
        author: "system",
        text: STUCK,
        sentAt: new Date(),
        delivery: "delivered",
      },
    ]);
    await announce(client, [row.conversationKey]);
  });
}

/** What went wrong, why it usually does and what to do, where that is known: somebody has to mend it. */
function reasonOf(error: Error): string {
  const explained = error instanceof EngageError ? explainEngageError(error) : null;
  return explained ? `${explained.title}. ${explained.detail} ${explained.fix}` : error.message;
}
