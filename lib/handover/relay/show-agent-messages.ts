import "server-only";
import type pg from "pg";
import type { ConversationState } from "#lib/handover/conversation/mapping.ts";
import { afterAgentMessage } from "#lib/handover/conversation/state.ts";
import { agentMessagePayload } from "./events.ts";
import { settleAll } from "./marks.ts";
import { type Lease, PermanentFailure, type RelayRow } from "./row.ts";
import { inTransaction } from "./transaction.ts";
import { announce, type NewMessage, writeMessages } from "./write-message.ts";

type ConversationRow = {
  id: string;
  state: ConversationState;
  handoverAt: Date | null;
  agentName: string | null;
  agentImage: string | null;
};

/**
 * `agent.message`, many at once: shows what agents wrote. The first answer turns a waiting conversation into one with
 * an agent. Messages stand in the order in which they were written, whatever order they came in.
 */
export async function showAgentMessages(
  pool: pg.Pool,
  rows: readonly RelayRow[],
  leases: readonly Lease[],
): Promise<void> {
  const messages = rows.map(messageOf);
  await inTransaction(pool, async (client) => {
    await settleAll(client, rows, leases);
    const conversations = await lockConversations(client, rows);
    const isNew = await writeMessages(client, messages);
    for (const message of messages) {
      const conversation = conversations.get(message.conversationId);
      if (!conversation || !isNew.has(message.externalId)) continue;
      const state = afterAgentMessage(conversation.state, conversation.handoverAt, message.sentAt);
      if (state !== "agent") continue;
      conversation.state = state;
      conversation.agentName = message.authorName ?? conversation.agentName;
      conversation.agentImage = message.authorImage ?? conversation.agentImage;
    }
    await writeConversations(client, [...conversations.values()]);
    await announce(client, [...conversations.keys()]);
  });
}

function messageOf(row: RelayRow): NewMessage {
  const payload = agentMessagePayload.parse(row.payload);
  const written = payload.createdAt ? new Date(payload.createdAt) : row.receivedAt;
  return {
    conversationId: row.conversationKey,
    externalId: row.externalId,
    author: "agent",
    authorName: payload.agentName,
    authorImage: payload.agentImage,
    text: payload.text,
    attachments: payload.attachments,
    // A vendor's clock that is ahead of ours must not push a message below what is yet to come.
    sentAt: new Date(Math.min(written.getTime(), row.receivedAt.getTime())),
    delivery: "delivered",
  };
}

async function lockConversations(client: pg.PoolClient, rows: readonly RelayRow[]) {
  const keys = [...new Set(rows.map((row) => row.conversationKey))];
  const found = await client.query<ConversationRow & { parkedAt: Date | null }>({
    name: "relay.lock-conversations",
    text: `SELECT id, state, handover_at AS "handoverAt", agent_name AS "agentName", agent_image AS "agentImage",
        parked_at AS "parkedAt" FROM conversation WHERE id = ANY($1) ORDER BY id FOR UPDATE`,
    values: [keys],
  });
  if (found.rows.length < keys.length) throw new PermanentFailure("The conversation does not exist");
  if (found.rows.some((row) => row.parkedAt)) throw new ParkedAmong();
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** One of the conversations is parked: the batch is given up and each goes its own way. */
class ParkedAmong extends Error {}

async function writeConversations(client: pg.PoolClient, conversations: readonly ConversationRow[]) {
  await client.query({
    name: "relay.agents",
    text: `UPDATE conversation v SET state = n.state, agent_name = n.name, agent_image = n.image,
        queue_position = CASE n.state WHEN 'agent' THEN NULL ELSE v.queue_position END,
        queue_wait_ms = CASE n.state WHEN 'agent' THEN NULL ELSE v.queue_wait_ms END
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS n(id, state, name, image)
      WHERE v.id = n.id AND (v.state, v.agent_name, v.agent_image) IS DISTINCT FROM (n.state, n.name, n.image)`,
    values: [
      conversations.map((one) => one.id),
      conversations.map((one) => one.state),
      conversations.map((one) => one.agentName),
      conversations.map((one) => one.agentImage),
    ],
  });
}
