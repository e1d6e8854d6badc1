import "server-only";
import type pg from "pg";
import { parseRelaySettings } from "#lib/handover/relay/settings.ts";
import type { ConversationState } from "./mapping.ts";
import type { Delivery, VisitorMessage, VisitorUpdate } from "./schema.ts";

type StateRow = {
  state: ConversationState;
  agent_name: string | null;
  queue_position: number | null;
  queue_wait_ms: number | null;
  parked_at: Date | null;
  settings: unknown;
  environment: string | null;
};
type MessageRow = {
  id: number;
  external_id: string;
  author: VisitorMessage["author"];
  author_name: string | null;
  author_image: string | null;
  text: string;
  attachments: VisitorMessage["attachments"] | null;
  choices: string[] | null;
  sent_at: Date;
  delivery: Delivery;
  removed: boolean;
};

const MAX_MESSAGES = 500;
const RECENT_OWN_MESSAGES = 30;
const RECENT_REMOVALS = 100;

/**
 * What a visitor's browser needs to be up to date when it has all messages up to `after`. The name and picture of an
 * agent are left out unless the handover displays agent details (H-40).
 */
export async function readVisitorUpdate(
  pool: pg.Pool,
  conversationId: string,
  after: number,
): Promise<VisitorUpdate | undefined> {
  const [conversation, messages, deliveries, removed] = await Promise.all([
    pool.query<StateRow>({
      name: "visitor.state",
      text: `SELECT v.state, v.agent_name, v.queue_position, v.queue_wait_ms, v.parked_at, p.settings, c.environment
        FROM conversation v JOIN handover_provider p ON p.id = v.provider_id
        LEFT JOIN connection c ON c.id = p.connection_id WHERE v.id = $1`,
      values: [conversationId],
    }),
    pool.query<MessageRow>({
      name: "visitor.messages",
      text: `SELECT id, external_id, author, author_name, author_image, text, attachments,
          data->'choices' AS choices, sent_at, delivery, removed_at IS NOT NULL AS removed
        FROM message WHERE conversation_id = $1 AND id > $2
          AND NOT (removed_at IS NOT NULL AND text = '' AND attachments IS NULL) ORDER BY id DESC LIMIT ${MAX_MESSAGES}`,
      values: [conversationId, after],
    }),
    pool.query<{ external_id: string; delivery: Delivery }>({
      name: "visitor.deliveries",
      text: `SELECT external_id, delivery FROM message WHERE conversation_id = $1 AND author = 'visitor'
        ORDER BY id DESC LIMIT ${RECENT_OWN_MESSAGES}`,
      values: [conversationId],
    }),
    pool.query<{ id: number }>({
      name: "visitor.removed",
      text: `SELECT id FROM message WHERE conversation_id = $1 AND removed_at IS NOT NULL
        ORDER BY removed_at DESC LIMIT ${RECENT_REMOVALS}`,
      values: [conversationId],
    }),
  ]);
  const row = conversation.rows[0];
  if (!row) return undefined;
  const { displayAgentDetails } = parseRelaySettings(row.settings);
  const clientId = (externalId: string) => externalId.slice(conversationId.length + 1);
  return {
    state: row.state,
    agentName: displayAgentDetails ? row.agent_name : null,
    queue:
      row.queue_position === null && row.queue_wait_ms === null
        ? null
        : { position: row.queue_position, waitMs: row.queue_wait_ms },
    sandbox: row.environment === "sandbox",
    stuck: row.parked_at !== null,
    messages: messages.rows.reverse().map((message) => {
      const shown = message.author !== "agent" || displayAgentDetails;
      return {
        id: message.id,
        clientId: message.author === "visitor" ? clientId(message.external_id) : null,
        author: message.author,
        authorName: shown ? message.author_name : null,
        authorImage: shown ? message.author_image : null,
        text: message.removed ? "" : message.text,
        attachments: message.removed ? [] : (message.attachments ?? []),
        choices: message.choices ?? [],
        sentAt: message.sent_at.toISOString(),
        delivery: message.delivery,
        removed: message.removed,
      };
    }),
    removed: removed.rows.map(({ id }) => id),
    deliveries: Object.fromEntries(deliveries.rows.map((one) => [clientId(one.external_id), one.delivery])),
    cursor: Math.max(after, ...messages.rows.map((message) => message.id)),
  };
}
