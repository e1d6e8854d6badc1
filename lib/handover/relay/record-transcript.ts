import "server-only";
import type pg from "pg";
import type { Author } from "#lib/handover/conversation/schema.ts";
import { isHandedOver } from "#lib/handover/conversation/state.ts";
import { log } from "#lib/log.ts";
import { appendInside } from "./append-inside.ts";
import type { ContactCentre, Filed } from "./contact-centre.ts";
import { noteAttempt, settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import { contactCentreOf, type Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";

/**
 * "All conversations": what visitor and bot say is put before agents as it is said, on a contact whose script waits for
 * the signal Escalate, so that the agent later sees everything. Any inbound message makes a contact
 * (facts/cxone.md §3.4), so a script that does not wait would queue it at once; a check of the settings step says so.
 */
export async function recordSoon(client: pg.PoolClient, { row, scene }: Stage): Promise<void> {
  if (scene.settings.forward !== "all" || !scene.channelId || scene.providerState === "paused") return;
  await appendInside(client, {
    providerId: row.providerId,
    conversationKey: scene.id,
    kind: "transcript.record",
    externalId: `${row.externalId}.record`,
    payload: {},
  });
}

/** `transcript.record`: a record that fails holds nothing up; what is missing goes along with the next one. */
export async function recordConversation(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (isHandedOver(scene.state) || scene.settings.forward !== "all") return "done";
  let note: string | null = null;
  try {
    const centre = await contactCentreOf(stage);
    await noteAttempt(pool, row, lease);
    const filed = centre && (await recordTranscript(stage, centre));
    const contactId = filed?.contactId ?? scene.contactId;
    // The bot has ended the conversation: nobody will ever come for its contact.
    if (centre && contactId && scene.state === "closed") await centre.closeContact(contactId);
  } catch (error) {
    note = `Not recorded at the contact centre yet: ${(error as Error).message}`.slice(0, 1_000);
    log.warn({ conversation: scene.id, error: (error as Error).message }, "relay: transcript not recorded");
  }
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    return "settled";
  });
}

type Unrecorded = {
  id: number;
  externalId: string;
  author: Author;
  authorName: string | null;
  text: string;
  sentAt: Date;
};

const MAX_AT_ONCE = 200;

/**
 * Brings everything that is not recorded yet, in order, each message once: which one is on its way is noted before, and
 * one that was on its way when something broke is looked for first. Returns where the last one was filed.
 */
export async function recordTranscript(
  { pool, scene }: Pick<Stage, "pool" | "scene">,
  centre: ContactCentre,
): Promise<Filed | undefined> {
  const { rows } = await pool.query<Unrecorded & { begun: boolean }>(
    `SELECT m.id, m.external_id AS "externalId", m.author, m.author_name AS "authorName", m.text,
       m.sent_at AS "sentAt", m.id = v.recording_id AS begun
     FROM conversation v JOIN message m ON m.conversation_id = v.id
     WHERE v.id = $1 AND m.id > v.recorded_id AND m.author IN ('visitor', 'bot')
     ORDER BY m.id LIMIT ${MAX_AT_ONCE}`,
    [scene.id],
  );
  let filed: Filed | undefined;
  for (const message of rows) {
    const externalId = `${message.externalId}.rec`;
    await pool.query("UPDATE conversation SET recording_id = $2 WHERE id = $1", [scene.id, message.id]);
    const there = message.begun ? await centre.find(externalId) : undefined;
    filed =
      there ??
      (await centre.send({
        externalId,
        conversationId: scene.id,
        contactId: filed?.contactId ?? scene.contactId,
        visitorName: scene.visitorName,
        text: message.text,
        sentAt: message.sentAt,
        ...(message.author === "bot" ? { botName: message.authorName ?? "Bot" } : {}),
      }));
    await pool.query(
      `UPDATE conversation SET recorded_id = $2, contact_id = coalesce($3, contact_id),
         interaction_id = coalesce($4, interaction_id) WHERE id = $1`,
      [scene.id, message.id, filed.contactId, filed.interactionId],
    );
  }
  return filed;
}
