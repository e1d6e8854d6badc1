import "server-only";
import { messageRemovePayload } from "./events.ts";
import { settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import type { Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { announce, writeMessages } from "./write-message.ts";

/**
 * `message.remove`: an agent takes a message back. It stays in the record and is not shown to the visitor any more. One
 * that was overtaken by its removal is kept empty, so that it does not come up when it arrives.
 */
export async function removeMessage({ pool, row, lease, scene }: Stage): Promise<Outcome> {
  const { messageId } = messageRemovePayload.parse(row.payload);
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease);
    await writeMessages(client, [
      {
        conversationId: scene.id,
        externalId: messageId,
        author: "agent",
        text: "",
        sentAt: row.receivedAt,
        delivery: "delivered",
      },
    ]);
    await client.query(
      `UPDATE message SET removed_at = $3
       WHERE conversation_id = $1 AND external_id = $2 AND author = 'agent' AND removed_at IS NULL`,
      [scene.id, messageId, row.receivedAt],
    );
    await announce(client, [scene.id]);
    return "settled";
  });
}
