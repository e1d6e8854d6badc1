import "server-only";
import type pg from "pg";
import { personaOf } from "#lib/handover/bot/persona.ts";
import { handoverMessageId } from "#lib/handover/conversation/external-ids.ts";
import { isWithAgents } from "#lib/handover/conversation/state.ts";
import { appendInside } from "./append-inside.ts";
import type { Contact, ContactCentre, KnownContact } from "./contact-centre.ts";
import { clearDeadline } from "./deadline.ts";
import { caseReleasedPayload } from "./events.ts";
import { settle, settleIgnored } from "./marks.ts";
import type { Outcome } from "./row.ts";
import { contactCentreOf, type Scene, type Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { wakeRelay } from "./wake.ts";
import { announce, writeMessages } from "./write-message.ts";

const READS = 3;
const PAUSE_MS = 300;

/**
 * `case.released`: somebody says that the contact is over. That is only a hint, so the contact is read, and only what
 * the contact centre itself says ends the handover. Then the On Resolve option decides how it goes on (H-61).
 */
export async function endHandover(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (!isWithAgents(scene.state) || !scene.contactId) return leaveAside(stage, "No agents are involved");
  const centre = await contactCentreOf(stage);
  if (!centre) return leaveAside(stage, "The handover has no channel any more");
  const { contactId, interactionId } = scene;
  const contact = await readUntilOver(centre, { contactId, interactionId });
  if (contact && !contact.isOver) {
    // The reconciling job reads it again; a false hint must not hold the conversation up.
    return leaveAside(stage, `The contact is ${contact.status}: the hint was not followed`);
  }
  const note = (await centre.handBack(contactId))?.slice(0, 1_000) ?? null;
  await inTransaction(pool, async (client) => {
    await settle(client, row, lease, note);
    await resolve(client, stage, endedAt(contact, row.receivedAt));
  });
  wakeRelay([row.shard]);
  return "settled";
}

/** The On Resolve options. */
async function resolve(client: pg.PoolClient, { scene, row }: Stage, at: Date): Promise<void> {
  const { onResolve, resolvedMessage, endedMessage } = scene.settings;
  switch (onResolve) {
    case "end":
      return closeConversation(client, scene, endedMessage, at);
    case "restart":
      await client.query(
        "UPDATE conversation SET bot_session = bot_session + 1, bot_failures = 0 WHERE id = $1",
        [scene.id],
      );
      await returnToBot(client, scene, resolvedMessage, at);
      return greetAgain(client, scene, at);
    case "bot": {
      await returnToBot(client, scene, resolvedMessage, at);
      const { disposition } = caseReleasedPayload.parse(row.payload);
      await appendInside(client, {
        providerId: row.providerId,
        conversationKey: scene.id,
        kind: "bot.event",
        externalId: `${handoverMessageId(scene.id, scene.handoverSeq)}.resolved`,
        payload: { type: "handover.resolved", disposition },
      });
    }
  }
}

async function greetAgain(client: pg.PoolClient, scene: Scene, at: Date): Promise<void> {
  const { name, greeting } = personaOf(scene.bot);
  if (!greeting) return;
  await writeMessages(client, [
    {
      conversationId: scene.id,
      externalId: `${handoverMessageId(scene.id, scene.handoverSeq)}.greeting`,
      author: "bot",
      authorName: name,
      text: greeting,
      sentAt: new Date(at.getTime() + 1),
      delivery: "delivered",
    },
  ]);
}

function leaveAside({ pool, row, lease }: Stage, reason: string): Promise<Outcome> {
  return inTransaction<Outcome>(pool, async (client) => {
    await settleIgnored(client, row, lease, reason);
    return "settled";
  });
}

/** The script's hint may be a moment ahead of the status. */
async function readUntilOver(centre: ContactCentre, known: KnownContact): Promise<Contact | undefined> {
  for (let read = 1; ; read++) {
    const contact = await centre.readContact(known);
    if (!contact || contact.isOver || read >= READS) return contact;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * The vendor tells whole seconds: the end of that second is behind everything that was written in it, and still not
 * later than when we heard of it, so that what the visitor writes next stands below.
 */
function endedAt(contact: Contact | undefined, receivedAt: Date): Date {
  const second = contact?.statusAt?.getTime();
  if (second === undefined) return receivedAt;
  return new Date(Math.min(Math.floor(second / 1_000) * 1_000 + 999, receivedAt.getTime()));
}

/** Gives the conversation back to the bot and tells the visitor. */
export async function returnToBot(
  client: pg.PoolClient,
  scene: Scene,
  text: string,
  at: Date,
): Promise<void> {
  // What was said with the agent is with the agents already and must not be recorded there again.
  await client.query(
    `UPDATE conversation SET state = 'bot', agent_name = NULL, agent_image = NULL,
       queue_position = NULL, queue_wait_ms = NULL, queue_at = NULL,
       recorded_id = coalesce((SELECT max(id) FROM message WHERE conversation_id = $1), recorded_id)
     WHERE id = $1`,
    [scene.id],
  );
  await clearDeadline(client, scene.id);
  await say(client, scene, `${handoverMessageId(scene.id, scene.handoverSeq)}.ended`, text, at);
  await announce(client, [scene.id]);
}

/** Ends a conversation for good and tells the visitor. */
export async function closeConversation(
  client: pg.PoolClient,
  scene: Scene,
  text: string,
  at: Date = new Date(),
): Promise<void> {
  await client.query(
    `UPDATE conversation SET state = 'closed', queue_position = NULL, queue_wait_ms = NULL, queue_at = NULL
     WHERE id = $1`,
    [scene.id],
  );
  await clearDeadline(client, scene.id);
  await say(client, scene, `${scene.id}.closed`, text, at);
  await announce(client, [scene.id]);
}

async function say(
  client: pg.PoolClient,
  scene: Scene,
  externalId: string,
  text: string,
  at: Date,
): Promise<void> {
  if (!text) return;
  await writeMessages(client, [
    { conversationId: scene.id, externalId, author: "system", text, sentAt: at, delivery: "delivered" },
  ]);
}
