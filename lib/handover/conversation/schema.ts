import * as z from "zod";

/** Where a conversation stands. `closed` is final; `bot` is where it begins and where it returns to. */
export const CONVERSATION_STATES = ["bot", "requested", "queued", "agent", "closed"] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

export type Author = "visitor" | "bot" | "agent" | "system";
export type Delivery = "stored" | "sent" | "delivered" | "seen" | "failed";

export const MAX_MESSAGE_LENGTH = 4_000;
export const MAX_VISITOR_NAME_LENGTH = 80;

export const newConversationSchema = z.object({
  visitorName: z.string().trim().max(MAX_VISITOR_NAME_LENGTH).optional(),
});

export const newMessageSchema = z.object({
  id: z.uuid({ error: "id is a UUID that the browser makes; sending it again is safe." }),
  text: z
    .string()
    .trim()
    .min(1, { error: "Write something first." })
    .max(MAX_MESSAGE_LENGTH, { error: `A message has at most ${MAX_MESSAGE_LENGTH} characters.` }),
});

export const visitorActionSchema = z.object({
  id: z.uuid({ error: "id is a UUID that the browser makes." }),
  action: z.enum(["request_human", "cancel", "end"]),
});

export const typingSchema = z.object({ typing: z.boolean() });

/** A message as a visitor sees it. Times in ISO 8601 UTC. */
export type VisitorMessage = {
  id: number;
  /** The UUID that the browser gave it; null for messages of others. */
  clientId: string | null;
  author: Author;
  authorName: string | null;
  authorImage: string | null;
  text: string;
  attachments: { name: string; url: string }[];
  sentAt: string;
  delivery: Delivery;
};

/** What a visitor's browser is told: the state of things, messages after a cursor, deliveries that may have changed. */
export type VisitorUpdate = {
  state: ConversationState;
  agentName: string | null;
  sandbox: boolean;
  /** True when messages of the visitor cannot be brought to the agents at the moment. */
  stuck: boolean;
  messages: VisitorMessage[];
  deliveries: Record<string, Delivery>;
  cursor: number;
};

export const conversationQuerySchema = z.object({
  q: z.string().trim().max(200).optional(),
  state: z.enum([...CONVERSATION_STATES, "parked"]).optional(),
  provider: z.string().max(24).optional(),
  before: z.string().max(100).optional(),
});
export type ConversationQuery = z.infer<typeof conversationQuerySchema>;

export type ConversationRow = {
  id: string;
  providerId: string;
  providerName: string;
  environment: string | null;
  visitorName: string | null;
  state: ConversationState;
  agentName: string | null;
  parkedAt: string | null;
  parkedReason: string | null;
  createdAt: string;
  lastMessageAt: string;
  lastText: string | null;
};

export type ConversationPage = {
  rows: ConversationRow[];
  next: string | null;
  total: number;
  totalIsCapped: boolean;
};

export type TranscriptMessage = Omit<VisitorMessage, "clientId"> & {
  externalId: string;
  deliveryError: string | null;
};

/** One thing that the relay did or has to do. */
export type RelayRowView = {
  id: number;
  kind: string;
  externalId: string;
  state: "waiting" | "done" | "parked";
  attempts: number;
  receivedAt: string;
  doneAt: string | null;
  nextAt: string | null;
  error: string | null;
};

export type ConversationView = ConversationRow & {
  channelId: string | null;
  contactId: string | null;
  interactionId: string | null;
  handoverSeq: number;
  handoverAt: string | null;
  messages: TranscriptMessage[];
  /** True when older messages than the 500 shown exist. */
  hasOlder: boolean;
  events: RelayRowView[];
};
