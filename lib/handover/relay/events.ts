import * as z from "zod";

/** Kinds of things that happen to a conversation, in the order of its life. */
export const EVENT_KINDS = [
  "visitor.message",
  "handover.start",
  "agent.message",
  "message.remove",
  "queue.update",
  "case.released",
  "visitor.cancel",
  "visitor.leave",
  "visitor.end",
  "handover.timeout",
  "bot.event",
  "transcript.record",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** One thing to store: once per provider, kind and external id. */
export type NewRelayEvent = {
  providerId: string;
  /** The conversation's id; events of one conversation are worked one after the other. */
  conversationKey: string;
  kind: EventKind;
  externalId: string;
  payload: unknown;
  /** The door it came in by, where the kind does not say so. */
  endpoint?: string;
};

const attachment = z.object({ name: z.string(), url: z.string() });
export type Attachment = z.infer<typeof attachment>;

export const visitorMessagePayload = z.object({ text: z.string() });

export const handoverStartPayload = z.object({
  reason: z.string().nullish().catch(null),
  /** What the bot gives along, on top of the attributes of the settings (H-41). */
  attributes: z.array(z.object({ ident: z.string(), value: z.string() })).default([]),
});

/** Nobody was active since `silentSince` (ISO 8601), which the relay looks at again before it ends anything. */
export const handoverTimeoutPayload = z.object({ handoverSeq: z.int(), silentSince: z.iso.datetime() });

/** A place in the queue of agents; null is what nobody said. */
const queue = {
  /** 1 is next. */
  position: z.int().min(0).nullable().default(null),
  /** Milliseconds, as bots read it (E-81). */
  estimatedWaitMs: z.int().min(0).nullable().default(null),
};

export const queueUpdatePayload = z.object({
  ...queue,
  /** When the contact centre said so, ISO 8601; null when it gave no time. */
  saidAt: z.iso.datetime().nullable().default(null),
});
export type QueueUpdatePayload = z.input<typeof queueUpdatePayload>;

/** Something the bot is told that no visitor wrote. */
export const botEventPayload = z.discriminatedUnion("type", [
  z.object({ type: z.literal("handover.resolved"), disposition: z.string().nullable().default(null) }),
  z.object({ type: z.literal("handover.queue"), ...queue }),
]);
export type BotEvent = z.output<typeof botEventPayload>;

/** The message, by the external id under which it is kept, that its author takes back. */
export const messageRemovePayload = z.object({ messageId: z.string() });

export const agentMessagePayload = z.object({
  text: z.string(),
  attachments: z.array(attachment).default([]),
  agentName: z.string().nullable().default(null),
  agentImage: z.string().nullable().default(null),
  /** When the vendor says it was written, ISO 8601; null when the delivery did not say. */
  createdAt: z.string().nullable().default(null),
});
export type AgentMessagePayload = z.infer<typeof agentMessagePayload>;

/** A hint that a case may be over. It has no authority: the relay reads the case before it believes it. */
export const caseReleasedPayload = z.object({
  source: z.enum(["script", "webhook", "reconcile"]).default("script"),
  contactId: z.string().nullable().default(null),
  /** The case that was closed, and when it was said to be, where that is told. */
  caseId: z.string().nullable().default(null),
  issuedAt: z.string().nullable().default(null),
  /** What the script says the agent chose; told to the bot and believed by nobody else. */
  disposition: z.string().nullable().default(null),
});
