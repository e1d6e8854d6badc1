import "server-only";
import type pg from "pg";
import { handoverMessageId } from "#lib/handover/conversation/external-ids.ts";
import type { Author } from "#lib/handover/conversation/schema.ts";
import { isWithAgents } from "#lib/handover/conversation/state.ts";
import { formatTranscript } from "#lib/handover/conversation/transcript.ts";
import { log } from "#lib/log.ts";
import type { ContactCentre, Filed } from "./contact-centre.ts";
import { noteAttempt, settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import { contactCentreOf, type Scene, type Stage } from "./scene.ts";
import { sendOnce } from "./send-once.ts";
import { inTransaction } from "./transaction.ts";
import { announce, writeMessages } from "./write-message.ts";

const NOBODY = "There is nobody here to talk to at the moment. The bot goes on helping you.";
const REQUEST_WITHOUT_WORDS = "The visitor asked for a human.";
const MAX_LINES = 200;

/**
 * `handover.start`: files the transcript as the first message of a contact, has the script escalate, and tells the
 * visitor (H-40, H-41, H-61). It can be cut off anywhere and begun again.
 */
export async function startHandover(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (scene.state === "closed" || isWithAgents(scene.state)) return "done";
  const centre = scene.providerState === "paused" ? undefined : await contactCentreOf(stage);
  if (!centre) return sayNobody(stage);

  const seq = await request(stage);
  const lines = await readLines(pool, scene.id);
  const filed = await sendOnce(centre, row, {
    externalId: handoverMessageId(scene.id, seq),
    conversationId: scene.id,
    visitorName: scene.visitorName,
    text: firstMessage(scene, lines),
    sentAt: row.receivedAt,
    attributes: scene.settings.customAttributes,
  });
  const note = await escalate(centre, filed);

  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    await client.query(
      `UPDATE conversation SET state = 'queued', contact_id = $2, interaction_id = $3, agent_name = NULL,
         agent_image = NULL WHERE id = $1`,
      [scene.id, filed.contactId, filed.interactionId],
    );
    // They went along in the transcript; nothing can have come since, because a conversation has one event at a time.
    await client.query(
      `UPDATE message SET delivery = 'delivered' WHERE conversation_id = $1 AND author = 'visitor'
         AND delivery IN ('stored', 'sent')`,
      [scene.id],
    );
    if (scene.settings.acceptedMessage) {
      await writeMessages(client, [
        {
          conversationId: scene.id,
          externalId: `${handoverMessageId(scene.id, seq)}.accepted`,
          author: "system",
          text: scene.settings.acceptedMessage,
          sentAt: new Date(Math.max(Date.now(), row.receivedAt.getTime() + 1)),
          delivery: "delivered",
        },
      ]);
    }
    await announce(client, [scene.id]);
    return "settled";
  });
}

/** Notes that the handover begins, once; returns its number in this conversation. */
async function request(stage: Stage): Promise<number> {
  const { row, lease, scene } = stage;
  return inTransaction(stage.pool, async (client) => {
    await noteAttempt(client, row, lease);
    const { rows } = await client.query<{ handover_seq: number }>(
      `UPDATE conversation SET handover_seq = handover_seq + CASE WHEN state = 'bot' THEN 1 ELSE 0 END,
         handover_at = CASE WHEN state = 'bot' THEN $2 ELSE handover_at END, state = 'requested'
       WHERE id = $1 RETURNING handover_seq`,
      [scene.id, row.receivedAt],
    );
    await announce(client, [scene.id]);
    return rows[0]?.handover_seq ?? scene.handoverSeq;
  });
}

type Line = { author: Author; authorName: string | null; text: string; sentAt: Date };

async function readLines(pool: pg.Pool, conversationId: string): Promise<Line[]> {
  const { rows } = await pool.query<Line>(
    `SELECT author, author_name AS "authorName", text, sent_at AS "sentAt" FROM message
     WHERE conversation_id = $1 ORDER BY sent_at DESC, id DESC LIMIT ${MAX_LINES}`,
    [conversationId],
  );
  return rows.reverse();
}

/** The transcript; without it, what the visitor wrote last, so that an agent sees what it is about. */
function firstMessage(scene: Scene, lines: readonly Line[]): string {
  if (scene.settings.transcriptAsFirstMessage && lines.some((line) => line.author === "visitor")) {
    return formatTranscript(lines);
  }
  return lines.findLast((line) => line.author === "visitor")?.text ?? REQUEST_WITHOUT_WORDS;
}

/** A script that is not waiting for the signal has routed the contact already, so its refusal stops nothing. */
async function escalate(centre: ContactCentre, filed: Filed): Promise<string | null> {
  if (!filed.interactionId) return null;
  try {
    await centre.signal(filed.interactionId, "Escalate");
    return null;
  } catch (error) {
    const reason = (error as Error).message;
    log.warn({ interactionId: filed.interactionId, error: reason }, "relay: the signal Escalate was refused");
    return `The signal Escalate was refused: ${reason}`.slice(0, 1_000);
  }
}

async function sayNobody(stage: Stage): Promise<Outcome> {
  const { row, lease, scene } = stage;
  return inTransaction<Outcome>(stage.pool, async (client) => {
    await settle(client, row, lease, "The handover is paused or its set-up has not come as far as a channel");
    await client.query("UPDATE conversation SET state = 'bot' WHERE id = $1", [scene.id]);
    await writeMessages(client, [
      {
        conversationId: scene.id,
        externalId: `${row.externalId}.nobody`,
        author: "system",
        text: NOBODY,
        sentAt: new Date(Math.max(Date.now(), row.receivedAt.getTime() + 1)),
        delivery: "delivered",
      },
    ]);
    await announce(client, [scene.id]);
    return "settled";
  });
}
