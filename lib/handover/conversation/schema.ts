import * as z from "zod";
import { commaList, type ListPage, momentCursor, pageLimit, searchText } from "#lib/api/schema.ts";
import { HANDOVER_KINDS, type HandoverKind } from "../schema.ts";
import { CONVERSATION_STATES, type ConversationState, MAX_MESSAGE_LENGTH } from "./mapping.ts";

export type Author = "visitor" | "bot" | "agent" | "system";
export type Delivery = "stored" | "sent" | "delivered" | "seen" | "failed";

const MAX_VISITOR_NAME_LENGTH = 80;

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
  action: z.enum(["request_human", "cancel", "leave", "end"]),
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
  /** Answers that a bot offers to choose from. */
  choices: string[];
  sentAt: string;
  delivery: Delivery;
  /** Its author has taken it back: the words are gone. */
  removed: boolean;
};

/** Where somebody stands in the queue of agents; null is what nobody said. The wait in milliseconds (E-81). */
export type QueuePlace = { position: number | null; waitMs: number | null };

/** What a visitor's browser is told: the state of things, messages after a cursor, deliveries that may have changed. */
export type VisitorUpdate = {
  state: ConversationState;
  agentName: string | null;
  /** Null while nobody has said anything. */
  queue: QueuePlace | null;
  sandbox: boolean;
  /** True when messages of the visitor cannot be brought to the agents at the moment. */
  stuck: boolean;
  messages: VisitorMessage[];
  /** Messages that were taken back, by id: they may have been shown before. */
  removed: number[];
  deliveries: Record<string, Delivery>;
  cursor: number;
};

/** Where a page of conversations begins: the last message of the row it follows or comes before, and its id. */
const cursor = momentCursor("cnv");

export const conversationQuery = z.strictObject({
  q: searchText,
  state: commaList(z.enum([...CONVERSATION_STATES, "parked"])),
  /** Whose agents: those of CXone or of Engage. */
  centre: commaList(z.enum(HANDOVER_KINDS)),
  handover: commaList(z.string().regex(/^[0-9a-f]{24}$/)),
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type ConversationQuery = z.output<typeof conversationQuery>;

export type ConversationRow = {
  id: string;
  providerId: string;
  providerName: string;
  /** Whose agents answer there. */
  kind: HandoverKind;
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

export type ConversationPage = ListPage<ConversationRow>;

export type TranscriptMessage = Omit<VisitorMessage, "clientId" | "choices" | "removed"> & {
  externalId: string;
  /** When its author took it back; the record keeps the words. */
  removedAt: string | null;
  deliveryError: string | null;
};

/** One thing that the relay did or has to do. */
export type RelayRowView = {
  id: number;
  kind: string;
  externalId: string;
  state: "waiting" | "done" | "parked";
  /** How often it was tried; 0 once it is done. */
  attempts: number;
  receivedAt: string;
  nextAt: string | null;
  /** What went wrong, or what was noteworthy. */
  error: string | null;
};

export type ConversationView = ConversationRow & {
  channelId: string | null;
  contactId: string | null;
  interactionId: string | null;
  handoverSeq: number;
  handoverAt: string | null;
  queue: (QueuePlace & { at: string | null }) | null;
  messages: TranscriptMessage[];
  /** True when there are more messages than are given. */
  hasOlder: boolean;
  events: RelayRowView[];
  /** Whether the reader's role may have it tried again. */
  mayResume: boolean;
  /** Whether the reader's role sees the deliveries themselves. */
  maySeeDeliveries: boolean;
};

/** What the page of a webchat shows before there is a conversation. */
export type ChatView = { providerId: string; name: string; sandbox: boolean };
