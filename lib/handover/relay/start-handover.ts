import "server-only";
import type pg from "pg";
import { mapProfile } from "#lib/engage/mapping.ts";
import { handoverMessageId } from "#lib/handover/conversation/external-ids.ts";
import type { Author } from "#lib/handover/conversation/schema.ts";
import { isWithAgents } from "#lib/handover/conversation/state.ts";
import { formatTranscript } from "#lib/handover/conversation/transcript.ts";
import { type ContactAttribute, toContactAttributes } from "#lib/handover/parse-custom-attributes.ts";
import type { ContactCentre, Filed } from "./contact-centre.ts";
import { setDeadline } from "./deadline.ts";
import { handoverStartPayload } from "./events.ts";
import { noteAttempt, settle } from "./marks.ts";
import { recordTranscript } from "./record-transcript.ts";
import { requestHandover } from "./request-handover.ts";
import type { Outcome, RelayRow } from "./row.ts";
import { contactCentreOf, type Scene, type Stage } from "./scene.ts";
import { sendOnce } from "./send-once.ts";
import { startVoiceTransfer } from "./start-voice-transfer.ts";
import { inTransaction } from "./transaction.ts";
import { announce, writeMessages } from "./write-message.ts";

/** States of a handover in which nobody is handed over; conversations that are with agents go on to their end. */
const CLOSED: ReadonlySet<string> = new Set(["paused", "removing", "removed"]);
const NOBODY = "There is nobody here to talk to at the moment. The bot goes on helping you.";
const REQUEST_WITHOUT_WORDS = "The visitor asked for a human.";
const MAX_LINES = 200;

/**
 * `handover.start`: files the transcript as the first message of a contact, brings it before the agents, and tells the
 * visitor (H-40, H-41, H-61). It can be cut off anywhere and begun again.
 */
export async function startHandover(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  if (scene.state === "closed" || isWithAgents(scene.state)) return "done";
  const attributes = attributesOf(scene, row);
  const isClosed = CLOSED.has(scene.providerState);
  const transferred = isClosed ? null : await startVoiceTransfer(stage, attributes);
  if (transferred) return transferred;
  const centre = isClosed ? undefined : await contactCentreOf(stage);
  if (!centre) return sayNobody(stage);

  scene.visitorName ??= nameIn(attributes);
  const seq = await begin(stage);
  if (row.attempts > 0 && (await isGivenUp(pool, row))) return dropRequest(stage);
  const filed = await file(stage, centre, seq, attributes);
  // Before anybody can answer: what agents do is told by this id.
  await pool.query("UPDATE conversation SET contact_id = $2, interaction_id = $3 WHERE id = $1", [
    scene.id,
    filed.contactId,
    filed.interactionId,
  ]);
  const note = (await centre.escalate(filed))?.slice(0, 1_000) ?? null;

  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, note);
    await client.query(
      "UPDATE conversation SET state = 'queued', agent_name = NULL, agent_image = NULL WHERE id = $1",
      [scene.id],
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
    await setDeadline(client, scene.id, scene.settings, new Date());
    await announce(client, [scene.id]);
    return "settled";
  });
}

/** Notes that the handover begins, once; returns its number in this conversation. */
async function begin({ pool, row, lease, scene }: Stage): Promise<number> {
  return inTransaction(pool, async (client) => {
    await noteAttempt(client, row, lease);
    await client.query("UPDATE conversation SET visitor_name = $2 WHERE id = $1 AND visitor_name IS NULL", [
      scene.id,
      scene.visitorName,
    ]);
    const seq = await requestHandover(client, scene.id, row.receivedAt);
    await announce(client, [scene.id]);
    return seq;
  });
}

/**
 * Files what the agent reads first: the transcript, or, where everything is recorded as it is said, what is missing of
 * it. Attributes of the bot's signal stand over those of the settings.
 */
async function file(
  { pool, row, scene }: Stage,
  centre: ContactCentre,
  seq: number,
  attributes: readonly ContactAttribute[],
): Promise<Filed> {
  if (scene.settings.forward === "all") {
    const recorded = await recordTranscript({ pool, scene }, centre);
    const contact = await centre.takeUp({
      id: scene.id,
      contactId: recorded?.contactId ?? scene.contactId,
    });
    if (contact) {
      const { contactId } = contact;
      const { id: conversationId, visitorName } = scene;
      if (attributes.length > 0) {
        await centre.setAttributes({ contactId, conversationId, visitorName }, attributes);
      }
      return contact;
    }
  }
  return sendOnce(centre, row, {
    externalId: handoverMessageId(scene.id, seq),
    conversationId: scene.id,
    contactId: scene.contactId,
    visitorName: scene.visitorName,
    text: firstMessage(scene, await readLines(pool, scene.id)),
    sentAt: row.receivedAt,
    attributes,
  });
}

function attributesOf({ settings }: Scene, row: RelayRow): ContactAttribute[] {
  const { attributes } = handoverStartPayload.parse(row.payload);
  const merged = [...toContactAttributes(settings.customAttributes), ...attributes];
  return [...new Map(merged.map((attribute) => [attribute.ident, attribute])).values()];
}

/** What the bot knows the visitor by: in every message from here on they are to have one name at the agents'. */
function nameIn(attributes: readonly ContactAttribute[]): string | null {
  const { fields } = mapProfile(Object.fromEntries(attributes.map(({ ident, value }) => [ident, value])));
  const { screenname, firstname, lastname } = fields;
  return screenname?.trim() || [firstname, lastname].filter(Boolean).join(" ").trim() || null;
}

/** Whether the visitor has left while the contact centre could not be reached. */
async function isGivenUp(pool: pg.Pool, row: RelayRow): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM relay_waiting w JOIN relay_event e ON e.id = w.event_id
     WHERE w.shard = $1 AND w.conversation_key = $2 AND w.event_id > $3
       AND e.kind IN ('visitor.cancel', 'visitor.leave', 'visitor.end') LIMIT 1`,
    [row.shard, row.conversationKey, row.id],
  );
  return (rowCount ?? 0) > 0;
}

/** What the visitor sent to end it comes next and does so, on both sides if something did arrive there. */
async function dropRequest({ pool, row, lease }: Stage): Promise<Outcome> {
  return inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, "The visitor left before the handover came through");
    return "settled";
  });
}

type Line = { author: Author; authorName: string | null; text: string; sentAt: Date };

async function readLines(pool: pg.Pool, conversationId: string): Promise<Line[]> {
  const { rows } = await pool.query<Line>(
    `SELECT author, author_name AS "authorName", text, sent_at AS "sentAt" FROM message
     WHERE conversation_id = $1 AND removed_at IS NULL ORDER BY sent_at DESC, id DESC LIMIT ${MAX_LINES}`,
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

async function sayNobody(stage: Stage): Promise<Outcome> {
  const { row, lease, scene } = stage;
  const refused = scene.providerState === "paused" && scene.settings.cancelMessage;
  return inTransaction<Outcome>(stage.pool, async (client) => {
    await settle(client, row, lease, "The handover is paused or its set-up has not come as far as a channel");
    await client.query("UPDATE conversation SET state = 'bot' WHERE id = $1", [scene.id]);
    await writeMessages(client, [
      {
        conversationId: scene.id,
        externalId: `${row.externalId}.nobody`,
        author: "system",
        text: refused || NOBODY,
        sentAt: new Date(Math.max(Date.now(), row.receivedAt.getTime() + 1)),
        delivery: "delivered",
      },
    ]);
    await announce(client, [scene.id]);
    return "settled";
  });
}
