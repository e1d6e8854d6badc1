import "server-only";
import type pg from "pg";
import type { Author, Delivery } from "#lib/handover/conversation/schema.ts";
import type { Attachment } from "./events.ts";

export type NewMessage = {
  conversationId: string;
  externalId: string;
  author: Author;
  authorName?: string | null;
  authorImage?: string | null;
  text: string;
  attachments?: readonly Attachment[];
  sentAt: Date;
  delivery: Delivery;
  /** What a bot sent beside the text. */
  data?: { choices?: readonly string[]; data?: unknown };
};

/**
 * Adds messages that are not there yet and moves their conversations up. Returns the external ids that were new, so
 * that what a message means happens once.
 */
export async function writeMessages(
  client: Pick<pg.Pool, "query">,
  messages: readonly NewMessage[],
): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const column = <T>(pick: (message: NewMessage) => T) => messages.map(pick);
  const { rows } = await client.query<{ external_id: string }>({
    name: "relay.messages",
    text: `WITH new AS (
        INSERT INTO message
          (conversation_id, external_id, author, author_name, author_image, text, attachments, sent_at, delivery,
           data)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[],
          $8::timestamptz[], $9::text[], $10::jsonb[])
        ON CONFLICT (conversation_id, external_id) DO NOTHING
        RETURNING conversation_id, external_id, sent_at
      ), moved AS (
        UPDATE conversation v SET last_message_at = greatest(v.last_message_at, n.at)
        FROM (SELECT conversation_id, max(sent_at) AS at FROM new GROUP BY 1) n WHERE v.id = n.conversation_id
      )
      SELECT external_id FROM new`,
    values: [
      column((one) => one.conversationId),
      column((one) => one.externalId),
      column((one) => one.author),
      column((one) => one.authorName ?? null),
      column((one) => one.authorImage ?? null),
      column((one) => one.text),
      column((one) => (one.attachments?.length ? JSON.stringify(one.attachments) : null)),
      column((one) => one.sentAt),
      column((one) => one.delivery),
      column((one) => (one.data ? JSON.stringify(one.data).replaceAll("\\u0000", "") : null)),
    ],
  });
  return new Set(rows.map((row) => row.external_id));
}

/** Sets how far a visitor's message has come; it never goes back from seen. */
export async function setDelivery(
  client: Pick<pg.Pool, "query">,
  conversationId: string,
  externalIds: readonly string[],
  delivery: Delivery,
  error: string | null = null,
): Promise<void> {
  await client.query({
    name: "relay.delivery",
    text: `UPDATE message SET delivery = $3, delivery_error = $4
      WHERE conversation_id = $1 AND external_id = ANY($2) AND delivery <> 'seen'`,
    values: [conversationId, externalIds, delivery, error],
  });
}

/** Tells open pages, when the transaction commits, that these conversations changed. */
export async function announce(
  client: Pick<pg.Pool, "query">,
  conversationIds: readonly string[],
): Promise<void> {
  await client.query({
    name: "relay.announce",
    text: `SELECT pg_notify('patchbay', json_build_object('topic', topic)::text) FROM unnest($1::text[]) AS topic`,
    values: [["conversations", ...new Set(conversationIds.map((id) => `conversation:${id}`))]],
  });
}
