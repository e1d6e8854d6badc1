import "server-only";
import { isHandedOver, isWaitingForAgent } from "#lib/handover/conversation/state.ts";
import type { Leaving } from "./contact-centre.ts";
import { readSilence } from "./deadline.ts";
import { closeConversation, returnToBot } from "./end-handover.ts";
import { handoverTimeoutPayload } from "./events.ts";
import { noteAttempt, settle, settleIgnored } from "./marks.ts";
import type { Outcome } from "./row.ts";
import { contactCentreOf, type Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { type NewMessage, writeMessages } from "./write-message.ts";

const CLOSED = "You have ended this conversation.";
const ANSWERED_FIRST =
  "An agent had written before the visitor cancelled: the conversation stays with the agent";

/**
 * `visitor.cancel`: the visitor does not want to wait any longer; the bot takes over. An agent who has only accepted
 * finds the contact closed. An agent whose first words came before the cancel wins: the visitor pressed it without
 * having seen them, and can still go back to the bot. `said` is the message that asked for it, if one did.
 */
export async function cancelHandover(stage: Stage, said?: NewMessage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (!isWaitingForAgent(scene.state)) {
    if (scene.state !== "agent") return "done";
    return inTransaction<Outcome>(pool, async (client) => {
      await settleIgnored(client, row, lease, ANSWERED_FIRST);
      return "settled";
    });
  }
  return leave(stage, scene.settings.cancelMessage, "abandon", said);
}

/** `visitor.leave`: the visitor goes back from the agent, or from waiting for one, to the bot. */
export async function leaveAgent(stage: Stage): Promise<Outcome> {
  if (!isHandedOver(stage.scene.state)) return "done";
  return leave(stage, stage.scene.settings.cancelMessage, "abandon");
}

/** `handover.timeout`: the visitor has been silent for too long, if that is still so. */
export async function timeOutHandover(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  const { handoverSeq, silentSince } = handoverTimeoutPayload.parse(row.payload);
  const silence = handoverSeq === scene.handoverSeq ? await readSilence(pool, scene.id) : null;
  if (!silence || silence.since.getTime() > Date.parse(silentSince)) {
    return inTransaction<Outcome>(pool, async (client) => {
      await settleIgnored(client, row, lease, "Somebody was active in the meantime");
      return "settled";
    });
  }
  const { agentTimeoutMessage, queueTimeoutMessage } = scene.settings;
  return leave(stage, scene.state === "agent" ? agentTimeoutMessage : queueTimeoutMessage, "expired");
}

async function leave(stage: Stage, text: string, type: Leaving, said?: NewMessage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  const note = await endAtContactCentre(stage, type);
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    if (said) await writeMessages(client, [{ ...said, delivery: "delivered" }]);
    const at = type === "expired" ? new Date() : row.receivedAt;
    await returnToBot(client, scene, text, said ? new Date(at.getTime() + 1) : at);
    return "settled";
  });
}

/** `visitor.end`: the visitor leaves for good. */
export async function endConversation(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (scene.state === "closed") return "done";
  const open = isHandedOver(scene.state) || scene.settings.forward === "all";
  const note = open ? await endAtContactCentre(stage, "abandon") : null;
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    await closeConversation(client, scene, CLOSED, row.receivedAt);
    return "settled";
  });
}

/** The visitor has left either way: what the contact centre refuses is noted and stops nothing. */
async function endAtContactCentre(stage: Stage, how: Leaving): Promise<string | null> {
  const { contactId, interactionId, state } = stage.scene;
  const centre = await contactCentreOf(stage);
  if (!centre || !contactId) return null;
  await noteAttempt(stage.pool, stage.row, stage.lease);
  const refused = await centre.leave({ contactId, interactionId, waiting: state === "queued" }, how);
  return refused?.slice(0, 1_000) ?? null;
}
