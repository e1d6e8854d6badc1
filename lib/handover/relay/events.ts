import * as z from "zod";

/** Kinds of things that happen to a conversation, in the order of its life. */
export const EVENT_KINDS = [
  "visitor.message",
  "handover.start",
  "agent.message",
  "case.released",
  "visitor.cancel",
  "visitor.end",
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

export const handoverStartPayload = z.object({ reason: z.string().optional() });

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
  source: z.enum(["script", "reconcile"]).default("script"),
  contactId: z.string().nullable().default(null),
});
