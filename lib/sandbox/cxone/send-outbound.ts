import type { Sandbox } from "../sandbox.ts";
import type { Attachment, Case, Message } from "../state/digital-model.ts";
import { deliverMessage } from "./byoc-delivery.ts";

export type OutboundInput = {
  text: string;
  sentBy: "agent" | "script" | "api";
  agentId?: number;
  attachments?: Attachment[];
  messageContent?: Message["messageContent"];
  title?: string | null;
  /** Further recipients of an email. */
  cc?: string[];
  /** The email channel to send from, when it is not that of the case. */
  fromChannelId?: string;
};

/**
 * Stores an outbound message of a case and sets out to bring it to the integration box. The message stays "sending"
 * until the box has answered. A script's message looks like an agent's from outside (H-06).
 */
export function sendOutbound(sandbox: Sandbox, row: Case, input: OutboundInput): Message {
  const { store } = sandbox;
  const id = crypto.randomUUID();
  const message = store.messages.put(id, {
    id,
    idOnExternalPlatform: null,
    channelId: row.channelId,
    caseId: row.id,
    threadId: row.threadId,
    direction: "outbound",
    sentBy: input.sentBy,
    author: null,
    agentId: input.agentId ?? null,
    title: input.title ?? null,
    messageContent: input.messageContent ?? {
      type: "TEXT",
      payload: { text: input.text },
      fallbackText: input.text,
    },
    attachments: input.attachments ?? [],
    recipients: [
      ...row.recipients,
      ...(input.cc ?? []).map((address) => ({
        idOnExternalPlatform: address,
        name: address,
        isPrimary: false,
      })),
    ],
    replyToMessage: lastInbound(sandbox, row),
    url: null,
    createdAt: store.now(),
    tagIds: [],
    ...(input.fromChannelId ? { sentFromChannelId: input.fromChannelId } : {}),
    customerStatus: null,
    delivery: { state: "sending", attempts: 0, error: null },
  });
  deliverMessage(sandbox, message);
  return message;
}

function lastInbound(sandbox: Sandbox, row: Case): Message["replyToMessage"] {
  const last = sandbox.store.messages
    .where("case", row.id)
    .findLast((message) => message.direction === "inbound");
  return last?.idOnExternalPlatform ? { idOnExternalPlatform: last.idOnExternalPlatform } : null;
}
