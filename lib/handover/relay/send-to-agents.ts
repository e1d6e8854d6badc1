import "server-only";
import { noteAttempt, settle } from "./marks.ts";
import { type Outcome, PermanentFailure } from "./row.ts";
import { contactCentreOf, type Stage } from "./scene.ts";
import { sendOnce } from "./send-once.ts";
import { inTransaction } from "./transaction.ts";
import { announce, type NewMessage, setDelivery, writeMessages } from "./write-message.ts";

/** Brings a visitor's message to the agents: intent first, then the call, then what came of it. */
export async function sendToAgents(stage: Stage, message: NewMessage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  await inTransaction(pool, async (client) => {
    await noteAttempt(client, row, lease);
    await writeMessages(client, [{ ...message, delivery: "stored" }]);
    await announce(client, [scene.id]);
  });
  const centre = await contactCentreOf(stage);
  if (!centre) throw new PermanentFailure("The handover has no channel any more");
  const filed = await sendOnce(centre, row, {
    externalId: row.externalId,
    conversationId: scene.id,
    contactId: scene.contactId,
    visitorName: scene.visitorName,
    text: message.text,
    sentAt: message.sentAt,
  });
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease);
    await setDelivery(client, scene.id, [row.externalId], "delivered");
    // Another contact means that the old one was over: the visitor is waiting for an agent again.
    await client.query({
      name: "relay.filed",
      text: `UPDATE conversation SET
          state = CASE WHEN contact_id IS DISTINCT FROM coalesce($2, contact_id) THEN 'queued' ELSE state END,
          contact_id = coalesce($2, contact_id), interaction_id = coalesce($3, interaction_id)
        WHERE id = $1`,
      values: [scene.id, filed.contactId, filed.interactionId],
    });
    await announce(client, [scene.id]);
    return "settled";
  });
}
