import { type ConversationState, waitInWords } from "#lib/handover/conversation/mapping.ts";
import type {
  Delivery,
  QueuePlace,
  VisitorMessage,
  VisitorUpdate,
} from "#lib/handover/conversation/schema.ts";

/** A message that the server has not confirmed yet. */
export type Unsent = {
  clientId: string;
  text: string;
  writtenAt: string;
  state: "sending" | "waiting" | "refused" | "accepted";
};

export type ChatState = {
  /** Undefined until the first update. */
  conversation: ConversationState | undefined;
  agentName: string | null;
  queue: QueuePlace | null;
  /** An agent types; told by the server and forgotten soon, for the word that they stopped may be lost. */
  agentTypes: boolean;
  stuck: boolean;
  line: "connecting" | "open" | "lost";
  messages: readonly VisitorMessage[];
  unsent: readonly Unsent[];
  cursor: number;
};

export type ChatAction =
  | { do: "update"; update: VisitorUpdate }
  | { do: "typing"; typing: boolean }
  | { do: "line"; line: ChatState["line"] }
  | { do: "write"; clientId: string; text: string; writtenAt: string }
  | { do: "unsent"; clientId: string; state: Unsent["state"] }
  | { do: "restart"; unsent?: readonly Unsent[] };

export const emptyChat: ChatState = {
  conversation: undefined,
  agentName: null,
  queue: null,
  agentTypes: false,
  stuck: false,
  line: "connecting",
  messages: [],
  unsent: [],
  cursor: 0,
};

/** Everything that happens to a chat, as a pure step. */
export function stepChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.do) {
    case "update":
      return mergeUpdate(state, action.update);
    case "typing":
      return { ...state, agentTypes: action.typing };
    case "line":
      return { ...state, line: action.line };
    case "write": {
      const { clientId, text, writtenAt } = action;
      return { ...state, unsent: [...state.unsent, { clientId, text, writtenAt, state: "sending" }] };
    }
    case "unsent":
      return {
        ...state,
        unsent: state.unsent.map((one) =>
          one.clientId === action.clientId ? { ...one, state: action.state } : one,
        ),
      };
    case "restart":
      return { ...emptyChat, unsent: action.unsent ?? [] };
  }
}

/**
 * Takes in what the server tells. Each message is shown once however often it comes, in the order in which it was
 * written; what the server has is no longer ours to send.
 */
function mergeUpdate(state: ChatState, update: VisitorUpdate): ChatState {
  const byId = new Map(state.messages.map((message) => [message.id, message]));
  for (const message of update.messages) byId.set(message.id, message);
  const removed = new Set(update.removed);
  const messages = [...byId.values()]
    .map((message) => {
      if (removed.has(message.id))
        return { ...message, removed: true, text: "", attachments: [], choices: [] };
      const delivery = message.clientId === null ? undefined : update.deliveries[message.clientId];
      return delivery && delivery !== message.delivery ? { ...message, delivery } : message;
    })
    .sort((a, b) => a.sentAt.localeCompare(b.sentAt) || a.id - b.id);
  const known = new Set(messages.map((message) => message.clientId));
  return {
    ...state,
    conversation: update.state,
    agentName: update.agentName,
    queue: update.queue,
    // Their words are here: what they type next they say anew.
    agentTypes: state.agentTypes && !update.messages.some((message) => message.author === "agent"),
    stuck: update.stuck,
    messages,
    unsent: state.unsent.filter((one) => !known.has(one.clientId)),
    cursor: Math.max(state.cursor, update.cursor),
  };
}

export type ShownMessage = Pick<
  VisitorMessage,
  "author" | "authorName" | "authorImage" | "text" | "attachments" | "choices" | "sentAt" | "removed"
> & {
  /** The server's number; null while it is on its way. */
  id: number | null;
  key: string;
  clientId: string | null;
  delivery: Delivery | Exclude<Unsent["state"], "accepted">;
};

/** What the log shows: what the server has, and below it what is on its way. */
export function shownMessages(state: ChatState): ShownMessage[] {
  return [
    ...state.messages.map((message) => ({ ...message, key: message.clientId ?? `m${message.id}` })),
    ...state.unsent.map((one) => ({
      key: one.clientId,
      id: null,
      clientId: one.clientId,
      author: "visitor" as const,
      authorName: null,
      authorImage: null,
      text: one.text,
      attachments: [],
      choices: [],
      removed: false,
      sentAt: one.writtenAt,
      delivery: one.state === "accepted" ? ("stored" as const) : one.state,
    })),
  ];
}

/** What the bot offers to choose from: with its last words only, and while it is the one who listens. */
export function offeredChoices(state: ChatState): readonly string[] {
  const last = shownMessages(state).at(-1);
  return state.conversation === "bot" && last?.author === "bot" ? last.choices : [];
}

/** The bot owes an answer: the last thing said is the visitor's and has arrived. */
export function isBotTyping(state: ChatState): boolean {
  const last = shownMessages(state).at(-1);
  const arrived = last?.delivery === "stored" || last?.delivery === "delivered" || last?.delivery === "sent";
  return state.conversation === "bot" && last?.author === "visitor" && arrived && !state.stuck;
}

/** Who types, for the log; null when nobody does. */
export function whoTypes(state: ChatState): string | null {
  if (isBotTyping(state)) return "The bot";
  const withAgents = state.conversation === "agent" || state.conversation === "queued";
  if (!state.agentTypes || !withAgents) return null;
  return state.agentName ?? "The agent";
}

/** The place in the queue as a sentence; null when nobody has said where the visitor stands. */
export function queueInWords({ queue, conversation }: ChatState): string | null {
  if (!queue || (conversation !== "queued" && conversation !== "requested")) return null;
  const place = queue.position ? `You are number ${queue.position}.` : null;
  const wait = queue.waitMs === null ? null : `${waitInWords(queue.waitMs)}.`;
  return [place, wait].filter(Boolean).join(" ") || null;
}

const DELIVERY_WORDS: Record<ShownMessage["delivery"], string> = {
  sending: "Sending",
  waiting: "Not sent yet, trying again",
  refused: "Not sent",
  stored: "Sent",
  sent: "Sent",
  delivered: "Delivered",
  seen: "Seen",
  failed: "Not delivered",
};

export const deliveryInWords = (delivery: ShownMessage["delivery"]): string => DELIVERY_WORDS[delivery];
