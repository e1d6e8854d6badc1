import "server-only";
import type { IncomingMessage } from "node:http";
import {
  hasWebhookSecret,
  meaningOf,
  WEBHOOK_SECRET_HEADER,
  type WebhookEvent,
  webhookDelivery,
} from "#lib/engage/webhook-events.ts";
import type { Bridge } from "../bridge.ts";
import type { InboundCall } from "../call-log.ts";
import { oncePer } from "../once-per.ts";
import { readBody } from "../read-body.ts";
import type { EngageHandover } from "./engage-handovers.ts";
import { EngageRefusal } from "./engage-refusal.ts";
import { noteForeignSource, noteOwnSource } from "./filter-notice.ts";
import { MAX_ENGAGE_BYTES } from "./read-large-body.ts";
import type { EngageAnswer, FindHandover } from "./receive-engage.ts";
import { anyOf } from "./validate-webhook.ts";

const AT_ONCE = 500;

/** Why an event changed nothing, the weightiest first. */
const REASONS = ["other_source", "unknown_thread", "not_needed", "duplicate"] as const;
type Reason = (typeof REASONS)[number];
/** Whom a delivery is for: those whose secret fits, of all there are. */
type Meant = {
  handovers: readonly EngageHandover[];
  fitting: readonly EngageHandover[];
  first: EngageHandover;
};
type Left = { reason: Reason; sentence: string; repeats?: { kind: string; externalId: string } };

/** A webhook with all events ticked sends many a minute that mean nothing here: one line of each kind is enough. */
const isNews = oncePer(60_000);

/**
 * A delivery of Engage's webhook: known by its secret, in any order, often twice, several events at once (facts/engage.md
 * §3). Answers 200 when all that matters is on disk, and only then: Engage sends everything else again.
 */
export async function receiveWebhook(
  bridge: Bridge,
  req: IncomingMessage,
  find: FindHandover,
  call: InboundCall,
): Promise<EngageAnswer> {
  // The secret is in the header: what strangers send is never read.
  const meant = await find((handovers) => {
    const fitting = handovers.filter((one) =>
      anyOf(one.engageWebhookSecret, (kept) => hasWebhookSecret(req.headers, kept)),
    );
    return fitting[0] && { handovers, fitting, first: fitting[0] };
  });
  if (!meant) {
    const carried = req.headers[WEBHOOK_SECRET_HEADER] !== undefined;
    call.detail = carried
      ? "X-Dimelo-Secret is not the webhook secret of any Engage handover."
      : "The request carries neither X-Dimelo-Secret nor a signature.";
    return bridge.engage.guesses.refuse(req, new EngageRefusal("wrong_secret", 401, "Invalid secret"));
  }
  call.providerId = meant.first.providerId;
  const parsed = webhookDelivery.safeParse(parseJson(await readBody(req, MAX_ENGAGE_BYTES)));
  if (!parsed.success) {
    throw new EngageRefusal("unreadable", 400, "Invalid request format", {
      detail: "The delivery is not an object with a list of events.",
    });
  }
  const left: Left[] = [];
  for (let from = 0; from < parsed.data.events.length; from += AT_ONCE) {
    const events = parsed.data.events.slice(from, from + AT_ONCE);
    left.push(...(await storeEvents(bridge, meant, events)));
  }
  if (parsed.data.unreadable > 0)
    left.push({ reason: "not_needed", sentence: "An event could not be read." });
  note(call, left, parsed.data.events.length + parsed.data.unreadable);
  return { status: 200, body: "" };
}

async function storeEvents(bridge: Bridge, meant: Meant, events: readonly WebhookEvent[]): Promise<Left[]> {
  const threads = [...new Set(events.filter(isEnd).flatMap(({ threadId }) => threadId ?? []))];
  const conversations = await findConversations(bridge, threads);
  const outcomes = events.map(async (event): Promise<Left | undefined> => {
    const owner = ownerOf(meant, event);
    if (!owner) {
      noteForeignSource(meant.first, event.sourceId);
      return { reason: "other_source", sentence: "An event of a source that no handover here has." };
    }
    noteOwnSource(owner);
    if (!isEnd(event))
      return { reason: "not_needed", sentence: `${event.type.slice(0, 60)} changes nothing here.` };
    const conversationKey = conversations.get(`${owner.providerId} ${event.threadId}`);
    if (!conversationKey) {
      return {
        reason: "unknown_thread",
        sentence: `${event.type.slice(0, 60)} of a thread that is not known here.`,
      };
    }
    const stored = { kind: "case.released" as const, externalId: `engage.${event.id}` };
    const { duplicate } = await bridge.append({
      ...stored,
      providerId: owner.providerId,
      conversationKey,
      endpoint: "engage-webhook",
      payload: {
        source: "webhook",
        contactId: event.threadId,
        caseId: event.interventionId,
        issuedAt: event.issuedAt?.toISOString() ?? null,
      },
    });
    return duplicate ? { reason: "duplicate", sentence: "", repeats: stored } : undefined;
  });
  return (await Promise.all(outcomes)).flatMap((one) => one ?? []);
}

/** That `closed_at` is empty says nothing: it is so in real deliveries of a close (facts/engage.md §3). */
const isEnd = ({ type }: WebhookEvent): boolean => meaningOf(type) === "ended";

/** Whose source it is: of those whose secret fits, else of a handover of the same account that shares the webhook. */
function ownerOf(
  { handovers, fitting, first }: Meant,
  { sourceId }: WebhookEvent,
): EngageHandover | undefined {
  // A set-up that has not come as far as its source cannot say what is foreign.
  if (sourceId === null || first.sourceId === null) return first;
  const accounts = new Set(fitting.map((one) => one.connectionId));
  return [...fitting, ...handovers.filter((one) => accounts.has(one.connectionId))].find(
    (one) => one.sourceId === sourceId,
  );
}

/** Conversations by handover and Engage's id of their thread. */
async function findConversations(
  { pool }: Bridge,
  threadIds: readonly string[],
): Promise<Map<string, string>> {
  if (threadIds.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; providerId: string; contactId: string }>({
    name: "bridge.engage-threads",
    text: `SELECT id, provider_id AS "providerId", contact_id AS "contactId" FROM conversation
      WHERE contact_id = ANY($1)`,
    values: [threadIds],
  });
  return new Map(rows.map(({ id, providerId, contactId }) => [`${providerId} ${contactId}`, id]));
}

/** What was left aside, as one line of the inbox; what was stored is there by itself. */
function note(call: InboundCall, left: readonly Left[], all: number): void {
  const reason = REASONS.find((one) => left.some((each) => each.reason === one));
  if (!reason) return;
  const those = left.filter((one) => one.reason === reason);
  const sentences = [...new Set(those.map(({ sentence }) => sentence))].slice(0, 3).join(" ");
  if (reason === "not_needed" && !isNews(`${call.providerId} ${sentences}`)) return;
  call.verdict = reason;
  if (reason === "duplicate") {
    if (those.length === 1 && those[0]?.repeats) call.repeats = those[0].repeats;
    return;
  }
  call.detail = all > 1 ? `${those.length} of ${all} events: ${sentences}` : sentences;
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    throw new EngageRefusal("unreadable", 400, "Bad request", { detail: "The body is not JSON." });
  }
}
