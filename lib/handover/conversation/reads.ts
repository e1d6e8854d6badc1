import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import type { HandoverKind } from "../schema.ts";
import type { ConversationState } from "./mapping.ts";
import type {
  Author,
  ChatView,
  ConversationPage,
  ConversationQuery,
  ConversationRow,
  ConversationView,
  Delivery,
  RelayRowView,
} from "./schema.ts";

const { sql } = Prisma;

const MAX_MESSAGES = 500;
const MAX_EVENTS = 200;
const PREVIEW_CHARACTERS = 120;

type ListedRow = {
  id: string;
  provider_id: string;
  provider_name: string;
  kind: HandoverKind;
  environment: string | null;
  visitor_name: string | null;
  state: ConversationState;
  agent_name: string | null;
  parked_at: Date | null;
  parked_reason: string | null;
  created_at: Date;
  last_message_at: Date;
  last_text: string | null;
};

/** Conversations, the one that moved last on top, in pages by (last message, id). */
export async function listConversations(ctx: Ctx, query: ConversationQuery): Promise<ConversationPage> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const upwards = query.newer !== undefined;
  const conditions = [
    query.q && searchCondition(query.q),
    query.state && stateCondition(query.state),
    query.centre && sql`p.kind = ANY(${query.centre})`,
    query.handover && sql`v.provider_id = ANY(${query.handover})`,
    // Equal moments are told apart by the id, which counts the other way round.
    query.older &&
      sql`v.last_message_at <= ${query.older.at} AND (v.last_message_at < ${query.older.at} OR v.id > ${query.older.id})`,
    query.newer &&
      sql`v.last_message_at >= ${query.newer.at} AND (v.last_message_at > ${query.newer.at} OR v.id < ${query.newer.id})`,
  ].filter((condition) => typeof condition === "object");
  const where = conditions.length > 0 ? sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  const order = upwards ? sql`v.last_message_at ASC, v.id DESC` : sql`v.last_message_at DESC, v.id ASC`;
  const rows = await db().$queryRaw<ListedRow[]>`
    SELECT v.id, v.provider_id, p.name AS provider_name, p.kind, c.environment, v.visitor_name, v.state, v.agent_name,
      v.parked_at, v.parked_reason, v.created_at, v.last_message_at,
      (SELECT left(m.text, ${PREVIEW_CHARACTERS}::int) FROM message m WHERE m.conversation_id = v.id
         AND m.removed_at IS NULL
       ORDER BY m.sent_at DESC, m.id DESC LIMIT 1) AS last_text
    FROM conversation v JOIN handover_provider p ON p.id = v.provider_id
    LEFT JOIN connection c ON c.id = p.connection_id
    ${where} ORDER BY ${order} LIMIT ${query.limit + 1}`;
  const inOrder = upwards ? rows.reverse() : rows;
  const page = cutPage(inOrder, query.limit, query, (row) => `${row.last_message_at.getTime()}_${row.id}`);
  return { items: page.rows.map(viewRow), newer: page.newer, older: page.older };
}

/** An id of any kind, a name, or words of the transcript; the last word may be the beginning of one. */
function searchCondition(text: string): Prisma.Sql {
  const like = likeText(text);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const inTranscript =
    words.length > 0
      ? sql`OR v.id IN (SELECT conversation_id FROM message
              WHERE to_tsvector('simple', text) @@ to_tsquery('simple', ${words.map((word) => `${word}:*`).join(" & ")}))`
      : Prisma.empty;
  return sql`(v.id = ${text} OR v.contact_id = ${text} OR v.interaction_id = ${text}
    OR v.visitor_name ILIKE ${like} OR v.agent_name ILIKE ${like} ${inTranscript})`;
}

function stateCondition(states: NonNullable<ConversationQuery["state"]>): Prisma.Sql {
  const plain = states.filter((state: string) => state !== "parked");
  const parked = sql`v.parked_at IS NOT NULL`;
  // Parked is shown instead of the state, so that is what is looked for.
  const standing = sql`(v.state = ANY(${plain}) AND v.parked_at IS NULL)`;
  if (plain.length === states.length) return standing;
  return plain.length === 0 ? parked : sql`(${parked} OR ${standing})`;
}

function viewRow(row: ListedRow): ConversationRow {
  return {
    id: row.id,
    providerId: row.provider_id,
    providerName: row.provider_name,
    kind: row.kind,
    environment: row.environment,
    visitorName: row.visitor_name,
    state: row.state,
    agentName: row.agent_name,
    parkedAt: row.parked_at?.toISOString() ?? null,
    parkedReason: row.parked_reason,
    createdAt: row.created_at.toISOString(),
    lastMessageAt: row.last_message_at.toISOString(),
    lastText: row.last_text,
  };
}

