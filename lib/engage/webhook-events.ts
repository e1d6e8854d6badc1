import "server-only";
import * as z from "zod";
import { sameSecret } from "./sign.ts";

/** Header with the webhook's secret, in clear (facts/engage.md §3). */
export const WEBHOOK_SECRET_HEADER = "x-dimelo-secret";

const id = z.union([z.string().min(1), z.number().transform(String)]);
const nullableId = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value || null);
const ids = z
  .array(z.union([z.string(), z.number().transform(String)]))
  .nullish()
  .transform((values) => values ?? []);

/** Fields of any kind of resource; each event has some of them. */
const metadata = z.object({
  thread_id: nullableId,
  source_id: nullableId,
  intervention_id: nullableId,
  identity_id: nullableId,
  user_id: nullableId,
  content_id: nullableId,
  channel_id: nullableId,
  author_id: nullableId,
  creator_id: nullableId,
  foreign_id: nullableId,
  created_from: nullableId,
  action: nullableId,
  category_ids: ids,
});

const event = z
  .object({
    id,
    type: z.string().min(1),
    user_id: nullableId,
    issued_at: nullableId,
    resource: z.object({
      type: nullableId,
      id: nullableId,
      metadata: metadata.nullish().transform((fields) => fields ?? metadata.parse({})),
    }),
  })
  .transform(({ resource, ...row }) => ({
    /** The same each time it is delivered. */
    id: row.id,
    type: row.type,
    /** The agent who caused it; null for what happened by itself. */
    userId: row.user_id,
    /** Events come in any order: this says which was first. Null when unreadable. */
    issuedAt: momentOf(row.issued_at),
    resourceType: resource.type,
    resourceId: resource.id,
    /** Engage's id of the thread; ours stands in no event of interventions and tasks. */
    threadId: resource.metadata.thread_id,
    sourceId: resource.metadata.source_id,
    interventionId:
      resource.metadata.intervention_id ?? (resource.type === "intervention" ? resource.id : null),
    categoryIds: resource.metadata.category_ids,
    metadata: resource.metadata,
  }));

export type WebhookEvent = z.infer<typeof event>;

/** A delivery: one or several events. One that cannot be read does not hold up the others. */
export const webhookDelivery = z
  .object({ id: nullableId, domain_id: nullableId, events: z.array(z.unknown()) })
  .transform((envelope) => {
    const read = envelope.events.map((raw) => event.safeParse(raw));
    return {
      id: envelope.id,
      domainId: envelope.domain_id,
      events: read.flatMap((one) => (one.success ? [one.data] : [])),
      unreadable: read.filter((one) => !one.success).length,
    };
  });

export type WebhookDelivery = z.infer<typeof webhookDelivery>;

function momentOf(text: string | null): Date | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at);
}

/** The one event a handover cannot do without (E-52). */
export const CLOSED_EVENT = "intervention.closed";

/**
 * What an event means for a handover. `closed_at` plays no part: it is null in real deliveries of a close (facts/engage.md §3).
 * - ended: the agent is done, or the case was taken away; the bot has the conversation again.
 * - joined: an agent holds it now.
 * - unanswered: nobody was there to take it.
 */
export function meaningOf(type: string): "ended" | "joined" | "unanswered" | null {
  return MEANINGS.get(type) ?? null;
}

/** A map, for types come from outside and may be the name of anything. */
const MEANINGS: ReadonlyMap<string, "ended" | "joined" | "unanswered"> = new Map([
  ["intervention.closed", "ended"],
  ["intervention.canceled", "ended"],
  ["content.thread_closed", "ended"],
  ["content.thread_auto_closed", "ended"],
  ["intervention.opened", "joined"],
  ["intervention.reopened", "joined"],
  ["task.taken", "joined"],
  ["task.undelivered", "unanswered"],
]);

/** The validation of an endpoint: Engage's challenge and the verification token it was given, or null for other requests. */
export function readValidation(
  url: string,
): { readonly challenge: string; readonly verifyToken: string } | null {
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? "");
  const challenge = query.get("hub.challenge");
  if (query.get("hub.mode") !== "subscribe" || !challenge) return null;
  return { challenge, verifyToken: query.get("hub.verify_token") ?? "" };
}

/** Whether a delivery carries the secret we know. Constant time; without a secret on our side nothing fits. */
export function hasWebhookSecret(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  secret: string,
): boolean {
  const given = headers[WEBHOOK_SECRET_HEADER];
  return sameSecret(typeof given === "string" ? given : given?.[0], secret);
}
