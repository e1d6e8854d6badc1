import "server-only";
import { isHandedOver } from "#lib/handover/conversation/state.ts";
import { log } from "#lib/log.ts";
import { returnToBot } from "./end-handover.ts";
import { noteAttempt, settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import { contactCentreOf, type Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { announce, writeMessages } from "./write-message.ts";

const CLOSED = "You have ended this conversation.";

/** `visitor.cancel`: the visitor does not want to wait, or to talk to the agent, any longer; the bot takes over. */
export async function cancelHandover(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (!isHandedOver(scene.state)) return "done";
  const note = await endAtContactCentre(stage);
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    await returnToBot(client, scene, scene.settings.cancelMessage, row.receivedAt);
    return "settled";
  });
}

/** `visitor.end`: the visitor leaves for good. */
export async function endConversation(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (scene.state === "closed") return "done";
  const note = isHandedOver(scene.state) ? await endAtContactCentre(stage) : null;
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    await client.query("UPDATE conversation SET state = 'closed' WHERE id = $1", [scene.id]);
    await writeMessages(client, [
      {
        conversationId: scene.id,
        externalId: `${scene.id}.closed`,
        author: "system",
        text: CLOSED,
        sentAt: row.receivedAt,
        delivery: "delivered",
      },
    ]);
    await announce(client, [scene.id]);
    return "settled";
  });
}

/**
 * Tells the script to end and closes the contact. The visitor has left either way, so what is refused is noted and
 * stops nothing; what could not be asked is tried again.
 */
async function endAtContactCentre(stage: Stage): Promise<string | null> {
  const { contactId, interactionId, id } = stage.scene;
  const centre = await contactCentreOf(stage);
  if (!centre || !contactId) return null;
  await noteAttempt(stage.pool, stage.row, stage.lease);
  let note: string | null = null;
  try {
    if (interactionId) await centre.signal(interactionId, "End");
  } catch (error) {
    note = `The signal End was refused: ${(error as Error).message}`.slice(0, 1_000);
    log.warn({ conversation: id, error: (error as Error).message }, "relay: the signal End was refused");
  }
  await centre.closeContact(contactId);
  return note;
}