/** One conversation with its transcript and what the relay did and has to do; throws `not_found`. */
export async function getConversation(ctx: Ctx, id: string): Promise<ConversationView> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const row = await db().conversation.findUnique({
    where: { id },
    include: {
      provider: { include: { connection: { select: { environment: true } } } },
      messages: { orderBy: [{ sentAt: "desc" }, { id: "desc" }], take: MAX_MESSAGES + 1 },
    },
  });
  if (!row) throw new AppError("not_found", { detail: "There is no such conversation." });
  const events = await db().$queryRaw<EventRow[]>`
    SELECT e.id, e.kind, e.external_id, e.received_at, e.note, w.state, w.attempts, w.next_at, w.error
    FROM relay_event e LEFT JOIN relay_waiting w ON w.shard = e.shard AND w.event_id = e.id
    WHERE e.conversation_key = ${id} ORDER BY e.id DESC LIMIT ${MAX_EVENTS}`;
  const messages = row.messages
    .slice(0, MAX_MESSAGES)
    // Taken back before it came: there is nothing to show.
    .filter((one) => !(one.removedAt && one.text === "" && one.attachments === null))
    .reverse();
  return {
    id: row.id,
    providerId: row.providerId,
    providerName: row.provider.name,
    kind: row.provider.kind as HandoverKind,
    environment: row.provider.connection?.environment ?? null,
    visitorName: row.visitorName,
    state: row.state as ConversationState,
    agentName: row.agentName,
    parkedAt: row.parkedAt?.toISOString() ?? null,
    parkedReason: row.parkedReason,
    createdAt: row.createdAt.toISOString(),
    lastMessageAt: row.lastMessageAt.toISOString(),
    lastText: messages.findLast((one) => one.removedAt === null)?.text ?? null,
    channelId: row.provider.channelId,
    contactId: row.contactId,
    interactionId: row.interactionId,
    handoverSeq: row.handoverSeq,
    handoverAt: row.handoverAt?.toISOString() ?? null,
    queue:
      row.queuePosition === null && row.queueWaitMs === null
        ? null
        : { position: row.queuePosition, waitMs: row.queueWaitMs, at: row.queueAt?.toISOString() ?? null },
    hasOlder: row.messages.length > MAX_MESSAGES,
    messages: messages.map((message) => ({
      id: Number(message.id),
      externalId: message.externalId,
      author: message.author as Author,
      authorName: message.authorName,
      authorImage: message.authorImage,
      text: message.text,
      attachments: (message.attachments ?? []) as { name: string; url: string }[],
      sentAt: message.sentAt.toISOString(),
      delivery: message.delivery as Delivery,
      deliveryError: message.deliveryError,
      removedAt: message.removedAt?.toISOString() ?? null,
    })),
    events: events.map(viewEvent),
    mayResume: ctx.actor.kind === "user" || ctx.actor.kind === "apiToken" ? canResume(ctx.actor.role) : true,
    maySeeDeliveries: !("role" in ctx.actor) || ctx.actor.role !== "supervisor",
  };
}

const canResume = (role: string) => role === "admin" || role === "operator";

type EventRow = {
  id: bigint;
  kind: string;
  external_id: string;
  received_at: Date;
  note: string | null;
  /** Null when it is not in the queue any more: done. */
  state: number | null;
  attempts: number | null;
  next_at: Date | null;
  error: string | null;
};

function viewEvent(event: EventRow): RelayRowView {
  return {
    id: Number(event.id),
    kind: event.kind,
    externalId: event.external_id,
    state: event.state === null ? "done" : event.state === 0 ? "waiting" : "parked",
    attempts: event.attempts ?? 0,
    receivedAt: event.received_at.toISOString(),
    nextAt: event.next_at?.toISOString() ?? null,
    error: event.error ?? event.note,
  };
}

/** What anybody may know of a webchat; null when there is none at this address. */
export async function getChat(providerId: string): Promise<ChatView | null> {
  if (!/^[0-9a-f]{24}$/.test(providerId)) return null;
  const provider = await db().handoverProvider.findUnique({
    where: { id: providerId },
    select: { id: true, name: true, connection: { select: { environment: true } } },
  });
  if (!provider) return null;
  return {
    providerId: provider.id,
    name: provider.name,
    sandbox: provider.connection?.environment === "sandbox",
  };
}
